"""How sure a score is: bootstrap intervals, and tests of two systems on the same examples.

Everything works on sums of statistics (`Measured`), so a thousand resamplings are one matrix product. Sentences of one
document are not independent: documents are drawn, with all their sentences.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from eval.metrics.base import Floats, Measured
from eval.tasks import Task

SAMPLES = 1000
SEED = 12345
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % bootstrap percentile interval (Efron 1979; Koehn 2004 for BLEU); NaN where the score is undefined."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Difference:
    """`first − second` on the same examples, its interval, and how likely one as large is by chance (two-sided)."""

    value: float
    low: float
    high: float
    p_bootstrap: float
    """Paired bootstrap (Koehn 2004; two-sided, with the shift of Efron and Tibshirani 1993)."""
    p_randomisation: float
    """Approximate randomisation (Riezler and Maxwell 2005)."""


def clusters(task: Task) -> Floats:
    """Which examples are drawn together, as a 0/1 matrix of shape (documents, examples)."""
    names = [example.document or f"\0{example.id}" for example in task.examples]
    order = {name: n for n, name in enumerate(dict.fromkeys(names))}
    matrix = np.zeros((len(order), len(names)))
    matrix[[order[name] for name in names], np.arange(len(names))] = 1
    return matrix


def interval(measured: Measured, groups: Floats, samples: int = SAMPLES, seed: int = SEED) -> Interval:
    """The interval of a score; `groups` as `clusters` gives them. One document alone tells nothing of others: NaN."""
    if len(groups) < 2:
        return Interval(float("nan"), float("nan"))
    scores = _resampled(measured, groups, _draws(len(groups), samples, seed))
    return Interval(*_percentiles(scores))


def compare(first: Measured, second: Measured, groups: Floats, samples: int = SAMPLES, seed: int = SEED) -> Difference:
    """Two systems on one metric and task."""
    draws = _draws(len(groups), samples, seed)
    value = first.value - second.value
    resampled = _resampled(first, groups, draws) - _resampled(second, groups, draws)
    if np.isnan(value) or len(groups) < 2:
        return Difference(*[float("nan")] * 5)
    shifted = np.abs(resampled - np.nanmean(resampled)) >= abs(value) - 1e-12
    random = _randomised(first, second, groups, samples, seed)
    exchanged = np.abs(random) >= abs(value) - 1e-12
    low, high = _percentiles(resampled)
    return Difference(value, low, high, _p(int(shifted.sum()), samples), _p(int(exchanged.sum()), samples))


def _draws(count: int, samples: int, seed: int) -> Floats:
    """How often each document is in each sample, shape (samples, documents)."""
    rng = np.random.default_rng(seed)
    return rng.multinomial(count, np.full(count, 1 / count), size=samples).astype(np.float64)


def _resampled(measured: Measured, groups: Floats, draws: Floats) -> Floats:
    sums = draws @ (groups @ measured.statistics)
    return measured.combine(sums)


def _randomised(first: Measured, second: Measured, groups: Floats, samples: int, seed: int) -> Floats:
    """Differences after the two systems' outputs have been exchanged for a random half of the documents."""
    ours, theirs = groups @ first.statistics, groups @ second.statistics
    swap = np.random.default_rng(seed + 1).integers(0, 2, size=(samples, len(groups))).astype(np.float64)
    moved = swap @ (theirs - ours)
    return first.combine(ours.sum(axis=0) + moved) - second.combine(theirs.sum(axis=0) - moved)


def _percentiles(scores: Floats) -> tuple[float, float]:
    known = scores[~np.isnan(scores)]
    if not len(known):
        return float("nan"), float("nan")
    tail = 100 * (1 - LEVEL) / 2
    low, high = np.percentile(known, [tail, 100 - tail])
    return float(low), float(high)


def _p(at_least: int, samples: int) -> float:
    """Never 0: the observed arrangement is one of those that chance could have given."""
    return (at_least + 1) / (samples + 1)
