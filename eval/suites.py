"""Suites by name: which tasks a run is made of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from eval.datasets import news3
from eval.errors import EvalUsage
from eval.tasks import Task


def ci() -> list[Task]:
    """Everything that ships: what every change must pass."""
    return list(news3.tasks())


SUITES: dict[str, Callable[[], list[Task]]] = {"ci": ci}


def load(name: str, limit: int | None = None, data: Path | None = None) -> list[Task]:
    """The tasks of a suite: one of `SUITES`, a public set (`eval.datasets.public`), or a JSONL file of yours.

    `limit`: only so many examples of each task. `data`: a folder with the files of a public set. Raises `EvalUsage` on
    an unknown name, `EvalError` on bad data.
    """
    tasks = _tasks(name, data)
    return [task.only(task.examples[:limit]) for task in tasks] if limit else tasks


def _tasks(name: str, data: Path | None) -> list[Task]:
    if name in SUITES:
        return SUITES[name]()
    from eval.datasets import local, public

    if name in public.SETS:
        return public.load(name, data)
    if Path(name).suffix == ".jsonl":
        return local.suite(Path(name))
    raise EvalUsage(f"no suite {name!r}: choose one of {', '.join([*SUITES, *public.SETS])}, or give a .jsonl file")
