"""What an output cost: wall time of each example, as measured where it was made."""

from __future__ import annotations

from collections.abc import Sequence

from eval.metrics.base import Measured, mean
from eval.tasks import Output, Task


class Seconds:
    """Mean seconds an example, end to end; of outputs made elsewhere nothing is known, and nothing is said."""

    def measure(self, task: Task, outputs: Sequence[Output]) -> list[Measured]:
        if not any(output.seconds for output in outputs):
            return []
        return [mean("seconds", "seconds|wall|average:mean", "lower", [output.seconds for output in outputs])]
