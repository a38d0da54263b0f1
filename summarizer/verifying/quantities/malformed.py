"""Digits that no number, date or version is written with: “86.6.6”, as weak models make of a decimal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from summarizer.verifying.quantities.value import Quantity

_POINTED = re.compile(r"(?<![A-Za-z\d.,])\d+(?:[.,]\d+){2,}(?![A-Za-z\d])")
_GROUPED = re.compile(r"\d{1,3}(?:(?:,\d{3})+(?:\.\d+)?|(?:\.\d{3})+(?:,\d+)?)|\d{1,2}(?:,\d\d)+,\d{3}")
"""Thousands, and lakhs."""
_DATE = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:\d\d|\d{4})")


def malformed(target: str, source: str) -> Iterator[re.Match[str]]:
    """Where `target` has digits and points that make no number; what stands in `source` too is its author's affair
    (versions, addresses)."""
    for match in _POINTED.finditer(target):
        said = match.group()
        if not (_GROUPED.fullmatch(said) or _DATE.fullmatch(said) or said in source):
            yield match


def whole(quantity: Quantity, places: list[re.Match[str]]) -> Quantity | None:
    """The quantity that was read out of one of the `places`, with all that stands there; None if it was not."""
    for place in places:
        if place.start() <= quantity.start < place.end():
            end = max(place.end(), quantity.end)
            text = place.group() + quantity.text[max(0, place.end() - quantity.start) :]
            return replace(quantity, start=place.start(), end=end, text=text)
    return None
