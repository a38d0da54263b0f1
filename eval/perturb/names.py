"""Damage to names: one name replaced by another of its type, or two names of a sentence exchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

from eval.perturb.inflection import morphology
from summarizer.article import Language
from summarizer.translating.inflection import WORD, same_word
from summarizer.verifying import gazetteer
from summarizer.verifying.names.mentions import ordinary

Type = Literal["person", "place", "org"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a person, a place or a body, in English and in the language of the translation (nominative)."""

    english: str
    text: str
    type: Type


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a name stands in a translation."""

    start: int
    end: int
    name: Name


def type_of(english: str, chinese: str) -> Type | None:
    """What a row of a glossary names; None for what is no name, or is translated by its meaning.

    The package's gazetteer says so; else a dot inside the Chinese makes a person, and a single word that English spells
    with a capital and has in no dictionary, a place.
    """
    entries = [entry for found in gazetteer.find(english, "en") for entry in found.entries if _is(found, english)]
    types = {"place" if entry.type == "country" else entry.type for entry in entries}
    for known in ("person", "place", "org"):
        if known in types:
            return known
    if types or not english[:1].isupper():
        return None
    if "·" in chinese and all(word[0].isupper() for word in english.split()):
        return "person"
    return "place" if re.fullmatch(r"[A-Z][a-z]{3,}", english) and not ordinary(english.lower()) else None


def glossary(rows: Sequence[Sequence[str]], language: Language) -> Iterator[Name]:
    """The names of a glossary of [English, Russian nominative, Chinese] rows, and the surnames of its people."""
    column = {"ru": 1, "zh": 2}[language]
    for row in rows:
        english, text, kind = row[0], row[column].strip("《》“”«»"), type_of(row[0], row[2])
        if kind is None:
            continue
        yield Name(english, text, kind)
        parts = text.split("·") if language == "zh" else text.split()
        if kind == "person" and len(english.split()) == len(parts) == 2:
            yield Name(english.split()[-1], parts[-1], kind)


def known(source: str, language: Language) -> Iterator[Name]:
    """The names of an English sentence that the package's gazetteer has."""
    for found in gazetteer.find(source, "en"):
        for entry in found.entries:
            kind = type_of(" ".join(found.words), "")
            names = entry.names(language)
            if kind and names and len(names[0]) > 1 and names[0][0] == names[0][0].upper():
                yield Name(" ".join(found.words), names[0], kind)


def spots(source: str, text: str, language: Language, names: Sequence[Name]) -> list[Spot]:
    """The names that stand, once each, in both the source and its translation, left to right, without overlaps."""
    found: list[Spot] = []
    for name in sorted(names, key=lambda name: -len(name.text)):
        if re.search(rf"(?<!\w){re.escape(name.english)}(?!\w)", source):
            places = list(_chinese(text, name) if language == "zh" else _russian(text, name))
            free = [p for p in places if all(p.end <= other.start or p.start >= other.end for other in found)]
            if len(places) == len(free) == 1:
                found += free
    return sorted(found, key=lambda spot: spot.start)


def change(
    rng: Random, source: str, text: str, language: Language, names: Sequence[Name], others: Sequence[Name]
) -> str | None:
    """`text` with one of its names replaced by another of its type, in the same case; None where it has none."""
    places = spots(source, text, language, names)
    if not places:
        return None
    spot = rng.choice(places)
    for _ in range(40):
        other = rng.choice(others)
        if other.text not in text and other.english not in source and _alike(spot.name, other):
            return text[: spot.start] + _as(text[spot.start : spot.end], other.text, language) + text[spot.end :]
    return None


def swap(rng: Random, source: str, text: str, language: Language, names: Sequence[Name]) -> str | None:
    """`text` with two of its names exchanged, each in the case of the place it comes to; None with fewer than two."""
    places = spots(source, text, language, names)
    if len(places) < 2:
        return None
    first, second = sorted(rng.sample(places, 2), key=lambda spot: spot.start)
    one, two = text[first.start : first.end], text[second.start : second.end]
    if first.name.text == second.name.text:
        return None
    middle = text[first.end : second.start]
    new_first, new_second = _as(one, second.name.text, language), _as(two, first.name.text, language)
    return text[: first.start] + new_first + middle + new_second + text[second.end :]


def _is(found: gazetteer.Found, english: str) -> bool:
    return found.words == tuple(gazetteer.bare(word) for word in gazetteer.WORD.findall(english))


def _alike(one: Name, other: Name) -> bool:
    """A name of the same type, of one word for one word, longer for longer."""
    long = (len(WORD.findall(name.text)) > 1 or "·" in name.text for name in (one, other))
    return one.type == other.type and len(set(long)) == 1


def _chinese(text: str, name: Name) -> Iterator[Spot]:
    for match in re.finditer(re.escape(name.text), text):
        yield Spot(*match.span(), name)


def _russian(text: str, name: Name) -> Iterator[Spot]:
    wanted = WORD.findall(name.text)
    words = list(WORD.finditer(text))
    for i in range(len(words) - len(wanted) + 1):
        here = words[i : i + len(wanted)]
        if wanted and all(
            m.group()[0].isupper() and same_word(w, m.group()) for w, m in zip(wanted, here, strict=True)
        ):
            yield Spot(here[0].start(), here[-1].end(), name)


def _as(replaced: str, name: str, language: Language) -> str:
    """`name` in the grammatical case of the words it replaces."""
    if language != "ru":
        return name
    case = next((c for word in WORD.findall(replaced) if (c := morphology().parse(word)[0].tag.case)), None)
    return re.sub(WORD.pattern, lambda m: _inflected(m.group(), str(case)), name) if case else name


def _inflected(word: str, case: str) -> str:
    parsed = next((p for p in morphology().parse(word) if p.tag.case == "nomn"), None)
    form = parsed.inflect({case}) if parsed else None
    return form.word.capitalize() if form and word[:1].isupper() and not word.isupper() else word
