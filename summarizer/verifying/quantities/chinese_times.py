"""Times of day and timings of Chinese: 下午三点二十分, 差一刻六点, 12分44秒."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from summarizer.verifying.quantities import readings
from summarizer.verifying.quantities.chinese_numbers import CHARACTERS, DIGITS, value_of
from summarizer.verifying.quantities.value import Quantity

_MORNING = ("上午", "凌晨", "清晨", "早上", "早晨", "早")
_EVENING = ("下午", "晚上", "傍晚", "晚间", "晚")
_DAY = "|".join((*_MORNING, *_EVENING, "中午"))
_HOUR = rf"(?:\d{{1,2}}|二十[一二三四]?|十[一二三四五六七八九]?|[{DIGITS}])"
_NUMBER = rf"(?:\d{{1,2}}|[{CHARACTERS}]+)"
_MINUTE = r"(?:零[一二三四五六七八九]|[二三四五]?十[一二三四五六七八九]?)"
"""Minutes in characters, as no decimal is said: 十二点二十 and 十二点零五分 are times, 十二点二 is none."""
_TO = rf"差(?:{_NUMBER}分钟?|[一三]刻钟?)"
_PAST = (
    rf"(?:半|过?[一三]刻(?!钟)|过{_NUMBER}分(?!钟)|\s?(?:\d{{1,2}}|{_MINUTE})\s?分(?!钟)"
    rf"|(?:[二三四五]十[一二三四五六七八九]?|十[一二三四五六七八九])(?![{CHARACTERS}个人名])|{_TO})"
)
_POINTS = "(?<![这那有中])|(?!.点十分)"
"""“这两点十分重要” are two points that are very important."""
CLOCK = (
    rf"{readings.ZONED}|(?:{_DAY})?\s?(?<![\d.:])\d{{1,2}}:\d\d(?![\d:])"
    rf"|(?:{_DAY})\s?{_TO}{_HOUR}点|(?<!相){_TO}{_HOUR}点"
    rf"|(?:{_DAY})\s?{_NUMBER}\s?[时点](?!间)(?:{_PAST}|\s?{_NUMBER}\s?分(?!钟))?"
    rf"|(?<![\d.第])(?:{_POINTS})(?!一时半){_HOUR}\s?[时点](?:钟|整)?{_PAST}"
)
"""A time of day, with minutes or the half of the day that it is in."""
TIMING = r"(?<![\d.:])(?:\d+分\d{1,2}秒\d{0,3}|\d+秒\d{1,3})(?!\d)"
"""How long a race took: 5秒93, 16分04秒81."""
_PARTS = re.compile(
    rf"(?P<day>{_DAY})?\s?(?P<before>{_TO})?(?P<hour>{_NUMBER})\s?[时点](?:钟|整)?\s?(?:过?(?P<quarters>[一三])刻"
    rf"|过?(?P<minute>{_NUMBER})(?:\s?分)?|(?P<half>半)|(?P<after>{_TO}))?"
)


def clock(said: str, start: int) -> Iterator[Quantity]:
    """The time of day that `said`, which stands at `start`, is."""
    parts = _PARTS.fullmatch(said)
    if parts:
        quarters = Fraction(2 if parts["half"] else value_of(parts["quarters"] or "零"))
        hour, minute = int(value_of(parts["hour"])), quarters * 15 + value_of(parts["minute"] or "零")
        if to := parts["before"] or parts["after"]:
            hour, minute = hour - 1, 60 - _minutes(to)
    else:
        hour, plain = readings.hour_and_minute(said)
        minute = Fraction(plain)
    day = next((name for name in (*_MORNING, *_EVENING) if said.startswith(name)), "")
    half: readings.Half = "pm" if day in _EVENING and hour < 12 else "am" if day in _MORNING and hour <= 12 else ""
    if 0 <= hour <= 24 and minute < 60:
        yield Quantity(start, start + len(said), said, readings.clock(hour, int(minute), half), "time")
    else:
        yield from readings.digits_in(said, start)


def _minutes(to: str) -> Fraction:
    """How long before the hour: 差五分, 差一刻."""
    number = value_of(to[1:].rstrip("分钟刻"))
    return number * 15 if "刻" in to else number


def timing(said: str, start: int) -> Iterator[Quantity]:
    """The minutes and the seconds of a time in digits. As “12:44” both are one number, so that the seconds may go."""
    minutes, _, rest = said.rpartition("分")
    whole, _, decimals = rest.partition("秒")
    seconds = Fraction(f"{whole}.{decimals or 0}")
    at = start + len(minutes) + 1 if minutes else start
    if minutes:
        together = (int(minutes) + Fraction(int(whole), 60), int(minutes) + seconds / 60)
        yield Quantity(start, at, said[: at - start], (Fraction(int(minutes)), *together), unit="minute")
    yield Quantity(at, start + len(said), said[at - start :], (seconds,), unit="second", firm=not minutes)
