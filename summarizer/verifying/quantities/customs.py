"""What languages count differently, so that another number is the right one."""

from __future__ import annotations

import re
from collections.abc import Callable

from summarizer.verifying.quantities.value import Quantity

_FLOOR = re.compile(r"[\s-]floor\b", re.IGNORECASE)
_STOREY = re.compile(r"\s?(?:этаж|楼|层)")
_NIGHT = re.compile(r"\s(?:night|evening)\b", re.IGNORECASE)
_NIGHT_BEFORE = re.compile(r"\bночь на\s$", re.IGNORECASE)
BEFORE = 12
"""Characters before a number that are looked at."""


def customary(source: str, target: str) -> Callable[[Quantity, Quantity], bool]:
    """Whether two quantities, one of either text, are the same by the customs of their languages.

    The British second floor is the third of others, and Sunday night «ночь на понедельник».
    """

    def same(one: Quantity, other: Quantity) -> bool:
        after, before = source[one.end :], target[max(0, other.start - BEFORE) : other.start]
        if one.kind == other.kind == "weekday":
            next_day = other.value == one.value % 7 + 1
            return bool(next_day and _NIGHT.match(after) and _NIGHT_BEFORE.search(before))
        storey = _STOREY.match(target[other.end :]) or _STOREY.search(other.text)
        return bool(storey and other.value == one.value + 1 and _FLOOR.match(after))

    return same
