"""Many requests at once: `python -m benchmarks.serve_load [--requests 40] [--at-once 8] [--minutes 5]`.

Starts `summarize serve` on loopback, asks for digests of short articles, and prints the waiting times (p50, p95,
seconds), requests a second, and how many sentences decoded together on average. Bounded by `--minutes`.
"""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import httpx

from benchmarks import articles

PORT = 8765


def ask(client: httpx.Client, article: dict[str, str], ends: float) -> float | str:
    """Seconds to the whole digest, or why there is none."""
    if time.monotonic() > ends:
        return "not asked: --minutes is over"
    began = time.perf_counter()
    body = {"text": article["text"], "title": article["title"], "only_summary": True, "repair": False}
    try:
        answer = client.post("/v1/digest", json=body)
    except httpx.HTTPError as error:
        return str(error)
    return time.perf_counter() - began if answer.status_code == 200 else f"{answer.status_code}: {answer.text[:80]}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--requests", type=int, default=40)
    parser.add_argument("--at-once", type=int, default=8)
    parser.add_argument("--minutes", type=float, default=5.0)
    given = parser.parse_args()
    code = "from summarizer.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "--port", str(PORT), "--profile", "builtin"]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    ends = time.monotonic() + 60 * given.minutes
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{PORT}", timeout=120) as client:
            while not _ready(client):
                if server.poll() is not None or time.monotonic() > ends:
                    sys.exit("the service did not become ready")
                time.sleep(0.2)
            began = time.perf_counter()
            with ThreadPoolExecutor(given.at_once) as pool:
                found = list(pool.map(lambda a: ask(client, a, ends), articles.articles(given.requests)))
            took = time.perf_counter() - began
            metrics = client.get("/metrics").text
    finally:
        server.terminate()
        server.wait(90)
    waited = sorted(seconds for seconds in found if isinstance(seconds, float))
    failed = [reason for reason in found if isinstance(reason, str)]
    print(f"{len(waited)} digests, {given.at_once} at once; {len(failed)} failed {failed[:1] or ''}")
    if len(waited) > 1:
        p95 = statistics.quantiles(waited, n=20)[-1]
        print(f"p50 {statistics.median(waited):.2f} s, p95 {p95:.2f} s, {len(waited) / took:.2f} a second")
    total, count = (float(_metric(metrics, f"summarizer_batch_sentences_{name}")) for name in ("sum", "count"))
    print(f"{total / count:.1f} sentences decoded together on average")
    sys.exit(1 if failed else 0)


def _ready(client: httpx.Client) -> bool:
    try:
        return client.get("/readyz").status_code == 200
    except httpx.HTTPError:
        return False


def _metric(text: str, name: str) -> str:
    found = re.search(rf"^{name} (\S+)$", text, re.MULTILINE)
    return found[1] if found else "nan"


if __name__ == "__main__":
    main()
