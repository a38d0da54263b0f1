"""The quantities of a sentence against those of its translation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from summarizer.article import Language
from summarizer.results import Severity
from summarizer.verifying.base import quote
from summarizer.verifying.quantities.find import find
from summarizer.verifying.quantities.units import convertible, same_unit
from summarizer.verifying.quantities.value import Quantity


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
    return differences(ours, theirs)


def differences(ours: Sequence[Quantity], theirs: Sequence[Quantity]) -> list[Difference]:
    """As `compare`, of quantities already found."""
    pairs = _matched(ours, theirs)
    found = [d for i, j in pairs if (d := _units(ours[i], theirs[j]))]
    left = [q for i, q in enumerate(ours) if i not in {i for i, _ in pairs}]
    over = [q for j, q in enumerate(theirs) if j not in {j for _, j in pairs}]
    # What is said twice need be translated once, and the other way round; a sum may be split into its parts.
    left = [q for q in left if not _said(q, theirs)]
    over = [q for q in over if not _said(q, ours)]
    while left:
        quantity = left.pop(0)
        other = next((o for o in over if _rivals(quantity, o)), None)
        if other is None:
            found.append(_missing(quantity))
            continue
        over.remove(other)
        if not convertible(quantity, other):
            found.append(_changed(quantity, other))
    return found + [_new(quantity) for quantity in over]


def _matched(ours: Sequence[Quantity], theirs: Sequence[Quantity]) -> list[tuple[int, int]]:
    """Pairs of indices of equal quantities: same unit and likeliest reading first, then any reading."""
    pairs: list[tuple[int, int]] = []
    free = dict.fromkeys(range(len(theirs)))
    rest = list(range(len(ours)))
    for equal in (_same, _equal):
        for i in list(rest):
            j = next((j for j in free if equal(ours[i], theirs[j])), None)
            if j is not None:
                pairs.append((i, j))
                del free[j]
                rest.remove(i)
    return pairs


def _same(one: Quantity, other: Quantity) -> bool:
    return one.value == other.value and one.unit == other.unit and one.kind == other.kind


def _equal(one: Quantity, other: Quantity) -> bool:
    if "weekday" in (one.kind, other.kind) and one.kind != other.kind:
        return False
    if "month" in (one.kind, other.kind) and one.kind != other.kind and (one.unit or other.unit):
        return False
    return any(value in other.values for value in one.values)


def _said(quantity: Quantity, others: Sequence[Quantity]) -> bool:
    return any(_equal(quantity, other) for other in others)


def _rivals(one: Quantity, other: Quantity) -> bool:
    """Whether one may be the other gone wrong."""
    calendar = ("weekday", "month")
    if one.kind in calendar or other.kind in calendar:
        return one.kind == other.kind
    return True


def _units(one: Quantity, other: Quantity) -> Difference | None:
    """The same number of something else."""
    if not (one.firm and other.firm) or same_unit(one.unit, other.unit):
        return None
    message = f"{quote(one.text)} has become {quote(other.text)}"
    return Difference("changed", "warning", message, one, other)


def _changed(one: Quantity, other: Quantity) -> Difference:
    severity: Severity = "error" if one.firm and other.firm else "warning" if one.firm or other.firm else "note"
    return Difference("changed", severity, f"{quote(one.text)} has become {quote(other.text)}", one, other)


def _missing(quantity: Quantity) -> Difference:
    severity: Severity = "warning" if quantity.firm and quantity.kind not in ("weekday", "month") else "note"
    return Difference("missing", severity, f"{quote(quantity.text)} is not in the translation", quantity)


def _new(quantity: Quantity) -> Difference:
    severity: Severity = "warning" if quantity.firm and quantity.kind not in ("weekday", "month") else "note"
    return Difference("new", severity, f"{quote(quantity.text)} is not in the source", None, quantity)


def close(one: Fraction, other: Fraction, share: Fraction) -> bool:
    """Whether two values differ by at most a `share` of the first."""
    return abs(one - other) <= abs(one) * share
