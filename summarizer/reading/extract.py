"""The text of a document: plain text, Markdown, HTML, PDF or Word. The content decides which, not the name."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

from summarizer.errors import EmptyArticle, ReadError, TooLarge
from summarizer.reading import encoding

MAX_CHARACTERS = 2_000_000
_UNPACKED = 200_000_000
"""Bytes that a Word file may unpack to."""
_PAGES = 3_000
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_PARAGRAPH_TAG = re.compile(r"<(?:p|div|article|h1)\b[^>]*>", re.IGNORECASE)
_KNOWN = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\xd0\xcf\x11\xe0", "an old Office file: save it as .docx or .txt"),
    (b"{\\rtf", "an RTF file: save it as .docx or .txt"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\x1f\x8b", "a gzip archive: unpack it first"),
    (b"Rar!", "an archive: unpack it first"),
    (b"7z\xbc\xaf", "an archive: unpack it first"),
    (b"OggS", "a sound file"),
    (b"ID3", "a sound file"),
)


@dataclass(frozen=True, slots=True)
class Document:
    """Text as extracted, with what the format itself says of title and author."""

    text: str
    title: str | None = None
    author: str | None = None


def document(data: bytes, name: str = "", charset: str | None = None) -> Document:
    """Extract the text of `data`; `name` (a file's name or URL) tells Markdown from plain text.

    Raises `ReadError` for what is no document, `EmptyArticle` for one without text, `TooLarge`.
    """
    if data.startswith(b"%PDF") or b"%PDF-" in data[:1024]:
        found = _pdf(data)
    elif data.startswith(b"PK\x03\x04"):
        found = _word(data)
    else:
        for mark, kind in _KNOWN:
            if data.startswith(mark):
                raise ReadError(f"this is {kind}, not text")
        found = _text(encoding.decode(data, charset), name)
    if len(found.text) > MAX_CHARACTERS:
        raise TooLarge(f"{len(found.text):,} characters are too many: an article may have {MAX_CHARACTERS:,}; split it")
    return found


def from_string(text: str) -> Document:
    """A pasted string, which may be the source of a web page."""
    if len(text) > 5 * MAX_CHARACTERS:
        raise TooLarge(f"{len(text):,} characters are too many: an article may have {MAX_CHARACTERS:,}; split it")
    found = _text(text, "")
    if len(found.text) > MAX_CHARACTERS:
        raise TooLarge(f"{len(found.text):,} characters are too many: an article may have {MAX_CHARACTERS:,}; split it")
    return found


def _text(text: str, name: str) -> Document:
    if _HTML.match(text) or (text.lstrip().startswith("<") and len(_PARAGRAPH_TAG.findall(text[:20_000])) > 1):
        return _html(text, name)
    if name.lower().endswith((".md", ".markdown")):
        return Document(_markdown(text))
    return Document(text)


def _html(text: str, url: str) -> Document:
    import trafilatura

    try:
        found = trafilatura.bare_extraction(
            text, url=url or None, include_comments=False, include_tables=False, favor_recall=True, with_metadata=True
        )
    except Exception as error:  # hostile markup can make any of several parsers fail in its own way
        raise ReadError(f"this page could not be parsed ({type(error).__name__}): paste the article's text") from error
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        raise EmptyArticle("no article was found in this page: paste its text")
    body = (found.text or "").replace("\n", "\n\n")
    return Document(body, found.title or None, found.author or None)


def _markdown(text: str) -> str:
    from markdown_it import MarkdownIt

    lines: list[str] = []
    heading = False
    for token in MarkdownIt("commonmark").parse(text):
        if token.type == "heading_open":
            heading = token.tag == "h1" and not lines
        elif token.type == "inline":
            words = "".join(_inline(child.type, child.content) for child in token.children or [])
            lines.append(f"# {words}" if heading else words)
            heading = False
    return "\n\n".join(lines)


def _inline(kind: str, content: str) -> str:
    if kind in ("softbreak", "hardbreak"):
        return " "
    return content if kind in ("text", "code_inline", "text_special") else ""


def _pdf(data: bytes) -> Document:
    import logging

    from pypdf import PdfReader

    # pypdf reports every oddity of a damaged file on the log; one line for the user is enough.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadError("this PDF is locked with a password: save a copy without one")
        if len(reader.pages) > _PAGES:
            raise TooLarge(f"{len(reader.pages):,} pages are too many for one article (the limit is {_PAGES:,})")
        pages, total = [], 0
        for page in reader.pages:
            pages.append(page.extract_text())
            total += len(pages[-1])
            if total > MAX_CHARACTERS:
                raise TooLarge(f"this PDF has over {MAX_CHARACTERS:,} characters: split it")
        title = reader.metadata.title if reader.metadata else None
    except ReadError:
        raise
    except Exception as error:  # pypdf promises no exceptions on damaged files
        raise ReadError(f"this PDF is damaged and cannot be read ({type(error).__name__})") from error
    text = "\n".join(pages)
    if not text.strip():
        raise EmptyArticle("this PDF has no text in it (a scan?): run text recognition on it first")
    return Document(_reflowed(text), title if title and title in text else None)


def _reflowed(text: str) -> str:
    """A PDF gives lines, not paragraphs: a line that ends a sentence well before the margin ends a paragraph."""
    lines = [line.strip() for line in text.split("\n")]
    widest = sorted(len(line) for line in lines if line)[int(len([line for line in lines if line]) * 0.9)]
    out: list[str] = []
    for line in lines:
        if not line:
            out.append("\n\n")
            continue
        out.append(line)
        short = len(line) < widest * 0.8
        out.append("\n\n" if short and (re.search(r"[.!?…。！？][\"”’»」]?$", line) or len(out) < 3) else "\n")
    joined = re.sub(r"(?<=[^\W\d_])-\n(?=[^\W\d_])", "", "".join(out))
    # Within a paragraph the breaks are wraps; between Chinese characters no space was there.
    joined = re.sub(r"(?<=[\u3000-\u9fff\uff00-\uffef])\n(?=[\u3000-\u9fff\uff00-\uffef])", "", joined)
    return re.sub(r"(?<!\n)\n(?!\n)", " ", joined)


def _word(data: bytes) -> Document:
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "word/document.xml" not in archive.namelist():
                raise ReadError("this is a zip archive or another Office file: save the article as .docx or .txt")
            if sum(entry.file_size for entry in archive.infolist()) > _UNPACKED:
                raise TooLarge("this Word file unpacks to more than 200 MB: save the article alone")
        opened = docx.Document(io.BytesIO(data))
        title = None
        lines: list[str] = []
        for paragraph in opened.paragraphs:
            words = paragraph.text.strip()
            style = (paragraph.style.name or "") if paragraph.style is not None else ""
            if words and not lines and style.startswith(("Title", "Heading 1")):
                title = words
            lines.append(words)
    except ReadError:
        raise
    except Exception as error:  # a damaged archive or document can fail anywhere in two libraries
        raise ReadError(f"this Word file is damaged and cannot be read ({type(error).__name__})") from error
    if not any(lines):
        raise EmptyArticle("this Word file has no text in it")
    return Document("\n\n".join(lines), title)
