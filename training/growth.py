"""Growing a trained translator: more encoder layers, between those it has, that at first change next to nothing.

A new layer's two sublayers begin with zero output, so that only its layer norms act on what comes in; these undo
themselves as far as one scale and one shift for all tokens can (Gong et al. 2019, "Efficient Training of BERT by
Progressively Stacking", and Li et al. 2020, "Shallow-to-Deep Training for Neural Machine Translation", grow by copies
instead; of a copy the new layer has what reads its input)."""

from __future__ import annotations

from dataclasses import replace

import torch
from torch import Tensor

from training.errors import RecipeError
from training.weights import Weights

ZERO = ("attention.out.weight", "attention.out.bias", "fc2.weight", "fc2.bias")
NORMS = ("attention_norm", "norm")


def deepened(weights: Weights, layers: int) -> Weights:
    """The same weights with `layers` encoder layers: each new one is put behind one of the old ones, spread evenly.
    Raises `RecipeError` when it has as many already."""
    old = weights.shape.encoder_layers
    if layers <= old:
        raise RecipeError(f"these weights have {old} encoder layers: they cannot grow to {layers}")
    tensors = {name: tensor for name, tensor in weights.tensors.items() if not name.startswith("encoder.")}
    for new in range(layers):
        source = new * old // layers
        layer = _layer(weights.tensors, source)
        if new and (new - 1) * old // layers == source:  # the second one of an old layer
            layer = _added(layer)
        tensors |= {f"encoder.{new}.{name}": tensor for name, tensor in layer.items()}
    return replace(weights, shape=replace(weights.shape, encoder_layers=layers), tensors=tensors)


def _layer(tensors: dict[str, Tensor], number: int) -> dict[str, Tensor]:
    prefix = f"encoder.{number}."
    return {name.removeprefix(prefix): tensor for name, tensor in tensors.items() if name.startswith(prefix)}


def _added(behind: dict[str, Tensor]) -> dict[str, Tensor]:
    """A layer that passes on what the layer `behind` which it stands puts out.

    That is gain · x + bias for normalised x, so its features have about the bias' mean, and as variance the gain's mean
    square and the bias' variance: the scale and the shift that undo a norm of it."""
    gain, bias = behind["norm.weight"], behind["norm.bias"]
    scale = (gain.square().mean() + bias.var(correction=0)).sqrt()
    layer = {name: torch.zeros_like(t) if name in ZERO else t.clone() for name, t in behind.items()}
    for norm in NORMS:
        layer[f"{norm}.weight"] = torch.ones_like(gain) * scale
        layer[f"{norm}.bias"] = torch.ones_like(bias) * bias.mean()
    return layer
