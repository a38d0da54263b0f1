"""Words of Russian that begin with a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from summarizer.verifying.quantities.lexicon import units, words
from summarizer.verifying.quantities.value import Kind, Quantity


def measured(match: re.Match[str]) -> Iterator[Quantity]:
    """«двухдневный»: the number that begins an adjective of measure."""
    value = _prefixed(match["prefix"].lower())
    if value is None:
        return
    start, rest = match.start(), match["measured"].lower()
    values: tuple[Fraction, ...] = (value,)
    firm = value > 3
    for stem, size in (("тысячн", 1000), ("миллион", 10**6), ("миллиар", 10**9)):
        if rest.startswith(stem):
            values, firm = (value * size,), False
    unit, _ = units("ru").at("-" + rest, 0)
    kind: Kind = "loose" if value == 100 and unit == "%" else "number"  # «стопроцентный»: complete
    yield Quantity(start, match.end(), match.group(), values, kind, unit, firm and kind == "number")


def joined(match: re.Match[str]) -> Iterator[Quantity]:
    """«восьмилетки», «четвероногий»: a number that begins any other word; not every such word is meant so."""
    if (value := _prefixed(match["beginning"].lower())) is not None:
        yield Quantity(match.start(), match.end(), match.group(), (value,), "loose", firm=False)


def _prefixed(said: str) -> Fraction | None:
    """The value of one or more of the prefixes in a row: «двадцатипяти»."""
    prefixes = {word: Fraction(key) for word, key in words("ru", "prefixes").items()}
    total, below = Fraction(0), 10**6
    while said:
        found = next((p for p in sorted(prefixes, key=len, reverse=True) if said.startswith(p)), None)
        if found is None or not prefixes[found] < below:
            return None
        total += prefixes[found]
        below = 100 if prefixes[found] >= 100 else 10 if prefixes[found] >= 20 else 0
        said = said[len(found) :]
    return total
