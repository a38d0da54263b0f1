"""Growing a trained translator: more encoder layers, between those it has, that at first change next to nothing.

A new layer stands behind an old one and is a copy of it, as in Gong et al. 2019, "Efficient Training of BERT by
Progressively Stacking", and Li et al. 2020, "Shallow-to-Deep Training for Neural Machine Translation"; but what its two
sublayers put out is zero, so that only its layer norms act on what comes in, and their scale and shift undo them as far
as one scale and one shift for all tokens can."""

from __future__ import annotations

from dataclasses import replace

import torch
from torch import Tensor

from training.errors import RecipeError
from training.weights import Weights

ZERO = ("attention.out.weight", "attention.out.bias", "fc2.weight", "fc2.bias")
"""What a sublayer puts out."""
NORMS = ("attention_norm", "norm")


def deepened(weights: Weights, layers: int) -> Weights:
    """The same weights with `layers` encoder layers, the new ones spread evenly among the old. Raises `RecipeError`
    when there are as many already."""
    old = weights.shape.encoder_layers
    if layers <= old:
        raise RecipeError(f"these weights have {old} encoder layers: they cannot grow to {layers}")
    tensors = {name: tensor for name, tensor in weights.tensors.items() if not name.startswith("encoder.")}
    behind = -1
    for number in range(layers):
        source = number * old // layers
        layer = _layer(weights.tensors, source)
        grown = _added(layer) if source == behind else layer
        tensors |= {f"encoder.{number}.{name}": tensor for name, tensor in grown.items()}
        behind = source
    return replace(weights, shape=replace(weights.shape, encoder_layers=layers), tensors=tensors)


def _layer(tensors: dict[str, Tensor], number: int) -> dict[str, Tensor]:
    prefix = f"encoder.{number}."
    return {name.removeprefix(prefix): tensor for name, tensor in tensors.items() if name.startswith(prefix)}


def _added(behind: dict[str, Tensor]) -> dict[str, Tensor]:
    """A layer that passes on what the layer it stands `behind` puts out.

    That is gain · x + bias for normalised x. Its features have about the bias' mean, and as variance the gain's mean
    square and the bias' variance: a norm of it is undone by these."""
    gain, bias = behind["norm.weight"], behind["norm.bias"]
    scale = (gain.square().mean() + bias.var(correction=0)).sqrt()
    layer = {name: torch.zeros_like(t) if name in ZERO else t.clone() for name, t in behind.items()}
    for norm in NORMS:
        layer[f"{norm}.weight"] = scale.expand_as(gain).clone()
        layer[f"{norm}.bias"] = bias.mean().expand_as(bias).clone()
    return layer
