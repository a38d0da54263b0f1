"""The values that travel: an article, its sentences, and what was removed from it. Nothing here loads anything."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Language = str
"""An ISO 639-1 code: `en`, `ru`, `zh`, … or `und` where the language could not be told."""

Reason = Literal[
    "appeal",  # a publisher asking its readers for money or support
    "promotion",  # newsletter, app, podcast, event, subscription offers
    "related",  # "Read more: …", links to other articles
    "social",  # share and follow lines
    "advertisement",
    "cookies",
    "copyright",
    "correction",
    "credit",  # photo and video credits, captions' sources
    "navigation",  # "Skip to content", "Back to top", breadcrumbs
]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: `text == article.text[start:end]`, with no white space at either end."""

    index: int
    paragraph: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A block that was taken for boilerplate, word for word, and why."""

    text: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned article.

    `text` is what remains after boilerplate, title, byline and dateline were taken off; paragraphs are separated by
    one empty line. `sentences` cover it: the text between two sentences is white space, so joining them gives `text`.
    """

    text: str
    sentences: tuple[Sentence, ...]
    language: Language
    source: str
    """Where it came from: a path, a URL, or `-` for standard input and plain strings."""
    title: str | None = None
    byline: str | None = None
    dateline: str | None = None
    removed: tuple[Removed, ...] = field(default=())

    @property
    def paragraphs(self) -> tuple[tuple[Sentence, ...], ...]:
        """The sentences, grouped by paragraph."""
        groups: dict[int, list[Sentence]] = {}
        for sentence in self.sentences:
            groups.setdefault(sentence.paragraph, []).append(sentence)
        return tuple(tuple(group) for group in groups.values())
