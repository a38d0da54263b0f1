"""The support flag against people's judgements: QAGS (Wang et al., ACL 2020) and Rank19 (Falke et al., ACL 2019)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.perturb.data import rows
from summarizer.verifying import support


@dataclass(frozen=True, slots=True)
class Labelled:
    """A summary sentence, its source, and whether people found it supported."""

    text: str
    source: str
    supported: bool
    held_out: bool = True
    """False for what an entailment model may be calibrated on."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well a score tells supported sentences from others (area under the ROC curve), and how often sentences that
    people found supported, and others, are flagged."""

    sentences: int
    supported: int
    auc: float
    flagged_supported: float
    flagged_other: float


def labelled(folder: Path) -> dict[str, list[Labelled]]:
    """The sentences of each data set in `folder`."""
    found = {name: qags(folder / f"{name}.jsonl.xz") for name in ("qags_cnndm", "qags_xsum")}
    found["rank19"] = rank19(folder / "rank19.jsonl.xz")
    return found


def qags(path: Path) -> list[Labelled]:
    """Sentences of summaries, supported where most voters said so; those of every second article are held out."""
    return [
        Labelled(
            sentence["text"],
            row["article"],
            2 * sentence["votes"].count("yes") > len(sentence["votes"]),
            held_out=number % 2 == 1,
        )
        for number, row in enumerate(rows(path))
        for sentence in row["sentences"]
    ]


def rank19(path: Path) -> list[Labelled]:
    """A correct and an incorrect sentence for each source, one after the other."""
    return [
        Labelled(row[kind], row["source"], kind == "correct") for row in rows(path) for kind in ("correct", "incorrect")
    ]


def agreement(data: Sequence[Labelled]) -> Agreement:
    """That of `support.score` and of the flags of `support.doubts`."""
    flagged = [any(support.doubts(each.text, each.source, "en")) for each in data]
    return agreed(data, words(data), flagged)


def words(data: Sequence[Labelled]) -> list[float]:
    """`support.score` of each sentence."""
    return [support.score(each.text, each.source, "en") for each in data]


def agreed(data: Sequence[Labelled], scores: Sequence[float], flagged: Sequence[bool]) -> Agreement:
    """That of any score and flag."""
    labels = [each.supported for each in data]
    good = sum(labels)
    return Agreement(
        sentences=len(data),
        supported=good,
        auc=auc(scores, labels),
        flagged_supported=sum(f for f, label in zip(flagged, labels, strict=True) if label) / good,
        flagged_other=sum(f for f, label in zip(flagged, labels, strict=True) if not label) / (len(data) - good),
    )


def ranked(scores: Sequence[float]) -> float:
    """The share of Rank19's pairs whose correct sentence has the higher score, a tie as half."""
    pairs = list(zip(scores[::2], scores[1::2], strict=True))
    return sum((1 + (right > wrong) - (right < wrong)) / 2 for right, wrong in pairs) / len(pairs)


def auc(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """The chance that a positive has a higher score than a negative, a tie as half."""
    positive = [score for score, label in zip(scores, labels, strict=True) if label]
    negative = [score for score, label in zip(scores, labels, strict=True) if not label]
    wins = sum((a > b) + (a == b) / 2 for a in positive for b in negative)
    return wins / (len(positive) * len(negative))
