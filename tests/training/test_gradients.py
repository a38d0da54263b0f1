"""The gradient of a step: the one that a plain model and loss would have, however few rows are looked at."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from training import batches
from training.checkpoint import Position
from training.model import Shape
from training.optimizer import FlatOptimizer, Rows
from training.pack import Pack
from training.tokenizer import PAD
from training.train import Run, Settings

SHAPE = Shape(vocabulary=300, width=16, heads=2, ffn=32, encoder_layers=1, decoder_layers=1)


@pytest.fixture
def packed() -> Pack:
    """Thirty pairs of lengths from 3 to 14."""
    rng = np.random.default_rng(5)
    lengths = rng.integers(3, 15, 30)
    ends = np.concatenate([[0], np.cumsum(lengths)])
    x, y = (rng.integers(PAD + 1, SHAPE.vocabulary, ends[-1]).astype(np.int16) for _ in "xy")
    return Pack(x, y, ends, ends, np.zeros(30, np.int8), np.zeros(30, np.int16), ("x",), SHAPE.vocabulary)


def test_a_gradient_is_that_of_the_plain_model(packed: Pack) -> None:
    settings = Settings(minutes=1, common=SHAPE.vocabulary)
    run = Run([packed], SHAPE, settings, Position(), print)
    run.start(None, None)
    run.model.float()
    ids, total = np.arange(4, 12), 50
    found, log_loss = run._gradient(ids, total, (0,))
    collected = run.optimizer
    collected.collect([found])

    batch = batches.batch(packed, ids)
    x, y, targets, places = map(run._to_device, (batch.x, batch.y, batch.targets, batch.places))
    hidden = run.model.decode(y, *run.model.encode(x)).flatten(0, 1)[places]
    known = run._to_device(np.sort(run.candidates.draw(0, batch.targets, np.random.default_rng((0,)))[0]))
    scores = torch.nn.functional.linear(hidden, run.model.shared.weight[known], run.model.bias[known])
    gold = torch.searchsorted(known, targets)
    loss = torch.nn.functional.cross_entropy(scores, gold, label_smoothing=settings.smoothing, reduction="sum") / total
    expected = torch.autograd.grad(loss, collected.parameters)
    for name, view, wanted in zip(collected.names, collected.views(collected.gradient).values(), expected, strict=True):
        torch.testing.assert_close(view, wanted.float(), rtol=1e-3, atol=1e-5, msg=lambda m, name=name: f"{name}: {m}")
    plain = torch.nn.functional.cross_entropy(scores, gold, reduction="sum")
    torch.testing.assert_close(log_loss, plain.detach(), rtol=1e-4, atol=1e-3)


def test_the_parts_of_a_step_are_summed(packed: Pack) -> None:
    run = Run([packed], SHAPE, Settings(minutes=1), Position(), print)
    run.start(None, None)
    optimizer: FlatOptimizer = run.optimizer
    parts = [run._gradient(np.arange(at, at + 5), 20, (at,))[0] for at in (0, 5, 10)]
    optimizer.collect(parts)
    for n, view in enumerate(optimizer.views(optimizer.gradient).values()):
        expected = torch.zeros_like(view)
        for part in parts:
            given = part[n]
            if isinstance(given, Rows):
                expected.index_add_(0, given.ids, given.values.float())
            else:
                expected += given
        torch.testing.assert_close(view, expected)
