"""The Word document: aligned, commented, and readable by a word processor."""

from __future__ import annotations

import io

import docx
import pytest

from summarizer.article import Article, Removed, Sentence
from summarizer.rendering.docx import render
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


def sample(text: str = "One cat sat.", languages: tuple[str, ...] = ("ru", "zh")) -> Digest:
    article = Article(
        text, (Sentence(0, 0, 0, len(text), text),), "en", "-", text, "By A", None, (Removed(text, "appeal"),)
    )
    made = Translated("Кошка сидела.")
    translations = {code: Translation(code, made, (made,), (made,), MODEL) for code in languages}
    flags = tuple(Flag("number", "error", Place("article", 0, code), f"1 is missing {text}") for code in languages)
    report = Report("builtin", 1, dict.fromkeys(languages, 1), removed=1, flags=flags)
    return Digest(article, Summary((SummarySentence(text, (0,)),), MODEL), translations, report)


def test_rows_are_sentences_and_columns_are_languages() -> None:
    document = docx.Document(io.BytesIO(render(sample())))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == ["English", "Русский (draft)", "中文 (draft)"]
    assert rows[1] == ["One cat sat.", "Кошка сидела.", "Кошка сидела."]
    assert rows[3] == ["One cat sat. [1]", "Кошка сидела.", "Кошка сидела."]
    assert rows[5] == ["1  One cat sat.", "Кошка сидела.", "Кошка сидела."]


def test_each_doubt_is_a_comment() -> None:
    document = docx.Document(io.BytesIO(render(sample())))
    assert [comment.text for comment in document.comments] == ["error: 1 is missing One cat sat."] * 2


def test_the_report_and_what_was_removed_are_there() -> None:
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(render(sample()))).paragraphs)
    assert "appeal: One cat sat." in text
    assert "sentences: 1 in, 1 ru, 1 zh" in text


@pytest.mark.parametrize("languages, landscape", [((), False), (("ru",), False), (("ru", "zh"), True)])
def test_the_page_is_as_wide_as_its_columns_need(languages: tuple[str, ...], landscape: bool) -> None:
    section = docx.Document(io.BytesIO(render(sample(languages=languages)))).sections[0]
    assert (section.page_width > section.page_height) is landscape


@pytest.mark.parametrize("text", ["a\x00b\x0bc", "<w:p>&amp;</w:p>", "\ud800 lone", "x" * 5000])
def test_any_text_makes_a_document_that_opens(text: str) -> None:
    assert docx.Document(io.BytesIO(render(sample(text)))).tables
