"""Named weights in one fp16 safetensors file: what averaging makes, what is exported, and what a later run may begin
from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from training import checkpoint
from training.errors import RecipeError
from training.files import whole
from training.model import Shape, Translator

KINDS = ("average", "master")
"""Which weights of a checkpoint: their running average, or as the last step left them."""
FLOOR = -10.0
"""The lowest output bias a run begins with: export sets those of pieces that must not come out far lower."""


@dataclass(frozen=True)
class Weights:
    """A translator's weights by name (fp32 in memory), and how they came about."""

    shape: Shape
    tensors: dict[str, Tensor]
    tokens: int = 0
    """Target tokens seen."""
    curve: list[dict[str, float]] = field(default_factory=list)

    def model(self) -> Translator:
        """A model with these weights, in fp32."""
        model = Translator(self.shape)
        model.load_state_dict(self.tensors)
        return model.eval()


def average(checkpoints: Sequence[Path], kind: str) -> Weights:
    """The plain mean of the weights of checkpoints of one run. Raises `RecipeError` when they do not fit each other."""
    if not checkpoints:
        raise RecipeError("no checkpoint to average was given")
    total: dict[str, Tensor] = {}
    for n, path in enumerate(checkpoints):
        shape, position, flat = checkpoint.load(path)
        if n == 0:
            first, tokens, curve = shape, position.tokens, position.curve
        elif shape != first:
            raise RecipeError(f"{path}: its model has another shape than {checkpoints[0]}")
        elif position.tokens > tokens:
            tokens, curve = position.tokens, position.curve
        for name, tensor in named(flat, kind, shape, path).items():
            total[name] = total[name] + tensor if name in total else tensor.clone()
    return Weights(first, {name: tensor / len(checkpoints) for name, tensor in total.items()}, tokens, curve)


def mixed(new: Weights, old: Weights, share: float) -> Weights:
    """`new` drawn back towards the weights that it began with: `share` (0 to 1) of the result is `old` (Wortsman et al.
    2022, "Robust fine-tuning of zero-shot models"). Raises `RecipeError` when they do not fit each other."""
    if new.shape != old.shape:
        raise RecipeError("the weights to keep a share of have another shape than those that were trained")
    tensors = {name: tensor.lerp(old.tensors[name], share) for name, tensor in new.tensors.items()}
    return Weights(new.shape, tensors, new.tokens, new.curve)


def named(flat: dict[str, Tensor], kind: str, shape: Shape, path: Path) -> dict[str, Tensor]:
    """The weights by name in a checkpoint's flat buffer `kind`."""
    from training.optimizer import FlatOptimizer

    layout = FlatOptimizer(Translator(shape), torch.float32)
    if kind not in flat or flat[kind].shape != layout.master.shape:
        raise RecipeError(f"{path}: holds no {kind} weights of a model of its shape")
    return layout.views(flat[kind])


def save(weights: Weights, path: Path) -> None:
    """Write as fp16. Raises `RecipeError` on a full disk, or weights beyond what fp16 holds."""
    half = {name: tensor.half().contiguous() for name, tensor in weights.tensors.items()}
    if not all(bool(tensor.isfinite().all()) for tensor in half.values()):
        raise RecipeError("the weights hold values that fp16 cannot: training has diverged")
    header = {
        "shape": json.dumps(weights.shape.to_dict()),
        "tokens": str(weights.tokens),
        "curve": json.dumps(weights.curve),
        "format": "pt",
    }
    with whole(path) as partial:
        try:
            save_file(half, partial, header)
        except SafetensorError as error:
            raise OSError(str(error)) from None


def load(path: Path) -> Weights:
    """Weights written by `save`. Raises `RecipeError` when there are none or they are damaged."""
    if not path.exists():
        raise RecipeError(f"{path}: no weights here; run `python -m training average` first")
    try:
        with safe_open(path, "pt") as file:
            header = file.metadata() or {}
            tensors = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118
        weights = Weights(
            Shape(**json.loads(header["shape"])), tensors, int(header["tokens"]), json.loads(header["curve"])
        )
        weights.model()
    except (SafetensorError, OSError, KeyError, TypeError, ValueError, RuntimeError) as error:
        reason = str(error).splitlines()[0]
        raise RecipeError(f"{path}: not weights of this recipe ({type(error).__name__}: {reason})") from None
    return weights


def to_begin_with(weights: Weights) -> dict[str, Tensor]:
    """The tensors a further run starts from."""
    return {**weights.tensors, "bias": weights.tensors["bias"].clamp_min(FLOOR)}
