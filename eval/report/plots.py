"""Plots as SVG that stands in the page itself."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from eval.results import Results, Score, TaskInfo
from eval.systems.catalog import BASELINES

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TESTED, BASELINE = "#0b6e4f", "#8a8f98"


def intervals(results: Results, task: TaskInfo, metric: str) -> str | None:
    """Every system's score with its interval, a line each; None where no system has one."""
    scores = [
        score
        for system in results.systems
        if (score := results.score(system.name, task.name, metric)) and not math.isnan(score.value)
    ]
    if not scores:
        return None
    figure, axes = _figure(4.1, 0.6 + 0.32 * len(scores))
    for row, score in enumerate(reversed(scores)):
        colour = BASELINE if score.system in BASELINES else TESTED
        axes.plot([score.low, score.high], [row, row], color=colour, linewidth=2, solid_capstyle="butt")
        axes.plot([score.value], [row], "o", color=colour, markersize=6)
    axes.set_yticks(range(len(scores)), [score.system for score in reversed(scores)])
    axes.set_ylim(-0.6, len(scores) - 0.4)
    axes.grid(axis="x", alpha=0.3)
    axes.set_xlabel(metric)
    return _svg(figure)


def slices(scores: Sequence[Score]) -> str | None:
    """One metric of several systems on each slice, side by side; None where there are no slices."""
    scores = [score for score in scores if score.slices]
    if not scores:
        return None
    names = list(scores[0].slices)
    figure, axes = _figure(4.1, 0.9 + 0.3 * len(names))
    for score in scores:
        colour = BASELINE if score.system in BASELINES else TESTED
        values = [score.slices.get(name, float("nan")) for name in names]
        axes.plot(values, range(len(names)), "o", color=colour, markersize=5, label=score.system)
        axes.axvline(score.value, color=colour, alpha=0.35, linewidth=1)
    axes.set_yticks(range(len(names)), [name.split("=", 1)[1] for name in names])
    axes.invert_yaxis()
    axes.grid(axis="x", alpha=0.3)
    axes.set_xlabel(scores[0].metric)
    if len(scores) > 1:
        axes.legend(fontsize=7, frameon=False, loc="best")
    return _svg(figure)


def _figure(width: float, height: float):  # type: ignore[no-untyped-def]  # Figure and Axes
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasSVG(figure)
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=8)
    return figure, axes


def _svg(figure: Figure) -> str:
    """Without the XML prologue and the metadata, whose addresses no page needs."""
    import matplotlib

    buffer = io.StringIO()
    with matplotlib.rc_context({"svg.hashsalt": "eval", "svg.fonttype": "path"}):
        figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    text = buffer.getvalue()
    return re.sub(r"<metadata>.*?</metadata>", "", text[text.index("<svg") :], flags=re.DOTALL)
