"""Units with no number before them: “12 cents per kilowatt-hour” must not become a price of the kilowatt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.article import Language
from summarizer.verifying.quantities.lexicon import entry, units
from summarizer.verifying.quantities.units import alike, is_measure

_PER = re.compile(r"\bper\s+(?=[a-z])", re.IGNORECASE)
_COLLOQUIAL = {"kWh": "度", "t": "吨"}
"""What Chinese calls a unit beside what stands after a number."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A unit of the source that the translation lacks, and the one of another kind that it has, if it has one."""

    source: str
    target: str | None


def lost(source: str, text: str, source_language: Language, target_language: Language) -> Iterator[Rate]:
    """What an English source has “per” unit of length, area, mass, volume, power or energy, and its translation per
    none that measures the same. Times are put too freely to be asked for."""
    if source_language != "en" or target_language not in ("ru", "zh"):
        return
    theirs: dict[str, str] | None = None
    for match in _PER.finditer(source):
        unit, end = units("en").at(source, match.end())
        if not is_measure(unit):
            continue
        theirs = _named(text, target_language) if theirs is None else theirs
        if any(alike(unit, other) for other in theirs) or _COLLOQUIAL.get(unit, "\0") in text:
            continue
        others = [written for other, written in theirs.items() if is_measure(other)]
        yield Rate(source[match.start() : end], others[0] if others else None)


def _named(text: str, language: Language) -> dict[str, str]:
    """The units in a text, with or without a number, as they first stand."""
    found: dict[str, str] = {}
    for match in units(language).pattern.finditer(text):
        if language == "zh" or not text[match.start(1) - 1 : match.start(1)].isalpha():
            found.setdefault(entry(language, "measures", match[1]), match[1])
    return found
