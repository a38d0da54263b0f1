"""The curve: training loss, and chrF on the dev set, against target tokens seen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from training.errors import RecipeError
from training.files import whole

NAMES = {"ru": "English → Russian", "zh": "English → Chinese"}


def draw(losses: Sequence[dict[str, float]], points: Sequence[dict[str, float]], path: Path) -> None:
    """Write a PNG. `losses`: `{"tokens", "loss"}`; `points`: `{"tokens", "ru", "zh"}`, chrF. Raises `RecipeError`
    when there is nothing to draw, or no matplotlib to draw it with."""
    if not losses and not points:
        raise RecipeError("nothing to draw yet: train for a minute first")
    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise RecipeError("drawing the curve needs matplotlib: pip install 'summarizer[eval]'") from None
    figure = Figure(figsize=(9, 3.6), layout="constrained")
    left, right = figure.subplots(1, 2)
    left.plot([p["tokens"] / 1e6 for p in losses], [p["loss"] for p in losses], color="#888", linewidth=1)
    left.set(xlabel="target tokens seen, millions", ylabel="training loss, nats a token", title="Loss")
    for (code, name), colour in zip(NAMES.items(), ("#1f5fa8", "#b3402a"), strict=True):
        right.plot([p["tokens"] / 1e6 for p in points], [p[code] for p in points], "o-", label=name, color=colour)
    right.set(xlabel="target tokens seen, millions", ylabel="chrF", title="WMT21 (dev), beam 4")
    if points:
        right.legend(frameon=False)
    for axes in (left, right):
        axes.grid(alpha=0.25)
    with whole(path) as partial:
        figure.savefig(partial, format="png", dpi=110)
