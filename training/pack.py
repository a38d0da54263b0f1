"""Clean pairs → packed token ids: one compressed file that a training run reads whole into memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import sentencepiece as spm

from training.corpus import LANGUAGES, TAGS, Pair
from training.errors import RecipeError
from training.tokenizer import EOS

LONGEST = 80
"""Tokens of a side, `</s>` and the language tag included; longer pairs are left out."""

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


def build(pairs: dict[str, Sequence[Pair]], pieces: spm.SentencePieceProcessor, path: Path) -> int:
    """Encode the pairs of each language and write them to `path`; how many fitted."""
    if pieces.get_piece_size() > np.iinfo(np.int16).max:
        raise RecipeError(f"a vocabulary of {pieces.get_piece_size()} pieces is too large to pack (at most 32,767)")
    xs: list[list[int]] = []
    ys: list[list[int]] = []
    language: list[int] = []
    collection: list[int] = []
    names: dict[str, int] = {}
    for index, code in enumerate(LANGUAGES):
        tag = pieces.piece_to_id(TAGS[code])
        sources = pieces.encode([pair.source for pair in pairs[code]])
        targets = pieces.encode([pair.target for pair in pairs[code]])
        for pair, source, target in zip(pairs[code], sources, targets, strict=True):
            if 0 < len(source) < LONGEST - 1 and 0 < len(target) < LONGEST:
                xs.append([tag, *source, EOS])
                ys.append([*target, EOS])
                language.append(index)
                collection.append(names.setdefault(pair.collection, len(names)))
    if not xs:
        raise RecipeError("the corpus has no usable pair")
    np.savez(
        path,
        x=np.concatenate([np.array(a, np.int16) for a in xs]),
        y=np.concatenate([np.array(a, np.int16) for a in ys]),
        x_at=np.cumsum([0, *map(len, xs)]),
        y_at=np.cumsum([0, *map(len, ys)]),
        language=np.array(language, np.int8),
        collection=np.array(collection, np.int16),
        names=np.array(list(names)),
        vocabulary=np.array(pieces.get_piece_size()),
    )
    return len(xs)


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
