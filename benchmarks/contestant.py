"""One contestant in a process of its own: `python -m benchmarks.contestant NAME TASK.json`, run by `benchmarks.race`.

It loads its model, writes `ready`, and then does the task once for each number of a round on standard input, answering
with a line of JSON. Being alone it shares no thread pool with another library, and its peak memory is its own.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path

from benchmarks.contestants import load


def peak() -> float:
    """Most resident memory of this program, MB: Linux's `ru_maxrss` would count what its parent held before it."""
    try:
        (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 / 1e6
    except (OSError, ValueError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def main() -> None:
    """Load, then run once a line."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a library prints is no answer
    run = load(sys.argv[1], json.loads(Path(sys.argv[2]).read_text("utf-8")))
    print("ready", file=answers, flush=True)
    for line in sys.stdin:
        wall, cpu = time.perf_counter(), time.process_time()
        texts = run(int(line))
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        print(json.dumps({"wall": wall, "cpu": cpu, "peak": peak(), "texts": texts}), file=answers, flush=True)


if __name__ == "__main__":
    main()
