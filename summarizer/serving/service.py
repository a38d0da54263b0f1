"""What the service does, apart from HTTP: it admits work, runs it in threads over shared models, and can be stopped."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import AsyncGenerator, Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from summarizer.article import Article
from summarizer.digest import Event, Options, stream
from summarizer.errors import SummarizerError
from summarizer.serving.metrics import Metrics
from summarizer.serving.sharing import Queue

if TYPE_CHECKING:
    from summarizer.profiles import Models


P = ParamSpec("P")
T = TypeVar("T")
log = logging.getLogger("summarizer.serving")
_FIRST = "Ministers met in Geneva on Monday. They agreed on 30 million euros, the United Nations said."


class Busy(SummarizerError):
    """More work is waiting than the service takes."""


class Stopping(SummarizerError):
    """The service is being stopped and takes no new work."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of the service."""

    characters: int = 200_000
    """Of a text; about 33,000 words."""
    body_bytes: int = 2_000_000
    """Of a request."""
    at_once: int = 8
    """Requests worked on at the same time; their sentences decode together."""
    waiting: int = 64
    """Requests admitted, waiting ones included; more are told to come back later."""
    seconds: float = 600.0
    """After which a digest is given up."""


@dataclass
class Service:
    """Loaded models and the work in progress. `start` before use, `close` at the end."""

    models: Models
    options: Options = field(default_factory=Options)
    limits: Limits = field(default_factory=Limits)
    metrics: Metrics = field(default_factory=Metrics)
    ready: bool = False
    """Whether the models are loaded and new work is taken."""
    _inside: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self) -> None:
        """Load the models, by using them, in the background."""
        self._queue = Queue(self.metrics.batch)
        self._shared = self._queue.share(self.models)
        self._pool = ThreadPoolExecutor(self.limits.at_once, thread_name_prefix="digest")
        self._pool.submit(self._warm)

    def _warm(self) -> None:
        """One digest loads all that is loaded at first use: models, dictionaries, lists of names."""
        from summarizer.reading import read_text

        try:
            for _ in stream(read_text(_FIRST), self.options, models=self._shared):
                pass
            self.ready = True
        except Exception:
            log.exception("the models cannot be used: the service will not be ready")

    def close(self) -> None:
        """Finish what was admitted, take nothing more."""
        self.ready = False
        self._pool.shutdown(wait=True)
        self._queue.close()

    def digest(self, read: Callable[[], Article], options: Options) -> AsyncGenerator[Event]:
        """The events of one digest, the article read first. Closing the iterator stops the work.

        Raises `Busy` and `Stopping` at once; the iterator, what reading and digesting raise.
        """
        loop = asyncio.get_running_loop()
        events: asyncio.Queue[Event | BaseException | None] = asyncio.Queue()
        stop = threading.Event()

        def put(event: Event | BaseException | None) -> None:
            loop.call_soon_threadsafe(events.put_nowait, event)

        return self._heard(self._submit(self._work, read, options, put, stop), events, stop)

    async def _heard(
        self, work: Future[None], events: asyncio.Queue[Event | BaseException | None], stop: threading.Event
    ) -> AsyncGenerator[Event]:
        try:
            while (event := await events.get()) is not None:
                if isinstance(event, BaseException):
                    raise event
                yield event
        finally:
            stop.set()
            work.cancel()

    async def run(self, work: Callable[[], T]) -> T:
        """Admit other work and run it in a thread. Raises `Busy`, `Stopping`."""
        return await asyncio.wrap_future(self._submit(work))

    def _work(
        self,
        read: Callable[[], Article],
        options: Options,
        put: Callable[[Event | BaseException | None], None],
        stop: threading.Event,
    ) -> None:
        try:
            for event in self._events(read, options):
                if stop.is_set():
                    return
                put(event)
            put(None)
        except BaseException as error:  # whatever it is, the visitor waits for an answer
            put(error)

    def _events(self, read: Callable[[], Article], options: Options) -> Iterator[Event]:
        started = time.perf_counter()
        article = read()
        seconds = time.perf_counter() - started
        with closing(stream(article, options, models=self._shared, read_seconds=seconds)) as events:
            for event in events:
                if time.perf_counter() - started > self.limits.seconds:
                    raise TimeoutError(f"it took more than {self.limits.seconds:.0f} s")
                yield event

    def _submit(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        with self._lock:
            if not self.ready:
                raise Stopping("the service is starting or stopping: try again in a few seconds")
            if self._inside >= self.limits.waiting:
                raise Busy(f"{self._inside} requests are waiting already: try again in a few seconds")
            self._inside += 1
            self.metrics.inside.set(self._inside)
        future = self._pool.submit(work, *args, **kwargs)
        future.add_done_callback(self._leave)
        return future

    def _leave(self, _: object) -> None:
        with self._lock:
            self._inside -= 1
            self.metrics.inside.set(self._inside)
