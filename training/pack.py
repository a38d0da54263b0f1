"""Clean pairs → packed token ids: one compressed file that a training run reads whole into memory."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt
import sentencepiece as spm

from training.corpus import LANGUAGES, TAGS, Pair
from training.errors import RecipeError
from training.tokenizer import EOS

LONGEST = 80
"""Tokens of a side, `</s>` and the language tag included; longer pairs are left out."""


@dataclass(frozen=True, slots=True)
class Sampling:
    """Subword regularisation: `share` of the texts are cut in a way drawn from the unigram model, smoothed by `alpha`,
    instead of in the likeliest one. Kudo, "Subword Regularization" (ACL 2018)."""

    seed: int
    share: float = 0.5
    alpha: float = 0.3


Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Pack:
    """All pairs, flat: pair i has source ids `x[x_at[i]:x_at[i + 1]]` and target ids `y[y_at[i]:y_at[i + 1]]`."""

    x: npt.NDArray[np.int16]
    y: npt.NDArray[np.int16]
    x_at: Ints
    y_at: Ints
    language: npt.NDArray[np.int8]
    collection: npt.NDArray[np.int16]
    names: tuple[str, ...]
    vocabulary: int

    def __len__(self) -> int:
        return len(self.language)

    @property
    def x_length(self) -> Ints:
        return np.diff(self.x_at)

    @property
    def y_length(self) -> Ints:
        return np.diff(self.y_at)


def build(
    pairs: dict[str, Sequence[Pair]], pieces: spm.SentencePieceProcessor, path: Path, sampling: Sampling | None = None
) -> int:
    """Encode the pairs of each language and write them to `path`; how many fitted.

    Packs of the same pairs hold them in the same order, whether they are sampled or not."""
    if pieces.get_piece_size() > np.iinfo(np.int16).max:
        raise RecipeError(f"a vocabulary of {pieces.get_piece_size()} pieces is too large to pack (at most 32,767)")
    xs: list[list[int]] = []
    ys: list[list[int]] = []
    language: list[int] = []
    collection: list[int] = []
    names: dict[str, int] = {}
    for index, code in enumerate(LANGUAGES):
        tag = pieces.piece_to_id(TAGS[code])
        sources = _encode([pair.source for pair in pairs[code]], pieces, LONGEST - 2, sampling, 2 * index)
        targets = _encode([pair.target for pair in pairs[code]], pieces, LONGEST - 1, sampling, 2 * index + 1)
        for pair, source, target in zip(pairs[code], sources, targets, strict=True):
            if source and target:
                xs.append([tag, *source, EOS])
                ys.append([*target, EOS])
                language.append(index)
                collection.append(names.setdefault(pair.collection, len(names)))
    if not xs:
        raise RecipeError("the corpus has no usable pair")
    with path.open("wb") as out:
        np.savez(
            out,
            x=np.fromiter(chain.from_iterable(xs), np.int16),
            y=np.fromiter(chain.from_iterable(ys), np.int16),
            x_at=np.cumsum([0, *map(len, xs)]),
            y_at=np.cumsum([0, *map(len, ys)]),
            language=np.array(language, np.int8),
            collection=np.array(collection, np.int16),
            names=np.array(list(names)),
            vocabulary=np.array(pieces.get_piece_size()),
        )
    return len(xs)


def _encode(
    texts: Sequence[str], pieces: spm.SentencePieceProcessor, most: int, sampling: Sampling | None, stream: int
) -> list[list[int]]:
    """Ids of each text; an empty list where the best segmentation takes more than `most`."""
    best = [ids if len(ids) <= most else [] for ids in pieces.encode(list(texts))]
    if sampling is None:
        return best
    rng = random.Random(sampling.seed * 4 + stream)
    spm.set_random_generator_seed(sampling.seed * 4 + stream)
    chosen = [n for n, ids in enumerate(best) if ids and rng.random() < sampling.share]
    drawn = pieces.encode(
        [texts[n] for n in chosen], enable_sampling=True, alpha=sampling.alpha, nbest_size=-1, num_threads=1
    )
    for n, ids in zip(chosen, drawn, strict=True):
        if len(ids) <= most:
            best[n] = ids
    return best


def load(path: Path) -> Pack:
    """The pack at `path`. Raises `RecipeError` when it is missing or damaged."""
    try:
        with np.load(path) as z:
            return Pack(
                z["x"],
                z["y"],
                z["x_at"],
                z["y_at"],
                z["language"],
                z["collection"],
                tuple(map(str, z["names"])),
                int(z["vocabulary"]),
            )
    except FileNotFoundError:
        raise RecipeError(f"{path}: not found; run `python -m training pack` first") from None
    except (OSError, ValueError, KeyError) as error:
        raise RecipeError(f"{path}: not a data pack ({error})") from None
