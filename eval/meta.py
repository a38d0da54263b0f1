"""How well each metric agrees with people, on data where people have judged.

REALSumm (Bhandari et al. 2020): 100 CNN/DailyMail articles, summaries of 24 systems, and for each the share of the
reference's content units that a person finds in it. Correlation with that recall, *system-level* (of the 24 means) and
*summary-level* (over the systems, article by article, then averaged).
QAGS (Wang, Cho and Lewis 2020): people's votes on whether each sentence of a summary is consistent with its article.
Correlation with the share of consistent sentences, over summaries.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.errors import EvalError
from eval.metrics.rouge.overlap import ngrams
from eval.metrics.rouge.rules import Rules, rouge155_rules, rouge_score_rules, unicode_rules
from eval.metrics.rouge.score import TYPES, Tokens, rouge
from eval.metrics.shape import fragments
from summarizer.verifying import support

Floats = NDArray[np.float64]
Agreement = tuple[float, float, float, float]
"""Pearson and Kendall (tau-b) at the system level, then at the summary level."""


def report(folder: Path) -> str:
    """Both tables, as Markdown. Raises `EvalError` where the data are not in `folder`."""
    realsumm = folder / "summarization" / "realsumm.jsonl.xz"
    if not realsumm.exists():
        raise EvalError(f"{folder}: no summarization/realsumm.jsonl.xz there; give the folder with --data")
    lines = ["# Agreement with people", "", "## REALSumm: content recall (24 systems × 100 articles)", ""]
    lines += ["| metric | system r | system τ | summary r | summary τ |", "|---|---:|---:|---:|---:|"]
    for name, values in content_agreement(_rows(realsumm)).items():
        lines.append(f"| {name} | {' | '.join(f'{value:.3f}' for value in values)} |")
    for name in ("cnndm", "xsum"):
        path = folder / "faithfulness" / f"qags_{name}.jsonl.xz"
        if path.exists():
            rows = _rows(path)
            lines += ["", f"## QAGS {name}: consistency ({len(rows)} summaries)", ""]
            lines += ["| metric | r | ρ | τ |", "|---|---:|---:|---:|"]
            for metric, three in faithfulness_agreement(rows).items():
                lines.append(f"| {metric} | {' | '.join(f'{value:.3f}' for value in three)} |")
    return "\n".join(lines) + "\n"


def content_agreement(rows: Sequence[Mapping[str, Any]]) -> dict[str, Agreement]:
    """By metric: agreement with `human.*.litepyramid_recall`."""
    systems = sorted(rows[0]["systems"])
    human = np.array([[row["human"][s]["litepyramid_recall"] for s in systems] for row in rows], dtype=np.float64)
    scores: dict[str, Floats] = {}
    for rules in (rouge_score_rules(), rouge155_rules()):
        scores |= _rouge(rows, systems, rules)
    lengths = [[float(len(row["systems"][s].split())) for s in systems] for row in rows]
    scores["length (words)"] = np.array(lengths)
    return {name: _agreement(values, human) for name, values in scores.items()}


def faithfulness_agreement(rows: Sequence[Mapping[str, Any]]) -> dict[str, tuple[float, float, float]]:
    """By metric that looks at article and summary only: Pearson, Spearman and Kendall with `human`."""
    from scipy.stats import kendalltau, pearsonr, spearmanr

    human = [float(row["human"]) for row in rows]
    found = {}
    for name, measure in _FAITHFULNESS.items():
        values = [measure(row["article"], row["summary"]) for row in rows]
        found[name] = tuple(float(test(values, human).statistic) for test in (pearsonr, spearmanr, kendalltau))
    return found  # type: ignore[return-value]  # three each


def _rouge(rows: Sequence[Mapping[str, Any]], systems: Sequence[str], rules: Rules) -> dict[str, Floats]:
    kinds = [f"{kind} {side} ({rules.name})" for kind in TYPES[:3] for side in ("recall", "F")]
    table = np.zeros((len(kinds), len(rows), len(systems)))
    for i, row in enumerate(rows):
        reference = Tokens.of(row["references"][0], rules)
        for j, system in enumerate(systems):
            found = rouge(reference, Tokens.of(row["systems"][system], rules))[:3]
            table[:, i, j] = [value for agreement in found for value in (agreement.recall, agreement.f)]
    return dict(zip(kinds, table, strict=True))


def _agreement(metric: Floats, human: Floats) -> Agreement:
    from scipy.stats import kendalltau, pearsonr

    means = metric.mean(axis=0), human.mean(axis=0)
    pairs = [(m, h) for m, h in zip(metric, human, strict=True) if np.ptp(m) > 0 and np.ptp(h) > 0]
    return (
        float(pearsonr(*means).statistic),
        float(kendalltau(*means).statistic),
        float(np.mean([pearsonr(m, h).statistic for m, h in pairs])),
        float(np.mean([kendalltau(m, h).statistic for m, h in pairs])),
    )


def _coverage(article: str, summary: str) -> float:
    cut = unicode_rules().tokenize
    tokens = cut(summary)
    return sum(fragments(cut(article), tokens)) / max(1, len(tokens))


def _density(article: str, summary: str) -> float:
    cut = unicode_rules().tokenize
    tokens = cut(summary)
    return sum(n * n for n in fragments(cut(article), tokens)) / max(1, len(tokens))


def _known_bigrams(article: str, summary: str) -> float:
    cut = unicode_rules().tokenize
    ours, theirs = ngrams(cut(summary), 2), ngrams(cut(article), 2)
    return sum(count for gram, count in ours.items() if gram in theirs) / max(1, ours.total())


def _no_doubts(article: str, summary: str) -> float:
    return -float(len(list(support.doubts(summary, article, "en"))))


_FAITHFULNESS: Mapping[str, Callable[[str, str], float]] = {
    "ROUGE-2 precision against the article": lambda article, summary: (
        rouge(Tokens.of(article, rouge155_rules()), Tokens.of(summary, rouge155_rules()))[1].precision
    ),
    "coverage": _coverage,
    "density": _density,
    "bigrams of the article": _known_bigrams,
    "support (summarizer.verifying)": support.coverage,
    "no unsupported name, number or sentence": _no_doubts,
}


def _rows(path: Path) -> list[dict[str, Any]]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]
