"""Plain text, Markdown and the terminal: everything is there, in order, and what a model wrote is never markup."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from markdown_it import MarkdownIt
from rich.console import Console

from summarizer.rendering import markdown, terminal, text
from summarizer.rendering.markdown import escape
from summarizer.rendering.parts import checks
from summarizer.results import Digest, Flag, Place

HOSTILE = (
    "<script>alert(1)</script>",
    "[click](javascript:alert(1)) ![x](http://e.example/x.png)",
    "[bold red]not ours[/bold red]",
    "# Heading",
    "- item\n\n1. another\n\n> quote\n\n---",
    "a | b\n|---|---|",
    "`code` *stars* _lines_ ~~gone~~ &amp;",
)


def on_terminal(digest: Digest, **options: object) -> str:
    console = Console(file=io.StringIO(), width=60, **options)  # type: ignore[arg-type]
    terminal.show(digest, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


RENDERINGS: dict[str, Callable[[Digest], str]] = {
    "text": text.render,
    "markdown": lambda digest: markdown.render(digest).replace("\\", ""),
    "terminal": on_terminal,
}


@pytest.mark.parametrize("name", RENDERINGS)
def test_everything_is_there_in_reading_order(name: str, digest: Digest) -> None:
    shown = RENDERINGS[name](digest)
    order = [
        "Pets",
        "By A. Reed",
        "LORN",
        "Dogs ran.",
        "Russian",
        "Бежали две собаки.",
        "В понедельник шёл дождь.",
        "Сидела кошка.",
        "Chinese",
        "两只狗跑了。",
        "一只猫坐着。",
        "“Two” is missing",
        "who is that",
        "3 in, 3 ru, 3 zh",
        "1 tokens clipped, 2 unknown",
        "1 block removed",
        "2 errors, 1 warning, 1 note; 3 repaired",
        "tiny, Apache-2.0, draft",
        "read 0.01",
        "a draft",
    ]
    position = 0
    for words in order:
        found = re.compile(re.escape(words).replace(r"\ ", r"\s+"), re.IGNORECASE).search(shown, position)
        assert found, f"{words!r} is missing behind {shown[:position][-40:]!r}"
        position = found.start()


@pytest.mark.parametrize("name", RENDERINGS)
def test_a_doubtful_sentence_is_marked_by_a_sign(name: str, digest: Digest) -> None:
    shown = RENDERINGS[name](digest)
    line = next(line for line in shown.splitlines() if "Бежали две собаки." in line)
    assert "✗" in line
    assert "read this" not in shown  # notes are counted only


@pytest.mark.parametrize("name", RENDERINGS)
def test_one_doubt_about_a_sentence_that_stands_twice_is_listed_once(name: str, digest: Digest) -> None:
    shown = " ".join(RENDERINGS[name](digest).split())
    assert shown.count("“Two” is missing") == 1
    assert "Russian article 1 and summary 1" in shown


@pytest.mark.parametrize("name", RENDERINGS)
def test_without_title_translations_or_doubts(name: str, digest: Digest) -> None:
    article = replace(digest.article, title=None, byline=None, dateline=None, removed=())
    report = replace(digest.report, flags=(), notices=(), removed=0, repaired=0, sentences_out={})
    shown = RENDERINGS[name](Digest(article, digest.summary, {}, report))
    assert "Dogs ran." in shown and "3 in" in shown
    assert "None" not in shown and "To check".lower() not in shown.lower().replace("to check: 0", "")


def test_paragraphs_stay_paragraphs(digest: Digest) -> None:
    assert "Сидела кошка.\n\nВ понедельник шёл дождь." in text.render(digest)
    assert "一只猫坐着。\n\n周一下雨。" in text.render(digest)


def test_chinese_sentences_are_not_parted_by_spaces(digest: Digest) -> None:
    assert "两只狗跑了。一只猫坐着。" in text.render(digest)
    assert "两只狗跑了。一只猫坐着。" in on_terminal(digest)


@pytest.mark.parametrize("attack", HOSTILE)
def test_markdown_shows_what_a_model_wrote_and_does_not_obey_it(
    attack: str, hostile: Callable[[str], Digest], digest: Digest
) -> None:
    def tags(source: str) -> list[str]:
        page = lxml_html.fromstring(f"<div>{MarkdownIt('gfm-like', {'linkify': False}).render(source)}</div>")
        return [str(node.tag) for node in page.iter()]

    source = markdown.render(hostile(attack))
    assert tags(source) == tags(markdown.render(hostile("plain")))
    shown = lxml_html.fromstring(f"<div>{MarkdownIt().render(source)}</div>").text_content()
    assert " ".join(attack.split()) in " ".join(shown.split())


@pytest.mark.parametrize("attack", HOSTILE)
def test_the_terminal_shows_what_a_model_wrote(attack: str, hostile: Callable[[str], Digest]) -> None:
    assert attack.split()[0] in on_terminal(hostile(attack))


@given(st.text(alphabet="ab \n#*_-+1.)>|`[]()<>&\\~=!", max_size=30))
def test_escaped_text_is_text(words: str) -> None:
    escaped = escape(words)
    assert "\n" not in escaped
    shown = MarkdownIt("gfm-like", {"linkify": False}).render(escaped)
    page = lxml_html.fromstring(f"<div>{shown}</div>")
    assert [node.tag for node in page.iter()] == (["div", "p"] if words.strip() else ["div"])
    assert " ".join(page.text_content().split()) == " ".join(words.split())


def test_colour_on_a_terminal_and_none_in_a_file(digest: Digest) -> None:
    assert "\x1b[" in on_terminal(digest, force_terminal=True, color_system="standard")
    assert "\x1b[" not in on_terminal(digest)


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ([Place("title")], "title"),
        ([Place("article", 2)], "article 3"),
        ([Place("summary", 1), Place("article", 1)], "summary 2 and article 2"),
        ([Place("title"), Place("summary", 0), Place("article", 0)], "title, summary 1 and article 1"),
        ([Place("article", n) for n in (0, 1, 2, 4, 6, 7)], "article 1–3, 5, 7–8"),
    ],
)
def test_one_doubt_about_many_sentences_is_one_line(digest: Digest, places: list[Place], said: str) -> None:
    flags = tuple(Flag("low-confidence", "warning", replace(where, language="ru"), "read it") for where in places)
    report = replace(digest.report, flags=flags)
    assert [check.where for check in checks(replace(digest, report=report))] == [f"Russian {said}"]


def test_what_says_only_that_the_model_was_unsure_comes_last_and_is_a_bare_sign(digest: Digest) -> None:
    unsure = Flag("low-confidence", "warning", Place("article", 0, "ru"), "read it")
    lost = Flag("number-missing", "warning", Place("article", 1, "ru"), "“Two” is missing")
    found = replace(digest, report=replace(digest.report, flags=(unsure, lost, replace(unsure, where=lost.where))))
    assert [check.kind for check in checks(found)] == ["number-missing", "low-confidence"]
    assert "Бежали две собаки. [⚠] Сидела кошка. [⚠ number-missing]" in text.render(found)
