"""BLEU, chrF, chrF++ and TER, computed by sacrebleu; its own signatures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from sacrebleu.metrics.base import Metric as SacrebleuMetric

from eval.metrics.base import Better, Combine, Floats, Measured
from eval.tasks import Output, Task
from summarizer.article import Language

NAMES = ("BLEU", "chrF", "chrF++", "TER")


@dataclass(frozen=True, slots=True)
class Sacrebleu:
    """One of sacrebleu's metrics with the settings of the target language. Statistics are sacrebleu's own."""

    name: str

    def measure(self, task: Task, outputs: Sequence[Output]) -> list[Measured]:
        return [self.prepared(task)(outputs)]

    def prepared(self, task: Task) -> Callable[[Sequence[Output]], Measured]:
        """What measures one system after the other: the references are taken apart only once."""
        most = max(len(example.references) for example in task.examples)
        # Where an example has fewer references than another, sacrebleu takes None (which its types do not say).
        streams = cast(
            list[list[str]], [[_nth(example.references, n) for example in task.examples] for n in range(most)]
        )
        metric = build(self.name, task.target_language, streams)
        better: Better = "lower" if self.name == "TER" else "higher"

        def measure(outputs: Sequence[Output]) -> Measured:
            rows = metric._extract_corpus_statistics([output.text for output in outputs], None)
            statistics = np.array(rows, dtype=np.float64)
            return Measured(self.name, str(metric.get_signature()), better, statistics, _Combine(metric))

        return measure


def combined(name: str, language: Language) -> Combine:
    """From sums of the statistics of the metric to its scores."""
    return _Combine(build(name, language))


def build(name: str, language: Language, references: Sequence[Sequence[str]] | None = None) -> SacrebleuMetric:
    """The metric as WMT uses it: BLEU with tokenizer `zh` for Chinese, `13a` otherwise. `references`: a column each."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    if name == "BLEU":
        return BLEU(references=references, tokenize="zh" if language == "zh" else "13a")
    if name == "chrF":
        return CHRF(references=references)
    if name == "chrF++":
        return CHRF(references=references, word_order=2)
    if name == "TER":
        asian = language == "zh"  # without this a whole Chinese sentence is one word
        return TER(references=references, asian_support=asian, normalized=asian)
    raise ValueError(name)


@dataclass(frozen=True, slots=True)
class _Combine:
    """The score that sacrebleu gives to sums of its statistics, row by row."""

    metric: SacrebleuMetric

    def __call__(self, sums: Floats) -> Floats:
        return np.array([self._one(row) for row in sums])

    def _one(self, row: Floats) -> float:
        score: Any = self.metric._compute_score_from_stats(row.tolist())
        return float(score.score)


def _nth(references: Sequence[str], n: int) -> str | None:
    return references[n] if n < len(references) else None
