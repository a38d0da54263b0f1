"""The floor: what a target token costs at least on this machine, from the model's shape and two measured rates.

Greedy and alone a decoder reads every weight once a token, so bandwidth is the limit; in a batch the weights are
shared and the matrix rate is. Encoder, attention over the past and the beam's bookkeeping come on top.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from benchmarks.checkpoints import Shape


@dataclass(frozen=True, slots=True)
class Floor:
    """Of one target token at int8: bytes of weights, operations, and the seconds that either takes on one core."""

    bytes: float
    operations: float
    alone: float
    """Seconds, one sentence at a time: the weights must be read."""
    batched: float
    """Seconds, in a large batch: the products must be computed."""


def floor(shape: Shape, bandwidth: float, rate: float, source: float = 1.0, beams: int = 1) -> Floor:
    """`bandwidth` bytes/s, `rate` int8 operations/s; `source` tokens are encoded for each target token."""
    width, ffn = shape.width, shape.ffn
    decoder = shape.decoder_layers * (6 * width * width + 2 * width * ffn)  # K and V of the source once a sentence
    encoder = shape.encoder_layers * (4 * width * width + 2 * width * ffn) + shape.decoder_layers * 2 * width * width
    projection = shape.vocabulary * width
    weights = decoder + projection
    operations = 2.0 * (beams * weights + source * encoder)
    return Floor(weights, operations, weights / bandwidth, operations / rate)


def bandwidth(megabytes: int = 256, rounds: int = 5) -> float:
    """Bytes that one core reads a second from memory beyond its caches: the best of a few sums."""
    import numpy as np

    data = np.ones(megabytes * 131_072)
    return data.nbytes / min(_seconds(data.sum) for _ in range(rounds))


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
