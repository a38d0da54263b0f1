"""Muon for matrices, AdamW for the rest, over flat buffers.

All weights live in one fp32 buffer (the masters) and one of the training type (what the model computes with);
matrices of one shape lie side by side, so that Muon orthogonalises each shape as one batch and every other pass is
one kernel. Muon: Jordan et al. 2024 (https://kellerjordan.github.io/posts/muon/), update scaled as in Liu et al.,
"Muon is Scalable" (2025).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from training.model import Translator

MOMENTUM, WEIGHT_DECAY = 0.95, 0.01
BETAS, EPSILON = (0.9, 0.98), 1e-8


@dataclass(frozen=True, slots=True)
class Group:
    """`count` matrices of one shape, from `start` on in the flat buffers."""

    start: int
    count: int
    rows: int
    columns: int

    def of(self, flat: Tensor) -> Tensor:
        """(count, rows, columns), a view."""
        return flat[self.start : self.start + self.count * self.rows * self.columns].view(
            self.count, self.rows, self.columns
        )


@dataclass(frozen=True, slots=True)
class Rows:
    """The gradient of some rows of a matrix; that of the others is zero."""

    ids: Tensor
    values: Tensor


class FlatOptimizer:
    """Owns the weights of `model`, which from then on is a view of `low`."""

    def __init__(self, model: Translator, dtype: torch.dtype) -> None:
        width = model.shape.width
        named = dict(model.named_parameters())
        matrices = [k for k, p in named.items() if p.dim() == 2 and not k.startswith("shared")]
        # A packed projection is several width × width matrices; sorting by shape puts equals together.
        matrices.sort(
            key=lambda k: (named[k].shape[1], min(named[k].shape[0] % width, 1), named[k].shape[0] == 4 * width, k)
        )
        kinds: dict[tuple[int, int], list[str]] = {}
        for name in matrices:
            rows, columns = named[name].shape
            packed = "qkv" in name or ".kv." in name
            kinds.setdefault((width if packed else rows, columns), []).append(name)
        self.names = [n for group in kinds.values() for n in group] + [k for k in named if k not in set(matrices)]
        self.shapes = {k: tuple(named[k].shape) for k in self.names}
        self.groups: list[Group] = []
        at = 0
        for (rows, columns), members in kinds.items():
            size = sum(named[n].numel() for n in members)
            self.groups.append(Group(at, size // (rows * columns), rows, columns))
            at += size
        self.matrix_size = at
        device = next(iter(named.values())).device
        self.master = torch.cat([named[n].detach().float().flatten() for n in self.names])
        self.low = self.master.to(dtype)
        self.gradient = torch.zeros_like(self.master)
        self.momentum = torch.zeros(at, device=device)
        self.first = torch.zeros(len(self.master) - at, device=device)
        self.second = torch.zeros_like(self.first)
        self.average = self.master.clone()
        self.steps = 0
        model.to(dtype)
        for name, view in self.views(self.low).items():
            model.get_parameter(name).data = view
        self.parameters = [model.get_parameter(n) for n in self.names]

    def views(self, flat: Tensor) -> dict[str, Tensor]:
        """The weights by name, as views of a flat buffer."""
        out, at = {}, 0
        for name in self.names:
            size = math.prod(self.shapes[name])
            out[name] = flat[at : at + size].view(self.shapes[name])
            at += size
        return out

    def collect(self, gradients: Sequence[Sequence[Tensor | Rows]], share: slice = slice(None)) -> None:
        """Sum the gradients of the parts of a step, always in the order given; `share`: of these parameters only, so
        that several threads can do it together."""
        views = list(self.views(self.gradient).values())[share]
        for view, *parts in zip(views, *(part[share] for part in gradients), strict=True):
            view.zero_()
            for part in parts:
                if isinstance(part, Rows):
                    view.index_add_(0, part.ids, part.values.float())
                else:
                    view.add_(part)

    def orthogonalize(self, group: Group, rate: float) -> None:
        """One Muon step on a group; groups may be done in parallel."""
        gradient, momentum, master = group.of(self.gradient), group.of(self.momentum), group.of(self.master)
        momentum.lerp_(gradient, 1 - MOMENTUM)
        update = _newton_schulz(gradient.lerp(momentum, MOMENTUM).to(self.low.dtype))
        master.mul_(1 - rate * WEIGHT_DECAY)
        master.add_(update, alpha=-rate * 0.2 * math.sqrt(max(group.rows, group.columns)))

    def adam(self, rate: float) -> None:
        """One AdamW step on all that is no matrix."""
        self.steps += 1
        gradient = self.gradient[self.matrix_size :]
        torch._fused_adamw_(
            [self.master[self.matrix_size :]],
            [gradient],
            [self.first],
            [self.second],
            [],
            [torch.full((), float(self.steps), device=gradient.device)],
            lr=rate,
            beta1=BETAS[0],
            beta2=BETAS[1],
            weight_decay=0.0,
            eps=EPSILON,
            amsgrad=False,
            maximize=False,
        )

    def publish(self, average_rate: float) -> None:
        """Show the new masters to the model; the running average moves towards them by `average_rate` (0: stays)."""
        self.views(self.master)["shared.weight"][0] = (
            0  # decoding starts from a zero embedding; tied output would move it
        )
        self.low.copy_(self.master)
        if average_rate:
            self.average.lerp_(self.master, average_rate)

    def state(self) -> dict[str, Tensor | int]:
        names = ("master", "momentum", "first", "second", "average")
        return {**{n: getattr(self, n) for n in names}, "steps": self.steps}

    def load_state(self, state: dict[str, Tensor | int]) -> None:
        for name, value in state.items():
            if isinstance(value, int):
                self.steps = value
            else:
                getattr(self, name).copy_(value)
        self.low.copy_(self.master)


def _newton_schulz(update: Tensor) -> Tensor:
    """The nearest orthogonal matrices, nearly: five quintic steps in the precision of `update`, which may be bfloat16
    (a processor without instructions for it multiplies seventy times more slowly than in float32)."""
    x = update
    tall = x.shape[1] > x.shape[2]
    if tall:
        x = x.mT.contiguous()
    x = x / (x.float().flatten(1).norm(dim=1).clamp_min(1e-7)[:, None, None]).to(x.dtype)
    for _ in range(5):
        a = x @ x.mT
        b = torch.baddbmm(a, a, a, beta=-4.7750, alpha=2.0315)
        x = torch.baddbmm(x, b, x, beta=3.4445)
    return (x.mT if tall else x).float()
