"""Which metrics a task is scored with."""

from __future__ import annotations

from collections.abc import Sequence

from eval.errors import EvalUsage
from eval.metrics.base import Metric
from eval.metrics.effort import Seconds
from eval.metrics.fidelity import DigestFidelity, SummaryFidelity, TranslationFidelity
from eval.metrics.reading import Reading
from eval.metrics.rouge.metric import Rouge
from eval.metrics.rouge.rules import for_language
from eval.metrics.shape import LengthRatio, Shape
from eval.metrics.translation import Sacrebleu
from eval.tasks import Kind, Task
from summarizer.article import Language

MAIN: dict[Kind, tuple[str, ...]] = {
    "summarize": ("ROUGE-1", "ROUGE-2", "ROUGE-Lsum"),
    "translate": ("BLEU", "chrF", "errors"),
    "digest": ("ROUGE-1", "ROUGE-2", "chrF"),
    "read": ("boilerplate recall", "text kept"),
    "check": ("number changed", "name changed", "clause dropped", "false alarms"),
}
"""What the table shows; the files have everything."""


EXTRA = ("TER", "BERTScore", "COMET")
"""Asked for by name: TER takes minutes where a translation is far from its reference, the others need a model."""


def metrics(task: Task, extra: Sequence[str] = (), with_sources: bool = True) -> list[Metric]:
    """Those of the task's kind and languages, and those of `EXTRA` that are asked for; without sources none that looks
    at them. Raises `EvalUsage`."""
    unknown = set(extra) - set(EXTRA)
    if unknown:
        raise EvalUsage(f"no metric {min(unknown)!r} to add: choose of {', '.join(EXTRA)}")
    usual = [metric for metric in _usual(task) if with_sources or not isinstance(metric, _READERS)]
    return [*usual, *(_extra(name) for name in extra if _fits(name, task))]


_READERS = (Shape, SummaryFidelity, TranslationFidelity, DigestFidelity, Reading)


def _fits(name: str, task: Task) -> bool:
    return {"TER": task.kind == "translate", "COMET": task.kind == "translate"}.get(name, task.kind != "read")


def _extra(name: str) -> Metric:
    if name == "TER":
        return Sacrebleu("TER")
    from eval.metrics.neural import bert_score, comet

    return comet() if name == "COMET" else bert_score()


def _usual(task: Task) -> list[Metric]:
    if task.kind == "summarize":
        return [*_rouge(task.target_language), Shape(), SummaryFidelity(), Seconds()]
    if task.kind == "translate":
        scores = [Sacrebleu(name) for name in ("BLEU", "chrF", "chrF++")]
        return [*scores, TranslationFidelity(), LengthRatio(), Seconds()]
    if task.kind == "digest":
        return [*_rouge(task.target_language), Sacrebleu("chrF"), DigestFidelity(), Shape(), Seconds()]
    return [Reading(), Seconds()]


def _rouge(language: Language) -> list[Rouge]:
    first, *others = for_language(language)
    return [Rouge(first), *(Rouge(rules, f" ({rules.name})") for rules in others)]
