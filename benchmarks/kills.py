"""A batch that is killed again and again: `python -m benchmarks.kills [--articles 2000] [--kills 10] [--engine ray]`.

Runs a batch undisturbed, then the same batch under SIGKILL at random points of its progress until it ends, and
compares the outputs byte for byte. The undisturbed run is always a local one, so `--engine ray` also compares the
engines. Exit code 1 where they differ.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NoReturn

from benchmarks import articles

BATCH = (sys.executable, "-c", "from summarizer.cli import main; main()", "batch")


def start(source: Path, output: Path, options: list[str]) -> subprocess.Popen[bytes]:
    """A batch in a process group of its own."""
    command = [*BATCH, str(source), "-o", str(output), *options]
    with log(output).open("ab") as stderr:
        return subprocess.Popen(command, start_new_session=True, stderr=stderr)


def log(output: Path) -> Path:
    """Where a batch's standard error goes."""
    return output.with_suffix(".log")


def done(output: Path) -> int:
    """Records that the journal vouches for."""
    journal = output.with_name(f"{output.name}.journal")
    return max(0, journal.read_bytes().count(b"\n") - 1) if journal.exists() else 0


def disturbed(source: Path, output: Path, options: list[str], kills: int, seconds: float, seed: int) -> int:
    """Run until it ends, killed `kills` times on the way, at random over `seconds`; returns how often it was killed."""
    chance = random.Random(seed)
    for killed in range(kills):
        before = done(output)
        process = start(source, output, options)
        while killed % 2 and process.poll() is None and done(output) == before:
            time.sleep(0.005)  # every other time not before something was done
        try:  # anywhere in loading, a window, a record, a flush
            ended = process.wait(chance.uniform(0, seconds / kills))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            print(f"killed at {done(output)}", flush=True)
        else:
            return killed if ended == 0 else failed(output)
    return kills if start(source, output, options).wait() == 0 else failed(output)


def failed(output: Path) -> NoReturn:
    """Say why a batch ended badly."""
    reasons = output.with_suffix(".failed.jsonl")
    sys.exit(f"a run failed: {log(output).read_text()}{reasons.read_text()[:500] if reasons.exists() else ''}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--size", type=int, default=5, help="sentences an article, on average")
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=["local", "ray"], default="local")
    parser.add_argument("--options", default="--only summary --no-repair", help="further options of the batch")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.jsonl"
        articles.write(source, given.articles, given.size, given.seed)
        options = ["--profile", "builtin", *given.options.split()]
        whole, broken = Path(folder) / "whole.jsonl", Path(folder) / "broken.jsonl"
        began = time.perf_counter()
        if start(source, whole, options).wait():
            failed(whole)
        seconds = time.perf_counter() - began
        print(f"undisturbed: {given.articles} articles in {seconds:.0f} s", flush=True)
        options += ["--engine", given.engine]
        killed = disturbed(source, broken, options, given.kills, seconds, given.seed)
        expected, found = whole.read_bytes().splitlines(), broken.read_bytes().splitlines()
        same = whole.read_bytes() == broken.read_bytes()
        print(f"{given.engine}: killed {killed} times, {len(found)} digests, {'identical' if same else 'DIFFERENT'}")
        for one, other in zip(expected, found, strict=False):
            if one != other:
                sys.exit(f"the first difference:\n{one.decode()}\n{other.decode()}")
        sys.exit(0 if same and len(found) == given.articles else 1)


if __name__ == "__main__":
    main()
