"""What every summarizer is, and how long its summary shall be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, Protocol, cast, get_args

from summarizer.article import Article
from summarizer.errors import UsageError
from summarizer.results import ModelInfo, Summary

Preset = Literal["short", "medium", "long"]

_PRESETS: dict[Preset, int] = {"short": 2, "medium": 4, "long": 8}
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+(?:[-'’.,][^\W\u3400-\u9fff]+)*")


@dataclass(frozen=True, slots=True)
class Length:
    """A preset (2, 4 or 8 sentences, at most half of the article), or exactly `sentences`, or at most `words`."""

    preset: Preset = "medium"
    sentences: int | None = None
    words: int | None = None

    def __post_init__(self) -> None:
        if self.preset not in _PRESETS:
            raise UsageError(f"no length {self.preset!r}: choose one of {', '.join(_PRESETS)}")
        if self.sentences is not None and self.words is not None:
            raise UsageError("--sentences and --words exclude each other: give one of them")
        for name, value in (("--sentences", self.sentences), ("--words", self.words)):
            if value is not None and value < 1:
                raise UsageError(f"{name} must be at least 1, not {value}")

    @classmethod
    def parse(cls, preset: str | None, sentences: int | None, words: int | None) -> Length:
        """From the command's options, of which at most one may be given. Raises `UsageError`."""
        if sum(value is not None for value in (preset, sentences, words)) > 1:
            raise UsageError("--length, --sentences and --words exclude each other: give one of them")
        if preset is not None and preset not in get_args(Preset):
            raise UsageError(f"no length {preset!r}: choose one of {', '.join(_PRESETS)}")
        return cls(cast(Preset, preset or "medium"), sentences, words)

    def limit(self, available: int) -> int:
        """How many of `available` sentences the summary may have."""
        if self.sentences is not None:
            return min(self.sentences, available)
        if self.words is not None:
            return available
        return min(_PRESETS[self.preset], max(1, available // 2))


def count_words(text: str) -> int:
    """Words of `text`; each Chinese character counts as one, as editors count them."""
    return sum(1 for _ in _WORD.finditer(text))


class Summarizer(Protocol):
    """Makes a summary of an article in the article's own language."""

    @property
    def info(self) -> ModelInfo:
        """The model's name and licence."""
        ...

    def summarize(self, article: Article, length: Length) -> Summary:
        """The summary, on whole sentences. Raises `EmptyArticle`, or `UsageError` where no sentence is that short."""
        ...
