"""COMET and BERTScore, which need a model and an environment of their own: a Python of the user's choosing runs them.

`EVAL_COMET_PYTHON` and `EVAL_BERTSCORE_PYTHON` name the interpreter of an environment that has `unbabel-comet` or
`bert-score`; `EVAL_COMET_MODEL` and `EVAL_BERTSCORE_MODEL` a checkpoint other than the default. COMET cannot share this
environment, because it needs an older torch.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.errors import EvalError
from eval.metrics.base import Measured, mean
from eval.tasks import Output, Task

WORKERS = Path(__file__).parent / "workers"
_NEEDED = {"COMET": "unbabel-comet", "BERTScore": "bert-score"}


@dataclass(frozen=True, slots=True)
class Neural:
    """A metric that another interpreter computes. Scores are times 100; `default` is the checkpoint."""

    name: str
    default: str

    def measure(self, task: Task, outputs: Sequence[Output]) -> list[Measured]:
        upper = self.name.upper()
        model = os.environ.get(f"EVAL_{upper}_MODEL", self.default)
        python = os.environ.get(f"EVAL_{upper}_PYTHON")
        if not python:
            raise EvalError(
                f"{self.name} runs in an environment of its own: make one with {_NEEDED[self.name]}, "
                f"and name its python in EVAL_{upper}_PYTHON"
            )
        request = {
            "model": model,
            "language": task.target_language,
            "examples": [
                {"source": example.source, "references": list(example.references), "output": output.text}
                for example, output in zip(task.examples, outputs, strict=True)
            ],
        }
        answer = ask(python, WORKERS / f"run_{self.name.lower()}.py", request)
        values = answer.get("scores")
        if not isinstance(values, list) or len(values) != len(outputs):
            raise EvalError(f"{self.name}: {python} gave no score for each output")
        signature = f"{self.name}|model:{model}|refs:max|{answer.get('version', 'version unknown')}|average:mean"
        return [mean(self.name, signature, "higher", [float(value) for value in values], scale=100)]


def comet() -> Neural:
    """COMET (Rei et al. 2022)."""
    return Neural("COMET", "Unbabel/wmt22-comet-da")


def bert_score() -> Neural:
    """BERTScore F1 (Zhang et al. 2020), not rescaled."""
    return Neural("BERTScore", "bert-base-multilingual-cased")


def ask(python: str, worker: Path, request: Mapping[str, Any]) -> dict[str, Any]:
    """Run `worker` under `python`, with the request as JSON on its standard input; its answer. Raises `EvalError`."""
    try:
        done = subprocess.run(
            [python, str(worker)], input=json.dumps(request), capture_output=True, text=True, encoding="utf-8"
        )
    except OSError as error:
        raise EvalError(f"{python} cannot be run: {error.strerror}") from None
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise EvalError(f"{worker.stem} failed under {python}: {last[:300]}")
    try:
        answer: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    except (ValueError, IndexError):
        raise EvalError(f"{worker.stem} under {python} gave no answer that is JSON") from None
    return answer
