"""Adequacy: whether the words of a sentence have a counterpart in its translation, by the dictionary.

A word without one is evidence that something was left out or mistranslated, the stronger the more surely good
translators put one of its known translations: the log of how much likelier that is where the word was not translated
than where it was. A word that has one is evidence against it, in the same way. Two things are asked: whether
a stretch of neighbouring words is missing, which a dropped clause is (the stretch with the greatest sum, as in the
search for conserved segments: Karlin and Altschul, PNAS 87, 1990; and a translation as much shorter bears it out), and
whether the sentence as a whole looks untranslated. Words put freely are scattered among others that are there.

Names and numbers have checks of their own, and words that the dictionary lacks say nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.article import Language
from summarizer.verifying import loss
from summarizer.verifying.alignment import SPREAD
from summarizer.verifying.base import Doubt
from summarizer.verifying.dictionary import ENGLISH, LANGUAGES, Entry, Target, look_up
from summarizer.verifying.names.mentions import ordinary

CHANCE = 0.15
"""How often a word that was not translated has a counterpart all the same (in translations of other sentences)."""
STRETCH, WHOLE = 11.2, 9.6
"""Nats from which a stretch is missing, or the whole sentence was not translated: set so that fewer than one good
translation in 200 reaches either (news, encyclopaedia; none of it counted in the dictionary)."""
NAMED = 5
"""Words that a message names at most."""
_OPENING = frozenset('"“«‘(.?!:—–')
_MOST = 6.0
"""Nats that length adds at most: it alone proves nothing."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A source word, whether it has a counterpart, and what that says: nats for (above 0) or against an omission."""

    word: str
    there: bool
    evidence: float


def check(source: str, text: str, source_language: Language, target_language: Language) -> Iterator[Doubt]:
    """A doubt where words of `source` have no counterpart in its translation `text`."""
    if source_language != "en" or target_language not in LANGUAGES:
        return
    found = witnesses(source, text, target_language)
    nats, start, end = worst_stretch([witness.evidence for witness in found])
    if nats <= 0:
        return
    part = sum(len(w.word) for w in found[start:end]) / sum(len(w.word) for w in found)
    if nats + _shortness(source, text, part, target_language) < STRETCH:
        if sum(witness.evidence for witness in found) < WHOLE:
            return
        start, end = 0, len(found)
    lost = list(dict.fromkeys(witness.word for witness in found[start:end] if witness.evidence > 0))
    words = ", ".join(lost[:NAMED]) + ("…" if len(lost) > NAMED else "")
    yield Doubt("adequacy", "warning", f"nothing in the translation stands for: {words}")


def witnesses(source: str, text: str, target_language: Language) -> list[Witness]:
    """What each content word of the English `source` says of its translation `text`."""
    return _testify(_known(source, target_language), Target.of(text, target_language))


def omissions(source: str, texts: Sequence[str], target_language: Language) -> list[float]:
    """For each of `texts`, all translations of the English `source`, nats for (above 0) or against its leaving
    something out."""
    known = _known(source, target_language)
    return [sum(w.evidence for w in _testify(known, Target.of(text, target_language))) for text in texts]


def _known(source: str, target_language: Language) -> list[tuple[str, Entry]]:
    """The content words that the dictionary has."""
    entries = ((word, look_up(word, target_language)) for word in content(source))
    return [(word, entry) for word, entry in entries if entry is not None]


def _testify(known: Sequence[tuple[str, Entry]], target: Target) -> list[Witness]:
    if not target:  # another language: not a question of words
        return []
    found = []
    for word, entry in known:
        there = target.has_any(entry.translations)
        ratio = CHANCE / entry.known if there else (1 - CHANCE) / (1 - entry.known)
        # Freely translated words would count the wrong way round: their absence says nothing.
        evidence = min(0.0, math.log(ratio)) if there else max(0.0, math.log(ratio))
        found.append(Witness(word, there, evidence))
    return found


def content(source: str) -> Iterator[str]:
    """The words of an English sentence that are no names: those in lower case, and ordinary words with the capital of
    a sentence or a headline."""
    words = [(match.group(), match.start()) for match in ENGLISH.finditer(source)]
    headline = sum(word[0].isupper() for word, _ in words) > 0.6 * len(words)
    for n, (word, start) in enumerate(words):
        opens = headline or n == 0 or not _OPENING.isdisjoint(source[max(0, start - 2) : start])
        if word.islower() or (opens and word[1:].islower() and ordinary(word.lower())):
            yield word


def worst_stretch(evidence: Sequence[float]) -> tuple[float, int, int]:
    """The greatest sum of neighbours, and where they begin and end; (0, 0, 0) where none is above 0."""
    best, begin, total = (0.0, 0, 0), 0, 0.0
    for n, value in enumerate(evidence):
        if total <= 0:
            begin, total = n, 0.0
        total += value
        if total > best[0]:
            best = (total, begin, n + 1)
    return best


def _shortness(source: str, text: str, part: float, target_language: Language) -> float:
    """Nats for the translation's being as short as it would be without `part` (0 to 1) of the source, at
    most `_MOST`; lengths are log-normal."""
    length = math.log(max(1, len(text)) / len(source) / loss.usual("en", target_language))
    without = math.log(1 - min(part, 0.95))
    return min(_MOST, (length**2 - (length - without) ** 2) / (2 * SPREAD**2))
