"""Models that are quick and predictable, for everything around them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from summarizer.article import Article
from summarizer.errors import ServerError
from summarizer.models.engines.base import Decoding
from summarizer.profiles import Models
from summarizer.results import ModelInfo, Summary, SummarySentence, Translated
from summarizer.summarizing.base import Length


class LeadSummarizer:
    info = ModelInfo("lead", "Apache-2.0")

    def summarize(self, article: Article, length: Length) -> Summary:
        return Summary(tuple(SummarySentence(s.text, (s.index,)) for s in article.sentences[:1]), self.info)


@dataclass
class FakeTranslator:
    """Turns letters into Cyrillic ones; fails on what it is told to, and counts its calls."""

    info: ModelInfo = field(default_factory=lambda: ModelInfo("fake", "Apache-2.0"))
    poison: str = "POISON"
    down: bool = False
    calls: list[int] = field(default_factory=list)

    def supports(self, source: str, target: str) -> bool:
        return target == "ru"

    def translate(
        self, sentences: Sequence[str], source: str, target: str, decoding: Decoding | None = None
    ) -> Iterator[Translated]:
        self.calls.append(len(sentences))
        if self.down:
            raise ServerError("the server does not answer")
        for sentence in sentences:
            if self.poison in sentence:
                raise RuntimeError("bad alloc")
            yield Translated("".join(chr(0x430 + ord(c) % 32) if c.isalpha() else c for c in sentence))

    def candidates(
        self, sentences: Sequence[str], source: str, target: str, decoding: Decoding
    ) -> Iterator[tuple[Translated, ...]]:
        return ((found,) for found in self.translate(sentences, source, target))


@pytest.fixture
def translator() -> FakeTranslator:
    return FakeTranslator()


@pytest.fixture
def models(translator: FakeTranslator) -> Models:
    return Models("fake", LeadSummarizer(), {"ru": translator})


def write_lines(path: Path, lines: Sequence[object]) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path
