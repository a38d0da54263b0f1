"""Russian words that do not agree: «большой лето», «к карантине», «этой мероприятий».

Two things are asked of neighbours: whether a preposition is followed by a case that it governs, and whether an
adjective has the case, number and gender of the noun behind it. Every reading that OpenCorpora's dictionary (pymorphy3)
has of either word is tried, so only what no reading allows is named; words that it does not know, capitals and
participles, which govern nouns themselves, are not asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from summarizer.article import Language
from summarizer.verifying.base import Doubt, quote
from summarizer.verifying.morphology import morphology

NAMED = 3
"""Pairs that a message names at most."""
_TOKEN = re.compile(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*|\d+|[^\w\s]")
_LOWER = re.compile(r"[а-яё-]+")
_GOVERNMENT = {
    "gent": "от до из у без для около после кроме среди против ради вместо из-за из-под вдоль ввиду вследствие",
    "datv": "к ко",
    "accs": "через про сквозь",
    "loct": "при",
    "accs loct": "в во на о об обо",
    "gent accs ablt": "с со",
    "accs ablt": "за под",
    "datv accs loct": "по",
    "gent ablt": "над перед между",
}
GOVERNED = {word: frozenset(cases.split()) for cases, words in _GOVERNMENT.items() for word in words.split()}
"""The cases that may follow a preposition; none that are adverbs, too."""
_CASES = {
    "gen1": "gent",
    "gen2": "gent",
    "loc1": "loct",
    "loc2": "loct",
    "acc1": "accs",
    "acc2": "accs",
    "voct": "nomn",
}
"""Rarer cases as the commoner ones that a preposition does not tell them from."""
_DECLINED = frozenset({"NOUN", "ADJF", "PRTF", "NUMR", "NPRO"})
_PRONOUNS = frozenset({"который", "чей", "сам", "весь", "это", "то", "один", "другой", "остальной", "таковой"})
"""Adjectives that stand for nouns, or far from them."""
_GOVERNING = frozenset({"достойный", "полный", "больной", "богатый", "лишенный", "довольный", "равный", "исполненный"})
"""Adjectives that have a noun of their own behind them: «достойный сожаления»."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a word form, in OpenCorpora's terms; None where the part of speech has no such thing."""

    part: str
    lemma: str
    case: str | None
    number: str | None
    gender: str | None
    animate: bool
    fixed: bool


def check(text: str, target_language: Language, draft: bool = False) -> Iterator[Doubt]:
    """A doubt where neighbouring words of a Russian translation do not agree: a warning about a `draft`, a note about
    others, whose slips of grammar seldom lose anything."""
    if found := discords(text, target_language):
        pairs = ", ".join(quote(pair) for pair in found[:NAMED]) + ("…" if len(found) > NAMED else "")
        yield Doubt("agreement", "warning" if draft else "note", f"these words do not agree: {pairs}")


def discords(text: str, target_language: Language) -> list[str]:
    """The neighbours that do not agree, as they stand; empty for other languages than Russian."""
    if target_language != "ru":
        return []
    words = _TOKEN.findall(text)
    return [f"{one} {other}" for one, other in pairwise(words) if _discord(one, other)]


def _discord(one: str, other: str) -> bool:
    if not _LOWER.fullmatch(other) or not one[0].isalpha():
        return False
    cases = GOVERNED.get(one.lower())
    if cases is None and not _LOWER.fullmatch(one):
        return False
    seconds = _readings(other)
    if not seconds:
        return False
    if cases is not None:
        return all(_outside(second, cases) for second in seconds)
    firsts = _readings(one)
    return (
        bool(firsts)
        and all(_attribute(first) for first in firsts)
        and all(second.part == "NOUN" and not second.fixed for second in seconds)
        and not any(_agree(first, second) for first in firsts for second in seconds)
    )


def _outside(reading: Reading, cases: frozenset[str]) -> bool:
    """Whether this is a case that the preposition does not govern.

    «В президенты»: plurals of persons have an accusative that looks like the nominative."""
    if reading.part not in _DECLINED or reading.case is None or reading.fixed:
        return False
    joined = "accs" in cases and reading.case == "nomn" and reading.number == "plur" and reading.animate
    return reading.case not in cases and not joined


def _attribute(reading: Reading) -> bool:
    return (
        reading.part == "ADJF"
        and reading.case is not None
        and reading.lemma not in _PRONOUNS
        and reading.lemma not in _GOVERNING
    )


def _agree(first: Reading, second: Reading) -> bool:
    """Whether an adjective may stand before a noun; «два новых дома» has a plural before a singular, «наша врач» a
    woman's profession in the masculine."""
    if first.number == "plur" and second.number == "sing":
        return first.case in ("gent", "nomn", "accs") and second.case == "gent"
    if first.case != second.case or first.number != second.number:
        return False
    same = first.gender is None or second.gender is None or first.gender == second.gender
    return same or (second.animate and first.gender == "femn" and second.gender == "masc")


@lru_cache(maxsize=16384)
def _readings(word: str) -> tuple[Reading, ...]:
    """The readings of a word that the dictionary knows; none where it does not."""
    if not morphology().word_is_known(word):
        return ()
    return tuple(_reading(parse) for parse in morphology().parse(word))


def _reading(parse: Any) -> Reading:
    tag = parse.tag
    case = str(tag.case) if tag.case else None
    return Reading(
        part=str(tag.POS),
        lemma=str(parse.normal_form).replace("ё", "е"),
        case=_CASES.get(case, case) if case else None,
        number=str(tag.number) if tag.number else None,
        gender=None if "ms-f" in tag or not tag.gender else str(tag.gender),
        animate=tag.animacy == "anim",
        fixed="Fixd" in tag,
    )
