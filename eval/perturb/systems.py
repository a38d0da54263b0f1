"""Real outputs: do the flags rank translation systems as chrF does?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import sacrebleu

from eval.perturb.data import rows
from eval.perturb.run import alarms
from summarizer.article import Language


@dataclass(frozen=True, slots=True)
class Ranked:
    """A system's share of flagged sentences, beside its chrF (sacrebleu's, corpus level, against one reference)."""

    system: str
    flagged: float
    chrf: float


def ranking(path: Path, language: Language, reference: str = "A", every: int = 1) -> tuple[list[Ranked], float]:
    """The systems of a WMT-style file, best chrF first, and Spearman's correlation of chrF with unflagged sentences.

    `every`: check each nth sentence only.
    """
    from scipy.stats import spearmanr

    segments = [row for row in rows(path) if reference in row["refs"]][::every]
    systems = sorted(set.intersection(*(set(row["systems"]) for row in segments)))
    found = []
    for system in systems:
        outputs = [row["systems"][system] for row in segments]
        flagged = sum(alarms(row["src"], out, language) for row, out in zip(segments, outputs, strict=True))
        chrf = sacrebleu.corpus_chrf(outputs, [[row["refs"][reference] for row in segments]]).score
        found.append(Ranked(system, flagged / len(segments), chrf))
    found.sort(key=lambda ranked: -ranked.chrf)
    correlation = spearmanr([r.chrf for r in found], [-r.flagged for r in found]).statistic
    return found, float(correlation)
