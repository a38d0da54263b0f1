"""What it costs to start: `python -m benchmarks.startup [--rounds N]`.

A cold digest of an example on the built-in profile, beside what one would otherwise wait for: the import of a Marian
model in transformers. The two run alternately, each in a process of its own; medians are compared within one run,
because seconds alone say more about the machine than about the program. Goals: peak memory below 350 MB, help below
0.3 s of CPU, a wheel below 40 MB, and a summary in a fraction of what the peer needs to be imported.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import click

ROOT = Path(__file__).parent.parent
EXAMPLE = "examples/wire-report.txt"
DIGEST = ("-m", "summarizer", EXAMPLE, "--profile", "builtin", "--quiet")
COMMANDS: dict[str, tuple[str, ...]] = {
    "import torch, transformers": ("-c", "import torch, transformers"),
    "import transformers' Marian": ("-c", "import transformers.models.marian.modeling_marian"),
    "summarize --help": ("-m", "summarizer", "--help"),
    "summary alone": (*DIGEST, "--to", "en"),
    "digest, no repair": (*DIGEST, "--no-repair"),
    "digest": DIGEST,
}
PEER = "import transformers' Marian"


@dataclass(frozen=True, slots=True)
class Cost:
    """One process: seconds on the clock, seconds of CPU, and the most memory it held, in MB."""

    wall: float
    cpu: float
    peak: float


@dataclass(frozen=True, slots=True)
class Row:
    """The medians of one command, and its CPU time as a share of the peer's in the same run."""

    name: str
    cost: Cost
    ratio: float


def spend(arguments: Sequence[str]) -> Cost:
    """Run Python with `arguments` in the project's folder. Raises `RuntimeError` where it fails."""
    environment = {**os.environ, "HF_HUB_OFFLINE": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed package is compiled, as the peers' are
    before = os.times().elapsed
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert process.stderr
    errors = process.stderr.read()
    process.stderr.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(arguments)}: {errors.decode(errors='replace')}")
    scale = 1e6 if sys.platform == "darwin" else 1e3
    return Cost(os.times().elapsed - before, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / scale)


def rows(rounds: int) -> list[Row]:
    """Every command `rounds` times, in turn, after one round that fills the caches."""
    costs: dict[str, list[Cost]] = {name: [] for name in COMMANDS}
    for n in range(rounds + 1):
        for name, arguments in COMMANDS.items():
            cost = spend(arguments)
            if n:
                costs[name].append(cost)
    middle = {name: _median(found) for name, found in costs.items()}
    return [Row(name, cost, cost.cpu / middle[PEER].cpu) for name, cost in middle.items()]


def _median(costs: Sequence[Cost]) -> Cost:
    return Cost(*(median(values) for values in zip(*((c.wall, c.cpu, c.peak) for c in costs), strict=True)))


def markdown(rounds: int) -> str:
    """Cold starts as a table, and the size of the wheel."""
    lines = ["| cold start | CPU s | wall s | peak MB | × the import of transformers' Marian, CPU |",
             "|---|--:|--:|--:|--:|"]  # fmt: skip
    lines += [
        f"| {row.name} | {row.cost.cpu:.2f} | {row.cost.wall:.2f} | {row.cost.peak:.0f} | {row.ratio:.2f} |"
        for row in rows(rounds)
    ]
    return "\n".join([*lines, "", f"The wheel has {wheel_megabytes():.1f} MB."])


def wheel_megabytes() -> float:
    """The size of the wheel, built from this checkout."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        (wheel,) = Path(folder).glob("*.whl")
        return wheel.stat().st_size / 1e6


@click.command()
@click.option("--rounds", type=click.IntRange(min=1), default=5, show_default=True)
def main(rounds: int) -> None:
    """Measure cold starts, memory and the wheel. The peak of a child counts what this process held: it stays small."""
    click.echo(markdown(rounds))


if __name__ == "__main__":
    main()
