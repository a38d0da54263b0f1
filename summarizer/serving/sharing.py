"""Dynamic batching: sentences that several visitors want translated at the same moment are decoded together.

Each visitor's sentences wait in one queue in order of arrival, a few at a time, so a long article cannot keep a short
one waiting for long, and the first sentences of everybody come soon.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import Any

from summarizer.article import Language
from summarizer.models.engines.base import Decoding
from summarizer.profiles import Models
from summarizer.results import ModelInfo, Translated
from summarizer.translating.base import Translator

CHUNK = 16
"""Sentences that one visitor has in the queue at a time."""
BATCH = 64
"""Sentences that decode together."""


@dataclass(frozen=True, slots=True)
class _Ticket:
    translator: Translator
    sentences: Sequence[str]
    source: Language
    target: Language
    decoding: Decoding | None
    ranked: bool = False
    """Whether all hypotheses of a sentence are wanted; with `decoding`."""
    done: Future[list[Any]] = field(default_factory=Future)

    @property
    def kind(self) -> tuple[object, ...]:
        """Tickets of one kind can be decoded in one call."""
        return id(self.translator), self.source, self.target, self.decoding, self.ranked

    def call(self, sentences: Sequence[str]) -> list[Any]:
        """What this ticket asks for, for these sentences."""
        if self.ranked and self.decoding:
            return list(self.translator.candidates(sentences, self.source, self.target, self.decoding))
        return list(self.translator.translate(sentences, self.source, self.target, self.decoding))


class Queue:
    """One thread that owns the models; `close()` finishes what waits and ends it.

    `heard` is told how many sentences each batch has.
    """

    def __init__(self, heard: Callable[[int], object] = lambda _: None) -> None:
        self._heard = heard
        self._waiting: deque[_Ticket] = deque()
        self._changed = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="translate", daemon=True)
        self._thread.start()

    def share(self, models: Models) -> Models:
        """`models` whose translators go through this queue."""
        return replace(
            models,
            translators={language: SharedTranslator(t, self) for language, t in models.translators.items()},
        )

    def put(self, ticket: _Ticket) -> Future[list[Any]]:
        """Wait in line."""
        with self._changed:
            if self._closed:
                raise RuntimeError("the queue is closed")
            self._waiting.append(ticket)
            self._changed.notify()
        return ticket.done

    def close(self) -> None:
        """Finish what waits, take nothing more."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._thread.join()

    def _work(self) -> None:
        while tickets := self._next():
            first = tickets[0]
            merged = [sentence for ticket in tickets for sentence in ticket.sentences]
            self._heard(len(merged))
            try:
                results = iter(first.call(merged))
            except BaseException as error:  # the visitors must hear of it, whatever it is
                for ticket in tickets:
                    ticket.done.set_exception(error)
                continue
            for ticket in tickets:
                ticket.done.set_result([next(results) for _ in ticket.sentences])

    def _next(self) -> list[_Ticket]:
        """The oldest ticket and those that can go with it; empty when closed and nothing waits."""
        with self._changed:
            while True:
                self._changed.wait_for(lambda: self._waiting or self._closed)
                chosen = self._choose()
                if chosen or (not self._waiting and self._closed):
                    return chosen

    def _choose(self) -> list[_Ticket]:
        chosen: list[_Ticket] = []
        kept: deque[_Ticket] = deque()
        size = 0
        for ticket in self._waiting:
            if ticket.done.cancelled():
                continue
            fits = not chosen or (size + len(ticket.sentences) <= BATCH and ticket.kind == chosen[0].kind)
            if fits and ticket.done.set_running_or_notify_cancel():
                chosen.append(ticket)
                size += len(ticket.sentences)
            else:
                kept.append(ticket)
        self._waiting = kept
        return chosen


@dataclass(frozen=True, slots=True)
class SharedTranslator:
    """A translator whose work is decoded together with other visitors'."""

    translator: Translator
    queue: Queue

    @property
    def info(self) -> ModelInfo:
        return self.translator.info

    def supports(self, source: Language, target: Language) -> bool:
        return self.translator.supports(source, target)

    def translate(
        self, sentences: Sequence[str], source: Language, target: Language, decoding: Decoding | None = None
    ) -> Iterator[Translated]:
        return self._shared(sentences, source, target, decoding, ranked=False)

    def candidates(
        self, sentences: Sequence[str], source: Language, target: Language, decoding: Decoding
    ) -> Iterator[tuple[Translated, ...]]:
        return self._shared(sentences, source, target, decoding, ranked=True)

    def _shared(
        self, sentences: Sequence[str], source: Language, target: Language, decoding: Decoding | None, *, ranked: bool
    ) -> Iterator[Any]:
        for start in range(0, len(sentences), CHUNK):
            chunk = sentences[start : start + CHUNK]
            future = self.queue.put(_Ticket(self.translator, chunk, source, target, decoding, ranked))
            try:
                yield from future.result()
            except GeneratorExit:
                future.cancel()
                raise
