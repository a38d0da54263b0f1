"""Models that are quick and predictable, for tests of everything around them."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from summarizer.article import Article, Language
from summarizer.errors import ServerError
from summarizer.models.engines.base import Decoding, Generation
from summarizer.models.engines.fake import FakeEngine
from summarizer.results import ModelInfo, Summary, SummarySentence, Translated
from summarizer.summarizing.base import Length


@dataclass
class AnsweringEngine(FakeEngine):
    """Says what `answers` has for a text, else the text itself: an echo, which is an error in any report."""

    answers: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.reply = self._answer

    def _answer(self, text: str, source: Language | None, target: Language | None) -> Generation:
        return Generation(self.answers.get(text, text), -0.1, len(text.split()))


class LeadSummarizer:
    """The first sentences are the summary."""

    info = ModelInfo("lead", "Apache-2.0")

    def summarize(self, article: Article, length: Length) -> Summary:
        chosen = article.sentences[: length.limit(len(article.sentences))]
        return Summary(tuple(SummarySentence(s.text, (s.index,)) for s in chosen), self.info)


@dataclass
class FakeTranslator:
    """Turns letters into Cyrillic ones; breaks on the word POISON. `calls` tells how many sentences came together."""

    gate: threading.Event = field(default_factory=threading.Event)
    """Holds it back while it is cleared."""
    down: bool = False
    """Whether its server does not answer."""
    info: ModelInfo = field(default_factory=lambda: ModelInfo("fake", "Apache-2.0"))
    calls: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.gate.set()

    def supports(self, source: str, target: str) -> bool:
        return target == "ru" and source != "ru"

    def translate(
        self, sentences: Sequence[str], source: str, target: str, decoding: Decoding | None = None
    ) -> Iterator[Translated]:
        self.calls.append(len(sentences))
        if self.down:
            raise ServerError("the server does not answer")
        self.gate.wait(250)
        for sentence in sentences:
            if "POISON" in sentence:
                raise RuntimeError("bad alloc")
            yield Translated("".join(chr(0x430 + ord(c) % 32) if c.isalpha() else c for c in sentence))

    def candidates(
        self, sentences: Sequence[str], source: str, target: str, decoding: Decoding
    ) -> Iterator[tuple[Translated, ...]]:
        return ((found,) for found in self.translate(sentences, source, target))
