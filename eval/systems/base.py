"""What every system is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from eval.tasks import Output, Task


class System(Protocol):
    """Makes outputs, in a process of its own: so its memory can be told and its crash borne."""

    @property
    def name(self) -> str:
        """Short and unique: a row of the table."""
        ...

    def does(self, task: Task) -> bool:
        """Whether it can do this kind of task in these languages."""
        ...

    def fingerprint(self) -> str:
        """A hash of everything but the task that its outputs depend on: they are made again when it changes."""
        ...

    def outputs(self, task: Task) -> Iterator[Output]:
        """One output for each example, in order, as they become ready."""
        ...
