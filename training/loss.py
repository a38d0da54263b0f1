"""Label-smoothed cross-entropy of a tied output layer, made for a CPU whose memory is slow.

The gradients are made together with the loss, chunk by chunk, so that the (tokens × vocabulary) scores never leave the
cache; softmax is the only pass over them, since the one-hot and smoothing terms of the gradient have closed forms. Only
`candidates` are scored: the pieces that targets of the batch's language use, and a random sample of the others that
stands for all of them (sampled softmax: Jean et al., ACL 2015).
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

CHUNK = 256
"""Tokens scored at once on a CPU."""


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
        d_hidden, d_weight = torch.empty_like(hidden), torch.zeros_like(weight)
        d_bias = torch.zeros(count, dtype=torch.float32, device=weight.device)
        log_loss = torch.zeros((), device=weight.device)
        ones = torch.ones(1, chunk, dtype=hidden.dtype, device=hidden.device)
        for at in range(0, len(hidden), chunk):
            part, gold = hidden[at : at + chunk], targets[at : at + chunk]
            share = torch.addmm(bias, part, weight.t()).softmax(1)
            log_loss -= share.gather(1, gold[:, None]).float().clamp_min(1e-9).log().sum()
            d_hidden[at : at + chunk] = torch.mm(share, weight)
            d_weight.addmm_(share.t(), part)
            d_bias += torch.mm(ones[:, : len(part)], share)[0].float()
        confident = 1 - smoothing
        d_hidden.add_(weight[targets], alpha=-confident)
        d_hidden.sub_(weight.sum(0, dtype=torch.float32).to(weight.dtype) * (smoothing / count))
        d_weight.sub_((hidden.sum(0, dtype=torch.float32) * (smoothing / count)).to(weight.dtype))
        d_weight.index_add_(0, targets, hidden, alpha=-confident)
        d_bias.sub_(smoothing * len(hidden) / count)
        d_bias.index_add_(0, targets, torch.full((len(targets),), -confident, device=d_bias.device))
        ctx.save_for_backward(d_hidden, d_weight, d_bias.to(bias.dtype))
        ctx.scale = scale
        ctx.mark_non_differentiable(log_loss)
        return log_loss * scale, log_loss

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> tuple[Tensor | None, ...]:  # type: ignore[override]
        d_hidden, d_weight, d_bias = ctx.saved_tensors
        factor = float(grads[0]) * ctx.scale
        return d_hidden * factor, d_weight * factor, d_bias * factor, None, None, None, None
