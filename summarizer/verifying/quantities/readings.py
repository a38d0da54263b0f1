"""What the three languages read alike: times of day, decades, Roman numerals, ranges."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Literal

from summarizer.verifying.quantities.value import Kind, Quantity

Half = Literal["", "am", "pm"]


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


def decade(number: int) -> tuple[Fraction, ...]:
    """The readings of the name of a decade: the 1990s are one, the 90s may be of any century."""
    if number >= 100:
        return (Fraction(number),)
    return tuple(Fraction(century + number) for century in (0, 1900, 1800, 1700))


def part(count: Fraction, of: Fraction) -> tuple[Fraction, ...]:
    """The readings of a fraction: one in six may be said as “every sixth”, a half as 50 per cent."""
    share = count / of
    more = (of,) if count == 1 else ()
    return (share, *more, share * 100) if of in (2, 4) else (share, *more)


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
            if after.value >= scale and here.value < 10_000 and here.value * scale <= after.value * 10:
                result[n] = replace(here, values=(*here.values, here.value * scale))
                break
        if not result[n].unit and after.unit and "," not in text[here.end : after.start]:
            result[n] = replace(result[n], unit=after.unit)
    return result
