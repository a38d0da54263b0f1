"""Runs against each other: what changed since an earlier one, and whether it is more than chance."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.metrics.base import Floats, Measured, quotient
from eval.metrics.catalog import MAIN
from eval.metrics.translation import NAMES, combined
from eval.report import page
from eval.report.table import number
from eval.results import Results, Score, TaskInfo, read, read_statistics
from eval.scoring import CLUSTERS
from eval.statistics import compare

Statistics = Mapping[tuple[str, ...], Floats]


def compare_runs(paths: Sequence[Path], html: Path | None) -> str:
    """The main scores of each run, as Markdown; with two or more, the change of the last against the first and its p in
    the paired bootstrap. Raises `EvalError` where a file holds no results."""
    runs = [read(path / "results.json" if path.is_dir() else path) for path in paths]
    if html:
        html.write_text(page.html(runs[-1]), encoding="utf-8")
    first, last = runs[0], runs[-1]
    kept = [read_statistics(_folder(path) / "statistics.npz") for path in (paths[0], paths[-1])]
    several = len(runs) > 1
    lines = [f"| system | task | metric | {' | '.join(run.created for run in runs)} |{' change | p |' * several}"]
    lines.append(f"|---|---|---|{'---:|' * (len(runs) + 2 * several)}")
    for score in last.scores:
        task = last.task(score.task)
        if task is None or score.metric not in MAIN[task.kind]:
            continue
        found = [run.score(score.system, score.task, score.metric) for run in runs]
        cells = [number(s.value) if s else "" for s in found]
        if several:
            cells += _change(found[0], score, first.task(score.task), task, *kept)
        lines.append(f"| {score.system} | {score.task} | {score.metric} | {' | '.join(cells)} |")
    return "\n".join([*lines, "", *_lost(first, last)]).rstrip() + "\n"


def _change(
    before: Score | None, now: Score, old: TaskInfo | None, new: TaskInfo, first: Statistics, last: Statistics
) -> list[str]:
    if before is None or old is None:
        return ["new", ""]
    if old.hash != new.hash:
        return ["other data", ""]
    if before.signature != now.signature:
        return ["other signature", ""]
    if math.isnan(before.value) or math.isnan(now.value):
        return ["", ""]
    key, groups = (now.system, now.task, now.metric), last.get(("", now.task, CLUSTERS))
    p = ""
    if groups is not None and key in first and key in last:
        ours, theirs = (_measured(now, new, table[key]) for table in (last, first))
        p = f"{compare(ours, theirs, groups).p_bootstrap:.3f}"
    return [f"{now.value - before.value:+.2f}", p]


def _measured(score: Score, task: TaskInfo, statistics: Floats) -> Measured:
    """A score as it was before it was written: sacrebleu's sums by its own formula, all others are quotients."""
    combine = combined(score.metric, task.target_language) if score.metric in NAMES else quotient
    return Measured(score.metric, score.signature, score.better, statistics, combine)


def _lost(first: Results, last: Results) -> list[str]:
    """A line for each main score that the first run has and the last has not."""
    kinds = {task.name: task.kind for task in first.tasks}
    there = {(s.system, s.task, s.metric) for s in last.scores}
    return [
        f"- gone: {s.system}, {s.task}, {s.metric}"
        for s in first.scores
        if s.metric in MAIN[kinds[s.task]] and (s.system, s.task, s.metric) not in there
    ]


def _folder(path: Path) -> Path:
    return path if path.is_dir() else path.parent
