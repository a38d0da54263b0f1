"""Names in each other's place: each stands among the words that, in the source, stand about the other.

Which names a translation has says nothing of it; what stands beside them does. Words of which the dictionary finds the
translation as often as they are in the source, numbers, titles and the other names are anchors. One that is nearer to
the first of two names in the source should be nearer to it in the translation; the sum over all anchors says so the
more strongly the nearer they are (a correlation under an exponential kernel), and is about negated where the names are
exchanged. Their order counts a little. Of names in one list («Франция и Германия») there is no telling, and no doubt.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from summarizer.article import Language
from summarizer.translating.inflection import WORD, same_word
from summarizer.verifying import gazetteer
from summarizer.verifying.dictionary import LANGUAGES, look_up
from summarizer.verifying.names import titles
from summarizer.verifying.names.matching import HEARD
from summarizer.verifying.names.mentions import Mention, mentions
from summarizer.verifying.names.target import Target
from summarizer.verifying.transcription import score
from summarizer.verifying.transliteration import likeness_russian

NEAR = 6.0
"""Words at which an anchor's weight has fallen to 1/e."""
ORDER = 0.1
"""What two names' order adds, or takes away where the translation has turned it round."""
EXCHANGED = {"ru": -0.4, "zh": -0.6}
"""Agreement below which two names have changed places."""
SURE = 75.0
"""Likeness from which a Russian word is a name that the gazetteer does not have."""
CHARACTERS = 1.6
"""Of Chinese, for a word of English."""
MOST = 20
"""Names of a sentence above which it is a list."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where something stands once in the source and once in its translation: words from the beginning."""

    source: int
    target: float


def exchanged(
    source: str, text: str, source_language: Language, target_language: Language
) -> tuple[Mention, Mention] | None:
    """The two names of `source` that most clearly have changed places in its translation `text`, if any have."""
    if source_language != "en" or target_language not in LANGUAGES:
        return None
    words = [gazetteer.bare(word) for word in WORD.findall(source)]
    reader = _Russian(text) if target_language == "ru" else _Chinese(text)
    names = _names(source, words, reader)
    if len(names) < 2:
        return None
    anchors = _anchors(words, reader, [place for _, place in names])
    least, one, other = min(
        ((agreement(a, b, anchors), one, other) for (one, a), (other, b) in combinations(names, 2)),
        key=lambda pair: pair[0],
    )
    return (one, other) if least < EXCHANGED[target_language] else None


def agreement(one: Anchor, other: Anchor, anchors: Sequence[Anchor]) -> float:
    """How far `anchors` stand to the two names in the translation as they do in the source: above 0 if they do, below
    if they stand to each as they should to the other."""
    total = ORDER if (one.source < other.source) == (one.target < other.target) else -ORDER
    for anchor in anchors:
        if anchor.source not in (one.source, other.source):
            here = _weight(anchor.source - one.source) - _weight(anchor.source - other.source)
            there = _weight(anchor.target - one.target) - _weight(anchor.target - other.target)
            total += here * there
    return total


def _weight(distance: float) -> float:
    return math.exp(-abs(distance) / NEAR)


def _names(source: str, words: Sequence[str], reader: _Russian | _Chinese) -> list[tuple[Mention, Anchor]]:
    """The names that stand once on either side."""
    said = [mention for mention in mentions(source, "en") if words.count(mention.words[-1]) == 1]
    if len(said) > MOST:
        return []
    places = [(mention, reader.name(mention)) for mention in said]
    found = [(m, Anchor(words.index(m.words[-1]), at[0])) for m, at in places if len(at) == 1]
    apart = _apart([place for _, place in found])
    return [(mention, place) for mention, place in found if place in apart]


def _anchors(words: Sequence[str], reader: _Russian | _Chinese, names: list[Anchor]) -> list[Anchor]:
    """The names, titles, and other words and numbers."""
    there: dict[gazetteer.Entry, list[float]] = {}
    for entry, end in titles.find(reader.tokens, reader.language):
        there.setdefault(entry, []).append(reader.place(end))
    here: dict[gazetteer.Entry, list[int]] = {}
    for entry, end in titles.find([word.lower() for word in words], "en"):
        here.setdefault(entry, []).append(end)
    offices = _paired((at, there.get(entry, ())) for entry, at in here.items())
    taken = {anchor.source for anchor in (*names, *offices)}
    said: dict[tuple[float, ...], list[int]] = {}
    for n, word in enumerate(words):
        if n not in taken:
            said.setdefault(tuple(reader.word(word)), []).append(n)
    titled = {anchor.target for anchor in offices}
    others = (anchor for anchor in _paired((at, places) for places, at in said.items()) if anchor.target not in titled)
    return _apart([*names, *offices, *others])


def _paired(places: Iterable[tuple[Sequence[int], Sequence[float]]]) -> list[Anchor]:
    """What is said as often on the one side as on the other: the first to the first, and so on."""
    return [
        Anchor(n, at) for ours, theirs in places if len(ours) == len(theirs) for n, at in zip(ours, theirs, strict=True)
    ]


def _apart(anchors: Sequence[Anchor]) -> list[Anchor]:
    """Those that do not share their place in the translation with another."""
    there = Counter(anchor.target for anchor in anchors)
    return [anchor for anchor in anchors if there[anchor.target] == 1]


class _Russian:
    """A Russian translation: where names and words stand in it, in words."""

    language: Language = "ru"

    def __init__(self, text: str) -> None:
        self._words = WORD.findall(text)
        self.tokens = titles.tokens(text, "ru")

    def place(self, token: int) -> float:
        """Where that token stands."""
        return float(token)

    def name(self, mention: Mention) -> list[float]:
        """Where a name ends: in the gazetteer's spelling, or else in one like it; of a person, the last name."""
        found = {
            n + size - 1.0
            for entry in mention.entries
            for name in entry.names("ru")
            for wanted in [WORD.findall(name)[-1:] if entry.type == "person" else WORD.findall(name)]
            for size in [len(wanted)]
            for n in range(len(self._words) - size + 1)
            if self._words[n][0].isupper()
            and all(same_word(a, b) for a, b in zip(wanted, self._words[n : n + size], strict=True))
        }
        if not found and len(last := mention.words[-1]) > 3:
            likely = (n for n, word in enumerate(self._words) if word[0].isupper())
            found = {float(n) for n in likely if likeness_russian(last, self._words[n]) >= SURE}
        return sorted(found)

    def word(self, word: str) -> list[float]:
        """Where a number or the translation of an English word stands."""
        if word.isdigit():
            return [float(n) for n, other in enumerate(self._words) if other == word]
        entry = look_up(word, "ru") if len(word) > 2 and word.isalpha() else None
        return [float(n) for n, key in enumerate(self.tokens) if key in entry.translations] if entry else []


class _Chinese:
    """A Chinese translation, in the same way; places are reckoned as in English words."""

    language: Language = "zh"

    def __init__(self, text: str) -> None:
        self._text = text
        self._runs = Target.of(text, "zh").runs
        self.tokens = titles.tokens(text, "zh")

    def place(self, token: int) -> float:
        """Where that token ends."""
        return (token + 1) / CHARACTERS

    def name(self, mention: Mention) -> list[float]:
        """Where a name ends: as the gazetteer has it, in Latin script, or in characters that sound like it."""
        last = mention.words[-1]
        known = {name.strip("《》“”") for entry in mention.entries for name in entry.names("zh")}
        known |= {name.rpartition("·")[2] for name in known if "·" in name}
        found = self._ends({name for name in known if len(name) > 1} | {last})
        if not found and len(last) > 3:
            found = self._ends({run for run in self._runs if score(last, run) >= HEARD})
        return found

    def word(self, word: str) -> list[float]:
        """Where a number or the translation of an English word stands; neighbouring characters are one place."""
        if word.isdigit():
            return [m.end() / CHARACTERS for m in re.finditer(rf"(?<!\d){word}(?!\d)", self._text)]
        entry = look_up(word, "zh") if len(word) > 2 and word.isalpha() else None
        found = sorted(self._ends(set(entry.translations))) if entry else []
        return found[:1] if found and found[-1] - found[0] < 3 / CHARACTERS else found

    def _ends(self, names: set[str]) -> list[float]:
        spelt = "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))
        return [match.end() / CHARACTERS for match in re.finditer(spelt, self._text)] if names else []
