"""Which pieces the output layer scores: the sample must stand for what it leaves out."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from training.batches import Candidates
from training.pack import Pack

VOCABULARY = 300


@pytest.fixture
def packed() -> Pack:
    """Two languages that share 20 of 300 pieces; low ids are common."""
    rng = np.random.default_rng(3)
    rows = [(language, 100 * language + np.minimum(rng.geometric(0.05, 12), 119)) for language in (0, 1) * 200]
    y = np.concatenate([ids for _, ids in rows]).astype(np.int16)
    ends = np.arange(len(rows) + 1) * 12
    languages = np.array([language for language, _ in rows], np.int8)
    return Pack(y, y, ends, ends, languages, np.zeros(len(rows), np.int16), ("x",), VOCABULARY)


@pytest.mark.parametrize("language", [0, 1])
def test_candidates_hold_the_commonest_and_the_targets_and_none_twice(packed: Pack, language: int) -> None:
    candidates = Candidates([packed], "cpu", 10, 20)
    targets = np.array([101, 299, 7])
    chosen, correction = candidates.draw(language, targets, np.random.default_rng(0))
    assert len(set(chosen.tolist())) == len(chosen) == len(correction) < VOCABULARY
    counts = np.bincount(packed.y[np.repeat(packed.language == language, 12)], minlength=VOCABULARY)
    certain = set(np.argsort(-counts, kind="stable")[:10].tolist()) | set(targets.tolist())
    assert certain <= set(chosen.tolist())
    assert all(c == 0 for i, c in zip(chosen.tolist(), correction.tolist(), strict=True) if i in certain)


@pytest.mark.parametrize("language", [0, 1])
def test_the_sampled_partition_is_that_of_all_pieces_on_average(packed: Pack, language: int) -> None:
    scores = torch.from_numpy(np.random.default_rng(1).normal(size=VOCABULARY))
    candidates, targets = Candidates([packed], "cpu", 10, 20), np.array([5, 150])
    draws = [candidates.draw(language, targets, np.random.default_rng(seed)) for seed in range(400)]
    mean = np.mean([float((scores[chosen] + correction).exp().sum()) for chosen, correction in draws])
    assert mean == pytest.approx(float(scores.exp().sum()), rel=0.02)
    everything, nothing = candidates.all()
    assert everything.tolist() == list(range(VOCABULARY))
    assert not nothing.any()
