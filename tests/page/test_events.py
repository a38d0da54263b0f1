"""What a visitor's actions do, without a browser."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html

from summarizer.page import events
from summarizer.page.events import Frame, Request, Session
from summarizer.page.limits import Limits
from summarizer.results import Digest, Translated

from .conftest import ARTICLE, Shop, make_shop


def ask(text: str = ARTICLE, **other: object) -> Request:
    return Request(text, other.get("upload"), ["ru", "zh"], "short", "builtin", other.get("glossary"))  # type: ignore


def frames(shop: Shop, asked: Request, locale: str = "en") -> list[Frame]:
    return list(events.run(shop.workshop, "me", locale, asked))


def digest_of(shop: Shop) -> Digest:
    session = frames(shop, ask())[-1].session
    assert session
    return session.digest


def test_the_summary_comes_first_and_the_digest_last(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "EVERY", 0.0)
    seen = frames(shop, ask())
    views = [frame.view or "" for frame in seen]
    first = next(n for n, view in enumerate(views) if "dg-summary" in view)
    assert "dg-pending" in views[first] and "Слово" not in views[first]
    pending = [view.count('class="dg-pending"') for view in views[first:]]
    assert pending == sorted(pending, reverse=True) and pending[-1] == 0
    assert seen[-1].session and not seen[-1].running
    assert any("Translating into Русский" in frame.status and "aria-valuenow" in frame.status for frame in seen)
    assert "7 of 7 sentences" in views[-1]


@pytest.mark.parametrize(
    "asked, message",
    [
        (Request("", None, ["ru"], "short", "builtin"), "Nothing to digest yet"),
        (Request("x" * 70_000, None, ["ru"], "short", "builtin"), "70,000 characters"),
        (Request(ARTICLE, None, ["ru"], "huge", "builtin"), "No length"),
        (Request(ARTICLE, None, ["../x"], "short", "builtin"), "The page translates into ru, zh, en"),
        (Request("http://127.0.0.1:1/", None, ["ru"], "short", "builtin"), "127.0.0.1"),
        (Request("http://169.254.169.254/latest/", None, ["ru"], "short", "builtin"), "169.254"),
        (Request("ftp://news.example/story", None, ["ru"], "short", "builtin"), "A link begins with http"),
        (Request("www.news.invalid/story", None, ["ru"], "short", "builtin"), "no host www.news.invalid"),
    ],
)
def test_bad_wishes_get_one_plain_line(shop: Shop, asked: Request, message: str) -> None:
    last = frames(shop, asked)[-1]
    assert 'role="alert"' in last.status and message in lxml_html.fromstring(last.status).text_content()
    assert "Traceback" not in last.status and not last.running and last.session is None


@pytest.mark.parametrize("text", ["file:///etc/passwd", "/etc/passwd", "ftp://x/y", "-"])
def test_a_path_is_only_a_text(shop: Shop, text: str) -> None:
    assert "root:" not in "".join((f.view or "") + f.status for f in frames(shop, ask(text)))


def test_a_bug_is_not_shown_to_the_visitor(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(shop.workshop, "read", broken)
    last = frames(shop, ask())[-1]
    assert "Something went wrong" in last.status and "secret" not in last.status


def test_an_upload_is_read_and_not_kept(shop: Shop, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(ARTICLE)
    assert frames(shop, ask("", upload=str(file)))[-1].session
    assert not file.exists()


@pytest.mark.parametrize("kind", ["upload", "glossary"])
def test_an_unreadable_file_is_called_by_its_name(shop: Shop, tmp_path: Path, kind: str) -> None:
    file = tmp_path / ("a.pdf" if kind == "upload" else "a.csv")
    file.write_bytes(b"%PDF-1.4 \0\1\2 broken" if kind == "upload" else b"no header here\n")
    last = frames(shop, ask("" if kind == "upload" else ARTICLE, **{kind: str(file)}))[-1]
    assert 'role="alert"' in last.status and str(tmp_path) not in last.status
    assert file.name in last.status.lower()


def test_an_upload_over_the_limit_is_not_kept_either(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(ARTICLE)
    last = frames(make_shop(Limits(upload_bytes=10)), ask("", upload=str(file)))[-1]
    assert 'role="alert"' in last.status
    assert not file.exists()


def test_cancel_stops_the_work(shop: Shop) -> None:
    shop.translator.gate.clear()
    seen: list[Frame] = []
    worker = threading.Thread(target=lambda: seen.extend(events.run(shop.workshop, "me", "en", ask())))
    worker.start()
    while not shop.workshop.busy:
        pass
    shop.workshop.stop("somebody else")
    shop.workshop.stop("me")
    shop.translator.gate.set()
    worker.join(10)
    assert "Stopped" in seen[-1].status and seen[-1].session is None
    assert shop.translator.made <= 2
    assert shop.workshop.busy == 0


def begun_after(shop: Shop, sentences: int) -> events.Begun:
    """What is under way when so many sentences are translated."""
    for frame in events.run(shop.workshop, "me", "en", ask()):
        if frame.begun and len(frame.begun.reading.texts) == sentences:
            return frame.begun
    raise AssertionError("it never came so far")


def test_what_was_finished_can_be_kept(shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "EVERY", 0.0)
    frame = events.keep(shop.workshop, "en", begun_after(shop, 3))  # the title, and two sentences of the summary
    assert "Stopped" in frame.status and frame.session and not frame.running
    digest = frame.session.digest
    texts = {code: [bool(text.text) for text in made.article] for code, made in digest.translations.items()}
    assert texts == {"ru": [True, True] + [False] * 5, "zh": [False] * 7}  # the summary repeats the article
    assert digest.report.sentences_out == {"ru": 2, "zh": 0}
    assert "stopped before the end: ru has 2 of 7 sentences" in digest.report.notices
    empty = {str(flag.where) for flag in digest.report.errors if flag.kind == "empty"}
    assert {"ru.article[2]", "zh.title", "zh.article[0]"} <= empty and "ru.article[0]" not in empty
    file = tmp_path / "d.json"
    file.write_text(json.dumps(digest.to_dict()))
    assert events.open_saved(shop.workshop, str(file), "en").session


def test_nothing_is_kept_before_there_is_a_summary(shop: Shop) -> None:
    assert events.keep(shop.workshop, "en", None) == events.stopped("en")
    first = next(frame for frame in events.run(shop.workshop, "me", "en", ask()) if frame.begun)
    assert events.keep(shop.workshop, "en", first.begun).session is None


def test_cancel_stops_repair_too(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fake's translations leave names out, so they are tried again."""
    tried, original = [], shop.translator.candidates

    def candidates(*arguments: Any) -> Iterator[tuple[Translated, ...]]:
        for made in original(*arguments):
            tried.append(made)
            shop.workshop.stop("me")
            yield made

    monkeypatch.setattr(shop.translator, "candidates", candidates)
    *before, last = frames(shop, ask())
    assert any("Checking" in frame.status for frame in before)
    assert "Stopped" in last.status and last.session is None
    assert len(tried) == 1 and shop.workshop.busy == 0


def test_leaving_the_generator_stops_the_work(shop: Shop) -> None:
    run = events.run(shop.workshop, "me", "en", ask())
    while "dg-summary" not in (next(run).view or ""):
        pass
    run.close()
    assert shop.workshop.busy == 0 and shop.translator.made == 0


def test_a_correction_is_checked_again_and_counts_for_its_twin(shop: Shop) -> None:
    session = Session(digest_of(shop))
    frame = events.edit(session, "en", "ru.article[0]", "  Город   закроет старый город для машин. ")
    assert frame.session
    changed = frame.session.digest
    assert changed.translations["ru"].article[0].text == "Город закроет старый город для машин."
    assert changed.translations["ru"].summary[0].text == "Город закроет старый город для машин."
    assert changed.translations["zh"] == session.digest.translations["zh"]
    view = lxml_html.fromstring(frame.view)
    assert len(view.xpath("//span[@class='dg-edited']")) == 2

    worse = events.edit(frame.session, "en", "ru.article[0]", "The city will close its old town to cars.")
    assert worse.session
    flags = [f for f in worse.session.digest.report.flags if str(f.where) == "ru.article[0]"]
    assert "error" in {f.severity for f in flags}
    back = events.edit(worse.session, "en", "ru.article[0]", "Город закроет старый город для машин.")
    assert back.session and back.session.digest.report.flags == changed.report.flags


@pytest.mark.parametrize("where", ["article[0]", "ru.article[99]", "de.article[0]", "ru.nonsense[0]", "", None, 7])
def test_only_translated_sentences_can_be_corrected(shop: Shop, where: object) -> None:
    frame = events.edit(Session(digest_of(shop)), "en", where, "Новое.")
    assert 'role="alert"' in frame.status and frame.view is None


@pytest.mark.parametrize("text", ["", "  ", "x" * 20_000, None])
def test_a_correction_is_a_sentence(shop: Shop, text: object) -> None:
    assert 'role="alert"' in events.edit(Session(digest_of(shop)), "en", "ru.article[0]", text).status


def test_a_saved_digest_can_be_opened(shop: Shop, tmp_path: Path) -> None:
    digest = digest_of(shop)
    file = tmp_path / "d.json"
    file.write_text(json.dumps(digest.to_dict()))
    frame = events.open_saved(shop.workshop, str(file), "en")
    assert frame.session and frame.session.digest.to_dict() == digest.to_dict()
    assert not file.exists()


def broken(kind: str, data: dict) -> str:  # type: ignore[type-arg]
    match kind:
        case "evidence":
            data["summary"]["sentences"][0]["evidence"] = [99]
        case "index":
            data["article"]["sentences"][0]["index"] = 5
        case "short":
            data["translations"]["ru"]["article"].pop()
        case "severity":
            flag = {"kind": "x", "severity": "fatal", "where": "ru.article[0]", "message": "m"}
            data["report"]["flags"].append(flag)
        case "type":
            data["translations"]["ru"]["article"][0]["text"] = {"a": 1}
        case "list":
            return "[]"
        case "text":
            return "not json"
        case "deep":
            return "[" * 100_000
    return json.dumps(data)


@pytest.mark.parametrize("kind", ["evidence", "index", "short", "severity", "type", "list", "text", "deep"])
def test_a_broken_digest_gets_one_plain_line(shop: Shop, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "d.json"
    file.write_text(broken(kind, digest_of(shop).to_dict()))
    frame = events.open_saved(shop.workshop, str(file), "en")
    assert 'role="alert"' in frame.status and frame.session is None


def test_two_digests_can_be_compared(shop: Shop, tmp_path: Path) -> None:
    session = Session(digest_of(shop))
    other = events.edit(session, "en", "ru.article[6]", "Совсем другое предложение о городе.").session
    assert other
    file = tmp_path / "d.json"
    file.write_text(json.dumps(other.digest.to_dict()))
    references = tmp_path / "r.txt"
    references.write_text("\n".join(t.text for t in session.digest.translations["ru"].article))
    (result,) = events.compare(shop.workshop, "me", "en", session, "builtin", str(file), ("ru", str(references)))
    table = lxml_html.fromstring(result)
    assert len(table.xpath("//tr[not(@class)]/td[mark]")) == 2
    assert "6 of 7 sentences the same" in result and "7 of 7" in result
    assert len(table.xpath("//tr[@class='pg-same']")) == 2 + 6 + 7  # summary, ru, zh
    scores = table.xpath("//p[@class='pg-scores']")[0].text_content()
    assert "chrF2 100.0 / " in scores and "BLEU 100.0 / " in scores and "tok:13a" in scores


def test_references_must_fit_the_sentences(shop: Shop, tmp_path: Path) -> None:
    references = tmp_path / "r.txt"
    references.write_text("Одна строка.")
    *_, result = events.compare(
        shop.workshop, "me", "en", Session(digest_of(shop)), "builtin", None, ("ru", str(references))
    )
    assert "it has 1 for 7" in result and 'role="alert"' in result


def test_comparing_runs_the_other_profile(shop: Shop) -> None:
    *_, result = events.compare(shop.workshop, "me", "en", Session(digest_of(shop)), "builtin", None, ("ru", None))
    assert "7 of 7 sentences the same" in result and "<mark>" not in result


def test_there_must_be_something_to_compare(shop: Shop) -> None:
    (result,) = events.compare(shop.workshop, "me", "ru", None, "builtin", None, ("ru", None))
    assert "Сначала" in result


def test_models_are_loaded_once_for_all_visitors(shop: Shop) -> None:
    for n, to in enumerate((["ru"], ["zh"], ["zh", "ru"])):
        *_, last = events.run(shop.workshop, str(n), "en", Request(ARTICLE, None, to, "short", "builtin"))
        assert last.session and list(last.session.digest.translations) == to
    assert len(shop.workshop._models) == 1
