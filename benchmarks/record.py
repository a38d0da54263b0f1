"""What a run has measured so far: written after every case, so that what is interrupted is not lost."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from math import nan
from pathlib import Path
from typing import Any

from benchmarks import report
from benchmarks.report import Row


@dataclass(slots=True)
class Record:
    """The rows of each case, and the seconds that each case took, loading and a round to warm up included."""

    folder: Path
    machine: str
    rows: list[Row] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    @classmethod
    def resume(cls, folder: Path, machine: str) -> Record:
        """What an earlier run left in `folder`, if it was one on the same machine with the same versions."""
        try:
            kept = json.loads((folder / "speed.json").read_text("utf-8"))
        except FileNotFoundError:
            return cls(folder, machine)
        if kept["machine"] != machine:
            return cls(folder, machine)
        return cls(folder, machine, [_row(row) for row in kept["rows"]], kept["seconds"])

    def add(self, case: str, rows: Sequence[Row], seconds: float) -> None:
        """Take in a case that was raced, and write everything."""
        self.rows += rows
        self.seconds[case] = seconds
        self.write([report.markdown(self.rows)])

    def write(self, parts: Sequence[str]) -> str:
        """`speed.json` and `speed.md`, which has the machine and then `parts`; returns the latter's text."""
        text = "\n\n".join([f"{self.machine}.", *parts, self._durations()])
        rows = [{name: None if value != value else value for name, value in asdict(row).items()} for row in self.rows]
        kept = {"machine": self.machine, "rows": rows, "seconds": self.seconds}
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "speed.json").write_text(json.dumps(kept, indent=1), encoding="utf-8")
        (self.folder / "speed.md").write_text(text + "\n", encoding="utf-8")
        return text

    def _durations(self) -> str:
        each = ", ".join(f"{case}: {seconds:.0f} s" for case, seconds in self.seconds.items())
        return f"The cases took {sum(self.seconds.values()) / 60:.0f} minutes ({each})."


def _row(kept: dict[str, Any]) -> Row:
    """What does not count is null in JSON, and nan here."""
    values: dict[str, Any] = {name: nan if value is None else value for name, value in kept.items()}
    return Row(**values)
