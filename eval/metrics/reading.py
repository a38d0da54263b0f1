"""How well the article was told from what publishers put around it."""

from __future__ import annotations

from collections.abc import Sequence

from eval.metrics.base import Measured, rate
from eval.metrics.rouge.overlap import lcs_length
from eval.tasks import Output, Task

VERSION = 1


class Reading:
    """Boilerplate recall: blocks of boilerplate that are gone. Text kept: words of the article that are still there,
    in order (a dateline that is told apart from the text is not)."""

    def measure(self, task: Task, outputs: Sequence[Output]) -> list[Measured]:
        gone: list[tuple[float, float]] = []
        kept: list[tuple[float, float]] = []
        for example, output in zip(task.examples, outputs, strict=True):
            made = _plain(output.text)
            gone.append(
                (float(sum(_plain(b) not in made for b in example.boilerplate)), float(len(example.boilerplate)))
            )
            words = example.references[0].split()
            kept.append((float(lcs_length(words, made.split())), float(len(words))))
        return [
            rate("boilerplate recall", f"boilerplate-recall|blocks|version:{VERSION}", "higher", gone),
            rate("text kept", f"text-kept|words|version:{VERSION}", "higher", kept),
        ]


def _plain(text: str) -> str:
    return " ".join(text.split())
