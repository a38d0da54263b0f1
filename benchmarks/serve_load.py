"""Many requests at once: `python -m benchmarks.serve_load [--requests 40] [--at-once 8] [--minutes 5]`.

Starts `summarize serve` on loopback and asks for digests of short articles, one after the other and `--at-once`
together, by turns, so that a busy machine disturbs both alike. Prints for both the waiting times (p50, p95, seconds),
digests a second, the server's CPU seconds a digest, how many sentences decoded together on average, and the ratios.
Bounded by `--minutes`.
"""

from __future__ import annotations

import argparse
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice

import httpx
import psutil

from benchmarks import articles

TURNS = 4
"""Of each way."""


@dataclass
class Way:
    """How one way of asking went."""

    at_once: int
    waited: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    wall: float = 0.0
    cpu: float = 0.0
    batches: float = 0.0
    sentences: float = 0.0

    def line(self) -> str:
        """The figures."""
        p95 = statistics.quantiles(self.waited, n=20)[-1]
        return (
            f"{self.at_once:3} at once: p50 {statistics.median(self.waited):.2f} s, p95 {p95:.2f} s, "
            f"{self.rate:.2f} digests/s, {self.cpu / len(self.waited):.3f} CPU s/digest, "
            f"{self.sentences / self.batches:.1f} sentences together; {len(self.failed)} failed {self.failed[:1] or ''}"
        )

    @property
    def rate(self) -> float:
        """Digests a second."""
        return len(self.waited) / self.wall


@dataclass(frozen=True, slots=True)
class Load:
    """A server and who asks it, until `ends` (`time.monotonic()`)."""

    client: httpx.Client
    server: psutil.Process
    ends: float

    def turn(self, way: Way, asked: list[dict[str, str]]) -> None:
        """Ask for digests of `asked` in this way."""
        sentences, batches = self._decoded()
        wall, cpu = time.perf_counter(), self._cpu()
        with ThreadPoolExecutor(way.at_once) as pool:
            for found in pool.map(self._ask, asked):
                if isinstance(found, float):
                    way.waited.append(found)
                else:
                    way.failed.append(found)
        way.wall += time.perf_counter() - wall
        way.cpu += self._cpu() - cpu
        after = self._decoded()
        way.sentences += after[0] - sentences
        way.batches += after[1] - batches

    def _ask(self, article: dict[str, str]) -> float | str:
        """Seconds to the whole digest, or why there is none."""
        if time.monotonic() > self.ends:
            return "not asked: --minutes is over"
        began = time.perf_counter()
        body = {"text": article["text"], "title": article["title"], "only_summary": True, "repair": False}
        try:
            answer = self.client.post("/v1/digest", json=body)
        except httpx.HTTPError as error:
            return str(error)
        return time.perf_counter() - began if answer.status_code == 200 else f"{answer.status_code}: {answer.text[:80]}"

    def _cpu(self) -> float:
        times = self.server.cpu_times()
        return float(times.user + times.system)

    def _decoded(self) -> tuple[float, float]:
        """(sentences, batches) so far."""
        text = self.client.get("/metrics").text
        found = [re.search(rf"^summarizer_batch_sentences_{name} (\S+)$", text, re.M) for name in ("sum", "count")]
        return tuple(float(match[1]) if match else 0.0 for match in found)  # type: ignore[return-value]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--requests", type=int, default=40, help="each way")
    parser.add_argument("--at-once", type=int, default=8)
    parser.add_argument("--minutes", type=float, default=5.0)
    given = parser.parse_args()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = "from summarizer.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "--port", str(port), "--profile", "builtin"]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    ends = time.monotonic() + 60 * given.minutes
    ways = [Way(1), Way(given.at_once)]
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=300) as client:
            while not _ready(client):
                if server.poll() is not None or time.monotonic() > ends:
                    sys.exit("the service did not become ready")
                time.sleep(0.2)
            load = Load(client, psutil.Process(server.pid), ends)
            for part in _parts(given.requests):
                for way in ways:
                    load.turn(way, part)
    finally:
        server.terminate()
        server.wait(300)
    if any(len(way.waited) < 2 for way in ways):
        sys.exit(f"too few digests to say anything: {[*ways[0].failed, *ways[1].failed][:1]}")
    one, many = ways
    print(one.line(), many.line(), sep="\n")
    cheaper = (one.cpu / len(one.waited)) / (many.cpu / len(many.waited))
    faster = many.rate / one.rate
    print(f"{many.at_once} at once: {faster:.2f} times the digests/s, {cheaper:.2f} times those a CPU second")
    sys.exit(1 if one.failed or many.failed else 0)


def _parts(requests: int) -> Iterator[list[dict[str, str]]]:
    """The articles of each turn."""
    given = articles.articles(requests)
    while part := list(islice(given, -(-requests // TURNS))):
        yield part


def _ready(client: httpx.Client) -> bool:
    try:
        return client.get("/readyz").status_code == 200
    except httpx.HTTPError:
        return False


if __name__ == "__main__":
    main()
