"""Stems, whoever asks for them at the same time."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest

from summarizer.summarizing.words import terms
from summarizer.translating.inflection import stem

ROOTS = ("город", "рынок", "договор", "министр", "president", "negotiation", "economic")
WORDS = ["".join(parts) for parts in product(ROOTS, ("ов", "ация", "isation", "ally"), ("ый", "ого", "ami", "ness"))]


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads that take turns all the time."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def stems(again: int) -> list[str]:
    return [stem.__wrapped__(word) for word in WORDS]


def content_words(again: int) -> list[str]:
    return [found for word in WORDS for found in terms(f"{word}{again}x", "ru")]  # new words: nothing is remembered


@pytest.mark.parametrize("work", [stems, content_words])
def test_threads_do_not_disturb_each_other(work: Callable[[int], list[str]], restless: None) -> None:
    alone = [work(n) for n in range(4)]
    terms.__globals__["_stemmer"].cache_clear()
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(work, range(4)))
    assert together == alone
