"""Which pairs are trained on, in which order, and as which arrays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from training.pack import Ints, Pack
from training.tokenizer import PAD

Scores = npt.NDArray[np.float32]

HELD_OUT = 1500
"""Pairs drawn from a pack to measure held-out loss on; never trained on."""
GRID = 4
"""Lengths are filled up to a multiple of this, so that few shapes of arrays occur: a CPU's kernels are compiled for a
shape, which takes longer than using them once (docs/training.md)."""
CANDIDATES_GRID = 128
"""The same for the number of pieces that the output layer scores."""
WINDOW = 30_000
"""Pairs sorted by length at a time: large enough that batches have little padding, small enough to keep an epoch
mixed."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Pairs of one language."""

    language: int
    x: Ints
    """Source ids (pairs, length), padded."""
    y: Ints
    """Decoder input (pairs, length), padded."""
    targets: Ints
    """What the decoder shall say (tokens), without padding."""
    places: Ints
    """Where the targets belong in the flattened decoder output."""

    def narrowed(self, chosen: Ints, vocabulary: int) -> tuple[Ints, Batch]:
        """The pieces that matter to this batch (PAD, then the `chosen`, targets among them, then those that are only
        read), and the batch with ids that count in these: an embedding of so few rows has a small gradient."""
        read = np.zeros(vocabulary, bool)
        read[self.x] = read[self.y] = True
        read[chosen] = read[PAD] = False
        rows = np.concatenate([[PAD], chosen, np.flatnonzero(read)])
        place = np.zeros(vocabulary, np.int64)
        place[rows] = np.arange(len(rows))
        place[PAD] = PAD
        return rows, replace(self, x=place[self.x], y=place[self.y], targets=place[self.targets] - 1)


def held_out(pack: Pack) -> Ints:
    """The same pairs of a pack, always."""
    return np.random.default_rng(0).choice(len(pack), min(HELD_OUT, len(pack) // 10), replace=False)


def plan(pack: Pack, weights: npt.NDArray[np.float64], tokens: int, seed: tuple[int, int]) -> list[Ints]:
    """One epoch: batches of at most `tokens` padded tokens a side, shuffled. `seed` is (seed of the run, epoch)."""
    rng = np.random.default_rng(seed)
    repeats = np.floor(weights[pack.collection] + rng.random(len(pack))).astype(int)
    repeats[held_out(pack)] = 0
    ids = np.repeat(np.arange(len(pack)), repeats)
    rng.shuffle(ids)
    batches: list[Ints] = []
    for language in np.unique(pack.language):
        mine = ids[pack.language[ids] == language]
        for at in range(0, len(mine), WINDOW):
            batches += cut(pack, mine[at : at + WINDOW], tokens)
    return [batches[k] for k in rng.permutation(len(batches))]


def cut(pack: Pack, ids: Ints, tokens: int) -> Iterator[Ints]:
    """Batches of pairs of like lengths."""
    x, y = _filled(pack.x_length[ids]), _filled(pack.y_length[ids])
    longest = np.maximum(x, y)
    order = np.lexsort((y, x, longest))
    start = widest = 0
    for k, length in enumerate(longest[order].tolist()):
        if k > start and max(widest, length) * (k - start + 1) > tokens:
            yield ids[order[start:k]]
            start, widest = k, length
        elif length > widest:
            widest = length
    if start < len(order):
        yield ids[order[start:]]


def batch(pack: Pack, ids: Ints) -> Batch:
    """The arrays of the pairs `ids`."""
    x, targets = (_padded(flat, at, ids) for flat, at in ((pack.x, pack.x_at), (pack.y, pack.y_at)))
    y = np.concatenate([np.full((len(ids), 1), PAD), targets[:, :-1]], 1)
    real = np.flatnonzero(targets != PAD)
    return Batch(int(pack.language[ids[0]]), x, y, targets.ravel()[real], real)


def _padded(flat: npt.NDArray[np.int16], at: Ints, ids: Ints) -> Ints:
    """Rows `flat[at[i]:at[i + 1]]`, filled up with PAD."""
    starts, lengths = at[ids], at[ids + 1] - at[ids]
    places = np.arange(int(_filled(lengths).max()))
    inside = places < lengths[:, None]
    return np.where(inside, flat[np.where(inside, starts[:, None] + places, 0)].astype(np.int64), PAD)


def _filled(lengths: Ints) -> Ints:
    """The next multiples of GRID."""
    return -(-lengths // GRID) * GRID


class Candidates:
    """Which pieces the output layer scores for a batch (see loss.py): the commonest of its language and the batch's
    own targets always; of the language's other pieces, and of all further ones, a random sample that stands for them.
    """

    def __init__(self, packs: Sequence[Pack], common: int, sample: int) -> None:
        self.sample = sample
        self.vocabulary = packs[0].vocabulary
        self.common: list[Ints] = []
        self.rare: list[Ints] = []
        self.foreign: list[Ints] = []
        for language in range(int(packs[0].language.max()) + 1):
            counts = np.zeros(self.vocabulary, np.int64)
            for pack in packs:
                of_language = np.repeat(pack.language == language, pack.y_length)
                counts += np.bincount(pack.y[of_language], minlength=self.vocabulary)
            order = np.argsort(-counts, kind="stable")
            used = int(np.count_nonzero(counts))
            self.common.append(order[: min(common, used)])
            self.rare.append(order[min(common, used) : used])
            self.foreign.append(order[used:][order[used:] != PAD])

    def draw(self, language: int, pieces: Ints, rng: np.random.Generator) -> tuple[Ints, Scores]:
        """The ids to score, `pieces` among them, and what to add to the score of each: the log of how many pieces it
        stands for."""
        certain = np.zeros(self.vocabulary, bool)
        certain[self.common[language]] = True
        certain[pieces] = True
        chosen, correction = [np.flatnonzero(certain)], [np.zeros(int(certain.sum()), np.float32)]
        fill = -(len(chosen[0]) + 2 * self.sample) % CANDIDATES_GRID
        for group, most in ((self.rare[language], self.sample + fill), (self.foreign[language], self.sample)):
            left = group[~certain[group]]
            if len(left):
                taken = rng.choice(left, min(most, len(left)), replace=False)
                chosen.append(taken)
                correction.append(np.full(len(taken), np.log(len(left) / len(taken)), np.float32))
        return np.concatenate(chosen), np.concatenate(correction)

    def all(self) -> tuple[Ints, Scores]:
        """Every piece, standing for itself."""
        return np.arange(self.vocabulary), np.zeros(self.vocabulary, np.float32)
