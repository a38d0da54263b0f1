"""What the tests of the harness share: the tasks of the collection that ships."""

from __future__ import annotations

import pytest

from eval.datasets import news3
from eval.tasks import Task


@pytest.fixture(scope="session")
def tasks() -> list[Task]:
    """Every task of the collection that ships, whole."""
    return list(news3.tasks())


@pytest.fixture(scope="session")
def small(tasks: list[Task]) -> list[Task]:
    """The same with six examples each."""
    return [task.only(task.examples[11:17]) for task in tasks]
