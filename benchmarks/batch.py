"""Many articles, five ways, in one run: `python -m benchmarks.batch [--articles 60] [--threads 2]`.

Compares one process for each article, a Python loop over `digest()`, the batch, the batch on Ray, and the engine alone
decoding the same sentences with nothing around it. Wall time is what a user waits; CPU time (of all processes) is what
a busy machine cannot spoil, so the ratios of both are printed.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import articles

COMMAND = (sys.executable, "-c", "from summarizer.cli import main; main()")


@dataclass(frozen=True, slots=True)
class Cost:
    """What `articles` articles took, in seconds."""

    articles: int
    wall: float
    cpu: float


def measure(count: int, work: Callable[[], object]) -> Cost:
    """Time `work`, its child processes included."""
    wall, cpu = time.perf_counter(), _cpu()
    work()
    return Cost(count, time.perf_counter() - wall, _cpu() - cpu)


def _cpu() -> float:
    return sum(
        u.ru_utime + u.ru_stime for u in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def command(*arguments: object) -> None:
    """Run `summarize`."""
    run = subprocess.run([*COMMAND, *map(str, arguments)], capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(f"{' '.join(map(str, arguments))}: {run.stderr.strip()}")


def one_by_one(folder: Path, jobs: list[dict[str, str]], options: list[str]) -> Cost:
    """A process for each article."""
    paths = []
    for job in jobs:
        paths.append(folder / f"{job['id']}.txt")
        paths[-1].write_text(f"{job['title']}\n\n{job['text']}", "utf-8")

    def digest_each() -> None:
        for path in paths:
            command(path, *options, "--format", "json", "-o", f"{path}.json")

    return measure(len(paths), digest_each)


def loop(jobs: list[dict[str, str]], options: Any) -> Cost:
    """A Python loop over `digest()`."""
    from summarizer import digest, read_text

    return measure(len(jobs), lambda: [digest(read_text(j["text"], title=j["title"]), options) for j in jobs])


def batch(jobs: list[dict[str, str]], options: Any, models: Any) -> Cost:
    """The batch, models loaded."""
    from summarizer.batching import local
    from summarizer.batching.jobs import Job

    work = [Job(j["id"], text=j["text"], title=j["title"]) for j in jobs]
    return measure(len(jobs), lambda: list(local.run(work, options, models)))


def bare(jobs: list[dict[str, str]], options: Any, models: Any) -> tuple[Cost, int]:
    """CTranslate2 alone on the same sentences, in its own batches; also the output tokens."""
    from summarizer.batching.jobs import Job
    from summarizer.digest import prepare

    plans = [
        prepare(
            Job(j["id"], text=j["text"], title=j["title"]).read(keep_boilerplate=False, offline=True), options, models
        )
        for j in jobs
    ]
    texts = list(dict.fromkeys(text for plan in plans for text in plan.texts))
    tokens = 0

    def decode() -> None:
        nonlocal tokens
        for target, translator in models.translators.items():
            engine = translator.engine
            given = [engine._tokenizer.encode(text, "en", target) for text in texts]
            results = engine._load().translate_batch(
                given, beam_size=translator.search.beams, max_batch_size=1024, batch_type="tokens", max_input_length=0,
                return_scores=True,
            )  # fmt: skip
            tokens += sum(len(result.hypotheses[0]) for result in results)

    cost = measure(len(jobs), decode)
    return cost, tokens


def on_ray(source: Path, count: int, options: list[str]) -> Cost:
    """The batch on a Ray cluster that is started for it; its workers' CPU time is not this process's, so it is nan."""
    output = source.with_suffix(".ray.jsonl")
    cost = measure(count, lambda: command("batch", source, "-o", output, "--engine", "ray", *options))
    return Cost(count, cost.wall, float("nan"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--size", type=int, default=6, help="sentences an article, on average")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repair", action="store_true", help="try doubtful sentences again (the bare engine does not)")
    parser.add_argument("--no-ray", action="store_true")
    given = parser.parse_args()

    from summarizer.digest import Options, Runtime
    from summarizer.profiles import load

    options = Options(profile="builtin", repair=given.repair, runtime=Runtime(threads=given.threads))
    flags = ["--profile", "builtin", "--threads", str(given.threads), *([] if given.repair else ["--no-repair"])]
    jobs = list(articles.articles(given.articles, given.size))
    few = jobs[: max(3, given.articles // 10)]
    models = load(options)
    batch(few, options, models)  # what is loaded at first use is loaded now, for all
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        costs = {"a process each": one_by_one(folder, few, flags), "a loop over digest()": loop(jobs, options)}
        costs["batch"] = batch(jobs, options, models)
        costs["engine alone"], tokens = bare(jobs, options, models)
        if not given.no_ray:
            articles.write(source := folder / "in.jsonl", given.articles, given.size)
            costs["batch --engine ray"] = on_ray(
                source, given.articles, [f for f in flags if f != str(given.threads) and f != "--threads"]
            )
        base = costs["a loop over digest()"]
        print(
            f"{given.articles} articles of {given.size} sentences, ru and zh, {given.threads} threads, "
            f"{tokens:,} output tokens"
        )
        for title, cost in costs.items():
            rate, by_cpu = cost.articles / cost.wall, cost.cpu / cost.articles
            against = f"{rate * base.wall / base.articles:.2f}× wall, {base.cpu / base.articles / by_cpu:.2f}× CPU"
            print(f"{title:22} {rate:7.2f} articles/s {by_cpu:7.3f} CPU s/article   {against} of the loop")
        alone, whole = costs["engine alone"], costs["batch"]
        print(f"engine alone: {tokens / alone.wall:,.0f} tokens/s, {tokens / alone.cpu:,.0f} tokens/CPU s")
        print(f"batch/engine alone: {alone.wall / whole.wall:.2f} wall, {alone.cpu / whole.cpu:.2f} CPU")


if __name__ == "__main__":
    main()
