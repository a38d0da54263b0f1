"""The races as Markdown tables and as a plot."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import groupby
from math import isnan, nan
from pathlib import Path

from benchmarks.cases import Case
from benchmarks.checkpoints import PIECES
from benchmarks.race import Result

OURS, OTHERS = "#2a6f97", "#c9ced6"
TICKS = (0.5, 1, 2, 5, 10, 20, 50)
"""Multiples of ours that the plot's axis names."""
LABELS = {
    "ours": "ours",
    "decoder": "CTranslate2 alone, tokens ready, a worker a core",
    "ctranslate2": "CTranslate2 `translate_batch`, defaults",
    "argos": "Argos Translate",
    "txtai": "txtai `Translation`",
    "transformers_batch": "transformers, batches, fp32",
    "transformers_bf16": "transformers, batches, bf16",
    "transformers_loop": "transformers, sentence by sentence, fp32",
    "summary_ours": "ours",
    "summary_lexrank": "sumy, LexRank",
    "bart_ours": "ours",
    "bart_transformers": "transformers, fp32",
    "bart_bf16": "transformers, bf16",
    "bart_txtai": "txtai `Summary`",
    "digest": "ours, checked and repaired",
    "digest_unrepaired": "ours, checked",
    "digest_argos": "LexRank and Argos Translate",
    "digest_batch": "LexRank and transformers, batches",
    "digest_loop": "LexRank and transformers, sentence by sentence",
    "batch": "ours, checked and repaired",
    "batch_unrepaired": "ours, checked",
    "batch_argos": "LexRank and Argos Translate, article by article",
}
PEERS = {
    "transformers, one by one": ("transformers_loop", "digest_loop", "bart_transformers"),
    "transformers, batches": ("transformers_batch", "digest_batch"),
    "the same, bf16": ("transformers_bf16", "bart_bf16"),
    "txtai": ("txtai", "bart_txtai"),
    "Argos Translate": ("argos", "digest_argos", "batch_argos"),
    "CTranslate2, defaults": ("ctranslate2",),
    "CTranslate2, bare": ("decoder",),
}
"""The columns of the short table, each with the contestants that stand there."""


@dataclass(frozen=True, slots=True)
class Row:
    """One contestant in one case; ratios are its seconds over those of the case's first, which is ours."""

    case: str
    contestant: str
    wall: float
    low: float
    high: float
    cpu: float
    peak: float
    ratio: float
    cpu_ratio: float
    rate: float
    """`unit`s a second; 0 where they are not counted."""
    unit: str
    same: float
    """Share of its outputs that are ours, word for word; nan where that means nothing."""
    chrf: float
    """Of its outputs against references; nan where there are none."""


def rows(case: Case, results: Sequence[Result]) -> list[Row]:
    """The table's rows of a race."""
    ours = results[0]
    return [
        Row(
            case.name,
            result.name,
            result.wall,
            result.low,
            result.high,
            result.cpu,
            result.peak,
            result.wall / ours.wall,
            result.cpu / ours.cpu,
            (case.count or _tokens(case, result)) / result.wall,
            case.unit,
            _same(case, result, ours),
            _chrf(case, result),
        )
        for result in results
    ]


def markdown(found: Sequence[Row]) -> str:
    """One table of all races."""
    lines = [
        "| case | contestant | wall s (lowest–highest) | CPU s | × ours, wall | × ours, CPU | a second | same as ours "
        "| chrF | peak MB |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for row in found:
        rate = f"{row.rate:.3g} {row.unit}" if row.rate else ""
        same = "" if isnan(row.same) else f"{row.same:.0%}"
        chrf = "" if isnan(row.chrf) else f"{row.chrf:.2f}"
        lines.append(
            f"| {row.case} | {LABELS[row.contestant]} | {row.wall:.3g} ({row.low:.3g}–{row.high:.3g}) | {row.cpu:.3g} "
            f"| {row.ratio:.2f} | {row.cpu_ratio:.2f} | {rate} | {same} | {chrf} | {row.peak:.0f} |"
        )
    return "\n".join(lines)


def short(found: Sequence[Row]) -> str:
    """A line for each race: our seconds, and how many times longer the others take."""
    lines = ["| | ours, s | " + " | ".join(PEERS) + " |", "|---|--:" + "|--:" * len(PEERS) + "|"]
    for case in dict.fromkeys(row.case for row in found):
        here = {row.contestant: row for row in found if row.case == case}
        cells = [next((f"{here[name].ratio:.1f} ×" for name in names if name in here), "") for names in PEERS.values()]
        if any(cells):
            lines.append(f"| {case} | {next(iter(here.values())).wall:.2f} | {' | '.join(cells)} |")
    return "\n".join(lines)


def machine() -> str:
    """What the figures were taken on: processor, cores and versions."""
    from summarizer.models.engines.runtime import cores

    names = ("ctranslate2", "torch", "transformers", "sumy")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    return f"{cores()} cores of {_processor()}, Python {platform.python_version()}, {versions}"


def plot(found: Sequence[Row], path: Path) -> None:
    """A panel for each case: seconds of each contestant over ours, on one logarithmic axis."""
    from matplotlib.figure import Figure

    cases = [list(rows) for _, rows in groupby(found, lambda row: row.case)]
    sizes = [len(rows) + 0.4 for rows in cases]
    figure = Figure(figsize=(9, 0.7 + 0.25 * sum(sizes) + 0.3 * len(cases)), layout="constrained")
    panels = figure.subplots(len(cases), sharex=True, squeeze=False, gridspec_kw={"height_ratios": sizes})[:, 0]
    for axes, rows in zip(panels, cases, strict=True):
        places = range(len(rows))
        axes.barh(places, [row.ratio for row in rows], height=0.7, color=[OURS, *[OTHERS] * (len(rows) - 1)])
        for n, row in enumerate(rows):
            text = f"{row.wall:.3g} s" if n == 0 else f"{row.ratio:.1f} ×"
            axes.text(row.ratio * 1.05, n, text, va="center", fontsize=8)
        axes.set_title(rows[0].case, loc="left", fontsize=9, fontweight="bold")
        axes.set_yticks(places, [LABELS[row.contestant].replace("`", "") for row in rows], fontsize=8)
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.axvline(1, color=OURS, linewidth=0.8, zorder=0)
        axes.tick_params(axis="both", length=0)
        axes.spines[["top", "right", "bottom"]].set_visible(False)
    panels[-1].set_xscale("log")
    panels[-1].set_xticks(TICKS, [f"{tick:g} ×" for tick in TICKS], fontsize=8)
    panels[-1].set_xticks([], minor=True)
    panels[-1].set_xlim(right=1.4 * max(row.ratio for row in found))
    panels[-1].set_xlabel("times what ours takes", fontsize=9)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110)


def _tokens(case: Case, result: Result) -> int:
    """Of its outputs, as the built-in vocabulary has them; 0 where nobody asked."""
    if case.unit != "tokens":
        return 0
    from sentencepiece import SentencePieceProcessor

    pieces = SentencePieceProcessor(model_file=str(PIECES))
    return sum(map(len, pieces.encode(list(result.texts))))


def _same(case: Case, result: Result, ours: Result) -> float:
    """Random weights have no outputs worth comparing, and what was translated in one piece none to compare."""
    if case.task.get("forced") or len(result.texts) != len(ours.texts):
        return nan
    return sum(a == b for a, b in zip(result.texts, ours.texts, strict=True)) / max(1, len(ours.texts))


def _chrf(case: Case, result: Result) -> float:
    references = case.task.get("references")
    if not references:
        return nan
    from sacrebleu import corpus_chrf

    if len(result.texts) != len(references):
        raise ValueError(f"{result.name}: {len(result.texts)} outputs for {len(references)} sentences")
    return float(corpus_chrf(list(result.texts), [references]).score)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
