"""ROUGE as a metric of the harness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.metrics.base import Measured, mean
from eval.metrics.rouge.rules import Rules
from eval.metrics.rouge.score import TYPES, Tokens, best
from eval.tasks import Output, Task

VERSION = 1
"""Raised whenever a change here changes a score."""


@dataclass(frozen=True, slots=True)
class Rouge:
    """F of the four types under one set of rules, 0 to 100; `label` tells rules apart where a language has several."""

    rules: Rules
    label: str = ""

    def measure(self, task: Task, outputs: Sequence[Output]) -> list[Measured]:
        rows = []
        for example, output in zip(task.examples, outputs, strict=True):
            references = [Tokens.of(reference, self.rules) for reference in example.references]
            rows.append([agreement.f for agreement in best(references, Tokens.of(output.text, self.rules))])
        most = max(len(example.references) for example in task.examples)
        return [
            mean(f"{kind}{self.label}", self._signature(kind, most), "higher", column, scale=100)
            for kind, column in zip(TYPES, map(list, zip(*rows, strict=True)), strict=True)
        ]

    def _signature(self, kind: str, references: int) -> str:
        refs = f"refs:{references}" if references == 1 else f"refs:{references},max"
        return f"{kind}|{refs}|{self.rules.signature}|f:1|average:mean|version:{VERSION}"
