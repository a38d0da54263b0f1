"""What the three languages read alike: times of day, decades, Roman numerals, ranges."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Literal

from summarizer.verifying.quantities.value import Kind, Quantity

Half = Literal["", "am", "pm"]
ZONED = (
    r"(?<![\d.,:])(?:\d{1,2}[:.]?\d\d(?=\s?(?:GMT|UTC|[BCEMP][DS]?T)\b)"
    r"|\d\d:?\d\d(?=\s?(?:hours|hrs)\b(?!\s(?:an?|of|per|each|in)\b)))"
)
"""A time of day by the time zone after it, in any language, or as soldiers say it: “1200 GMT”, “0400 hours”."""

DOTTED = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")
"""A decimal number that may be a time of day: “6.35”."""


def scan(
    text: str, pattern: re.Pattern[str], read: Callable[[str, re.Match[str]], Iterator[Quantity]]
) -> Iterator[Quantity]:
    """The quantities that `read` makes of each match of the pattern, left to right, without overlaps."""
    at = 0
    while match := pattern.search(text, at):
        found = list(read(text, match))
        yield from found
        at = max([match.end(), match.start() + 1, *(quantity.end for quantity in found)])


def attacks(start: int, end: int, said: str) -> Iterator[Quantity]:
    """Of 11 September 2001: “9/11”, “9·11”, 911."""
    yield Quantity(start, start + 1, said[0], (Fraction(9),), "month", firm=False)
    yield Quantity(end - 2, end, said[-2:], (Fraction(11),), firm=False)


def vulgar(text: str, end: int) -> Fraction:
    """What a sign at position `end` adds to the number before it: ½ of 29½; 0 where there is none."""
    sign = text[end : end + 1]
    return Fraction(unicodedata.numeric(sign)).limit_denominator(8) if sign and sign in "½¼¾⅓⅔⅛⅜⅝⅞" else Fraction(0)


def roman(text: str) -> int:
    """The value of a Roman numeral."""
    digits = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    total = 0
    for here, after in zip(text, [*text[1:], ""], strict=True):
        total += -digits[here] if after and digits[after] > digits[here] else digits[here]
    return total


def clock(hour: int, minute: int = 0, half: Half = "") -> tuple[Fraction, ...]:
    """The readings of a time of day, in hours after midnight: two where the half of the day is not said."""
    minutes = Fraction(minute, 60)
    if half:
        return (hour % 12 + (12 if half == "pm" else 0) + minutes,)
    return (hour % 24 + minutes,) if hour > 12 else (hour + minutes, (hour + 12) % 24 + minutes)


def hour_and_minute(said: str) -> tuple[int, int]:
    """The hour and the minute of a time of day in digits, 0 where no minute is said: “17:30”, “5 p.m.”, “1730”."""
    runs = re.findall(r"\d+", said)
    if len(runs[0]) > 2:
        runs = [runs[0][:-2], runs[0][-2:]]
    return int(runs[0]), int(runs[1]) if len(runs) > 1 else 0


def decade(number: int) -> tuple[Fraction, ...]:
    """The readings of the name of a decade: the 1990s are one, the 90s may be of any century, the 1800s are one."""
    if number >= 100:
        century = (Fraction(number // 100 + 1),) if number % 100 == 0 else ()
        return (Fraction(number), *century)
    return tuple(Fraction(century + number) for century in (0, 1900, 1800, 1700))


def part(count: Fraction, of: Fraction) -> tuple[Fraction, ...]:
    """The readings of a fraction: one in six may be said as “every sixth”, three quarters as 75 per cent."""
    share = count / of
    more = (of,) if count == 1 else ()
    return (share, *more, share * 100) if of in (2, 4) or (count > 1 and 100 % of == 0) else (share, *more)


def digits_in(said: str, start: int, kind: Kind = "number") -> Iterator[Quantity]:
    """Each run of digits of `said`, which stands at `start`, by itself."""
    for run in re.finditer(r"\d+", said):
        value = Fraction(int(run.group()))
        yield Quantity(start + run.start(), start + run.end(), run.group(), (value,), kind, firm=value > 1)


def shared_scale(found: Sequence[Quantity], text: str, joint: re.Pattern[str], scales: Sequence[int]) -> list[Quantity]:
    """Give a number before “to”, “or”, a dash … the scale and the unit of the next as a further reading.

    `scales` are those of the language, from the largest.
    """
    result = list(found)
    for n in range(len(result) - 2, -1, -1):
        here, after = result[n], result[n + 1]
        if after.start - here.end > 12 or not joint.fullmatch(text, here.end, after.start):
            continue
        for scale in scales:
            most = max(after.values)
            if most >= scale and here.value < 10_000 and here.value * scale <= most * 10:
                result[n] = replace(here, values=(*here.values, here.value * scale))
                break
        if not result[n].unit and after.unit and "," not in text[here.end : after.start]:
            result[n] = replace(result[n], unit=after.unit)
    return result


def shares(found: Sequence[Quantity], text: str, between: re.Pattern[str], merged: bool) -> list[Quantity]:
    """Give a number that is so many of another (“four in ten”) their ratio as its first reading.

    Both numbers stay, since some languages say such a share as two numbers and some as one (九成): the second is no
    longer firm. `between` is what stands between the two. `merged`: “one in six” is one quantity.
    """
    result: list[Quantity] = []
    for here in found:
        count = result[-1] if result else None
        middle = between.match(text, count.end) if count and _share(count, here) else None
        if not count or not middle or middle.end() != here.start:
            result.append(here)
            continue
        values = part(count.value, here.value)
        if count.value == 1 and merged:
            result[-1] = Quantity(count.start, here.end, text[count.start : here.end], values, firm=False)
        elif count.value == 1:
            result[-1:] = [replace(count, values=(*count.values, *values)), replace(here, firm=False)]
        else:
            result[-1:] = [replace(count, values=(*values, *count.values)), replace(here, firm=False)]
    return result


def _share(count: Quantity, of: Quantity) -> bool:
    """Whether the one may be a part of the other: whole numbers of things, the second no year."""
    plain = {count.kind, of.kind} == {"number"} and not count.unit and not of.unit
    whole = count.value.denominator == of.value.denominator == 1
    return plain and whole and 0 < count.value < of.value and not 1000 < of.value <= 2100
