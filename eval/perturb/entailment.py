"""An entailment model's verdicts on labelled sentences, for measuring it and for calibrating it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from eval.perturb.support import Agreement, Labelled, agreed, agreement
from summarizer.article import Article, Sentence
from summarizer.digest import Runtime
from summarizer.models import catalog
from summarizer.models.engines.base import Judge
from summarizer.reading.sentences import split
from summarizer.verifying.entailment import Judgement, calibration, judgements, verdict
from summarizer.verifying.support import evidence


@dataclass(frozen=True, slots=True)
class Judged:
    """How the words alone, the model alone (entailment less contradiction) and both, calibrated, agree with people; the
    flags are those that a digest would have from the model, calibrated or not."""

    words: Agreement
    model: Agreement
    both: Agreement | None
    """None for a model without a row in the table."""


def load(name: str) -> Judge:
    """The model of that name, id or folder. Raises `ModelError`."""
    from summarizer.models import loading

    return loading.judge(catalog.load().find(name), Runtime())


def judged(data: Sequence[Labelled], judge: Judge) -> list[Judgement]:
    """A judgement on each sentence; those of one source follow each other and are judged together."""
    found: list[Judgement] = []
    for source, group in groupby(data, key=lambda each: each.source):
        article = _article(source)
        texts = [sentence.text for sentence in article.sentences]
        found += judgements([(each.text, evidence(each.text, texts)) for each in group], article, judge)
    return found


def measure(data: Sequence[Labelled], judge: Judge) -> Judged:
    """Measure `judge` on sentences that it was not calibrated on."""
    found = judged(data, judge)
    row = calibration(judge.info.name)
    flagged = [verdict(each, row) is not None for each in found]
    return Judged(
        words=agreement(data),
        model=agreed(data, [each.entailment - (each.contradiction or 0) for each in found], flagged),
        both=agreed(data, [row.chance(each) for each in found], flagged) if row else None,
    )


def _article(text: str) -> Article:
    spans = split(text, "en")
    return Article(text, tuple(Sentence(n, 0, a, b, text[a:b]) for n, (a, b) in enumerate(spans)), "en", "-")
