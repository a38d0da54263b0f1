"""A word to the user while something takes long and nothing else moves.

Who does the work knows what it is; who talks to the user (a progress bar, a log, nobody) is up to the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_show: ContextVar[Callable[[str], None] | None] = ContextVar("show", default=None)


@contextmanager
def telling(show: Callable[[str], None]) -> Iterator[None]:
    """Inside, `show` is told one line when long work begins and the empty string when it has ended."""
    before = _show.set(show)
    try:
        yield
    finally:
        _show.reset(before)


@contextmanager
def long_work(what: str) -> Iterator[None]:
    """Inside, `what` is going on."""
    show = _show.get() or (lambda text: None)
    show(what)
    try:
        yield
    finally:
        show("")
