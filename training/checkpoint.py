"""Checkpoints: safetensors with the run's position as JSON in the header, written whole or not at all."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from training.errors import RecipeError
from training.model import Shape


@dataclass(slots=True)
class Position:
    """Where a run is: enough, with the weights, to go on exactly as if it had not been interrupted."""

    seed: int = 0
    epoch: int = 0
    offset: int = 0
    """Batches of the epoch already used."""
    phase: str = "stable"
    steps: int = 0
    tokens: int = 0
    """Target tokens seen by these weights, all earlier runs included."""
    minutes: float = 0.0
    """Trained in this run."""
    decayed: float = 0.0
    """How far the learning rate has fallen, 0…1."""
    curve: list[dict[str, float]] = field(default_factory=list)


def save(path: Path, shape: Shape, position: Position, tensors: dict[str, Tensor]) -> None:
    """Write a checkpoint. Raises `RecipeError` on a full disk; an older checkpoint at `path` then still stands."""
    partial = path.with_name(path.name + ".partial")
    header = {"shape": json.dumps(shape.to_dict()), "position": json.dumps(asdict(position)), "format": "pt"}
    try:
        save_file({k: v.detach().cpu().contiguous() for k, v in tensors.items()}, partial, header)
        os.replace(partial, path)
    except (OSError, SafetensorError) as error:
        partial.unlink(missing_ok=True)
        raise RecipeError(
            f"{path}: the checkpoint could not be written ({error}); free some disk and run again"
        ) from None


def load(path: Path) -> tuple[Shape, Position, dict[str, Tensor]]:
    """A checkpoint. Raises `RecipeError` when there is none or it is damaged."""
    if not path.exists():
        raise RecipeError(f"{path}: no checkpoint here; run `python -m training train` first")
    try:
        with safe_open(path, "pt") as file:
            header = file.metadata() or {}
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        return Shape(**json.loads(header["shape"])), Position(**json.loads(header["position"])), tensors
    except (SafetensorError, OSError, KeyError, TypeError, ValueError) as error:
        raise RecipeError(f"{path}: not a checkpoint of this recipe ({type(error).__name__}: {error})") from None
