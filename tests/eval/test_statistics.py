"""Intervals and tests: right on cases where the answer is known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from eval.metrics.base import Measured, mean
from eval.metrics.translation import Sacrebleu
from eval.statistics import clusters, compare, interval
from eval.tasks import Example, Output, Task


def means(values: list[float]) -> Measured:
    return mean("m", "s", "higher", list(values))


def alone(count: int) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.eye(count)


RNG = np.random.default_rng(7)
VALUES = RNG.normal(50, 10, 200).tolist()


def test_the_interval_is_that_of_the_normal_approximation() -> None:
    found = interval(means(VALUES), alone(200), samples=4000)
    error = float(np.std(VALUES)) / math.sqrt(200)
    centre = float(np.mean(VALUES))
    assert found.low == pytest.approx(centre - 1.96 * error, abs=0.15)
    assert found.high == pytest.approx(centre + 1.96 * error, abs=0.15)


def test_the_same_run_gives_the_same_interval() -> None:
    assert interval(means(VALUES), alone(200)) == interval(means(VALUES), alone(200))


@pytest.mark.parametrize(
    ("shift", "noise", "significant"), [(0.0, 0.0, False), (0.05, 3.0, False), (2.0, 3.0, True), (-2.0, 3.0, True)]
)
def test_differences(shift: float, noise: float, significant: bool) -> None:
    other = (np.array(VALUES) + shift + np.random.default_rng(3).normal(0, noise, 200)).tolist()
    found = compare(means(other), means(VALUES), alone(200))
    assert found.low <= found.value <= found.high
    assert (found.p_bootstrap < 0.05) is significant
    assert (found.p_randomisation < 0.05) is significant
    assert found.p_bootstrap > 0  # chance can do anything


def test_identical_systems_never_differ() -> None:
    found = compare(means(VALUES), means(VALUES), alone(200))
    assert (found.value, found.p_bootstrap, found.p_randomisation) == (0, 1, 1)


def test_tests_keep_their_level() -> None:
    """Of 200 pairs of systems that do not differ, about 5 % are called different at p < 0.05."""
    rng = np.random.default_rng(11)
    called = 0
    for _ in range(200):
        one, two = rng.normal(0, 1, (2, 60))
        called += compare(means(one.tolist()), means(two.tolist()), alone(60), samples=300).p_randomisation < 0.05
    assert 2 <= called <= 20


def test_sentences_of_a_document_are_drawn_together() -> None:
    """Ten documents of twenty equal sentences tell no more than ten sentences."""
    per_document = RNG.normal(50, 10, 10)
    values = np.repeat(per_document, 20).tolist()
    examples = tuple(Example(str(n), "x", ("y",), document=str(n // 20)) for n in range(200))
    groups = clusters(Task("t", "translate", "en", "ru", examples))
    assert groups.shape == (10, 200)
    together, apart = interval(means(values), groups), interval(means(values), alone(200))
    assert together.high - together.low > 3 * (apart.high - apart.low)


def test_bleu_is_resampled_by_its_counts() -> None:
    references = [f"слово{n} стоит на этом месте всегда" for n in range(30)]
    task = Task("t", "translate", "en", "ru", tuple(Example(str(n), "x", (r,)) for n, r in enumerate(references)))
    texts = [r if n % 2 else "слово стоит на месте" for n, r in enumerate(references)]
    (bleu,) = Sacrebleu("BLEU").measure(task, [Output(str(n), t) for n, t in enumerate(texts)])
    found = interval(bleu, clusters(task))
    assert found.low < bleu.value < found.high


def test_what_is_undefined_stays_so() -> None:
    nothing = mean("m", "s", "higher", [None, None])
    assert math.isnan(interval(nothing, alone(2)).low)
    assert math.isnan(compare(nothing, nothing, alone(2)).value)
