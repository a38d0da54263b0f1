"""The support flag against people's judgements: QAGS (Wang et al., ACL 2020) and Rank19 (Falke et al., ACL 2019)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.perturb.data import rows
from summarizer.verifying import support


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well `support.score` tells supported sentences from others (area under the ROC curve), and how often
    sentences that people found supported, and others, are flagged."""

    sentences: int
    supported: int
    auc: float
    flagged_supported: float
    flagged_other: float


def qags(path: Path) -> Agreement:
    """Sentences of summaries, supported where most of the voters said so."""
    judged = [
        (sentence["text"], row["article"], 2 * sentence["votes"].count("yes") > len(sentence["votes"]))
        for row in rows(path)
        for sentence in row["sentences"]
    ]
    return _agreement(judged)


def rank19(path: Path) -> tuple[Agreement, float]:
    """A correct and an incorrect sentence for each source; also the share of pairs ranked right, a tie as half."""
    pairs = [(row["correct"], row["incorrect"], row["source"]) for row in rows(path)]
    judged = [(text, source, good) for right, wrong, source in pairs for text, good in ((right, True), (wrong, False))]
    ranked = [
        (1 + (a > b) - (a < b)) / 2
        for right, wrong, source in pairs
        for a, b in [(support.score(right, source, "en"), support.score(wrong, source, "en"))]
    ]
    return _agreement(judged), sum(ranked) / len(ranked)


def auc(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """The chance that a positive has a higher score than a negative, a tie as half."""
    positive = [score for score, label in zip(scores, labels, strict=True) if label]
    negative = [score for score, label in zip(scores, labels, strict=True) if not label]
    wins = sum((a > b) + (a == b) / 2 for a in positive for b in negative)
    return wins / (len(positive) * len(negative))


def _agreement(judged: Sequence[tuple[str, str, bool]]) -> Agreement:
    labels = [good for _, _, good in judged]
    scores = [support.score(text, source, "en") for text, source, _ in judged]
    flagged = [any(support.doubts(text, source, "en")) for text, source, _ in judged]
    good = sum(labels)
    return Agreement(
        sentences=len(judged),
        supported=good,
        auc=auc(scores, labels),
        flagged_supported=sum(f for f, label in zip(flagged, labels, strict=True) if label) / good,
        flagged_other=sum(f for f, label in zip(flagged, labels, strict=True) if not label) / (len(judged) - good),
    )
