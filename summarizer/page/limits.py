"""What one visitor may ask for, so that many can be served."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from summarizer.errors import TooLarge, UsageError


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of the page and its API."""

    characters: int = 60_000
    """Of an article; about 10,000 words."""
    upload_bytes: int = 8_000_000
    waiting: int = 200
    """Visitors in the queue, over all."""
    workers: int = 1
    """Digests made at the same time: the models use all cores, so more would only take turns."""
    at_once: int = 3
    """Digests that one visitor may have running or waiting."""
    in_ten_minutes: int = 60
    """Digests of one visitor."""
    session_seconds: float = 3600.0
    """How long an idle visitor's digest is remembered."""

    def check_text(self, text: str) -> str:
        """`text`, if it is not too long. Raises `TooLarge`."""
        if len(text) > self.characters:
            raise TooLarge(
                f"this text has {len(text):,} characters and the page takes {self.characters:,}: "
                "use the `summarize` command for long ones"
            )
        return text


@dataclass
class Turnstile:
    """Counts what each visitor has under way, and how often a visitor came."""

    limits: Limits
    clock: Callable[[], float] = time.monotonic
    _visits: dict[str, deque[float]] = field(default_factory=dict)
    _inside: dict[str, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def enter(self, visitor: str) -> Iterator[None]:
        """Let `visitor` in, or raise `UsageError`."""
        with self._lock:
            self._admit(visitor)
        try:
            yield
        finally:
            with self._lock:
                self._inside[visitor] -= 1
                if not self._inside[visitor]:
                    del self._inside[visitor]

    def _admit(self, visitor: str) -> None:
        now = self.clock()
        for name in [name for name, visits in self._visits.items() if now - visits[-1] > 600]:
            del self._visits[name]
        visits = self._visits.setdefault(visitor, deque([now]))
        while visits and now - visits[0] > 600:
            visits.popleft()
        if self._inside.get(visitor, 0) >= self.limits.at_once:
            raise UsageError(f"{self.limits.at_once} of your articles are being worked on: wait for one of them")
        if len(visits) > self.limits.in_ten_minutes:
            raise UsageError(f"more than {self.limits.in_ten_minutes} articles in ten minutes: wait a little")
        visits.append(now)
        self._inside[visitor] = self._inside.get(visitor, 0) + 1
