"""What happens when a visitor does something. No Gradio component is made here: `view` wires these to them."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.article import Article, Language
from summarizer.errors import ReadError, SummarizerError, UsageError
from summarizer.page import comparison, corrections, downloads, models, progress
from summarizer.page.texts import texts
from summarizer.page.unfinished import unfinished
from summarizer.page.workshop import Workshop
from summarizer.rendering.html import fragment
from summarizer.rendering.json import place_from
from summarizer.rendering.labels import native_name
from summarizer.rendering.reading import Reading
from summarizer.results import Digest, Place, Summary, Translated
from summarizer.summarizing.base import Length

if TYPE_CHECKING:
    from summarizer.digest import Event, Options
    from summarizer.translating.glossary import Glossary

EVERY = 0.25
"""Seconds between two pictures of a digest that is being made: as often as a reader can follow."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Session:
    """What the server remembers of one visitor."""

    digest: Digest
    glossary: Glossary | None = None
    edited: frozenset[Place] = frozenset()


@dataclass(frozen=True, slots=True)
class Begun:
    """A digest that is under way: what a visitor who stops it may keep."""

    reading: Reading
    options: Options


@dataclass(frozen=True, slots=True)
class Frame:
    """What the page shows at one moment. None leaves a thing as it is, but for `begun`."""

    status: str
    view: str | None = None
    session: Session | None = None
    running: bool = True
    begun: Begun | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What a visitor asked for."""

    text: str
    upload: str | None
    to: Sequence[Language]
    length: str
    profile: str
    glossary: str | None = None


def run(shop: Workshop, visitor: str, locale: Language, asked: Request) -> Iterator[Frame]:
    """Digest what was asked for, one frame at a time; every failure is a frame too."""
    try:
        yield Frame(progress.bar(texts(locale)["read"], locale), "")
        started = time.perf_counter()
        options = shop.options(asked.to, asked.length, asked.profile, _path(asked.glossary))
        text = asked.text.strip()
        link = _link(text)
        article = shop.read("" if link else text, asked.upload, link)
        yield from _frames(shop, visitor, locale, article, options, time.perf_counter() - started)
    except SummarizerError as error:
        yield Frame(progress.message(str(error), locale, error=True), running=False)
    except Exception:
        _log.exception("a digest failed")
        yield Frame(progress.message(texts(locale)["unexpected"], locale, error=True), running=False)


def _frames(
    shop: Workshop, visitor: str, locale: Language, article: Article, options: Options, read_seconds: float
) -> Iterator[Frame]:
    reading, stage, shown = Reading(article), "", 0.0
    for event in shop.events(visitor, article, options, read_seconds):
        if isinstance(event.item, Digest):
            session = Session(event.item, options.glossary)
            yield Frame("", view_of(session, locale), session, running=False)
            return
        reading = _grown(reading, event, options)
        now = time.monotonic()
        if now - shown >= EVERY or event.stage != stage:
            stage, shown = event.stage, now
            view = fragment(reading, locale=locale)
            yield Frame(_under_way(event, reading, locale), view, begun=Begun(reading, options))
    yield stopped(locale)


def stopped(locale: Language) -> Frame:
    """The visitor wants no more: what is there stays."""
    return Frame(progress.message(texts(locale)["cancelled"], locale), running=False)


def keep(shop: Workshop, locale: Language, begun: Begun | None) -> Frame:
    """What there is of a digest that was stopped, to be read, corrected and taken away."""
    if begun is None or begun.reading.summary is None:
        return stopped(locale)
    models = shop.models(begun.options.profile)
    digest = unfinished(begun.reading, begun.reading.summary, models, begun.options.glossary)
    session = Session(digest, begun.options.glossary)
    return replace(stopped(locale), view=view_of(session, locale), session=session)


def _under_way(event: Event, reading: Reading, locale: Language) -> str:
    """The bar. A summary that is there is not what the visitor waits for: that is the first translation."""
    if isinstance(event.item, Summary) and reading.languages:
        name = texts(locale)["translate"].format(language=native_name(reading.languages[0]))
        return progress.bar(name, locale)
    return progress.stage(event, locale)


def _grown(reading: Reading, event: Event, options: Options) -> Reading:
    if isinstance(event.item, Summary):
        languages = tuple(code for code in options.to if code != reading.article.language)
        return replace(reading, summary=event.item, languages=languages)
    if isinstance(event.item, Translated) and event.where:
        return reading.with_text(event.where, event.item)
    return reading


def view_of(session: Session, locale: Language) -> str:
    """The reading view of a finished digest."""
    return fragment(Reading.of(session.digest, session.edited), locale=locale, editable=True)


def edit(session: Session | None, locale: Language, where: object, text: object) -> Frame:
    """Put a correction in its place and check it."""
    try:
        if session is None or not isinstance(where, str) or not isinstance(text, str):
            raise UsageError("there is nothing to correct yet")
        try:
            place = place_from(where)
        except ValueError:
            raise UsageError("there is no such sentence to correct") from None
        digest, places = corrections.correct(session.digest, place, text, session.glossary)
        session = replace(session, digest=digest, edited=session.edited | places)
        return Frame("", view_of(session, locale), session, running=False)
    except SummarizerError as error:
        return Frame(progress.message(str(error), locale, error=True), running=False)


def open_saved(shop: Workshop, path: str | None, locale: Language) -> Frame:
    """Show a digest that was saved as JSON."""
    try:
        session = Session(_saved(shop, path))
        return Frame("", view_of(session, locale), session, running=False)
    except SummarizerError as error:
        return Frame(progress.message(str(error), locale, error=True), running=False)


def compare(
    shop: Workshop,
    visitor: str,
    locale: Language,
    session: Session | None,
    profile: str,
    saved: str | None,
    references: tuple[Language, str | None],
) -> Iterator[str]:
    """The current digest beside one by another profile, or beside a saved one."""
    try:
        if session is None:
            raise UsageError(texts(locale)["compare-none"])
        lines = _lines(shop, references[1])
        if saved:
            other = _saved(shop, saved)
        else:
            options = shop.options(tuple(session.digest.translations), "medium", profile)
            length = Length(sentences=max(1, len(session.digest.summary.sentences)))
            options = replace(options, glossary=session.glossary, length=length)
            other = session.digest
            for event in shop.events(visitor, session.digest.article, options):
                if isinstance(event.item, Digest):
                    other = event.item
                else:
                    yield progress.stage(event, locale)
        yield comparison.render(session.digest, other, locale, (references[0], lines) if lines else None)
    except SummarizerError as error:
        yield progress.message(str(error), locale, error=True)


def download(shop: Workshop, locale: Language, name: object, *, allowed: bool) -> Iterator[str]:
    """The catalogue while a model is being downloaded, and when it is there."""
    try:
        if not allowed or not isinstance(name, str):
            raise UsageError("whoever runs this page has not allowed it to download models")
        for fetched in shop.fetcher.fetch(name):
            yield models.render(shop, locale, allowed=True, fetched=fetched)
    except SummarizerError as error:
        yield progress.message(str(error), locale, error=True) + models.render(shop, locale, allowed=allowed)


def _saved(shop: Workshop, path: str | None) -> Digest:
    if not path:
        raise ReadError("choose a digest that was saved as JSON")
    return downloads.opened(_taken(shop, Path(path)))


def _lines(shop: Workshop, path: str | None) -> list[str]:
    return _taken(shop, Path(path)).decode("utf-8", "replace").splitlines() if path else []


def _taken(shop: Workshop, path: Path) -> bytes:
    """The content of an upload, which does not stay on the server."""
    try:
        if path.stat().st_size > shop.limits.upload_bytes:
            raise ReadError(f"a file may have {shop.limits.upload_bytes / 1e6:.0f} MB at most")
        return path.read_bytes()
    finally:
        path.unlink(missing_ok=True)


def _link(text: str) -> str:
    """The address, where a text is nothing else."""
    if re.fullmatch(r"www\.[!-~]+", text, re.IGNORECASE):
        return f"https://{text}"
    return text if re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*://\S+", text) else ""


def _path(name: str | None) -> Path | None:
    return Path(name) if name else None
