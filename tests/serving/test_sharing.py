"""The queue between many visitors and one set of models."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from summarizer.models.engines.base import Decoding
from summarizer.profiles import Models
from summarizer.results import Translated
from summarizer.serving.sharing import BATCH, CHUNK, Queue

from ..fakes import FakeTranslator, LeadSummarizer
from .conftest import wait_for


@dataclass
class Recording(FakeTranslator):
    """Remembers what came together."""

    heard: list[list[str]] = field(default_factory=list)

    def translate(
        self, sentences: Sequence[str], source: str, target: str, decoding: Decoding | None = None
    ) -> Iterator[Translated]:
        self.heard.append(list(sentences))
        return super().translate(sentences, source, target, decoding)


def test_a_long_article_does_not_keep_a_short_one_waiting() -> None:
    translator, queue = Recording(), Queue()
    shared = queue.share(Models("fake", LeadSummarizer(), {"ru": translator})).translators["ru"]
    translator.gate.clear()

    def visit(name: str, sentences: int) -> None:
        assert len(list(shared.translate([f"{name} {n}." for n in range(sentences)], "en", "ru"))) == sentences

    with ThreadPoolExecutor(2) as pool:
        long = pool.submit(visit, "Long", 10 * CHUNK)
        wait_for(lambda: translator.calls)  # else both could go in one batch, and nothing would wait
        short = pool.submit(visit, "Short", 2)
        wait_for(lambda: queue._waiting)
        translator.gate.set()
        long.result(), short.result()
    queue.close()
    # By the batches, not by who wakes up first: the short article is in the next one, however much of the long is left.
    assert len(translator.heard) >= 10 and {"Short 0.", "Short 1."} <= set(translator.heard[1])
    assert max(translator.calls) <= BATCH


def test_candidates_and_translations_are_not_mixed() -> None:
    translator, queue = FakeTranslator(), Queue()
    shared = queue.share(Models("fake", LeadSummarizer(), {"ru": translator})).translators["ru"]
    (one,) = shared.translate(["News."], "en", "ru")
    (ranked,) = shared.candidates(["News."], "en", "ru", Decoding(beams=2, n_best=2))
    queue.close()
    assert ranked == (one,)


def test_a_failure_reaches_its_visitor_and_the_queue_goes_on() -> None:
    queue = Queue()
    shared = queue.share(Models("fake", LeadSummarizer(), {"ru": FakeTranslator()})).translators["ru"]
    with pytest.raises(RuntimeError, match="bad alloc"):
        list(shared.translate(["POISON"], "en", "ru"))
    assert len(list(shared.translate(["News."], "en", "ru"))) == 1
    queue.close()
    with pytest.raises(RuntimeError, match="closed"):
        list(shared.translate(["News."], "en", "ru"))
