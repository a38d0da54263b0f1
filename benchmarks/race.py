"""A race: contestants in processes of their own do the same task in turn, several rounds, after one to warm up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.checkpoints import ROOT


@dataclass(frozen=True, slots=True)
class Result:
    """What one contestant took: medians over the rounds, seconds; `low` and `high` are the extremes of `wall`."""

    name: str
    wall: float
    low: float
    high: float
    cpu: float
    peak: float
    """Most resident memory, MB."""
    texts: tuple[str, ...]


class RaceError(RuntimeError):
    """A contestant failed; the text is its last line on standard error."""


def race(
    task: Mapping[str, Any], names: Sequence[str], rounds: int, pythons: Mapping[str, Path], warm: bool = True
) -> list[Result]:
    """`names` run `task`; `pythons` says which interpreter runs a contestant that needs another environment.

    Raises `RaceError`.
    """
    runners: list[_Runner] = []
    with tempfile.TemporaryDirectory() as folder, ExitStack() as ending:
        place = Path(folder) / "task.json"
        place.write_text(json.dumps(task), encoding="utf-8")
        for name in names:
            runners.append(_Runner(name, place, pythons.get(name, Path(sys.executable))))
            ending.callback(runners[-1].close)
        for runner in runners:
            runner.wait()
        answers: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
        for n in range(0 if warm else 1, rounds + 1):
            for runner in runners:
                answer = runner.run(n)
                if n:
                    answers[runner.name].append(answer)
        return [_result(name, found) for name, found in answers.items()]


def _result(name: str, answers: Sequence[Mapping[str, Any]]) -> Result:
    walls = sorted(answer["wall"] for answer in answers)
    cpu, peak = median(answer["cpu"] for answer in answers), max(answer["peak"] for answer in answers)
    return Result(name, median(walls), walls[0], walls[-1], cpu, peak, tuple(answers[-1]["texts"]))


class _Runner:
    def __init__(self, name: str, task: Path, python: Path) -> None:
        self.name = name
        self._errors = tempfile.TemporaryFile("w+")  # noqa: SIM115 - open as long as the process
        # Idle OpenMP threads that spin would take the cores from whoever runs next.
        environment = {**os.environ, "HF_HUB_OFFLINE": "1", "OMP_WAIT_POLICY": "PASSIVE", "PYTHONPATH": str(ROOT)}
        self._process = subprocess.Popen(
            [str(python), "-m", "benchmarks.contestant", name, str(task)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            cwd=ROOT,
            env=environment,
        )

    def wait(self) -> None:
        """Until its model is loaded."""
        self._read()

    def run(self, number: int) -> dict[str, Any]:
        assert self._process.stdin
        self._process.stdin.write(f"{number}\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._read())
        return answer

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()
        self._errors.close()

    def _read(self) -> str:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            self._errors.seek(0)
            last = [line for line in self._errors.read().splitlines() if line.strip()][-1:]
            raise RaceError(f"{self.name}: {last[0] if last else 'ended without a word'}")
        return line
