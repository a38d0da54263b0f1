"""The races as a Markdown table and as a plot."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.cases import Case
from benchmarks.race import Result

LABELS = {
    "ours": "ours",
    "decoder": "CTranslate2 alone, tokens ready, a worker a core",
    "ctranslate2": "CTranslate2 `translate_batch`, defaults",
    "argos": "Argos Translate",
    "transformers_batch": "transformers, one batch, fp32",
    "transformers_bf16": "transformers, one batch, bf16",
    "transformers_loop": "transformers, sentence by sentence, fp32",
    "summary_ours": "ours",
    "summary_lexrank": "sumy, LexRank",
    "digest": "ours, checked and repaired",
    "digest_unrepaired": "ours, checked",
    "digest_batch": "LexRank and transformers, batches",
    "digest_loop": "LexRank and transformers, sentence by sentence",
}


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
    tokens_a_second: float
    same: float
    """Share of its outputs that are ours, word for word."""

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


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
            case.tokens / result.wall,
            sum(a == b for a, b in zip(result.texts, ours.texts, strict=False)) / max(1, len(ours.texts)),
        )
        for result in results
    ]


def markdown(found: Sequence[Row]) -> str:
    """The table."""
    lines = [
        "| case | contestant | wall s (lowest–highest) | CPU s | × ours, wall | × ours, CPU | tokens/s | peak MB |",
        "|---|---|--:|--:|--:|--:|--:|--:|",
    ]
    for row in found:
        tokens = f"{row.tokens_a_second:.0f}" if row.tokens_a_second else ""
        lines.append(
            f"| {row.case} | {LABELS[row.contestant]} | {row.wall:.3g} ({row.low:.3g}–{row.high:.3g}) | {row.cpu:.3g} "
            f"| {row.ratio:.1f} | {row.cpu_ratio:.1f} | {tokens} | {row.peak:.0f} |"
        )
    return "\n".join(lines)


def machine() -> str:
    """What the figures were taken on: processor, cores and versions."""
    from summarizer.models.engines.runtime import cores

    names = ("ctranslate2", "torch", "transformers", "sumy")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    return f"{cores()} cores of {_processor()}, Python {platform.python_version()}, {versions}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def plot(found: Sequence[Row], path: Path) -> None:
    """CPU seconds of each contestant over ours, case by case, on a logarithmic axis."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 0.8 + 0.27 * len(found)), layout="constrained")
    axes = figure.subplots()
    places = range(len(found))
    first = {row.case: n for n, row in reversed(list(enumerate(found)))}
    colours = ["#2a6f97" if n in first.values() else "#c9ced6" for n in places]
    axes.barh(places, [row.cpu_ratio for row in found], left=0, color=colours)
    for n, row in enumerate(found):
        axes.text(row.cpu_ratio * 1.05, n, f"{row.cpu_ratio:.1f}", va="center", fontsize=8)
    labels = [f"{row.case}:  {LABELS[row.contestant]}" if n in first.values() else LABELS[row.contestant]
              for n, row in enumerate(found)]  # fmt: skip
    axes.set_yticks(places, [label.replace("`", "") for label in labels], fontsize=8)
    axes.set_xscale("log")
    axes.invert_yaxis()
    axes.set_xlabel("CPU time, in multiples of ours")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110)
