"""What the commands say on stderr while a model is being converted."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import click

from summarizer.models.waiting import telling

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


def told_in_a_line() -> AbstractContextManager[None]:
    """Where no person looks: a line when it begins."""
    return telling(lambda what: click.echo(f"{what} …", err=True) if what else None)


def told_beside(bar: Progress) -> AbstractContextManager[None]:
    """On a terminal: a second bar while it goes on."""
    added: list[TaskID] = []

    def show(what: str) -> None:
        while added:
            bar.remove_task(added.pop())
        if what:
            added.append(bar.add_task(what, total=None, left=""))

    return telling(show)
