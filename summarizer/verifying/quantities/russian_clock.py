"""Times of day of Russian."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from summarizer.verifying.quantities import readings
from summarizer.verifying.quantities import russian_patterns as patterns
from summarizer.verifying.quantities.lexicon import words
from summarizer.verifying.quantities.value import Quantity

PART_OF_DAY = re.compile(r"\s(утра|дня|вечера|ночи)\b")
_SOMEWHERE = re.compile(r"\b(?:утр|вечер|ноч|пополу)|\bдня\b", re.IGNORECASE)
_SCORE = re.compile(
    r"\b(?:счет\w*|вничью|ничь\w+|(?:вы|про)игр\w+|сыгра\w+|победил\w*|победой|поражени\w+)\b[^.;]{0,48}$",
    re.IGNORECASE,
)
_TIMED = re.compile(r"\b(?:в|с|к|до|около|после)\s$", re.IGNORECASE)


def in_digits(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """«17:30», «5.30 утра»; the two numbers of a score."""
    start, end, said = match.start(), match.end(), match.group()
    hour, minute = readings.hour_and_minute(said)
    score = _SCORE.search(text[max(0, start - 60) : start]) and not _TIMED.search(text[max(0, start - 6) : start])
    if hour > 24 or minute > 59 or score:
        yield from readings.digits_in(said, start)
        return
    part = PART_OF_DAY.match(text, end)
    if part and hour <= 12:
        late = part[1] == "ночи" and 6 < hour < 12
        values = readings.clock(hour, minute, "pm" if late else _half(part[1]))
    elif _SOMEWHERE.search(text):  # «в субботу вечером, в 8:30»
        values = readings.clock(hour, minute)
    else:  # digits count the hours to 24
        values = (hour % 24 + Fraction(minute, 60),)
    yield Quantity(start, end, said, values, "time")


def hour(match: re.Match[str]) -> Quantity:
    """«в начале четвертого утра», «в четвертом часу»: any time after three."""
    hour = patterns.ordinals()[match["nth"].lower()] - 1
    minutes = [30] if (match["within"] or "").lower().startswith("половин") else range(60)
    half = _half(match["daytime"])
    values = tuple(value for minute in minutes for value in readings.clock(hour, minute, half))
    return Quantity(match.start(), match.end(), match.group(), values, "time")


def past(match: re.Match[str]) -> Quantity:
    """«десять минут девятого», «в половине второго ночи»."""
    hour = patterns.ordinals()[match["running"].lower()] - 1
    values = readings.clock(hour, _minutes(match["share"]), _half(match["pastday"]))
    return Quantity(match.start(), match.end(), match.group(), values, "time")


def without(match: re.Match[str]) -> Quantity:
    """«без четверти шесть»."""
    hour = (int(words("ru", "units").get(match["full"].lower(), 1)) - 1) % 24
    values = readings.clock(hour, 60 - _minutes(match["short"]), _half(match["fullday"]))
    return Quantity(match.start(), match.end(), match.group(), values, "time")


def _half(said: str) -> readings.Half:
    part = said.strip().lower()
    return "" if not part else "am" if part in ("утра", "ночи") else "pm"


def _minutes(said: str) -> int:
    """«половине», «четверти», «двадцати пяти», «10 минут»."""
    if digits := re.match(r"\d+", said):
        return int(digits.group())
    known = [int(words("ru", "units").get(word, 0)) for word in said.lower().split()]
    return sum(known) or (30 if said.lower().startswith("половин") else 15)
