"""Visitors are counted, and one visitor cannot crowd out the others."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from summarizer.errors import TooLarge, UsageError
from summarizer.page.limits import Limits, Turnstile


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_visitor_may_have_so_many_articles_under_way() -> None:
    turnstile = Turnstile(Limits(at_once=2))
    with ExitStack() as stack:
        stack.enter_context(turnstile.enter("a"))
        stack.enter_context(turnstile.enter("a"))
        with pytest.raises(UsageError, match="wait for one"):
            stack.enter_context(turnstile.enter("a"))
        stack.enter_context(turnstile.enter("b"))
    with turnstile.enter("a"):
        pass


def test_a_visitor_may_come_so_often_in_ten_minutes() -> None:
    clock = Clock()
    turnstile = Turnstile(Limits(in_ten_minutes=3), clock)
    for _ in range(3):
        with turnstile.enter("a"):
            clock.now += 10
    with pytest.raises(UsageError, match="ten minutes"), turnstile.enter("a"):
        pass
    clock.now += 600
    with turnstile.enter("a"):
        pass


def test_visitors_who_are_gone_are_forgotten() -> None:
    clock = Clock()
    turnstile = Turnstile(Limits(), clock)
    for n in range(1000):
        with turnstile.enter(str(n)):
            clock.now += 5
    assert len(turnstile._visits) <= 125
    assert not turnstile._inside


def test_a_place_is_free_again_after_a_failure() -> None:
    turnstile = Turnstile(Limits(at_once=1))
    for _ in range(3):
        with pytest.raises(KeyError), turnstile.enter("a"):
            raise KeyError


@pytest.mark.parametrize("size, fits", [(10, True), (11, False)])
def test_texts_have_a_limit(size: int, fits: bool) -> None:
    limits = Limits(characters=10)
    if fits:
        assert limits.check_text("x" * size)
    else:
        with pytest.raises(TooLarge, match="11 characters"):
            limits.check_text("x" * size)
