"""int8 weights that every processor multiplies exactly.

Without an instruction of its own for it (VNNI, AMX, ARM's dot products), a processor adds the products of two bytes in
16 bits, and what does not fit is cut off: an unsigned activation of up to 255 times two weights of up to 127. With
weights of up to 64 it always fits. The bit that this costs costs less than the cutting (docs/training.md), and how well
a model translates no longer depends on the processor.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ctranslate2.converters.converter import Converter

TYPES = ("int8", "int8_float32")
"""The quantisations that run on processors; a GPU multiplies bytes exactly."""
FULL, EXACT = 127, 64
"""The largest weight as CTranslate2 quantises, and as is written here: 2 × 64 × 255 is below 2¹⁵."""


def convert(converter: Converter, folder: str, quantization: str) -> None:
    """As `converter.convert(folder, quantization=quantization)`, with the weights of int8 in seven bits."""
    spec = converter._load()
    spec.validate()
    if quantization in TYPES:
        to_steps(spec)
    spec.optimize(quantization=quantization)
    if quantization in TYPES:
        narrow(spec)
    os.makedirs(folder)
    spec.save(folder)


def to_steps(spec: Any) -> None:
    """Round the weights of a `ctranslate2.specs.ModelSpec` to 64ths of the largest of their row, so that rounding to
    eight bits, which comes between, moves none of them to another step."""
    import numpy as np
    from ctranslate2.specs.model_spec import NumpyVariable

    def visit(part: Any, key: str, value: Any) -> None:
        if value.dtype in ("float32", "float16", "bfloat16") and len(value.shape) == 2:
            kind = "float16" if value.dtype == "float16" else "float32"
            weights = value.to("float32").numpy()
            step = np.abs(weights).max(1, keepdims=True) / EXACT
            step[step == 0] = 1
            setattr(part, key, NumpyVariable((np.rint(weights / step) * step).astype(kind)))

    _visit(spec, visit)


def narrow(spec: Any) -> None:
    """Put the int8 weights of a quantised `ctranslate2.specs.ModelSpec`, multiples of 127ths of their row's largest,
    into 64ths of it."""
    import numpy as np
    from ctranslate2.specs.model_spec import NumpyVariable

    def visit(part: Any, key: str, value: Any) -> None:
        if value.dtype == "int8":
            scale = getattr(part, f"{key}_scale").numpy() * np.float32(EXACT / FULL)
            weights = np.rint(value.numpy() * np.float32(EXACT / FULL)).astype(np.int8)
            setattr(part, key, NumpyVariable(weights))
            setattr(part, f"{key}_scale", NumpyVariable(scale))

    _visit(spec, visit)


def _visit(spec: Any, visit: Callable[[Any, str, Any], None]) -> None:
    """Call `visit` with each weight that int8 has a scale for: the layer, the weight's name there, the weight."""
    from ctranslate2.specs.model_spec import Variable, visit_spec

    def each(part: Any, name: str, value: Any) -> None:
        key = name.split("/")[-1]
        if isinstance(value, Variable) and not value.is_scalar() and hasattr(part, f"{key}_scale"):
            visit(part, key, value)

    visit_spec(spec, each)
