"""Numbers in words, of English and Russian: “two hundred and five thousand”, «двести пять тысяч»."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a number at text[start:end]: its value, and whether it adds to what is before it, multiplies it, or
    ends it as an ordinal."""

    start: int
    end: int
    value: int
    role: Literal["adds", "scales", "ends"]


@dataclass(frozen=True, slots=True)
class Spelt:
    """A number at text[start:end]. `bare`: it begins with a scale (“thousand”, “a million”)."""

    start: int
    end: int
    value: Fraction
    ordinal: bool
    bare: bool


def numbers(words: Iterable[Word], years: bool = True) -> Iterator[Spelt]:
    """The numbers in a run of words: as many as the words make, each as long as they go on with it.

    `years`: two numbers may make a year, as in “nineteen eighty-four”.
    """
    run: list[Word] = []
    for word in words:
        if run and (run[-1].role == "ends" or _total([*run, word], years) is None):
            yield _spelt(run)
            run = []
        run.append(word)
    if run:
        yield _spelt(run)


def _spelt(run: list[Word]) -> Spelt:
    return Spelt(run[0].start, run[-1].end, _total(run) or Fraction(0), run[-1].role == "ends", run[0].role == "scales")


def _total(run: list[Word], years: bool = True) -> Fraction | None:
    """The value of words that make one number; None where the last does not go on with those before it."""
    total, group, below, last = 0, 0, 1000, 10**15
    any_yet = False
    for word in run:
        if word.role == "scales" and word.value == 100:
            if any_yet and not 0 < group < 100:
                return None
            group, below = (group or 1) * 100, 100
        elif word.role == "scales":
            if word.value >= last or (any_yet and not group):
                return None
            total, group, below, last = total + (group or 1) * word.value, 0, 1000, word.value
        elif not any_yet or (word.value < below and word.value < last):
            group += word.value
            below = 100 if word.value >= 100 else 10 if word.value >= 20 and word.value % 10 == 0 else 0
        elif years and not total and 10 <= group <= 21 and word.value >= 10:  # a year: nineteen eighty-four
            group, below = group * 100 + word.value, 10 if word.value >= 20 and word.value % 10 == 0 else 0
        else:
            return None
        any_yet = True
    return Fraction(total + group)
