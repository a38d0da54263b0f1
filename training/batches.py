"""Which pairs are trained on, in which order, and as which arrays."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from training.errors import RecipeError
from training.pack import Ints, Pack
from training.tokenizer import PAD

HELD_OUT = 1500
"""Pairs drawn from a pack to measure held-out loss on; never trained on."""
WINDOW = 30_000
"""Pairs sorted by length at a time: large enough that batches have little padding, small enough to keep an epoch
mixed."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded ids: source (pairs, length), decoder input and targets (pairs, length); all of one language."""

    language: int
    x: Tensor
    y: Tensor
    targets: Tensor
    tokens: int


def mixture(path: Path, phase: str, names: Sequence[str]) -> npt.NDArray[np.float64]:
    """How often an epoch takes a pair of each collection, from a mixture file."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))[phase]
        return np.array([float(table.get(name, table["default"])) for name in names])
    except FileNotFoundError:
        raise RecipeError(f"{path}: no mixture file here") from None
    except tomllib.TOMLDecodeError as error:
        raise RecipeError(f"{path}: not TOML ({error})") from None
    except KeyError as error:
        raise RecipeError(f"{path}: lacks {error}") from None


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
    order = np.lexsort((x, -(-np.maximum(x, y) // 4)))
    start = widest = 0
    for k, i in enumerate(order):
        widest_with = max(widest, int(x[i]), int(y[i]))
        if k > start and widest_with * (k - start + 1) > tokens:
            yield ids[order[start:k]]
            start, widest_with = k, max(int(x[i]), int(y[i]))
        widest = widest_with
    if start < len(order):
        yield ids[order[start:]]


def batch(pack: Pack, ids: Ints, device: str) -> Batch:
    """The arrays of the pairs `ids`."""
    x, y = (np.full((len(ids), int(n[ids].max())), PAD) for n in (pack.x_length, pack.y_length))
    targets = y.copy()
    for row, i in enumerate(ids):
        xs, ys = pack.x[pack.x_at[i] : pack.x_at[i + 1]], pack.y[pack.y_at[i] : pack.y_at[i + 1]]
        x[row, : len(xs)], targets[row, : len(ys)], y[row, 1 : len(ys)] = xs, ys, ys[:-1]
    source, given, wanted = (torch.from_numpy(a).to(device) for a in (x, y, targets))
    return Batch(int(pack.language[ids[0]]), source, given, wanted, int(pack.y_length[ids].sum()))


class Candidates:
    """Which pieces the output layer scores for a batch of a language (see loss.py)."""

    def __init__(self, pack: Pack, device: str, sample: int) -> None:
        self.own, self.others, self.sample = [], [], sample
        for language in range(int(pack.language.max()) + 1):
            used = np.zeros(pack.vocabulary, bool)
            of_language = np.repeat(pack.language == language, pack.y_length)
            counts = np.bincount(pack.y[of_language], minlength=pack.vocabulary)
            used |= counts > 0
            self.own.append(torch.from_numpy(np.flatnonzero(used)).to(device))
            self.others.append(np.flatnonzero(~used))

    def draw(self, language: int, rng: np.random.Generator) -> tuple[Tensor, float]:
        """The ids to score (own pieces first, ascending) and what to add to the scores of the sampled others."""
        own, others = self.own[language], self.others[language]
        if not len(others):
            return own, 0.0
        taken = rng.choice(others, min(self.sample, len(others)), replace=False)
        return torch.cat([own, torch.from_numpy(taken).to(own.device)]), float(np.log(len(others) / len(taken)))
