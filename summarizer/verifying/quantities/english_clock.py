"""Times of day of English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from summarizer.verifying.quantities import readings
from summarizer.verifying.quantities.lexicon import table
from summarizer.verifying.quantities.spelt import Spelt
from summarizer.verifying.quantities.value import Quantity

_PLAYED = re.compile(r"\s(?:gone|left|remaining|to\s(?:go|play))\b")
"""What follows minutes and seconds of a game: “12:44 gone”."""
_WHEN = re.compile(r"\b(?:at|by|until|till|since|before|after|past|from|and)\s(?:about\s|around\s)?$", re.IGNORECASE)
_THING = re.compile(r"[\s-](?!on\b|the\b|that\b|this\b|when\b|and\b|with\b|to\b|every\b|each\b|in\b|for\b)\w")


def in_digits(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """“17:30”, “5 p.m.”; of a game, minutes and seconds; else two numbers."""
    start, end, said = match.start(), match.end(), match.group()
    hour, minute = readings.hour_and_minute(said)
    if ":" in said and _PLAYED.match(text, end):
        middle = start + said.index(":")
        yield Quantity(
            start, middle, text[start:middle], (Fraction(hour), Fraction(hour * 60 + minute, 60)), "number", "minute"
        )
        yield Quantity(middle + 1, end, text[middle + 1 : end], (Fraction(minute),), "number", "second", firm=False)
    elif hour <= 24 and minute < 60:
        yield Quantity(start, end, said, readings.clock(hour, minute, _half(said)), "time")
    else:
        yield from readings.digits_in(said, start)


def in_words(match: re.Match[str]) -> Quantity:
    """“three o'clock”, “half past two”, “ten to six in the evening”, “eight in the morning”."""
    said = match.group().lower()
    joined = re.split(r"\s(past|to)\s", said, maxsplit=1)
    hour = _number(joined[-1])
    minute = _minutes(joined[0]) if len(joined) > 1 else 0
    firm = hour > 3 or len(joined) > 1
    if "to" in joined:
        hour, minute = (hour - 1) % 24, 60 - minute
    half: readings.Half = "am" if "morning" in said or ("night" in said and hour < 6) else _half_of_day(said)
    return Quantity(match.start(), match.end(), match.group(), readings.clock(hour, minute, half), "time", firm=firm)


def may_be_hour(text: str, number: Spelt) -> bool:
    """Whether a number in words may be the hour: “shortly after eleven”."""
    near = text[max(0, number.start - 14) : number.start]
    hour = 0 < number.value <= 12 and not number.ordinal
    return bool(hour and _WHEN.search(near) and not _THING.match(text, number.end))


def _half(said: str) -> readings.Half:
    return "pm" if "p" in said.lower() else "am" if "a" in said.lower() else ""


def _half_of_day(said: str) -> readings.Half:
    return "pm" if re.search("afternoon|evening|night", said) else ""


def _minutes(said: str) -> int:
    return 30 if "half" in said else 15 if "quarter" in said else _number(said)


def _number(said: str) -> int:
    """The number that words begin with: “twenty-five minutes”, “six in the morning”."""
    known: dict[str, int] = {**table("english")["units"], **table("english")["tens"]}
    if digits := re.match(r"\d+", said):
        return int(digits.group())
    first, *more = re.findall(r"[a-z]+", said)
    return known.get(first, 0) + (known.get(more[0], 0) if more and known.get(first, 0) >= 20 else 0)
