"""The table that a paper could print: systems × metrics × languages, with intervals, tests and signatures."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from eval.metrics.catalog import MAIN
from eval.results import Results, Score, TaskInfo
from eval.tasks import Kind

TITLES: dict[Kind, str] = {
    "summarize": "Summaries",
    "translate": "Translations",
    "digest": "Digests: the summary of an article in another language",
    "read": "Reading: the article without its boilerplate",
    "check": "Checks: share of damaged translations that are flagged, and of right ones",
}
SIGNIFICANT = 0.05


def markdown(results: Results, every_metric: bool = False) -> str:
    """Everything that the terminal shows, as Markdown whose columns line up.

    `every_metric`: one table a task with a row for each metric, instead of the main metrics of all tasks.
    """
    parts = [f"# {results.suite}, {results.created}", ""]
    if every_metric:
        for task in results.tasks:
            parts += [*_aligned(list(_by_metric(results, task))), ""]
        return "\n".join([*parts, *_notes(results), *_signatures(results, every_metric=True)]).rstrip() + "\n"
    for kind, title in TITLES.items():
        tasks = [task for task in results.tasks if task.kind == kind]
        if tasks:
            parts += [f"## {title}", "", *_aligned(list(_rows(results, kind, tasks))), ""]
    parts += _notes(results)
    parts += [*_effort(results), *_failures(results), *_signatures(results)]
    return "\n".join(parts).rstrip() + "\n"


def languages(task: TaskInfo) -> str:
    """`en`, or `en→ru`."""
    if task.source_language == task.target_language:
        return task.target_language
    return f"{task.source_language}→{task.target_language}"


def number(value: float) -> str:
    """Two decimals below 10, else one; a dash where undefined."""
    if math.isnan(value):
        return "–"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def _rows(results: Results, kind: Kind, tasks: Sequence[TaskInfo]) -> Iterator[list[str]]:
    columns = [(task, metric) for task in tasks for metric in MAIN[kind]]
    yield ["system", *(f"{languages(task)} {metric}" for task, metric in columns)]
    worse = _worse(results)
    for system in results.systems:
        scores = [results.score(system.name, task.name, metric) for task, metric in columns]
        if any(scores):
            yield [system.name, *(_cell(score, worse) for score in scores)]


def _by_metric(results: Results, task: TaskInfo) -> Iterator[list[str]]:
    yield [f"{task.name} ({languages(task)})", *(system.name for system in results.systems)]
    marks = _worse(results)
    for metric in dict.fromkeys(score.metric for score in results.scores if score.task == task.name):
        scores = [results.score(system.name, task.name, metric) for system in results.systems]
        yield [metric, *(_cell(score, marks) for score in scores)]


def _cell(score: Score | None, marks: dict[tuple[str, str, str], str]) -> str:
    if score is None:
        return ""
    if math.isnan(score.value):
        return "–"
    mark = marks.get((score.system, score.task, score.metric), "")
    return f"{number(score.value)}{mark} [{number(score.low)}, {number(score.high)}]"


def _worse(results: Results) -> dict[tuple[str, str, str], str]:
    """`*` where both tests tell the system from the one it is tested against."""
    return {
        (c.system, c.task, c.metric): "*"
        for c in results.compared
        if max(c.p_bootstrap, c.p_randomisation) < SIGNIFICANT
    }


def _notes(results: Results) -> list[str]:
    sizes = ", ".join(f"{task.name} {task.examples}" for task in results.tasks)
    lines = [f"Examples: {sizes}. In brackets: 95 % bootstrap intervals over documents, 1000 samples."]
    against = sorted({c.against for c in results.compared})
    if against:
        lines.append(
            f"`*`: differs from {', '.join(against)} with p < {SIGNIFICANT} in the paired bootstrap and in approximate "
            "randomisation."
        )
    return ["\n".join(lines), ""]


def _effort(results: Results) -> list[str]:
    done = [
        task for task in results.tasks if any(s.task == task.name and s.metric == "seconds" for s in results.scores)
    ]
    rows = [["seconds an example", *(f"{task.kind} {languages(task)}" for task in done), "peak MB"]]
    for system in results.systems:
        seconds = [results.score(system.name, task.name, "seconds") for task in done]
        if system.memory_mb is None and not any(seconds):
            continue
        memory = f"{system.memory_mb:.0f}" if system.memory_mb is not None else "–"
        rows.append([system.name, *(f"{s.value:.3f}" if s else "" for s in seconds), memory])
    return ["## Effort", "", *_aligned(rows), ""] if len(rows) > 1 else []


def _failures(results: Results) -> list[str]:
    lines = [
        f"- **{system.name}** failed on {'everything' if task == '*' else task}: {why}"
        for system in results.failed
        for task, why in system.failures.items()
    ]
    return ["## Failed", "", *lines, ""] if lines else []


def _signatures(results: Results, every_metric: bool = False) -> list[str]:
    kinds = {task.name: task for task in results.tasks}
    seen: dict[tuple[str, str], None] = {}
    for score in results.scores:
        task = kinds[score.task]
        if every_metric or score.metric in MAIN[task.kind]:
            seen[f"{score.metric} {languages(task)}", score.signature] = None
    return ["## Signatures", "", *(f"- {name}: `{signature}`" for name, signature in seen), ""]


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]

    def line(row: Sequence[str]) -> str:
        cells = [
            cell.ljust(width) if n == 0 else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        return f"| {' | '.join(cells)} |"

    rule = "|".join(["-" * (widths[0] + 2), *("-" * (width + 1) + ":" for width in widths[1:])])
    return [line(rows[0]), f"|{rule}|", *map(line, rows[1:])]
