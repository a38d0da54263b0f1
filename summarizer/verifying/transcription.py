"""Whether a stretch of Chinese transcribes a name in Latin script: a joint source-channel model, one character a state.

`data/transcription.tsv` says how often each character stood for each spelling in known names. The score of a name in a
text is the best log-likelihood ratio, over places and segmentations, of "these characters were written for
these letters" against "these letters stand for something else": about 0 by chance, 3 per character when right.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import cache, lru_cache

from summarizer.verifying.base import rows
from summarizer.verifying.transliteration import latin, plain, readings

LONGEST = 5
"""Letters that one character may stand for."""
SILENT = -2.5
"""Log-likelihood ratio of a letter that no character stands for."""
FLOOR = -4.0
WORST = -30.0
"""A beginning this unlikely is given up."""


@lru_cache(maxsize=8192)
def score(name: str, run: str) -> float:
    """The best log-likelihood ratio (nats) of the whole Latin-script `name` somewhere in the Chinese `run`."""
    letters = plain(name)
    size = len(letters)
    best, old = -math.inf, [-math.inf] * (size + 1)
    for character in run:
        old[0] = 0.0
        old = _step(character, letters, old)
        best = max(best, old[size])
    return best if size else 0.0


@lru_cache(maxsize=8192)
def coverage(name: str, run: str) -> float:
    """The best log-likelihood ratio (nats) per character of the whole Chinese `run` somewhere in the `name`."""
    letters = plain(name)
    if not letters or not run:
        return FLOOR
    row = [0.0] * (len(letters) + 1)
    for character in run:
        row = _step(character, letters, row)
    return max(row) / len(run)


def _step(character: str, letters: str, old: list[float]) -> list[float]:
    """One more character: the best score of every beginning of `letters` that ends with it."""
    new = [-math.inf] * len(old)
    for i in range(1, len(old)):
        value = new[i - 1] + SILENT
        for k in range(1, min(LONGEST, i) + 1):
            before = old[i - k]
            if before > WORST:
                value = max(value, before + _ratio(character, letters[i - k : i]))
        new[i] = value
    return new


def transcribes(character: str) -> bool:
    """Whether names are known to be transcribed with this character."""
    return character in _tables()[1]


@lru_cache(maxsize=16384)
def _ratio(character: str, chunk: str) -> float:
    """log P(chunk | character) / P(chunk), backing off to the characters of the same reading, then to the skeleton."""
    table, totals, skeletons = _tables()
    reading = readings().get(character, "")
    total = totals.get(character, 0.0)
    pooled = totals.get(reading, 0.0)
    sound = _skeleton(chunk)
    own, pool = table.get((character, chunk), 0.0), table.get((reading, chunk), 0.0)
    heard = skeletons.get((reading, sound), 0.0) / (pooled + 1.0) * _spread(chunk, sound)
    common = (pool + 3.0 * heard) / (pooled + 3.0)
    likely = (own + 3.0 * common) / (total + 3.0)
    return max(FLOOR, math.log(likely / _common(chunk, sound)) if likely > 0 else FLOOR)


def _spread(chunk: str, sound: str) -> float:
    """The share of a chunk among the spellings of its sound."""
    table, _, skeletons = _tables()
    return (table.get(("", chunk), 0.0) + 0.5) / (skeletons.get(("", sound), 0.0) + 10.0)


def _common(chunk: str, sound: str) -> float:
    table, totals, skeletons = _tables()
    backed_off = skeletons.get(("", sound), 0.0) / totals[""] * _spread(chunk, sound)
    return (table.get(("", chunk), 0.0) + 5.0 * backed_off + 0.05) / (totals[""] + 5.0)


@lru_cache(maxsize=4096)
def _skeleton(chunk: str) -> str:
    return latin(chunk)[0].replace("R", "L")


@cache
def _tables() -> tuple[Counter[tuple[str, str]], Counter[str], Counter[tuple[str, str]]]:
    """Counts of (character or reading or "", chunk), of each of the former, and of (reading or "", skeleton)."""
    table: Counter[tuple[str, str]] = Counter()
    totals: Counter[str] = Counter()
    skeletons: Counter[tuple[str, str]] = Counter()
    for character, cells in rows("transcription.tsv"):
        reading = readings().get(character, "?")
        for cell in cells.split(" "):
            chunk, count = cell.split(":")
            for key in (character, reading, ""):
                table[key, chunk] += int(count)
                totals[key] += int(count)
            for key in (reading, ""):
                skeletons[key, _skeleton(chunk)] += int(count)
    return table, totals, skeletons
