"""What a run found: scores with intervals and slices, differences, worst examples. Written as JSON, read back whole."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from eval.errors import EvalError
from eval.metrics.base import Better, Floats
from eval.tasks import Kind

SCHEMA = "eval/1"


@dataclass(frozen=True, slots=True)
class TaskInfo:
    """A task without its examples."""

    name: str
    kind: Kind
    source_language: str
    target_language: str
    examples: int
    hash: str


@dataclass(frozen=True, slots=True)
class SystemInfo:
    """A system, and what went wrong with it: one line by task name, or under `*`."""

    name: str
    fingerprint: str
    memory_mb: float | None = None
    failures: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Score:
    """One metric of one system on one task; NaN where it is undefined. `slices`: by `domain=…`, `length=…`."""

    system: str
    task: str
    metric: str
    value: float
    low: float
    high: float
    better: Better
    signature: str
    slices: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Compared:
    """`system − against` on one metric and task, with interval and two-sided p of two tests."""

    system: str
    against: str
    task: str
    metric: str
    difference: float
    low: float
    high: float
    p_bootstrap: float
    p_randomisation: float


@dataclass(frozen=True, slots=True)
class Bad:
    """One of a system's worst examples, by `metric`."""

    system: str
    task: str
    metric: str
    value: float
    id: str
    source: str
    reference: str
    output: str


@dataclass(frozen=True, slots=True)
class Results:
    """One run of a suite."""

    suite: str
    created: str
    tasks: tuple[TaskInfo, ...]
    systems: tuple[SystemInfo, ...]
    scores: tuple[Score, ...]
    compared: tuple[Compared, ...] = ()
    worst: tuple[Bad, ...] = ()

    def score(self, system: str, task: str, metric: str) -> Score | None:
        """The score, where there is one."""
        return next((s for s in self.scores if (s.system, s.task, s.metric) == (system, task, metric)), None)

    def task(self, name: str) -> TaskInfo | None:
        """The task of that name."""
        return next((t for t in self.tasks if t.name == name), None)

    @property
    def failed(self) -> tuple[SystemInfo, ...]:
        """The systems that did not finish."""
        return tuple(system for system in self.systems if system.failures)


def text(results: Results) -> str:
    """The JSON; an undefined score is `null`."""
    content = {"schema": SCHEMA} | asdict(results)
    return json.dumps(_without_nan(content), ensure_ascii=False, indent=1) + "\n"


def write(results: Results, path: Path) -> None:
    """Write as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text(results), encoding="utf-8")


def read(path: Path) -> Results:
    """What `write` wrote. Raises `EvalError` where it is something else."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise EvalError(f"there are no results in {path}: `python -m eval run` makes them") from None
    except (ValueError, OSError) as error:
        raise EvalError(f"{path} cannot be read: {error}") from None
    if not isinstance(content, dict) or content.get("schema") != SCHEMA:
        raise EvalError(f"{path} holds no results of the harness ({SCHEMA})")
    try:
        return Results(
            suite=content["suite"],
            created=content["created"],
            tasks=tuple(TaskInfo(**row) for row in content["tasks"]),
            systems=tuple(SystemInfo(**row) for row in content["systems"]),
            scores=tuple(Score(**_numbers(row, "value", "low", "high")) for row in content["scores"]),
            compared=tuple(Compared(**_numbers(row, "difference", "low", "high")) for row in content["compared"]),
            worst=tuple(Bad(**row) for row in content["worst"]),
        )
    except (KeyError, TypeError) as error:
        raise EvalError(f"{path} is damaged: {error}") from None


def write_statistics(statistics: Mapping[tuple[str, str, str], Floats], path: Path) -> None:
    """Keep every score's statistics, by (system, task, metric), so that runs can be tested against each other."""
    names = ["\t".join(key) for key in statistics]
    arrays = {f"a{n}": value for n, value in enumerate(statistics.values())}
    np.savez_compressed(path, names=np.array(names), **arrays)  # type: ignore[arg-type]


def read_statistics(path: Path) -> dict[tuple[str, ...], Floats]:
    """What `write_statistics` wrote; empty where there is none."""
    if not path.exists():
        return {}
    with np.load(path, allow_pickle=False) as file:
        return {tuple(str(name).split("\t")): file[f"a{n}"] for n, name in enumerate(file["names"])}


def _numbers(row: dict[str, Any], *names: str) -> dict[str, Any]:
    changed = {name: float("nan") if row[name] is None else row[name] for name in names}
    if "slices" in row:
        changed["slices"] = {k: float("nan") if v is None else v for k, v in row["slices"].items()}
    return row | changed


def _without_nan(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 6) if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _without_nan(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_nan(item) for item in value]
    return value
