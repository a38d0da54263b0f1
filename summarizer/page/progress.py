"""The line above the reading view: which stage the work is in, or what went wrong."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from summarizer.article import Language
from summarizer.page.texts import texts
from summarizer.rendering.around import as_sentence
from summarizer.rendering.labels import native_name
from summarizer.rendering.messages import said

if TYPE_CHECKING:
    from summarizer.digest import Event


def stage(event: Event, locale: Language) -> str:
    """The stage's name and how far it has come."""
    language = native_name(event.where.language) if event.where and event.where.language else ""
    name = texts(locale)[event.stage].format(language=language)
    return bar(name, locale, event.done, event.total)


def bar(name: str, locale: Language, done: int = 0, total: int = 0) -> str:
    """A named progress bar; without a total, one that only says that something is going on."""
    share = f' aria-valuenow="{done}" aria-valuemax="{total}"' if total > 1 else ""
    count = f'<span class="pg-count" aria-hidden="true">{done} / {total}</span>' if total > 1 else ""
    width = f' style="width:{100 * done / total:.1f}%"' if total > 1 else ' class="pg-unknown"'
    return (
        f'<div class="pg-line" lang="{escape(locale)}"><span class="pg-stage">{escape(name)}</span>{count}'
        f'<div class="pg-bar" role="progressbar" aria-label="{escape(name)}" aria-valuemin="0"{share}>'
        f"<i{width}></i></div></div>"
    )


def message(text: str, locale: Language, *, error: bool = False) -> str:
    """One line for the visitor; an error that has a translation is shown in it."""
    kind, role = ("pg-error", "alert") if error else ("pg-note", "note")
    text, language = said(text, locale) if error else (text, locale)
    return f'<div class="pg-line {kind}" role="{role}" lang="{escape(language)}">{escape(as_sentence(text))}</div>'
