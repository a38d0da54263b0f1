"""int8 weights in seven bits: no pair of products is cut off, and each is rounded by half a step at most."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import ctranslate2
import numpy as np
import pytest
from ctranslate2.converters import TransformersConverter
from ctranslate2.specs.model_spec import Variable

from summarizer import builtin
from summarizer.models import conversion, sevenbits

Find = Callable[[str], Path]


def weights(spec: object) -> dict[str, np.ndarray]:
    return {name: value.numpy() for name, value in spec.variables().items() if isinstance(value, Variable)}  # type: ignore[attr-defined]


def test_weights_fit_and_stay_near_what_they_were(checkpoint: Find) -> None:
    folder = str(checkpoint("marian"))
    given, narrowed = (TransformersConverter(folder)._load() for _ in range(2))
    for spec in (given, narrowed):
        spec.validate()
    given.optimize(quantization="float32")
    sevenbits.to_steps(narrowed)
    narrowed.optimize(quantization="int8_float32")
    sevenbits.narrow(narrowed)
    before, after = weights(given), weights(narrowed)
    seen = 0
    for name, found in after.items():
        if found.dtype == np.int8 and found.ndim == 2:
            seen += 1
            scale = after[f"{name}_scale"][:, None]
            assert 2 * 255 * int(np.abs(found.astype(int)).max()) < 2**15
            assert (np.abs(found / scale - before[name]) <= 0.501 / scale).all()
    assert seen > 5


@pytest.mark.parametrize(
    ("quantization", "narrowed"), [("int8_float32", True), ("int8_float16", False), ("float32", False)]
)
def test_a_converted_copy_of_other_bits_is_another_copy(quantization: str, narrowed: bool) -> None:
    assert ("-7bit." in conversion.key("name", "revision", quantization)) == narrowed


def test_the_built_in_model_is_so() -> None:
    """Of an int8 model in eight bits every row has a weight of 127."""
    model = (builtin.folder() / "model.bin").read_bytes()
    assert ctranslate2.contains_model(str(builtin.folder()))
    name = b"encoder/layer_0/self_attention/linear_0/weight\0"
    start = model.index(name) + len(name) + 1 + 2 * 4 + 1 + 4  # behind them rank, two dimensions, type and size
    found = np.frombuffer(model, np.int8, 256 * 256, start).astype(int)
    assert np.abs(found).max() == sevenbits.EXACT
