"""Label-smoothed cross-entropy of a tied output layer, made for a CPU whose memory is slow.

The gradients are made together with the loss, chunk by chunk, so that the (tokens × vocabulary) scores never leave the
cache; softmax is the only pass over them, since the smoothing term of the gradient has a closed form. Only
`candidates` are scored: the commonest pieces of the batch's language, its targets, and a random sample of the others
that stands for all of them (sampled softmax: Jean et al., ACL 2015).
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

CHUNK = 256
"""Tokens scored at once on a CPU."""
GRID = 64
"""The last chunk is filled up with zeros to a multiple of this: see batches.GRID."""


class TiedCrossEntropy(torch.autograd.Function):
    """`apply(hidden, weight, bias, targets, smoothing, scale, chunk)` → (loss · scale summed over tokens, summed
    log-loss).

    hidden (tokens, width); weight (candidates, width); bias (candidates); targets (tokens), indices into the
    candidates."""

    @staticmethod
    def forward(  # type: ignore[override]
        ctx: Any,
        hidden: Tensor,
        weight: Tensor,
        bias: Tensor,
        targets: Tensor,
        smoothing: float,
        scale: float,
        chunk: int,
    ) -> tuple[Tensor, Tensor]:
        count = len(weight)
        # A GPU's chunks are large: their sum needs more digits than bfloat16 has.
        d_weight = torch.zeros_like(weight, dtype=torch.float32 if weight.is_cuda else weight.dtype)
        d_hidden = torch.empty_like(hidden)
        d_bias = torch.zeros(count, dtype=torch.float32, device=weight.device)
        log_loss = torch.zeros((), device=weight.device)
        ones = torch.ones(1, chunk + -chunk % GRID, dtype=hidden.dtype, device=hidden.device)
        less = torch.full((chunk, 1), smoothing - 1, dtype=hidden.dtype, device=hidden.device)
        for at in range(0, len(hidden), chunk):
            part, gold = hidden[at : at + chunk], targets[at : at + chunk]
            told = len(part)
            part = functional.pad(part, (0, 0, 0, -told % GRID))
            share = torch.addmm(bias, part, weight.t()).softmax(1)
            share[told:] = 0
            log_loss -= share[:told].gather(1, gold[:, None]).float().clamp_min(1e-9).log().sum()
            share[:told].scatter_add_(1, gold[:, None], less[:told])
            d_hidden[at : at + chunk] = torch.mm(share, weight)[:told]
            if weight.is_cuda:
                d_weight += torch.mm(share.t(), part)
            else:
                d_weight.addmm_(share.t(), part)
            d_bias += torch.mm(ones[:, : len(part)], share)[0].float()
        d_hidden.sub_(weight.sum(0, dtype=torch.float32).to(weight.dtype) * (smoothing / count))
        d_weight.sub_((hidden.sum(0, dtype=torch.float32) * (smoothing / count)).to(d_weight.dtype))
        d_bias.sub_(smoothing * len(hidden) / count)
        ctx.save_for_backward(d_hidden, d_weight.to(weight.dtype), d_bias.to(bias.dtype))
        ctx.scale = scale
        ctx.mark_non_differentiable(log_loss)
        return log_loss * scale, log_loss

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> tuple[Tensor | None, ...]:  # type: ignore[override]
        d_hidden, d_weight, d_bias = ctx.saved_tensors
        factor = ctx.scale  # the loss is the end of the graph: the gradient that comes in is 1
        return d_hidden * factor, d_weight * factor, d_bias * factor, None, None, None, None
