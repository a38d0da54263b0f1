"""Which pieces the output layer scores: the sample must stand for what it leaves out."""

from __future__ import annotations

import numpy as np
import pytest

from training.batches import Candidates, batch, cut
from training.pack import Pack
from training.tokenizer import PAD

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
    candidates = Candidates([packed], 10, 20)
    targets = np.array([101, 299, 7])
    chosen, correction = candidates.draw(language, targets, np.random.default_rng(0))
    assert len(set(chosen.tolist())) == len(chosen) == len(correction) < VOCABULARY
    counts = np.bincount(packed.y[np.repeat(packed.language == language, 12)], minlength=VOCABULARY)
    certain = set(np.argsort(-counts, kind="stable")[:10].tolist()) | set(targets.tolist())
    assert certain <= set(chosen.tolist())
    assert all(c == 0 for i, c in zip(chosen.tolist(), correction.tolist(), strict=True) if i in certain)


@pytest.mark.parametrize("language", [0, 1])
def test_the_sampled_partition_is_that_of_all_pieces_on_average(packed: Pack, language: int) -> None:
    scores = np.random.default_rng(1).normal(size=VOCABULARY)
    candidates, targets = Candidates([packed], 10, 20), np.array([5, 150])
    draws = [candidates.draw(language, targets, np.random.default_rng(seed)) for seed in range(400)]
    mean = np.mean([np.exp(scores[chosen] + correction).sum() for chosen, correction in draws])
    assert mean == pytest.approx(np.exp(scores).sum(), rel=0.02)
    everything, nothing = candidates.all()
    assert everything.tolist() == list(range(VOCABULARY))
    assert not nothing.any()


def test_a_narrowed_batch_says_the_same_in_fewer_pieces(packed: Pack) -> None:
    whole = batch(packed, np.array([0, 2, 4]))
    chosen, _ = Candidates([packed], 10, 20).draw(whole.language, whole.targets, np.random.default_rng(0))
    rows, narrow = whole.narrowed(chosen, VOCABULARY)
    assert len(set(rows.tolist())) == len(rows) < VOCABULARY
    for before, after in ((whole.x, narrow.x), (whole.y, narrow.y), (whole.targets, narrow.targets + 1)):
        assert (rows[after] == before).all()
    assert (rows[1 : 1 + len(chosen)] == chosen).all()
    assert ((narrow.y == PAD) == (whole.y == PAD)).all()


def test_batches_hold_each_pair_once_within_their_size(packed: Pack) -> None:
    parts = list(cut(packed, np.arange(len(packed)), 50))
    assert sorted(i for part in parts for i in part.tolist()) == list(range(len(packed)))
    assert all(batch(packed, part).x.size <= 50 for part in parts)
