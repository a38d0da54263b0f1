"""Make the outputs of one system in a process of its own: its memory is its own, and so is its crash."""

from __future__ import annotations

import multiprocessing
import resource
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from eval.outputs import Shelf, writing
from eval.systems.catalog import build
from eval.tasks import Output, Task

Progress = Callable[[str, int, int], None]
"""Called with the task's name, outputs made, outputs wanted."""


@dataclass
class Produced:
    """What one system made: outputs by task name; and why a task has none."""

    system: str
    fingerprint: str = ""
    outputs: dict[str, list[Output]] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    """By task name (or `*` for all): one line."""
    memory_mb: float | None = None
    """Peak resident memory of the process that made them."""


def produce(system: str, tasks: Sequence[Task], shelf: Shelf, progress: Progress) -> Produced:
    """Outputs of `system` for those of `tasks` that it can do; only what is not on the shelf is made."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(system, tuple(tasks), shelf.folder, theirs), daemon=True)
    process.start()
    theirs.close()
    produced = Produced(system)
    current = "*"
    try:
        while True:
            kind, *rest = ours.recv()
            if kind == "fingerprint":
                produced.fingerprint = rest[0]
            elif kind == "progress":
                current = rest[0]
                progress(*rest)
            elif kind == "outputs":
                produced.outputs[rest[0]] = rest[1]
                current = "*"
            elif kind == "failed":
                produced.failures[rest[0]] = rest[1]
            elif kind == "memory":
                produced.memory_mb = rest[0]
    except EOFError:
        process.join()
    finally:
        if process.is_alive():
            process.terminate()
    if process.exitcode:
        produced.failures[current] = f"its process ended with {_how(process.exitcode)}"
    return produced


def _how(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def _work(name: str, tasks: tuple[Task, ...], folder: Path, connection: Connection) -> None:
    """The child: everything it learns goes through the pipe, everything it makes to the shelf."""

    def send(*message: Any) -> None:
        connection.send(message)

    try:
        system = build(name)
        fingerprint = system.fingerprint()
    except Exception as error:
        send("failed", "*", _line(error))
        return
    send("fingerprint", fingerprint)
    shelf = Shelf(folder)
    worked = False
    for task in tasks:
        try:
            if not system.does(task):
                continue
            done = {output.id for output in shelf.read(name, fingerprint, task)}
            left = tuple(example for example in task.examples if example.id not in done)
            path = shelf.path(name, fingerprint, task)
            send("progress", task.name, len(done), len(task.examples))
            if left:
                worked = True
                with writing(path) as write:
                    for output in system.outputs(task.only(left)):
                        write(_sound(output))
                        done.add(output.id)
                        send("progress", task.name, len(done), len(task.examples))
            send("outputs", task.name, shelf.read(name, fingerprint, task))
        except BrokenPipeError:
            return  # the run was stopped; what was made is on the shelf
        except Exception as error:
            send("failed", task.name, _line(error))
    peak = shelf.keep_memory(name, fingerprint, _peak_mb()) if worked else shelf.memory(name, fingerprint)
    send("memory", peak)


def _sound(output: Output) -> Output:
    if not isinstance(output.text, str):
        raise TypeError(f"its output for {output.id} is {output.text!r}, not text")
    return output


def _line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]


def _peak_mb() -> float:
    """Linux tells the peak of this program alone; elsewhere it may include that of the process it was started from."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
