"""`summarize batch`: many articles, resumable."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import click

from summarizer.commands.options import digest_options, option_lines
from summarizer.errors import OutputError, UsageError

if TYPE_CHECKING:
    from summarizer.batching.jobs import Job
    from summarizer.batching.journal import Journal
    from summarizer.batching.local import Outcome
    from summarizer.digest import Options
    from summarizer.results import Digest


@click.command("batch", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="JSONL: one digest a line.")
@digest_options
@click.option("--engine", type=click.Choice(["local", "ray"]), default="local", show_default=True, help="Who works.")
@click.option("--address", metavar="ADDRESS", help="A running Ray cluster; by default one is started here.")
@click.option("--workers", type=click.IntRange(min=1), help="Ray workers; by default one for each core.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many articles.")
@click.option("--shard", metavar="I/N", default="1/1", help="Only the I-th of N parts of the input.")
@click.option("--unordered", is_flag=True, help="Write digests as they become ready.")
@click.option("--max-errors", type=click.IntRange(min=1), help="Stop after so many failed articles.")
@click.option("--retry-failed", is_flag=True, help="Do the failed articles of an earlier run again.")
@click.option("-q", "--quiet", is_flag=True, help="No progress bar.")
def command(
    *,
    inputs: tuple[str, ...],
    output: Path,
    options: Options,
    engine: str,
    address: str | None,
    workers: int | None,
    limit: int | None,
    shard: str,
    unordered: bool,
    max_errors: int | None,
    retry_failed: bool,
    quiet: bool,
) -> int:
    """Digest many articles: JSONL files (id, and text, url or path), folders and globs, to one digest a line.

    A run that was stopped, or killed, goes on where it was when it is started again. Failures go to OUT.failed.jsonl
    with the reason. Exit code 1 if any article failed.
    """
    from summarizer.batching.jobs import Shard, jobs
    from summarizer.batching.journal import Journal

    if (address or workers) and engine != "ray":
        raise UsageError("--address and --workers are for --engine ray")
    part = Shard.parse(shard)
    request = option_lines(options) | {"shard": shard}
    with Journal(output, request, retry_failed=retry_failed) as journal, _bar(quiet, inputs, limit) as bar:
        todo = _not_done(jobs(inputs, part, limit), journal)
        for outcome in _engine(engine, todo, options, address, workers, unordered):
            if outcome.digest is not None:
                journal.add(outcome.job.id, _record(outcome.job, outcome.digest))
            else:
                journal.fail(outcome.job.id, outcome.problem or "unknown")
            bar.step(journal.failures)
            if max_errors is not None and journal.failures >= max_errors:
                raise OutputError(
                    f"stopped after {journal.failures} failed articles (--max-errors): see {journal.failed}"
                )
    click.echo(
        f"{journal.written} digests in {output}"
        + (f"; {journal.failures} failed: see {journal.failed}" if journal.failures else ""),
        err=True,
    )
    return 1 if journal.failures else 0


def _engine(
    engine: str, todo: Iterator[Job], options: Options, address: str | None, workers: int | None, unordered: bool
) -> Iterator[Outcome]:
    if engine == "ray":
        from summarizer.batching import cluster

        return cluster.run(todo, options, address=address, workers=workers, ordered=not unordered)
    from summarizer.batching import local
    from summarizer.profiles import load

    return local.run(todo, options, load(options))


def _not_done(todo: Iterator[Job], journal: Journal) -> Iterator[Job]:
    """The jobs that no record answers to yet; a second job of the same id fails under a name of its own."""
    from dataclasses import replace

    seen: set[int] = set()
    for job in todo:
        key = hash(job.id)
        if key in seen:
            double = f"{job.id} (again)"
            if not journal.is_done(double):
                yield replace(job, id=double, problem=f"the id {job.id!r} occurs twice")
            continue
        seen.add(key)
        if not journal.is_done(job.id):
            yield job


def _record(job: Job, digest: Digest) -> dict[str, Any]:
    """The digest's JSON under its job's id, without timings: the same input gives the same bytes."""
    data = digest.to_dict()
    data["report"].pop("seconds")
    return {"id": job.id, **data}


class _Bar(Protocol):
    def step(self, failures: int) -> None: ...


@contextmanager
def _bar(quiet: bool, inputs: tuple[str, ...], limit: int | None) -> Iterator[_Bar]:
    """A progress bar on stderr with rate and time left, where a person looks at it."""
    import sys

    if quiet or not sys.stderr.isatty():
        yield _NoBar()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from summarizer.batching.jobs import jobs

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("articles", total=sum(1 for _ in jobs(inputs, limit=limit)))

        class Bar:
            def step(self, failures: int) -> None:
                speed = progress.tasks[0].speed or 0.0
                failed = f", {failures} failed" if failures else ""
                progress.update(task, advance=1, description=f"articles {speed:.1f}/s{failed}")

        yield Bar()


class _NoBar:
    def step(self, failures: int) -> None:
        """Nobody is looking."""
