"""How well the article was told from what publishers put around it."""

from __future__ import annotations

from collections.abc import Sequence

from eval.metrics.base import Measured, rate
from eval.tasks import Output, Task

VERSION = 1


class Reading:
    """Boilerplate recall: blocks of boilerplate that are gone. Text kept: words of the article that are still there,
    line by line and in order."""

    def measure(self, task: Task, outputs: Sequence[Output]) -> list[Measured]:
        gone: list[tuple[float, float]] = []
        kept: list[tuple[float, float]] = []
        for example, output in zip(task.examples, outputs, strict=True):
            made = _plain(output.text)
            gone.append(
                (float(sum(_plain(b) not in made for b in example.boilerplate)), float(len(example.boilerplate)))
            )
            paragraphs = [p for p in example.references[0].split("\n\n") if p.strip()]
            sizes = [len(p.split()) for p in paragraphs]
            there = sum(size for p, size in zip(paragraphs, sizes, strict=True) if _plain(p) in made)
            kept.append((float(there), float(sum(sizes))))
        return [
            rate("boilerplate recall", f"boilerplate-recall|blocks|version:{VERSION}", "higher", gone),
            rate("text kept", f"text-kept|words-of-whole-paragraphs|version:{VERSION}", "higher", kept),
        ]


def _plain(text: str) -> str:
    return " ".join(text.split())
