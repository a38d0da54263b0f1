"""Weights drawn back towards those that training began with."""

from __future__ import annotations

import pytest
import torch

from training import weights
from training.errors import RecipeError
from training.model import Shape

SHAPE = Shape(8, 16, 1, 16, 1, 1)


def test_a_share_of_the_old_weights_stays() -> None:
    new, old = (
        weights.Weights(SHAPE, {"bias": torch.full((8,), value)}, tokens=n) for n, value in ((7, 1.0), (3, 5.0))
    )
    mixed = weights.mixed(new, old, 0.25)
    assert mixed.tensors["bias"].tolist() == [2.0] * 8
    assert mixed.tokens == 7


def test_another_shape_is_refused() -> None:
    other = weights.Weights(Shape(8, 32, 1, 16, 1, 1), {})
    with pytest.raises(RecipeError, match="another shape"):
        weights.mixed(weights.Weights(SHAPE, {}), other, 0.5)
