"""The floor: what a target token costs at least on this machine, from the model's shape and two measured rates.

Greedy and alone a decoder reads every weight once a token, so bandwidth is the limit; in a batch the weights are
shared and the matrix rate is. Encoder, attention over the past and the beam's bookkeeping come on top.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.checkpoints import BUILTIN, OPUS, Shape
from benchmarks.report import Row


@dataclass(frozen=True, slots=True)
class Floor:
    """Of one target token: bytes of weights, operations, and the seconds that either takes on one core."""

    bytes: float
    operations: float
    alone: float
    """Seconds, one sentence at a time: the weights must be read."""
    batched: float
    """Seconds, in a large batch: the products must be computed."""


def floor(shape: Shape, bandwidth: float, rate: float, source: float = 1.0, beams: int = 1, weight: int = 1) -> Floor:
    """`bandwidth` bytes/s, `rate` operations/s; `source` tokens are encoded for each target token; a weight has
    `weight` bytes."""
    width, ffn = shape.width, shape.ffn
    decoder = shape.decoder_layers * (6 * width * width + 2 * width * ffn)  # K and V of the source once a sentence
    encoder = shape.encoder_layers * (4 * width * width + 2 * width * ffn) + shape.decoder_layers * 2 * width * width
    projection = shape.vocabulary * width
    weights = decoder + projection
    operations = 2.0 * (beams * weights + source * encoder)
    return Floor(weight * weights, operations, weight * weights / bandwidth, operations / rate)


def bandwidth(megabytes: int = 256, rounds: int = 5) -> float:
    """Bytes that one core reads a second from memory beyond its caches: the best of a few sums."""
    import numpy as np

    data = np.ones(megabytes * 131_072)
    return data.nbytes / min(_seconds(data.sum) for _ in range(rounds))


def bfloat16_rate(size: int = 1024, rounds: int = 5) -> float:
    """The same for products of bf16."""
    import torch

    torch.set_num_threads(1)
    left, right = (torch.randn(size, size).to(torch.bfloat16) for _ in "lr")
    torch.mm(left, right)
    return 2.0 * size**3 / min(_seconds(lambda: torch.mm(left, right)) for _ in range(rounds))


def rate(size: int = 1024, rounds: int = 5) -> float:
    """int8 operations (a multiplication and an addition are two) that one core does a second: the best of a few."""
    import torch

    torch.set_num_threads(1)
    left = torch.randint(-128, 127, (size, size), dtype=torch.int8)
    right = torch.randint(-128, 127, (size, size), dtype=torch.int8)
    torch._int_mm(left, right)
    return 2.0 * size**3 / min(_seconds(lambda: torch._int_mm(left, right)) for _ in range(rounds))


def _seconds(work: object) -> float:
    assert callable(work)
    began = time.process_time()
    work()
    return time.process_time() - began


def markdown(found: Sequence[Row], cores: int) -> str:
    """What a target token needs at least, and how near ours came to the rate that this allows `cores` cores."""
    read, bf16 = bandwidth(), bfloat16_rate()
    products = max(rate(), bf16)  # PyTorch's int8 may lag behind what matrix units (AMX) do; int8 is never slower
    lines = [
        f"One core reads {read / 1e9:.1f} GB/s and does {products / 1e9:.0f} G int8 or {bf16 / 1e9:.0f} G bf16 "
        "operations/s. A target token needs:",
        "",
        "| model | weights read, MB | M operations, beam 1 | beam 4 | most tokens/s a core: alone | in batches, beam 1 "
        "| beam 4 | ours reaches, beam 1 | beam 4 |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for shape in (BUILTIN, OPUS):
        for kind, speed, weight in (("int8", products, 1), ("bf16", bf16, 2)):
            floors = {beams: floor(shape, read, speed, beams=beams, weight=weight) for beams in (1, 4)}
            cells = [f"{one.operations / 1e6:.0f}" for one in floors.values()]
            cells += [f"{1 / floors[1].alone:.0f}", *(f"{1 / one.batched:.0f}" for one in floors.values())]
            cells += [_share(found, shape, beams, one, cores) if weight == 1 else "" for beams, one in floors.items()]
            lines.append(f"| {shape.name}, {kind} | {floors[1].bytes / 1e6:.1f} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _share(found: Sequence[Row], shape: Shape, beams: int, least: Floor, cores: int) -> str:
    name = f"translation, {shape.name} shape, beam {beams}"
    ours = [row.rate for row in found if row.case == name and row.contestant == "ours" and row.unit == "tokens"]
    return f"{ours[0] * least.batched / cores:.0%}" if ours else ""
