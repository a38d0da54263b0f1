"""The reading view: complete, aligned, escaped, and in need of nothing from outside."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from summarizer import verifying
from summarizer.article import Article, Reason, Removed, Sentence
from summarizer.digest import Stage
from summarizer.rendering.html import fragment, render, script, stylesheet
from summarizer.rendering.labels import KINDS, LABELS, labels, native_name, reason_name, stage_name
from summarizer.rendering.reading import Reading
from summarizer.results import (
    Digest,
    Flag,
    ModelInfo,
    Place,
    Report,
    Summary,
    SummarySentence,
    Translated,
    Translation,
)

MODEL = ModelInfo("tiny", "Apache-2.0", draft=True)


def sample(texts: tuple[str, ...] = ("One cat sat.", "Two dogs ran."), hostile: str | None = None) -> Digest:
    """A digest of two sentences; with `hostile`, every free text in it is that."""
    texts = tuple(hostile or t for t in texts)
    starts = [sum(len(t) + 1 for t in texts[:n]) for n in range(len(texts))]
    sentences = tuple(Sentence(n, 0, s, s + len(t), t) for n, (s, t) in enumerate(zip(starts, texts, strict=True)))
    say = (lambda text: hostile) if hostile else (lambda text: text)
    article = Article(
        " ".join(texts), sentences, "en", "a.txt", say("Pets"), say("By A"), None, (Removed(say("Give!"), "appeal"),)
    )
    summary = Summary((SummarySentence(say("Dogs ran."), (1,)),), MODEL)

    def translation(language: str, words: tuple[str, ...]) -> Translation:
        made = tuple(Translated(say(w)) for w in words)
        return Translation(language, Translated(say("T")), made[:1], made, replace(MODEL, name=say("tiny")))

    flags = (
        Flag("number-missing", "error", Place("article", 1, "ru"), say("2 is missing")),
        Flag("name", "note", Place("article", 0, "zh"), say("a name")),
    )
    report = Report("builtin", 2, {"ru": 2, "zh": 2}, removed=1, flags=flags, notices=(say("a draft"),))
    translations = {"ru": translation("ru", ("Кошка.", "Собаки.")), "zh": translation("zh", ("猫。", "狗。"))}
    return Digest(article, summary, translations, report)


def parsed(digest: Digest, **options: object) -> lxml_html.HtmlElement:
    return lxml_html.fromstring(render(digest, **options))  # type: ignore[arg-type]


def test_each_sentence_is_a_row_with_a_cell_for_every_language() -> None:
    page = parsed(sample())
    rows = page.xpath("//tr[starts-with(@data-row, 'article-')]")
    assert [[cell.get("lang") for cell in row.xpath("td")] for row in rows] == [["en", "ru", "zh"]] * 2
    assert rows[1].xpath("td[2]/span[@class='dg-text']")[0].text == "Собаки."


def test_summary_and_evidence_point_at_each_other() -> None:
    page = parsed(sample())
    assert page.xpath("//tr[@data-row='summary-0']/@data-partners") == ["article-1"]
    assert page.xpath("//tr[@data-row='article-1']/@data-partners") == ["summary-0"]
    (link,) = page.xpath("//a[@class='dg-evidence']")
    assert page.xpath(f"//*[@id='{link.get('href')[1:]}']//span[@class='dg-text']")[0].text == "Two dogs ran."


def test_a_doubt_is_a_class_a_sign_and_a_reason() -> None:
    cell = parsed(sample()).xpath("//td[@id='dg-ru-article-1']")[0]
    assert "dg-error" in cell.get("class")
    (sign,) = cell.xpath("button")
    assert sign.get("aria-label") == "Error"
    assert "2 is missing" in cell.xpath(f"*[@id='{sign.get('aria-describedby')}']")[0].text_content()


def test_the_strip_counts_sentences_losses_and_doubts_but_not_notes() -> None:
    strip = parsed(sample()).xpath("//div[@class='dg-strip']")[0].text_content()
    for fact in ("2 of 2 sentences", "0 clipped", "1 to check"):
        assert fact in strip


def test_lost_sentences_are_told_by_language() -> None:
    digest = sample()
    report = replace(digest.report, sentences_out={"ru": 1, "zh": 2})
    strip = parsed(replace(digest, report=report)).xpath("//div[@class='dg-strip']")[0].text_content()
    assert "Русский: 1 of 2 sentences" in strip and "中文: 2 of 2 sentences" in strip


@pytest.mark.parametrize(
    "locale, reason", [("en", "appeal to readers"), ("ru", "просьба к читателям"), ("zh", "向读者募捐")]
)
def test_removed_blocks_are_folded_with_their_reason(locale: str, reason: str) -> None:
    (removed,) = parsed(sample(), locale=locale).xpath("//details[@class='dg-removed']")
    assert removed.get("open") is None
    assert removed.xpath(".//li")[0].text_content() == f"{reason} Give!"
    assert removed.xpath(".//li/span[2]/@lang") == ["en"]


@pytest.mark.parametrize("locale", LABELS)
def test_every_reason_and_every_stage_has_a_name(locale: str) -> None:
    for reason in get_args(Reason):
        assert reason_name(reason, locale) == LABELS[locale][f"removed-{reason}"]
    for stage in get_args(Stage):
        if stage != "done":  # not a stage that takes time
            assert stage_name(stage, locale) == LABELS[locale][f"stage-{stage}"]
    assert stage_name("translate ru", locale) == f"{LABELS[locale]['stage-translate']} (Русский)"
    assert (stage_name("else", locale), reason_name("else", locale)) == ("else", "else")


@pytest.mark.parametrize("locale", LABELS)
def test_every_language_of_the_interface_has_every_label(locale: str) -> None:
    assert LABELS[locale].keys() == LABELS["en"].keys()
    for key, text in LABELS["en"].items():
        assert sorted(re.findall(r"\{\w+\}", LABELS[locale][key])) == sorted(re.findall(r"\{\w+\}", text))
    page = parsed(sample(), locale=locale)
    assert page.get("lang") == locale
    assert labels(locale)["summary"] in page.text_content()


@pytest.mark.parametrize(
    "locale, kind", [("en", "Error:"), ("ru", "Ошибка · число пропало:"), ("zh", "错误 · 数字缺失:")]
)
def test_reasons_are_introduced_in_the_language_of_the_interface(locale: str, kind: str) -> None:
    (first,) = parsed(sample(), locale=locale).xpath("//td[@id='dg-ru-article-1']//*[@role='tooltip']/span")
    assert first.text_content() == f"{kind} 2 is missing"
    assert first.xpath("span/@lang") == ([] if locale == "en" else ["en"])


@pytest.mark.parametrize(
    "locale, reason",
    [("en", "Error: Left untranslated"), ("ru", "Ошибка: Осталось без перевода"), ("zh", "错误: 没有译出")],
)
def test_reasons_that_have_a_translation_are_told_in_it(locale: str, reason: str) -> None:
    digest = sample()
    flag = Flag("echo", "error", Place("article", 1, "ru"), "left untranslated")
    page = parsed(replace(digest, report=replace(digest.report, flags=(flag,))), locale=locale)
    (told,) = page.xpath("//td[@id='dg-ru-article-1']//*[@role='tooltip']/span")
    assert told.text_content() == reason and not told.xpath("span/@lang")
    assert reason.partition(" ")[2] in page.xpath("//div[@class='dg-strip']//li[@class='dg-error']")[0].text_content()


def test_every_kind_of_doubt_has_a_name_in_every_other_language() -> None:
    source = "".join(path.read_text("utf-8") for path in Path(verifying.__file__).parent.rglob("*.py"))
    kinds = set(re.findall(r'(?:Doubt|Flag)\(\s*"([a-z-]+)"|yield "([a-z-]+)", f?"', source))
    made = {kind for pair in kinds for kind in pair if kind} | {f"number-{k}" for k in ("missing", "changed", "new")}
    assert len(made) > 20
    assert KINDS.keys() == LABELS.keys() - {"en"}
    for locale, names in KINDS.items():
        assert made <= names.keys(), locale
        assert names.keys() == KINDS["ru"].keys()


def test_an_unknown_locale_is_english() -> None:
    assert labels("tlh") is LABELS["en"]


@pytest.mark.parametrize("code, name", [("en", "English"), ("ru", "Русский"), ("zh", "中文"), ("xx", "xx"), ("", "")])
def test_languages_name_themselves(code: str, name: str) -> None:
    assert native_name(code) == name


HOSTILE = (
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "</td></tr></table><h1>out</h1>",
    "javascript:alert(1)",
    "${alert(1)} {{constructor}} `",
    "<!-- --><svg/onload=alert(1)>",
    "</style></script></title>",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_are_data(text: str) -> None:
    plain, hostile = render(sample()), render(sample(hostile=text))
    tags = [e.tag for e in lxml_html.fromstring(plain).iter() if isinstance(e.tag, str)]
    assert [e.tag for e in lxml_html.fromstring(hostile).iter() if isinstance(e.tag, str)] == tags
    assert text in lxml_html.fromstring(hostile).xpath("//td[@id='dg-ru-article-0']/span")[0].text_content()


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    view = lxml_html.fromstring(render(sample(hostile=text), page=False))
    assert view.xpath("//td[@id='dg-zh-article-1']/span[@class='dg-text']")[0].text_content() == text


def test_nothing_is_loaded_from_outside() -> None:
    document = render(sample())
    assert not re.search(r"(?:src|href)\s*=\s*[\"'](?!#)|url\(|@import|https?://", document)
    assert "default-src 'none'" in document
    assert "innerHTML" not in script() and "eval" not in script()
    assert "light-dark(" in stylesheet()


def test_what_is_still_to_come_has_its_place() -> None:
    digest = sample()
    reading = Reading(digest.article, digest.summary, ("ru", "zh"))
    reading = reading.with_text(Place("article", 0, "ru"), Translated("Кошка."))
    view = lxml_html.fromstring(fragment(reading))
    assert len(view.xpath("//span[@class='dg-pending']")) == 7  # (title, summary, 2 sentences) × 2 − 1
    assert not view.xpath("//div[@class='dg-strip']")


def test_the_article_alone_is_a_view() -> None:
    view = lxml_html.fromstring(fragment(Reading(sample().article)))
    assert not view.xpath("//div[@class='dg-tabs']")
    assert [e.text for e in view.xpath("//span[@class='dg-text']")] == ["Pets", "One cat sat.", "Two dogs ran."]


def test_ids_are_unique_and_two_views_can_share_a_page() -> None:
    first, second = (fragment(Reading.of(sample()), prefix=p) for p in ("a", "b"))
    ids = re.findall(r' id="([^"]+)"', first + second)
    assert len(ids) == len(set(ids))


def test_only_translations_can_be_edited() -> None:
    view = lxml_html.fromstring(fragment(Reading.of(sample()), editable=True))
    places = view.xpath("//td/@data-place")
    assert "ru.article[1]" in places and "zh.title" in places
    assert not [p for p in places if not p.startswith(("ru.", "zh."))]
    assert 'data-place="' not in fragment(Reading.of(sample()))


def test_sentences_of_which_the_model_was_merely_unsure_are_one_line_and_not_underlined(digest: Digest) -> None:
    unsure = [Flag("low-confidence", "warning", Place("article", n, "ru"), "read it") for n in (0, 2)]
    lost = Flag("number-missing", "warning", Place("article", 2, "ru"), "“Two” is missing")
    cat = Flag("low-confidence", "warning", Place("article", 1, "ru"), "read it")
    found = replace(digest, report=replace(digest.report, flags=(unsure[0], cat, unsure[1], lost)))
    page = lxml_html.fromstring(render(found))
    (doubts,) = page.find_class("dg-doubts")
    assert [len(item.xpath(".//a")) for item in doubts.xpath(".//li")] == [1, 2]
    assert doubts.xpath("string(summary)").startswith("3")
    assert [cell.get("id") for cell in page.find_class("dg-unsure")] == ["dg-ru-article-0", "dg-ru-article-1"]
