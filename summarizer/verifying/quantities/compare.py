"""The quantities of a sentence against those of its translation."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from summarizer.article import Language
from summarizer.results import Severity
from summarizer.verifying.base import quote
from summarizer.verifying.quantities.find import find
from summarizer.verifying.quantities.units import convertible, same_unit
from summarizer.verifying.quantities.value import Quantity

_CALENDAR = ("month", "weekday")
ROUNDED = Fraction(25, 1000)
"""Share by which a number that is said to be rough may differ."""
MOST = 60
"""Numbers of one sentence that may be unpaired and still are compared one with another: the time is quadratic."""
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
    return differences(find(source, source_language), find(target, target_language))


def differences(ours: Sequence[Quantity], theirs: Sequence[Quantity]) -> list[Difference]:
    """As `compare`, of quantities already found."""
    left, over, pairs = _paired(ours, theirs)
    if max(len(left), len(over)) > MOST:
        return [Difference("changed", "warning", f"more than {MOST} numbers differ: compare them one by one")]
    pairs += _taken(left, over, _equal)
    found = [difference for one, other in pairs if (difference := _units(one, other))]
    _taken(left, over, convertible)
    # What is said twice need be translated once, and the other way round.
    left, over = [q for q in left if not _said(q, theirs)], [q for q in over if not _said(q, ours)]
    for one, other in (*_taken(left, over, _alike), *_taken(left, over, _rivals)):
        if not _rounded(one, other):
            found.append(_changed(one, other))
    found += [_missing(q) for q in left if not _explained(q, ours, left)]
    return found + [_new(q) for q in over if not _explained(q, theirs, over)]


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
        and (quantity.kind == "magnitude") == (other.kind == "magnitude")
        and (quantity.unit == other.unit or not (quantity.unit and other.unit))
        for other in others
    )


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether one is most likely the other gone wrong: the same kind of thing in the same unit."""
    return one.kind == other.kind and one.unit == other.unit and one.firm == other.firm


def _rivals(one: Quantity, other: Quantity) -> bool:
    """Whether one may be the other gone wrong."""
    kinds = {one.kind, other.kind}
    if kinds & {*_CALENDAR, "magnitude", "loose"}:
        return len(kinds) == 1
    return same_unit(one.unit, other.unit) or convertible(one, other) or (one.firm and other.firm)


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


def _units(one: Quantity, other: Quantity) -> Difference | None:
    """The same number of something else."""
    if not (one.firm and other.firm) or same_unit(one.unit, other.unit) or {one.kind, other.kind} != {"number"}:
        return None
    message = f"{quote(one.text)} has become {quote(other.text)}"
    return Difference("changed", "warning", message, one, other)


def _changed(one: Quantity, other: Quantity) -> Difference:
    sure = (_sure(one) and _sure(other)) or ((one.firm or other.firm) and "loose" not in (one.kind, other.kind))
    severity: Severity = "error" if one.firm and other.firm else "warning" if sure else "note"
    return Difference("changed", severity, f"{quote(one.text)} has become {quote(other.text)}", one, other)


def _sure(quantity: Quantity) -> bool:
    """Whether it is at least clearly a quantity, as “two” is and “one” and “a half” are not."""
    return quantity.firm or (quantity.kind != "loose" and quantity.value != 1)


def _missing(quantity: Quantity) -> Difference:
    severity: Severity = "warning" if quantity.firm and quantity.kind not in _CALENDAR else "note"
    return Difference("missing", severity, f"{quote(quantity.text)} is not in the translation", quantity)


def _new(quantity: Quantity) -> Difference:
    # Translators count what the source lists: “the four parties”, 五州.
    counted = quantity.value <= 10 and not any(c.isdigit() for c in quantity.text if c.isascii())
    severity: Severity = "warning" if quantity.firm and not counted and quantity.kind not in _CALENDAR else "note"
    return Difference("new", severity, f"{quote(quantity.text)} is not in the source", None, quantity)
