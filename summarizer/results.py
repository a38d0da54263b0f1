"""What a digest is made of. Frozen values; `rendering` and the harness read these and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from summarizer.article import Article, Language

SCHEMA = "digest/1"

_FULL_WIDTH = ("。", "！", "？", "”", "』", "…", "）")

UNSURE = "low-confidence"
"""The kind of the flags that say how likely a model's sentence is fine, and not what is wrong with it."""

Part = Literal["title", "summary", "article"]
Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """Which model made a text, and under which terms."""

    name: str
    licence: str
    draft: bool = False
    """True where the output is a draft for a human to check (the built-in translator)."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a digest: `language` is None for the source side (the summary or article itself)."""

    part: Part
    index: int = 0
    language: Language | None = None

    def __str__(self) -> str:
        where = self.part if self.part == "title" else f"{self.part}[{self.index}]"
        return f"{self.language}.{where}" if self.language else where


@dataclass(frozen=True, slots=True)
class Flag:
    """One doubt about one sentence. `kind` is a short stable name such as `number-missing` or `loop`."""

    kind: str
    severity: Severity
    where: Place
    message: str


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """A summary sentence and the indices of the source sentences that carry it."""

    text: str
    evidence: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The summary, in the article's own language."""

    sentences: tuple[SummarySentence, ...]
    model: ModelInfo

    @property
    def text(self) -> str:
        """All sentences as one paragraph; after a full-width stop no space follows."""
        return "".join(s.text if s.text.endswith(_FULL_WIDTH) else f"{s.text} " for s in self.sentences).strip()


@dataclass(frozen=True, slots=True)
class Translated:
    """The translation of one sentence, with what the decoder said about it."""

    text: str
    score: float = 0.0
    """Mean log-probability of the output tokens; 0.0 where unknown."""
    clipped: int = 0
    unknown: int = 0
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class Translation:
    """`article[i]` answers to source sentence `i`, `summary[i]` to summary sentence `i`, always."""

    language: Language
    title: Translated | None
    summary: tuple[Translated, ...]
    article: tuple[Translated, ...]
    model: ModelInfo

    @property
    def in_order(self) -> tuple[Translated, ...]:
        """Title, summary and article, one after the other."""
        return (*((self.title,) if self.title else ()), *self.summary, *self.article)


@dataclass(frozen=True, slots=True)
class Report:
    """What was lost, doubted, repaired, and how long it took."""

    profile: str
    sentences_in: int
    sentences_out: Mapping[Language, int]
    clipped: int = 0
    unknown: int = 0
    repaired: int = 0
    removed: int = 0
    flags: tuple[Flag, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    """What the reader should know about the run as a whole: a direction that is not available, a licence, a draft."""

    @property
    def errors(self) -> tuple[Flag, ...]:
        """The flags that make `--strict` fail."""
        return tuple(flag for flag in self.flags if flag.severity == "error")


@dataclass(frozen=True, slots=True)
class Digest:
    """One article, digested."""

    article: Article
    summary: Summary
    translations: Mapping[Language, Translation]
    report: Report

    def to_dict(self) -> dict[str, Any]:
        """The versioned JSON form (`"schema": "digest/1"`)."""
        from summarizer.rendering.json import to_dict

        return to_dict(self)
