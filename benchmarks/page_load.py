"""Fifty visitors at once: `python -m benchmarks.page_load [--visitors 50] [--digests 500]`.

Serves the page on loopback in a process of its own. A cold visitor comes first, with Chromium where there is one: the
first paint, the first summary and the whole digest of a 600-word article. Then all visitors ask for that article
through the same queue that browsers wait in: p50 and p95 of the waiting times (seconds from asking to the whole
digest), whether answers came in the order of arrival, and the server's peak and final resident memory. Bounded: at
most `--minutes`.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import re
import shutil
import statistics
import sys
import threading
import time
from dataclasses import dataclass
from itertools import accumulate, pairwise
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """One digest: when it was asked for and when it came, in seconds; `error` where it did not."""

    asked: float
    came: float
    error: str = ""


def article(words: int) -> str:
    """The shortest shipped English article of that many words, to the end of the paragraph that reaches them."""
    from summarizer.page.examples import examples

    text = next((e.text for e in examples() if len(e.text.split()) >= words), "")
    if not text:
        sys.exit(f"no shipped article has {words} words: give a lower --words")
    paragraphs = re.split(r"\n\s*\n", text)
    counts = accumulate(len(paragraph.split()) for paragraph in paragraphs)
    last = next(n for n, count in enumerate(counts, start=1) if count >= words)
    return "\n\n".join(paragraphs[:last])


def serve(pipe: Connection, profile: str) -> None:
    """The server process: sends its address, then its memory whenever it is asked."""
    from summarizer.page.limits import Limits
    from summarizer.page.look import Serving, launch
    from summarizer.page.workshop import Workshop

    shop = Workshop(Limits(at_once=1000, in_ten_minutes=100_000), profile)
    shop.in_use()
    _, url = launch(shop, Serving(), block=False)
    pipe.send(url)
    while pipe.recv() == "memory":
        pipe.send((_status("VmRSS"), _status("VmHWM")))


def _status(field: str) -> float:
    """A field of /proc/self/status in MB."""
    match = re.search(rf"{field}:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(match[1]) / 1024 if match else float("nan")


def ask(client: Any, text: str) -> Answer:
    """One visitor's digest."""
    asked = time.perf_counter()
    try:
        client.predict(text=text, api_name="/digest")
        return Answer(asked, time.perf_counter())
    except Exception as error:  # whatever fails is what the run is to show
        return Answer(asked, time.perf_counter(), str(error)[:120])


def cold(url: str, text: str) -> str:
    """One visitor's seconds to the first paint, and from asking to the first summary and to the whole digest."""
    from playwright.sync_api import sync_playwright

    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        return "cold visitor: not measured, there is no Chromium"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--headless", "--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto(url)
        page.wait_for_selector("#pg-go")
        paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime") / 1000
        page.fill("#pg-text textarea", text)
        asked = time.perf_counter()
        page.click("#pg-go")
        page.wait_for_selector(".dg-summary", timeout=300_000)
        summary = time.perf_counter() - asked
        page.wait_for_selector(".dg-strip", timeout=300_000)
        whole = time.perf_counter() - asked
        strip = " · ".join(page.inner_text(".dg-strip").split("\n"))
        browser.close()
    return f"cold visitor: paint {paint:.2f} s, first summary {summary:.1f} s, whole digest {whole:.1f} s ({strip})"


def crowd(url: str, text: str, visitors: int) -> list[Answer]:
    """All visitors at once, each with a session of their own."""
    from gradio_client import Client

    clients = [Client(url, verbose=False) for _ in range(visitors)]
    answers: list[Answer] = []
    threads = []
    for client in clients:
        threads.append(threading.Thread(target=lambda c=client: answers.append(ask(c, text))))
        threads[-1].start()
        time.sleep(0.1)  # so that there is an order of arrival
    for thread in threads:
        thread.join()
    return answers


def tell(answers: list[Answer]) -> None:
    """Print how long the crowd waited, and whether in order."""
    took = sorted(a.came - a.asked for a in answers if not a.error)
    failed = [a.error for a in answers if a.error]
    order = [a.asked for a in sorted(answers, key=lambda a: a.came)]
    swaps = sum(first > second for first, second in pairwise(order))
    print(f"{len(answers)} visitors: {len(failed)} failed {failed[:1] or ''}")
    if len(took) > 1:
        p95 = statistics.quantiles(took, n=20)[-1]
        every = (max(a.came for a in answers) - min(a.asked for a in answers)) / len(answers)
        print(f"waiting: p50 {statistics.median(took):.1f} s, p95 {p95:.1f} s, a digest every {every:.2f} s")
    print(f"out of order: {swaps}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--visitors", type=int, default=50, help="at once; 0: only the cold one")
    parser.add_argument("--words", type=int, default=600)
    parser.add_argument("--digests", type=int, default=0, help="then so many one after another, for the memory")
    parser.add_argument("--profile", default="builtin")
    parser.add_argument("--minutes", type=float, default=30.0)
    options = parser.parse_args()

    here, there = multiprocessing.get_context("spawn").Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(there, options.profile), daemon=True)
    server.start()
    url = here.recv()
    stop = time.monotonic() + 60 * options.minutes
    text = article(options.words)
    print(f"{len(text.split())} words, profile {options.profile}")

    print(cold(url, text), flush=True)

    if options.visitors:
        tell(crowd(url, text, options.visitors))
    print("memory: now {:.0f} MB, peak {:.0f} MB".format(*memory(here)))

    if options.digests:
        from gradio_client import Client

        client = Client(url, verbose=False)
        for n in range(1, options.digests + 1):
            ask(client, text)
            if n % max(1, options.digests // 10) == 0:
                print("after {} digests: now {:.0f} MB, peak {:.0f} MB".format(n, *memory(here)), flush=True)
            if time.monotonic() > stop:
                print(f"stopped after {n} digests: --minutes is over")
                break
    here.send("end")
    server.terminate()


def memory(pipe: Connection) -> tuple[float, float]:
    """The server's resident memory now and at its peak, in MB."""
    pipe.send("memory")
    now, peak = pipe.recv()
    return now, peak


if __name__ == "__main__":
    main()
