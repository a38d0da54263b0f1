"""Damage to names: one name replaced by another, or two names of a sentence exchanged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from eval.perturb.inflection import morphology
from summarizer.article import Language
from summarizer.translating.inflection import WORD, same_word

Name = tuple[str, str]
"""A name in English and in the language of the translation (nominative)."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a name stands in a translation, and its dictionary form there."""

    start: int
    end: int
    name: str


def spots(source: str, text: str, language: Language, names: Sequence[Name]) -> list[Spot]:
    """The names that stand in both the source and its translation, left to right, without overlaps."""
    found: list[Spot] = []
    for english, name in sorted(names, key=lambda pair: -len(pair[1])):
        if re.search(rf"(?<!\w){re.escape(english)}(?!\w)", source):
            spot = _chinese(text, name) if language == "zh" else _russian(text, name)
            if spot and all(spot.end <= other.start or spot.start >= other.end for other in found):
                found.append(spot)
    return sorted(found, key=lambda spot: spot.start)


def change(
    rng: Random, source: str, text: str, language: Language, names: Sequence[Name], others: Sequence[Name]
) -> str | None:
    """`text` with one of its names replaced by one of `others`, in the same case; None where it has no name."""
    places = spots(source, text, language, names)
    if not places:
        return None
    spot = rng.choice(places)
    for _ in range(20):
        english, other = rng.choice(others)
        if other != spot.name and other not in text and english not in source and _alike(spot.name, other):
            return text[: spot.start] + _as(text[spot.start : spot.end], other, language) + text[spot.end :]
    return None


def swap(rng: Random, source: str, text: str, language: Language, names: Sequence[Name]) -> str | None:
    """`text` with two of its names exchanged, each in the case of the place it comes to; None with fewer than two."""
    places = spots(source, text, language, names)
    if len(places) < 2:
        return None
    first, second = sorted(rng.sample(places, 2), key=lambda spot: spot.start)
    one, two = text[first.start : first.end], text[second.start : second.end]
    if first.name == second.name:
        return None
    middle = text[first.end : second.start]
    new_first, new_second = _as(one, second.name, language), _as(two, first.name, language)
    return text[: first.start] + new_first + middle + new_second + text[second.end :]


def _alike(one: str, other: str) -> bool:
    """Names of one word for names of one word, longer ones for longer ones."""
    return (len(WORD.findall(one)) > 1) == (len(WORD.findall(other)) > 1)


def _chinese(text: str, name: str) -> Spot | None:
    at = text.find(name)
    return Spot(at, at + len(name), name) if at >= 0 else None


def _russian(text: str, name: str) -> Spot | None:
    wanted = WORD.findall(name)
    words = list(WORD.finditer(text))
    for i in range(len(words) - len(wanted) + 1):
        here = words[i : i + len(wanted)]
        if wanted and all(
            m.group()[0].isupper() and same_word(w, m.group()) for w, m in zip(wanted, here, strict=True)
        ):
            return Spot(here[0].start(), here[-1].end(), name)
    return None


def _as(replaced: str, name: str, language: Language) -> str:
    """`name` in the grammatical case of the words it replaces."""
    if language != "ru":
        return name
    case = next((c for word in WORD.findall(replaced) if (c := _case(word))), None)
    return re.sub(WORD.pattern, lambda m: _inflected(m.group(), case), name) if case else name


def _case(word: str) -> str | None:
    parses = morphology().parse(word)
    return str(parses[0].tag.case) if parses and parses[0].tag.case else None


def _inflected(word: str, case: str) -> str:
    parsed = next((p for p in morphology().parse(word) if p.tag.case == "nomn"), None)
    form = parsed.inflect({case}) if parsed else None
    return form.word.capitalize() if form and word[:1].isupper() and not word.isupper() else word
