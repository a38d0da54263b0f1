"""A digest as a Word document: aligned columns, and each doubt as a comment on its sentence, ready for an editor."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from summarizer.article import Language
from summarizer.rendering.labels import labels, native_name
from summarizer.rendering.parts import merely_unsure, report_lines
from summarizer.rendering.reading import Reading
from summarizer.results import Digest, Flag, Part, Place

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_FONTS = {"zh": "Microsoft YaHei", "ja": "Yu Gothic", "ko": "Malgun Gothic"}
_TAGS = {"en": "en-US", "ru": "ru-RU", "zh": "zh-CN"}
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(digest: Digest) -> bytes:
    """`digest` as the bytes of a .docx file."""
    import docx

    reading = Reading.of(digest)
    document = docx.Document()
    _page(document, len(reading.languages) + 1)
    article = digest.article
    document.core_properties.title = _clean(article.title or "Digest")[:255]
    document.core_properties.author = ""
    document.core_properties.comments = ""
    _text(document.add_heading(level=0), article.title or labels("en")["digest"], article.language)
    meta = " · ".join(line for line in (article.byline, article.dateline) if line)
    if meta:
        _text(document.add_paragraph(style="Subtitle"), meta, article.language)
    _grid(document, reading)
    if article.removed:
        document.add_heading(labels("en")["removed"].format(n=len(article.removed)), level=2)
        for block in article.removed:
            paragraph = document.add_paragraph(style="List Bullet")
            paragraph.add_run(f"{block.reason}: ").bold = True
            _text(paragraph, block.text, article.language)
    document.add_heading(labels("en")["report"], level=2)
    for line in report_lines(digest):
        _text(document.add_paragraph(style="List Bullet"), line, "en")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _page(document: Document, columns: int) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    section = document.sections[0]
    width, height = Cm(21), Cm(29.7)
    if columns > 2:  # three languages side by side want a wide page
        section.orientation = WD_ORIENT.LANDSCAPE
        width, height = height, width
    section.page_width, section.page_height = width, height
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1.8)
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = "Georgia", Pt(10.5)
    normal.paragraph_format.space_after = Pt(2)


def _grid(document: Document, reading: Reading) -> None:
    languages = (reading.article.language, *reading.languages)
    table = document.add_table(rows=1, cols=len(languages), style="Table Grid")
    for cell, language in zip(table.rows[0].cells, languages, strict=True):
        model = reading.models.get(language)
        name = native_name(language) + (f" ({labels('en')['draft']})" if model and model.draft else "")
        _text(cell.paragraphs[0], name, language).bold = True
    _repeat_on_every_page(table)
    add = _Rows(document, table, reading, languages)
    if reading.article.title:
        add.row("title", 0, reading.article.title)
    if reading.summary:
        add.heading("summary")
        for n, sentence in enumerate(reading.summary.sentences):
            source = "".join(f" [{index + 1}]" for index in sentence.evidence)
            add.row("summary", n, sentence.text, source)
    add.heading("article")
    for item in reading.article.sentences:
        add.row("article", item.index, item.text, before=f"{item.index + 1}  ")


class _Rows:
    """Adds rows to the aligned table."""

    def __init__(self, document: Document, table: Table, reading: Reading, languages: Sequence[Language]) -> None:
        self._document, self._table, self._reading, self._languages = document, table, reading, languages
        self._flags = reading.flags

    def heading(self, name: str) -> None:
        cells = _new_row(self._table)
        cells[0].merge(cells[-1]).paragraphs[0].add_run(labels("en")[name]).bold = True

    def row(self, part: Part, index: int, source: str, after: str = "", before: str = "") -> None:
        cells = _new_row(self._table)
        for column, (cell, language) in enumerate(zip(cells, self._languages, strict=True)):
            place = Place(part, index, language if column else None)
            translated = self._reading.texts.get(place)
            text = source if column == 0 else translated.text if translated else ""
            paragraph = cell.paragraphs[0]
            if column == 0 and before:
                _grey(paragraph.add_run(before))
            run = _text(paragraph, text, language)
            if part == "title":
                run.bold = True
            if column == 0 and after:
                _grey(paragraph.add_run(after))
            if flags := self._flags.get(place):
                self._comment(run, flags)

    def _comment(self, run: Run, flags: Sequence[Flag]) -> None:
        from docx.enum.text import WD_UNDERLINE

        if flags[0].severity != "note" and not merely_unsure(flags):
            run.underline = WD_UNDERLINE.WAVY if flags[0].severity == "error" else WD_UNDERLINE.DOTTED
        text = "\n".join(_clean(f"{flag.severity}: {flag.message}") for flag in flags)
        self._document.add_comment(run, text=text, author="summarizer", initials="s")


def _text(paragraph: Paragraph, text: str, language: Language) -> Run:
    """Add `text` with its language, so that a word processor proofs and draws it as such."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = paragraph.add_run(_clean(text))
    properties = run._r.get_or_add_rPr()
    if language in _FONTS:
        run.font.name = _FONTS[language]
        properties.get_or_add_rFonts().set(qn("w:eastAsia"), _FONTS[language])
    tag = OxmlElement("w:lang")
    tag.set(qn("w:eastAsia" if language in _FONTS else "w:val"), _TAGS.get(language, language))
    properties.append(tag)
    return run


def _new_row(table: Table) -> Sequence[_Cell]:
    cells: Sequence[_Cell] = table.add_row().cells  # type: ignore[no-untyped-call]
    return cells


def _grey(run: Run) -> None:
    from docx.shared import Pt, RGBColor

    run.font.size, run.font.color.rgb = Pt(8), RGBColor(0x65, 0x5F, 0x56)


def _repeat_on_every_page(table: Table) -> None:
    from docx.oxml import OxmlElement

    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _clean(text: str) -> str:
    """`text` without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)
