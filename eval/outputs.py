"""Outputs on disk: one file for each system, task and state of the code, a line an example, written as they come."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from eval.tasks import Output, Task


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where outputs are kept. What was made from other data or by other code has another name, and is not found."""

    folder: Path

    def path(self, system: str, fingerprint: str, task: Task) -> Path:
        """The file of one system's outputs for one task."""
        key = hashlib.sha256(f"{fingerprint} {task.hash}".encode()).hexdigest()[:16]
        return self.folder / f"{_safe(system)}.{_safe(task.name)}.{key}.jsonl"

    def read(self, system: str, fingerprint: str, task: Task) -> list[Output]:
        """What is there, in the order in which it was made; a last line that was cut off is left out."""
        path = self.path(system, fingerprint, task)
        if not path.exists():
            return []
        found: list[Output] = []
        for line in path.read_text("utf-8").split("\n"):
            try:
                found.append(Output(**json.loads(line)))
            except (ValueError, TypeError):
                continue
        return found

    def memory(self, system: str, fingerprint: str) -> float | None:
        """Peak megabytes of the process that made the outputs, where that is known."""
        path = self._memory(system, fingerprint)
        return float(path.read_text()) if path.exists() else None

    def keep_memory(self, system: str, fingerprint: str, megabytes: float) -> float:
        """Remember the peak, unless an earlier part of the work took more; the larger of the two."""
        peak = max(megabytes, self.memory(system, fingerprint) or 0.0)
        self.folder.mkdir(parents=True, exist_ok=True)
        self._memory(system, fingerprint).write_text(f"{peak:.1f}\n")
        return peak

    def _memory(self, system: str, fingerprint: str) -> Path:
        return self.folder / f"{_safe(system)}.{_safe(fingerprint)}.peak-mb"


def _safe(name: str) -> str:
    return re.sub(r"[^\w.-]+", "-", name)


@contextmanager
def writing(path: Path) -> Iterator[Callable[[Output], None]]:
    """Gives what adds one output to the file and sees it to the disk: a run that is stopped goes on from here."""
    path.parent.mkdir(parents=True, exist_ok=True)
    torn = path.exists() and path.stat().st_size > 0 and not path.read_bytes().endswith(b"\n")
    with path.open("a", encoding="utf-8") as file:
        if torn:
            file.write("\n")

        def write(output: Output) -> None:
            file.write(json.dumps(asdict(output), ensure_ascii=False) + "\n")
            file.flush()

        yield write
