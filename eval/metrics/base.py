"""What a metric returns: statistics of each example from which the score of any set of examples follows.

Keeping sums instead of scores is what makes the rest simple: the corpus score combines the sum of all rows, a slice
the sum of its rows, a bootstrap sample a weighted sum, and an example its own row. BLEU's n-gram counts and a plain
mean are then the same thing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from eval.tasks import Output, Task

Floats = NDArray[np.float64]
Combine = Callable[[Floats], Floats]
Better = Literal["higher", "lower", "neither"]


@dataclass(frozen=True, slots=True)
class Measured:
    """One metric of one system's outputs for one task.

    `statistics`: one row an example, shape (examples, k). `combine`: sums of rows, shape (b, k), to b scores.
    """

    name: str
    signature: str
    better: Better
    statistics: Floats
    combine: Combine

    @property
    def value(self) -> float:
        """The score of the whole task; NaN where it is undefined (no example has what the metric looks at)."""
        return float(self.combine(self.statistics.sum(axis=0, keepdims=True))[0])

    @property
    def each(self) -> Floats:
        """The score of every example by itself."""
        values: Floats = self.combine(self.statistics)
        return values

    def where(self, mask: NDArray[np.bool_]) -> float:
        """The score of the examples that `mask` selects."""
        return float(self.combine(self.statistics[mask].sum(axis=0, keepdims=True))[0])


class Metric(Protocol):
    """Measures outputs of a task; one metric may give several related scores (ROUGE gives four)."""

    def measure(self, task: Task, outputs: Sequence[Output]) -> list[Measured]:
        """`outputs` are in the order of the task's examples."""
        ...


def percent(sums: Floats) -> Floats:
    """100 × first column ÷ second; NaN where the second is 0."""
    return 100 * quotient(sums)


def quotient(sums: Floats) -> Floats:
    """First column ÷ second; NaN where the second is 0."""
    below = sums[:, 1]
    result: Floats = np.divide(sums[:, 0], below, out=np.full(len(sums), np.nan), where=below != 0)
    return result


def rate(name: str, signature: str, better: Better, rows: Sequence[tuple[float, float]]) -> Measured:
    """The share, in percent, of what is counted: a row is (found, looked for)."""
    return Measured(name, signature, better, np.array(rows, dtype=np.float64).reshape(-1, 2), percent)


def mean(name: str, signature: str, better: Better, values: Sequence[float | None], scale: float = 1.0) -> Measured:
    """The plain mean of the values that are defined, times `scale`."""
    rows = [(0.0, 0.0) if value is None else (value * scale, 1.0) for value in values]
    return Measured(name, signature, better, np.array(rows, dtype=np.float64).reshape(-1, 2), quotient)
