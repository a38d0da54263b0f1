"""read: a file, a URL, standard input or a string becomes a clean `Article` whose sentences know their places."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from itertools import accumulate
from pathlib import Path

from summarizer.article import Article, Language, Removed, Sentence
from summarizer.errors import EmptyArticle, FetchError, ReadError, TooLarge
from summarizer.reading import boilerplate, encoding, extract, language, sentences, structure
from summarizer.reading.extract import Document

MAX_BYTES = 50_000_000
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://|(?:javascript|data|mailto):", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")


def read(source: str | Path, *, keep_boilerplate: bool = False, offline: bool = False) -> Article:
    """Read an article from a path, an http(s) URL, or `-` for standard input.

    Text, Markdown, HTML, PDF and Word files are understood, in whatever encoding. Raises `ReadError` and its kinds.
    """
    if isinstance(source, str) and _ADDRESS.match(source):
        if offline:
            raise FetchError(f"{source} is not fetched offline: leave --offline out, or give a file")
        from summarizer.reading import web

        page = web.fetch(source)
        name, data, charset = page.url, page.data, page.charset
    elif str(source) == "-":
        name, data, charset = "standard input", sys.stdin.buffer.read(MAX_BYTES + 1), None
    else:
        name, data, charset = str(source), _bytes(Path(source)), None
    if len(data) > MAX_BYTES:
        raise TooLarge(f"{name} has over {MAX_BYTES / 1e6:.0f} MB: give the article alone")
    try:
        return _article(extract.document(data, name, charset), str(source), keep_boilerplate)
    except ReadError as error:
        raise type(error)(f"{name}: {error}") from error.__cause__


def read_text(text: str, *, title: str | None = None, source: str = "-", keep_boilerplate: bool = False) -> Article:
    """An article from a string: plain text, or the source of a web page. Raises `ReadError` and its kinds."""
    found = extract.from_string(text)
    return _article(Document(found.text, title or found.title, found.author), source, keep_boilerplate)


def _bytes(path: Path) -> bytes:
    name = str(path) if len(str(path)) <= 200 else f"{str(path)[:200]}…"
    try:
        if path.is_dir():
            raise ReadError(f"{name} is a folder: name a file in it, or use `summarize batch` for all of them")
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ReadError(f"there is no file {name}") from None
    except PermissionError:
        raise ReadError(f"{name} may not be read: check its permissions") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ReadError(f"{name} cannot be read: {reason}") from None


def _article(document: Document, source: str, keep_boilerplate: bool) -> Article:
    text = encoding.clean(document.text)
    if not _LETTER.search(text):
        raise EmptyArticle("there is no text in it")
    tongue = language.detect(text)
    paragraphs = structure.paragraphs(text)
    removed: list[Removed] = []
    if not keep_boilerplate:
        paragraphs, removed = boilerplate.remove(paragraphs, tongue)
    title = encoding.clean(document.title).strip() if document.title else None
    parts = structure.take_apart(paragraphs, title)
    body = "\n\n".join(parts.paragraphs)
    if not _LETTER.search(body):
        raise EmptyArticle("nothing is left of it but boilerplate: --keep-boilerplate digests it all the same")
    return Article(
        text=body,
        sentences=_sentences(parts.paragraphs, body, tongue),
        language=tongue,
        source=source,
        title=parts.title,
        byline=parts.byline or document.author,
        dateline=parts.dateline,
        removed=tuple(removed),
    )


def _sentences(paragraphs: list[str], text: str, tongue: Language) -> tuple[Sentence, ...]:
    starts = list(accumulate((len(p) + 2 for p in paragraphs[:-1]), initial=0))
    return tuple(
        Sentence(index, bisect_right(starts, start) - 1, start, end, text[start:end])
        for index, (start, end) in enumerate(sentences.split(text, tongue))
    )
