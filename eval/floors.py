"""The floors: what the quality of each tested system is pinned at, in one committed file."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from eval.errors import EvalError
from eval.metrics.base import Better
from eval.results import Results, Score
from eval.systems.catalog import BASELINES

SCHEMA = "floors/1"
SMALLEST_MARGIN = 0.3
SHARE_OF_INTERVAL = 0.25
SHARE_WHERE_DECODED = 0.75
"""The margin, as a share of the interval's half-width. What a decoder makes needs more: other processors' kernels round
differently, which changes a third of the sentences of a small model (measured in docs/evaluation.md)."""
_DECODED = ("translate", "digest")

Key = tuple[str, str, str]
"""System, task, metric."""


@dataclass(frozen=True, slots=True)
class Floor:
    """The worst value that passes: a floor where higher is better, a ceiling where lower is."""

    system: str
    task: str
    language: str
    metric: str
    better: Better
    limit: float
    pinned: float
    """The value that was measured when the limit was set."""
    signature: str

    @property
    def key(self) -> Key:
        """Which score this is the limit of."""
        return self.system, self.task, self.metric

    def passes(self, value: float) -> bool:
        """Whether a score is good enough; an undefined one is not."""
        if math.isnan(value):
            return False
        return value >= self.limit if self.better == "higher" else value <= self.limit


@dataclass(frozen=True, slots=True)
class Lowered:
    """One time that floors were let fall, and why."""

    when: str
    why: str
    limits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Floors:
    """All floors of a suite, and the hashes of the data they hold for."""

    suite: str
    data: Mapping[str, str]
    floors: tuple[Floor, ...]
    history: tuple[Lowered, ...] = field(default=())


def read(path: Path) -> Floors:
    """What `write` wrote. Raises `EvalError`."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["schema"] != SCHEMA:
            raise EvalError(f"{path} holds no floors ({SCHEMA})")
        return Floors(
            content["suite"],
            content["data"],
            tuple(Floor(**row) for row in content["floors"]),
            tuple(Lowered(row["when"], row["why"], tuple(row["limits"])) for row in content["history"]),
        )
    except FileNotFoundError:
        raise EvalError(f"there is no {path}: `python -m eval gate --update` makes it") from None
    except (ValueError, KeyError, TypeError) as error:
        raise EvalError(f"{path} is damaged: {error}") from None


def write(floors: Floors, path: Path) -> None:
    """A line a floor, so that a change of one is one line of a diff."""
    rows = ",\n  ".join(json.dumps(asdict(floor), ensure_ascii=False) for floor in floors.floors)
    history = json.dumps([asdict(row) for row in floors.history], ensure_ascii=False, indent=1)
    path.write_text(
        f'{{"schema": "{SCHEMA}", "suite": {json.dumps(floors.suite)},\n "data": '
        f"{json.dumps(dict(floors.data), indent=2)},\n"
        f' "floors": [\n  {rows}\n ],\n "history": {history}\n}}\n',
        encoding="utf-8",
    )


def pin(results: Results) -> Floors:
    """Limits a margin below (above) what a run found, for every tested system and every score that has a better and a
    worse side; time is left to benchmarks."""
    floors = tuple(_floor(results, score) for score in gated(results))
    return Floors(results.suite, {task.name: task.hash for task in results.tasks}, floors)


def gated(results: Results) -> Iterable[Score]:
    """The scores that the gate looks at."""
    return [
        score
        for score in results.scores
        if score.system not in BASELINES
        and score.better != "neither"
        and score.metric != "seconds"
        and not math.isnan(score.value)
    ]


def _floor(results: Results, score: Score) -> Floor:
    task = results.task(score.task)
    assert task is not None, score.task
    half = max(score.high - score.value, score.value - score.low)
    share = SHARE_WHERE_DECODED if task.kind in _DECODED else SHARE_OF_INTERVAL
    margin = SMALLEST_MARGIN if math.isnan(half) else max(SMALLEST_MARGIN, share * half)
    limit = score.value - margin if score.better == "higher" else score.value + margin
    return Floor(
        score.system,
        score.task,
        task.target_language,
        score.metric,
        score.better,
        round(limit, 2),
        round(score.value, 2),
        score.signature,
    )
