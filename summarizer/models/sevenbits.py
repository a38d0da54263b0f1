"""int8 weights that every processor multiplies exactly.

Without an instruction of its own for it (VNNI, AMX, ARM's dot products), a processor adds the products of two bytes in
16 bits, and what does not fit is cut off: an unsigned activation of up to 255 times two weights of up to 127. With
weights of up to 64 it always fits. The bit that this costs costs less than the cutting (docs/training.md), and how well
a model translates no longer depends on the processor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ctranslate2.converters.converter import Converter

TYPES = ("int8", "int8_float32")
"""The quantisations that run on processors; a GPU multiplies bytes exactly."""
FULL, EXACT = 127, 64
"""The largest weight as CTranslate2 quantises, and as is written here: 2 × 64 × 255 is below 2¹⁵."""


def convert(converter: Converter, folder: str, quantization: str) -> None:
    """As `converter.convert(folder, quantization=quantization)`, with the weights of int8 in seven bits."""
    import os

    spec = converter._load()
    spec.validate()
    spec.optimize(quantization=quantization)
    if quantization in TYPES:
        narrow(spec)
    os.makedirs(folder)
    spec.save(folder)


def narrow(spec: Any) -> None:
    """Round the int8 weights of a quantised `ctranslate2.specs.ModelSpec` to multiples of its scale's 64th."""
    import numpy as np
    from ctranslate2.specs.model_spec import NumpyVariable, Variable, visit_spec

    def visit(part: Any, name: str, value: Any) -> None:
        key = name.split("/")[-1]
        if isinstance(value, Variable) and value.dtype == "int8" and hasattr(part, f"{key}_scale"):  # else a flag
            scale = getattr(part, f"{key}_scale").numpy() * np.float32(EXACT / FULL)
            weights = np.rint(value.numpy() * np.float32(EXACT / FULL)).astype(np.int8)
            setattr(part, key, NumpyVariable(weights))
            setattr(part, f"{key}_scale", NumpyVariable(scale))

    visit_spec(spec, visit)
