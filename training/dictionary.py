"""The bilingual dictionary of the checks: which words of a translation answer to which English words.

Unlike the lexicon, which teaches a few translations of each phrase and must be right, it lists whatever good
translators put for a word: a check that misses a translation cries wolf. It is counted in the links of the same
aligner. Chinese words are cut to the character that many of them share, since the check does not cut text into words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from summarizer.translating.inflection import stem
from summarizer.verifying.dictionary import ENGLISH, RUSSIAN, Entry, Target, russian_key
from training.corpus import Pair
from training.lexicon import NOT_ALIGNED, STOP, Aligned, align

ORIGIN = "# Counted in the collections that training/mixture.py names: python -m training dictionary"
"""The first line of the files."""
NOT_COUNTED = ("news3",)
"""How collections begin that the checks are measured on."""
WORDS = 30_000
"""English stems, the commonest."""
SAMPLED = 100
"""Uses of a word that are looked at to see how often one of its translations is there."""
PRIOR, WEIGHT = 0.7, 8
"""How often that is with a word never seen, and how many uses of a word outweigh it."""
HIGHEST, LOWEST = 0.97, 0.3
"""More is not believed, and a word that is translated freely more often than not tells nothing."""

_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")

Keys = Callable[[str], list[str]]
"""Word or text → its keys."""
Sentence = tuple[Sequence[str], str]
"""The words of a source and the text of its translation."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What a translation must reach: times seen, share of its source's uses, times oftener than by chance (`single`:
    that of one character, which is found in many words); and how many of a word are kept at most."""

    fewest: int
    share: float
    lift: float
    single: float
    most: int


BAR = Bar(fewest=2, share=0.01, lift=4.0, single=20.0, most=12)


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each source key (row) met each target key (column): three columns of numbers, and the keys."""

    sources: Sequence[str]
    targets: Sequence[str]
    met: NDArray[np.int64]
    """Rows of (source, target, times)."""
    of_source: NDArray[np.int64]
    of_target: NDArray[np.int64]
    total: int


def build(pairs: Iterable[Pair], language: str) -> dict[str, Entry]:
    """The dictionary of a corpus, by English stem. Raises `RecipeError` where the aligner is not installed."""
    chosen = (pair for pair in pairs if not pair.collection.startswith((*NOT_ALIGNED, *NOT_COUNTED)))
    return counted(align(chosen, language), language)


def rows(entries: Mapping[str, Entry]) -> Iterator[str]:
    """The lines of `dictionary.<language>.tsv`, in the order in which they are looked up."""
    yield ORIGIN
    yield from sorted(
        f"{word}\t{round(100 * entry.known)}\t{' '.join(entry.translations)}" for word, entry in entries.items()
    )


def counted(aligned: Sequence[Aligned], language: str) -> dict[str, Entry]:
    """The dictionary of aligned pairs."""
    counts = linked(aligned, language)
    joint = "" if language == "zh" else " "
    sentences = ((pair.source, joint.join(pair.target)) for pair in aligned)
    return judged(sentences, likeliest(with_characters(counts) if language == "zh" else counts), language)


def judged(
    sentences: Iterable[Sentence], translations: Mapping[str, tuple[str, ...]], language: str
) -> dict[str, Entry]:
    """The known translations of each word, with how often one of them is there when the word is used."""
    tried, known = Counter[str](), Counter[str]()
    keys_of = cache(english_keys)
    for source, text in sentences:
        open_ = [key for word in source for key in keys_of(word) if tried[key] < SAMPLED and key in translations]
        if open_:
            target = Target.of(text, language)
            tried.update(open_)
            known.update(key for key in open_ if target.has_any(translations[key]))
    entries = {}
    for word, there in translations.items():
        share = min(HIGHEST, (known[word] + PRIOR * WEIGHT) / (tried[word] + WEIGHT))
        if tried[word] and share >= LOWEST:
            entries[word] = Entry(there, share)
    return entries


def likeliest(counts: Counts, bar: Bar = BAR) -> dict[str, tuple[str, ...]]:
    """English stem → the keys that reach the bar, likeliest first; commonest stems first."""
    source, target, times = counts.met.T
    lift = times * counts.total / (counts.of_source[source] * counts.of_target[target])
    bars = np.array([bar.single if len(key) == 1 else bar.lift for key in counts.targets])
    good = (times >= bar.fewest) & (times >= bar.share * counts.of_source[source]) & (lift >= bars[target])
    weight = times * np.log(np.maximum(lift, 1.0))
    order = np.flatnonzero(good)
    order = order[np.lexsort((-weight[order], source[order]))]
    found: dict[int, list[str]] = {}
    for s, t in zip(source[order].tolist(), target[order].tolist(), strict=True):
        found.setdefault(s, []).append(counts.targets[t])
    commonest = sorted(found, key=lambda s: (-int(counts.of_source[s]), counts.sources[s]))[:WORDS]
    return {counts.sources[s]: tuple(_shortest(found[s])[: bar.most]) for s in commonest}


def _shortest(keys: Sequence[str]) -> list[str]:
    """The keys but those that have another of one character in them: it is found wherever they are."""
    characters = {key for key in keys if len(key) == 1}
    return [key for key in keys if len(key) == 1 or characters.isdisjoint(key)]


def linked(aligned: Iterable[Aligned], language: str) -> Counts:
    """How often the keys of two words were linked."""
    sources, targets = _Numbers(english_keys), _Numbers(russian_keys if language == "ru" else chinese_keys)

    def links() -> Iterator[int]:
        for pair in aligned:
            ours, theirs = [sources.of(w) for w in pair.source], [targets.of(w) for w in pair.target]
            for i, j in pair.links:
                for source in ours[i]:
                    for target in theirs[j]:
                        yield source << 32 | target

    codes, times = np.unique(np.fromiter(links(), dtype=np.int64), return_counts=True)
    source, target = codes >> 32, codes & 0xFFFFFFFF
    of_source = np.bincount(source, times, len(sources.names)).astype(np.int64)
    of_target = np.bincount(target, times, len(targets.names)).astype(np.int64)
    met = np.stack([source, target, times], axis=1)
    return Counts(sources.names, targets.names, met, of_source, of_target, int(times.sum()))


def with_characters(counts: Counts) -> Counts:
    """The same counts, of the characters of the targets besides the targets themselves."""
    numbers = _Numbers(lambda key: list(dict.fromkeys((key, *key))))
    parts = [numbers.of(key) for key in counts.targets]
    rows = [(source, part, times) for source, target, times in counts.met.tolist() for part in parts[target]]
    source, target, times = np.array(rows, dtype=np.int64).T
    codes, place = np.unique(source << 32 | target, return_inverse=True)
    times = np.bincount(place, times).astype(np.int64)
    source, target = codes >> 32, codes & 0xFFFFFFFF
    of_target = np.bincount(target, times, len(numbers.names)).astype(np.int64)
    met = np.stack([source, target, times], axis=1)
    return Counts(counts.sources, numbers.names, met, counts.of_source, of_target, counts.total)


def english_keys(word: str) -> list[str]:
    """The stems of the parts of a word; none of a function word, of its namesakes, or of what is no word."""
    stems = (stem(part) for part in ENGLISH.findall(word) if len(part) > 1)
    return [found for found in stems if found not in _function_stems()]


@cache
def _function_stems() -> frozenset[str]:
    return frozenset(map(stem, STOP))


def russian_keys(word: str) -> list[str]:
    """The keys of the parts of a word."""
    return [russian_key(part) for part in RUSSIAN.findall(word)]


def chinese_keys(word: str) -> list[str]:
    """The word, where it is Chinese."""
    return [word] if _HAN_RUN.fullmatch(word) else []


class _Numbers:
    """Numbers for the keys of words; each word is taken apart once."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self._numbers: dict[str, int] = {}
        self._words: dict[str, list[int]] = {}

    @property
    def names(self) -> list[str]:
        """The keys, by number."""
        return list(self._numbers)

    def of(self, word: str) -> list[int]:
        """The numbers of a word's keys."""
        if word not in self._words:
            self._words[word] = self.numbers(self._keys(word))
        return self._words[word]

    def numbers(self, keys: Iterable[str]) -> list[int]:
        """The numbers of keys, new ones for new keys."""
        return [self._numbers.setdefault(key, len(self._numbers)) for key in keys]
