"""Which pairs are trained on, in which order, and as which arrays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from training.pack import Ints, Pack
from training.tokenizer import PAD

HELD_OUT = 1500
"""Pairs drawn from a pack to measure held-out loss on; never trained on."""
WINDOW = 30_000
"""Pairs sorted by length at a time: large enough that batches have little padding, small enough to keep an epoch
mixed."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Pairs of one language."""

    language: int
    x: Tensor
    """Source ids (pairs, length), padded."""
    y: Tensor
    """Decoder input (pairs, length), padded."""
    targets: Tensor
    """What the decoder shall say (tokens), without padding."""
    places: Tensor
    """Where the targets belong in the flattened decoder output."""
    pieces: Ints
    """The targets once more, each piece once, where a GPU need not be waited for."""


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
    x, y = pack.x_length[ids], pack.y_length[ids]
    longest = np.maximum(x, y)
    order = np.lexsort((x, -(-longest // 4)))
    start = widest = 0
    for k, length in enumerate(longest[order].tolist()):
        if k > start and max(widest, length) * (k - start + 1) > tokens:
            yield ids[order[start:k]]
            start, widest = k, length
        elif length > widest:
            widest = length
    if start < len(order):
        yield ids[order[start:]]


def batch(pack: Pack, ids: Ints, device: str) -> Batch:
    """The arrays of the pairs `ids`."""
    x, targets = (_padded(flat, at, ids) for flat, at in ((pack.x, pack.x_at), (pack.y, pack.y_at)))
    y = np.concatenate([np.full((len(ids), 1), PAD), targets[:, :-1]], 1)
    real = np.flatnonzero(targets != PAD)
    told = targets.ravel()[real]
    return Batch(int(pack.language[ids[0]]), *(to(a, device) for a in (x, y, told, real)), np.unique(told))


def _padded(flat: npt.NDArray[np.int16], at: Ints, ids: Ints) -> Ints:
    """Rows `flat[at[i]:at[i + 1]]`, filled up with PAD."""
    starts, lengths = at[ids], at[ids + 1] - at[ids]
    places = np.arange(int(lengths.max()))
    inside = places < lengths[:, None]
    return np.where(inside, flat[np.where(inside, starts[:, None] + places, 0)].astype(np.int64), PAD)


def to(array: Ints, device: str) -> Tensor:
    """On a GPU the copy does not wait for the work before it."""
    tensor = torch.from_numpy(array)
    return tensor if device == "cpu" else tensor.pin_memory().to(device, non_blocking=True)


class Candidates:
    """Which pieces the output layer scores for a batch (see loss.py): the commonest of its language and the batch's
    own targets always; of the language's other pieces, and of all further ones, a random sample that stands for them.
    """

    def __init__(self, packs: Sequence[Pack], device: str, common: int, sample: int) -> None:
        self.device, self.sample = device, sample
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
            self.foreign.append(order[used:])

    def draw(self, language: int, pieces: Ints, rng: np.random.Generator) -> tuple[Tensor, Tensor]:
        """The ids to score, `pieces` among them, and what to add to the score of each (fp32): the log of how many
        pieces it stands for."""
        certain = np.zeros(self.vocabulary, bool)
        certain[self.common[language]] = True
        certain[pieces] = True
        chosen, correction = [np.flatnonzero(certain)], [np.zeros(int(certain.sum()), np.float32)]
        for group in (self.rare[language], self.foreign[language]):
            left = group[~certain[group]]
            if len(left):
                taken = rng.choice(left, min(self.sample, len(left)), replace=False)
                chosen.append(taken)
                correction.append(np.full(len(taken), np.log(len(left) / len(taken)), np.float32))
        return to(np.concatenate(chosen), self.device), to(np.concatenate(correction), self.device)

    def all(self) -> tuple[Tensor, Tensor]:
        """Every piece, standing for itself."""
        return torch.arange(self.vocabulary, device=self.device), torch.zeros(self.vocabulary, device=self.device)
