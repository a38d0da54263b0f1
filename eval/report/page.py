"""The page: tables, plots, slices and the worst examples in one HTML file that loads nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from eval.metrics.catalog import MAIN
from eval.report import plots
from eval.report.table import TITLES, languages, number
from eval.results import Bad, Results, Score, TaskInfo
from eval.systems.catalog import BASELINES

SHOWN_SLICES = 4
"""Systems in a plot of slices: more could not be told apart."""


@dataclass(frozen=True, slots=True)
class Section:
    """One task: all its scores, and its plots as SVG."""

    task: TaskInfo
    title: str
    metrics: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Score | None, ...]], ...]
    intervals: tuple[str, ...]
    slices: str | None


def html(results: Results) -> str:
    """The whole page. All text of examples and systems is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(loader=PackageLoader("eval.report", "."), autoescape=True, undefined=StrictUndefined)
    environment.filters["number"] = number
    page = environment.get_template("page.html.jinja")
    signatures = {s.signature: s.metric for s in results.scores}
    return page.render(
        results=results,
        sections=list(_sections(results)),
        marks=_marks(results),
        worst=list(_worst(results)),
        signatures=sorted((metric, signature) for signature, metric in signatures.items()),
    )


def _sections(results: Results) -> Iterator[Section]:
    for task in results.tasks:
        metrics = tuple(dict.fromkeys(s.metric for s in results.scores if s.task == task.name))
        rows = tuple(
            (system.name, scores)
            for system in results.systems
            if any(scores := tuple(results.score(system.name, task.name, metric) for metric in metrics))
        )
        main = MAIN[task.kind]
        drawn = (plots.intervals(results, task, metric) for metric in main[:2])
        tested = [s.name for s in results.systems if s.name not in BASELINES][:SHOWN_SLICES]
        first = [score for name in tested if (score := results.score(name, task.name, main[0]))]
        title = f"{TITLES[task.kind].split(':')[0]} {languages(task)}"
        yield Section(task, title, metrics, rows, tuple(d for d in drawn if d), plots.slices(first))


def _marks(results: Results) -> dict[tuple[str, str, str], str]:
    return {
        (c.system, c.task, c.metric): (
            f"{c.difference:+.2f} [{c.low:+.2f}, {c.high:+.2f}] against {c.against}; "
            f"p = {c.p_bootstrap:.3f} (paired bootstrap), {c.p_randomisation:.3f} (approximate randomisation)"
        )
        for c in results.compared
    }


def _worst(results: Results) -> Iterator[tuple[str, str, list[Bad]]]:
    for (system, task), group in groupby(results.worst, key=lambda bad: (bad.system, bad.task)):
        yield system, task, list(group)
