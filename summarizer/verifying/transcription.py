"""Whether a stretch of Chinese transcribes a name in Latin script: a joint source-channel model, one character a state.

`data/transcription.tsv` says how often each character stood for each spelling in known names. The score of a name in a
text is the best log-likelihood ratio, over places and segmentations, of "these characters were written for
these letters" against "these letters stand for something else": about 0 by chance, 3 per character when right.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
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
    return character in _written()


@lru_cache(maxsize=16384)
def _ratio(character: str, chunk: str) -> float:
    """log P(chunk | character) / P(chunk), backing off to the characters of the same reading, then to the skeleton."""
    own, pool = _written().get(character, {}), _pools()[readings().get(character, "")]
    sound = _skeleton(chunk)
    heard = pool.sounds.get(sound, 0) / (pool.total + 1.0) * _spread(chunk, sound)
    common = (pool.chunks.get(chunk, 0) + 3.0 * heard) / (pool.total + 3.0)
    likely = (own.get(chunk, 0) + 3.0 * common) / (sum(own.values()) + 3.0)
    return max(FLOOR, math.log(likely / _common(chunk, sound)) if likely > 0 else FLOOR)


def _spread(chunk: str, sound: str) -> float:
    """The share of a chunk among the spellings of its sound."""
    everything = _pools()[""]
    return (everything.chunks.get(chunk, 0) + 0.5) / (everything.sounds.get(sound, 0) + 10.0)


def _common(chunk: str, sound: str) -> float:
    everything = _pools()[""]
    backed_off = everything.sounds.get(sound, 0) / everything.total * _spread(chunk, sound)
    return (everything.chunks.get(chunk, 0) + 5.0 * backed_off + 0.05) / (everything.total + 5.0)


@lru_cache(maxsize=4096)
def _skeleton(chunk: str) -> str:
    return latin(chunk)[0].replace("R", "L")


class _Pool:
    """Counts of several characters together: by spelling, and by the spelling's skeleton."""

    def __init__(self, chunks: Mapping[str, int]) -> None:
        self.chunks = chunks
        self.total = sum(chunks.values())
        self.sounds: dict[str, int] = {}
        for chunk, count in chunks.items():
            sound = _skeleton(chunk)
            self.sounds[sound] = self.sounds.get(sound, 0) + count


@cache
def _written() -> Mapping[str, Mapping[str, int]]:
    """By character, how often it stood for each spelling."""
    table = (
        (character, (cell.split(":") for cell in cells.split(" "))) for character, cells in rows("transcription.tsv")
    )
    return {character: {chunk: int(count) for chunk, count in cells} for character, cells in table}


@cache
def _pools() -> Mapping[str, _Pool]:
    """The counts of all characters of a reading; under "" those of all characters."""
    sums: dict[str, dict[str, int]] = {reading: {} for reading in ("", "?", *readings().values())}
    for character, counts in _written().items():
        for reading in (readings().get(character, "?"), ""):
            pool = sums[reading]
            for chunk, count in counts.items():
                pool[chunk] = pool.get(chunk, 0) + count
    return {reading: _Pool(pool) for reading, pool in sums.items()}
