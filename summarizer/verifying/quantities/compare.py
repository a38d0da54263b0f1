"""The quantities of a sentence against those of its translation."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from summarizer.article import Language
from summarizer.results import Severity
from summarizer.verifying.base import quote
from summarizer.verifying.quantities import rates
from summarizer.verifying.quantities.customs import customary
from summarizer.verifying.quantities.find import find
from summarizer.verifying.quantities.identity import YEARS, something_else
from summarizer.verifying.quantities.malformed import malformed, whole
from summarizer.verifying.quantities.rates import Rate
from summarizer.verifying.quantities.units import convertible, same_unit
from summarizer.verifying.quantities.value import Quantity

_CALENDAR = ("month", "weekday")
_AND = re.compile(r",?\s(?:and|or|и|или)\s|[和与及或]")
_COMMA = re.compile(r",\s|[、，]")
_FOR_SEVERAL = re.compile(
    r"\b(?:each|both|apiece|as many|as much|same|all|(?:wo)?m[ae]n(?:['’]s)? and (?:wo)?m[ae]n|boys? and girls?)\b",
    re.I,
)
"""What says one number of several things, which a translation may say of each."""
_JOINED = re.compile(r"\d\s?(?:[:：比xхXХ×–-]|на)\s?$")
ROUNDED = Fraction(25, 1000)
"""Share by which a number that is said to be rough may differ."""
MOST = 60
"""Numbers of one sentence that may be unpaired and still are compared one with another: the time is quadratic."""
FEW = 10
"""Up to here translators count what the source lists: “the four parties”, 五州."""
ITEM = 40
"""Characters that an item of a list has at most."""
NEXT = 3
"""Characters between two numbers, of which one is the other said twice."""
BESIDE = 25
"""Characters between a measure and the same in other units, in brackets, as news agencies write them."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A quantity that source and translation do not share.

    `missing`: only `source` is there; `new`: only `target`; `changed`: both, and they disagree. A difference that
    good translations often have is a note.
    """

    kind: Literal["missing", "changed", "new"]
    severity: Severity
    message: str
    source: Quantity | None = None
    target: Quantity | None = None


def compare(source: str, target: str, source_language: Language, target_language: Language) -> list[Difference]:
    """The differences between the quantities of `source` and those of its translation `target`."""
    ours, theirs = find(source, source_language), find(target, target_language)
    left, over, pairs = _paired(ours, theirs)
    if max(len(left), len(over)) > MOST:
        return [Difference("changed", "warning", f"more than {MOST} numbers differ: compare them one by one")]
    pairs += _taken(left, over, _same) + _taken(left, over, _equal)
    spoilt = list(malformed(target, source))
    found = []
    for one, other in pairs:
        if seen := whole(other, spoilt):
            found.append(_changed(one, seen))  # the right number with digits behind it that make it none
        elif something_else(one, other, ours, source, target, target_language):
            found.append(_units(one, other))
    _taken(left, over, convertible)
    _taken(left, over, customary(source, target))
    if not _FOR_SEVERAL.search(source):
        found += [_repeated(q) for q in over if _is_repeated(q, ours, theirs, left, target)]
    # What is said twice need be translated once, and the other way round.
    left, over = [q for q in left if not _said(q, theirs)], [q for q in over if not _said(q, ours)]
    for one, other in (*_taken(left, over, _alike), *_taken(left, over, _rivals)):
        if not _rounded(one, other):
            found.append(_changed(one, other))
    found += [_missing(q, _has_day(q, ours, left)) for q in left if not _explained(q, ours, left)]
    found += [_rate(unit) for unit in rates.lost(source, target, source_language, target_language)]
    listed = _listed(source)
    return found + [_new(q, listed) for q in over if not (_explained(q, theirs, over) or _ends_decade(q, ours))]


def _paired(
    ours: Sequence[Quantity], theirs: Sequence[Quantity]
) -> tuple[list[Quantity], list[Quantity], list[tuple[Quantity, Quantity]]]:
    """What is left of both sides once the same values in the same units are paired, and those pairs. Linear time."""
    waiting: dict[tuple[Fraction, str, str], list[Quantity]] = {}
    for quantity in reversed(theirs):
        waiting.setdefault((quantity.value, quantity.unit, quantity.kind), []).append(quantity)
    left, pairs = [], []
    for quantity in ours:
        same = waiting.get((quantity.value, quantity.unit, quantity.kind))
        if same:
            pairs.append((quantity, same.pop()))
        else:
            left.append(quantity)
    return left, sorted((q for rest in waiting.values() for q in rest), key=lambda q: q.start), pairs


def _taken(
    left: list[Quantity], over: list[Quantity], fit: Callable[[Quantity, Quantity], bool]
) -> list[tuple[Quantity, Quantity]]:
    """Take the pairs that fit out of both lists, in order."""
    pairs = []
    for quantity in list(left):
        other = next((o for o in over if fit(quantity, o)), None)
        if other is not None:
            left.remove(quantity)
            over.remove(other)
            pairs.append((quantity, other))
    return pairs


def _same(one: Quantity, other: Quantity) -> bool:
    """Whether both are equal and of one kind: to be paired before “several thousand” is with a year."""
    return one.kind == other.kind and _equal(one, other)


def _equal(one: Quantity, other: Quantity) -> bool:
    """Whether some reading of the one is a reading of the other, in kinds that may answer to each other."""
    for kind in _CALENDAR:
        if (one.kind == kind) != (other.kind == kind) and (kind == "weekday" or "date" not in (one.kind, other.kind)):
            return False
    if "magnitude" in (one.kind, other.kind):
        return abs(math.log10(one.value) - math.log10(other.value)) <= 1 if one.value and other.value else False
    return not set(one.values).isdisjoint(other.values)


def _said(quantity: Quantity, others: Sequence[Quantity]) -> bool:
    return any(
        _equal(quantity, other)
        and all((quantity.kind == kind) == (other.kind == kind) for kind in ("magnitude", "time"))
        and (quantity.unit == other.unit or not (quantity.unit and other.unit))
        for other in others
    )


def _is_repeated(
    quantity: Quantity, ours: Sequence[Quantity], theirs: Sequence[Quantity], left: Sequence[Quantity], target: str
) -> bool:
    """Whether it stands in digits more often than in the source, as weak models say things twice. A month may stand
    for that of a range or of the year before, unless one of the source is `left`; so may a year, unless it stands
    right beside itself."""
    if not quantity.firm or not any(c.isdigit() and c.isascii() for c in quantity.text) or not _said(quantity, ours):
        return False
    if _JOINED.search(target[: quantity.start]) or re.match(r"\d+[A-Za-z]", target[quantity.start :]):
        return False  # “2:2”, “4x4”, “5G”
    same = [other for other in theirs if other.value == quantity.value]
    if len(same) <= sum(other.value == quantity.value for other in ours):
        return False
    if quantity.kind == "month":
        return any(other.kind == "month" for other in left)
    if quantity.value in YEARS:
        return any(0 <= quantity.start - other.end <= NEXT for other in same)
    return quantity.kind in ("number", "time")


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether one is most likely the other gone wrong: the same kind of thing in the same unit."""
    alike = one.kind == other.kind and one.unit == other.unit and one.firm == other.firm
    return alike and not (_idle(one) or _idle(other))


def _rivals(one: Quantity, other: Quantity) -> bool:
    """Whether one may be the other gone wrong."""
    if _idle(one) or _idle(other):
        return False
    kinds = {one.kind, other.kind}
    if kinds == {"magnitude", "number"}:
        return min(one.value, other.value) >= 1000 and all(set(str(q.value)) <= {"1", "0"} for q in (one, other))
    if kinds & {*_CALENDAR, "magnitude", "loose"}:
        return len(kinds) == 1
    return same_unit(one.unit, other.unit) or convertible(one, other) or (one.firm and other.firm)


def _idle(quantity: Quantity) -> bool:
    """Whether it is none or one in words: they come and go (“no one”, “another one”, «ни один»)."""
    in_words = not any(c.isdigit() for c in quantity.text)
    return (
        quantity.kind in ("number", "ordinal", "loose") and quantity.value in (0, 1) and in_words and not quantity.firm
    )


def _rounded(one: Quantity, other: Quantity) -> bool:
    """Whether the translation has rounded a little, and says so: “1,946” and «около 1900»."""
    coarser = _digits(other.value) < _digits(one.value)
    return other.about and coarser and other.unit == one.unit and abs(one.value - other.value) <= one.value * ROUNDED


def _digits(value: Fraction) -> int:
    """Significant digits of a decimal number."""
    return len(f"{float(value):f}".replace(".", "").strip("0"))


def _explained(quantity: Quantity, own: Sequence[Quantity], unmatched: Sequence[Quantity]) -> bool:
    """Whether the same stands beside it in other units: one of “600 square kilometers (230 square miles)” will do."""
    return any(
        other not in unmatched
        and convertible(quantity, other)
        and min(abs(quantity.start - other.end), abs(other.start - quantity.end)) <= BESIDE
        for other in own
    )


def _units(one: Quantity, other: Quantity) -> Difference:
    """The same number of something else."""
    message = f"{quote(one.text)} has become {quote(other.text)}"
    return Difference("changed", "warning", message, one, other)


def _changed(one: Quantity, other: Quantity) -> Difference:
    sure = (_sure(one) and _sure(other)) or ((one.firm or other.firm) and "loose" not in (one.kind, other.kind))
    severity: Severity = "error" if one.firm and other.firm else "warning" if sure else "note"
    return Difference("changed", severity, f"{quote(one.text)} has become {quote(other.text)}", one, other)


def _sure(quantity: Quantity) -> bool:
    """Whether it is at least clearly a quantity, as “two” is and “one” and “a half” are not."""
    return quantity.firm or (quantity.kind != "loose" and quantity.value != 1)


def _has_day(quantity: Quantity, ours: Sequence[Quantity], left: Sequence[Quantity]) -> bool:
    """Whether it is the month of a date whose day the translation has: 19 is no date without “Feb.”."""
    days = (q for q in ours if q.firm and q.kind in ("number", "ordinal") and q.value <= 31 and q not in left)
    beside = (min(abs(day.start - quantity.end), abs(quantity.start - day.end)) for day in days)
    return quantity.kind == "month" and min(beside, default=BESIDE) <= 2


def _missing(quantity: Quantity, day: bool) -> Difference:
    severity: Severity = "warning" if day or (quantity.firm and quantity.kind not in _CALENDAR) else "note"
    return Difference("missing", severity, f"{quote(quantity.text)} is not in the translation", quantity)


def _repeated(quantity: Quantity) -> Difference:
    return Difference("new", "warning", f"{quote(quantity.text)} is said more often than in the source", None, quantity)


def _rate(unit: Rate) -> Difference:
    if unit.target is None:
        return Difference("missing", "note", f"{quote(unit.source)} is not in the translation")
    return Difference("changed", "warning", f"{quote(unit.source)} has become {quote(unit.target)}")


def _ends_decade(quantity: Quantity, ours: Sequence[Quantity]) -> bool:
    """Whether it is the end of what the source calls by its beginning: of “in his 20s”, 29 or 30."""
    return any(q.text.endswith("s") and q.value % 10 == 0 and quantity.value - q.value in (9, 10) for q in ours)


def _listed(text: str) -> frozenset[int]:
    """How many things the lists of a text have, wherever they begin: 2, 3 and 4 of “Ohio, Texas, Utah and Iowa”."""
    sizes = set()
    for last in _AND.finditer(text):
        size, start = 2, last.start()
        for comma in reversed(list(_COMMA.finditer(text, max(0, start - FEW * ITEM), start))):
            if start - comma.end() > ITEM:
                break
            size, start = size + 1, comma.start()
            sizes.add(size)
        sizes.add(size)
    return frozenset(sizes)


def _new(quantity: Quantity, listed: frozenset[int]) -> Difference:
    in_words = not any(c.isdigit() for c in quantity.text if c.isascii())
    counted = in_words and quantity.value <= FEW and quantity.value in listed
    severity: Severity = "warning" if quantity.firm and not counted and quantity.kind not in _CALENDAR else "note"
    return Difference("new", severity, f"{quote(quantity.text)} is not in the source", None, quantity)
