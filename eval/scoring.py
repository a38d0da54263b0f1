"""Outputs → results: every metric of every system on every task, with intervals, slices, tests and worst examples."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from eval.metrics.base import Floats, Measured
from eval.metrics.catalog import MAIN, metrics
from eval.produce import Produced
from eval.results import Bad, Compared, Results, Score, SystemInfo, TaskInfo
from eval.statistics import clusters, compare, interval
from eval.tasks import Output, Task, align

WORST = 10
CLUSTERS = "clusters"
"""Under this name, of no system, the statistics hold which examples belong together."""
TERCILES = ("short", "medium", "long")
Key = tuple[str, str, str]
"""System, task, metric."""


@dataclass(frozen=True, slots=True)
class Scored:
    """The results, and the statistics that they were computed from."""

    results: Results
    statistics: Mapping[Key, Floats]


def score(
    suite: str,
    tasks: Sequence[Task],
    produced: Sequence[Produced],
    *,
    against: str,
    extra: Sequence[str] = (),
    show: Sequence[str] = (),
    with_sources: bool = True,
) -> Scored:
    """Score what the systems made. `against`: the system that the others are tested against, where it is there.
    `extra`: metrics beyond the usual. `show`: the systems whose worst examples are kept. `with_sources`: false where
    the sources are not known.

    Raises `EvalError` where a system's finished outputs do not fit the task.
    """
    scores: list[Score] = []
    compared: list[Compared] = []
    worst: list[Bad] = []
    statistics: dict[Key, Floats] = {}
    for task in tasks:
        measured = {
            p.system: _measure(task, p.system, p.outputs[task.name], extra, with_sources)
            for p in produced
            if task.name in p.outputs
        }
        groups = clusters(task)
        statistics["", task.name, CLUSTERS] = groups
        cuts = dict(slices(task))
        for system, found in measured.items():
            for item in found.values():
                statistics[system, task.name, item.name] = item.statistics
                scores.append(_score(system, task, item, groups, cuts))
        compared += _compared(task, measured, groups, against)
        for p in produced:
            if p.system in show and task.name in p.outputs:
                worst += _worst(task, p.system, p.outputs[task.name], measured[p.system])
    results = Results(
        suite=suite,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        tasks=tuple(info(task) for task in tasks),
        systems=tuple(SystemInfo(p.system, p.fingerprint, p.memory_mb, p.failures) for p in produced),
        scores=tuple(scores),
        compared=tuple(compared),
        worst=tuple(worst),
    )
    return Scored(results, statistics)


def info(task: Task) -> TaskInfo:
    """What results say of a task."""
    return TaskInfo(task.name, task.kind, task.source_language, task.target_language, len(task.examples), task.hash)


def slices(task: Task) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """Parts of the task by domain (where there are several) and by thirds of source length."""
    domains = [example.domain for example in task.examples]
    if len(set(domains)) > 1:
        for domain in sorted(set(domains)):
            yield f"domain={domain}", np.array([d == domain for d in domains])
    if len(task.examples) >= 2 * len(TERCILES):
        lengths = np.array([len(example.source) for example in task.examples])
        rank = np.argsort(np.argsort(lengths, kind="stable"), kind="stable") * len(TERCILES) // len(lengths)
        for n, name in enumerate(TERCILES):
            yield f"length={name}", rank == n


def _measure(
    task: Task, system: str, outputs: Sequence[Output], extra: Sequence[str], with_sources: bool
) -> dict[str, Measured]:
    ordered = align(task, outputs, system)
    chosen = metrics(task, extra, with_sources)
    return {item.name: item for metric in chosen for item in metric.measure(task, ordered)}


def _score(system: str, task: Task, item: Measured, groups: Floats, cuts: Mapping[str, NDArray[np.bool_]]) -> Score:
    bounds = interval(item, groups)
    parts = {name: item.where(mask) for name, mask in cuts.items()}
    return Score(system, task.name, item.name, item.value, bounds.low, bounds.high, item.better, item.signature, parts)


def _compared(
    task: Task, measured: Mapping[str, Mapping[str, Measured]], groups: Floats, against: str
) -> Iterator[Compared]:
    for system, found in measured.items():
        if system == against or against not in measured:
            continue
        for name in MAIN[task.kind]:
            if name in found and name in measured[against]:
                d = compare(found[name], measured[against][name], groups)
                yield Compared(
                    system, against, task.name, name, d.value, d.low, d.high, d.p_bootstrap, d.p_randomisation
                )


def _worst(task: Task, system: str, outputs: Sequence[Output], measured: Mapping[str, Measured]) -> Iterator[Bad]:
    """By the kind's first main metric; sentence BLEU is coarse, so translations are ranked by chrF."""
    name = "chrF" if task.kind == "translate" else MAIN[task.kind][0]
    each = measured[name].each
    order = [n for n in np.argsort(each, kind="stable") if not math.isnan(each[n])]
    made = {output.id: output for output in outputs}
    for n in order[:WORST]:
        example = task.examples[n]
        yield Bad(
            system,
            task.name,
            name,
            float(each[n]),
            example.id,
            example.source,
            "\n\n".join(example.references),
            made[example.id].text,
        )
