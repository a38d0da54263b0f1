"""`summarize batch`: many articles, resumable."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from summarizer.commands.options import digest_options, option_lines
from summarizer.errors import OutputError, SummarizerError, UsageError

if TYPE_CHECKING:
    from summarizer.batching.jobs import Shard
    from summarizer.batching.journal import Journal
    from summarizer.batching.parts import Parts
    from summarizer.digest import Options
    from summarizer.profiles import Models


@click.command("batch", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@click.option("-o", "--output", metavar="OUT", required=True, help="JSONL, one digest a line; or an s3://… folder.")
@digest_options
@click.option("--engine", type=click.Choice(["local", "ray"]), default="local", show_default=True, help="Who works.")
@click.option("--address", metavar="ADDRESS", help="A running Ray cluster; by default one is started here.")
@click.option("--workers", type=click.IntRange(min=1), help="Ray workers; by default as many as the cluster holds.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many articles.")
@click.option("--shard", metavar="I/N", default="1/1", help="Only the I-th of N parts of the input.")
@click.option("--unordered", is_flag=True, help="Write digests as they become ready.")
@click.option("--max-errors", type=click.IntRange(min=1), help="Stop after so many failed articles.")
@click.option("--retry-failed", is_flag=True, help="Do the failed articles of an earlier run again.")
@click.option("-q", "--quiet", is_flag=True, help="No progress bar and no notices.")
def command(
    *,
    inputs: tuple[str, ...],
    output: str,
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
    with the reason. Inputs and the output may be URLs of object storage. Exit code 1 if any article failed.
    """
    from summarizer.batching.jobs import Shard, jobs
    from summarizer.profiles import load

    if (address or workers) and engine != "ray":
        raise UsageError("--address and --workers are for --engine ray")
    part = Shard.parse(shard)
    models = load(options)
    request = _request(options, models, shard)
    with _journal(output, request, retry_failed) as journal:
        earlier = journal.failures
        with _bar(quiet, inputs, part, limit, journal.written + journal.failures) as bar:
            own = (output, str(journal.failed))
            todo = (job for job in jobs(inputs, part, limit, own) if not journal.is_done(job.id))
            if engine == "ray":
                from summarizer.batching import cluster

                outcomes = cluster.run(
                    todo, options, request["weights"], address=address, workers=workers, ordered=not unordered
                )
            else:
                from summarizer.batching import local

                outcomes = local.run(todo, options, models, ordered=not unordered)
            for outcome in outcomes:
                if outcome.record is not None:
                    journal.add(outcome.id, outcome.record)
                else:
                    journal.fail(outcome.id, outcome.problem or "unknown")
                failed = journal.failures - earlier
                bar.step(failed)
                if max_errors is not None and failed >= max_errors:
                    raise _TooManyErrors(f"stopped after {failed} failed articles (--max-errors): see {journal.failed}")
    click.echo(
        f"{journal.written} digests in {output}"
        + (f"; {journal.failures} failed: see {journal.failed}" if journal.failures else ""),
        err=True,
    )
    return 1 if journal.failures else 0


class _TooManyErrors(UsageError):
    """`--max-errors` was reached; what is done stands."""

    exit_code = 1


def _journal(output: str, request: dict[str, str], retry_failed: bool) -> Journal | Parts:
    from summarizer.batching.journal import Journal
    from summarizer.batching.parts import Parts
    from summarizer.batching.storage import is_remote

    if is_remote(output):
        return Parts(output, request, retry_failed=retry_failed)
    if Path(output).is_dir():
        raise OutputError(f"{output} is a folder: name a file such as {Path(output) / 'digests.jsonl'}")
    return Journal(Path(output), request, retry_failed=retry_failed)


def _request(options: Options, models: Models, shard: str) -> dict[str, str]:
    """What decides the result: a run may only be taken up with the same."""
    from summarizer import __version__
    from summarizer.batching.weights import weights

    names = {language: translator.info.name for language, translator in models.translators.items()}
    return option_lines(options) | {
        "profile": models.profile,
        "quantization": str(options.runtime.quantization),
        "shard": shard,
        "summarizer": models.summarizer.info.name,
        "translators": ", ".join(f"{language}: {name}" for language, name in sorted(names.items())),
        "version": __version__,
        "weights": weights(models),
    }


class _Bar(Protocol):
    def step(self, failures: int) -> None: ...


@contextmanager
def _bar(quiet: bool, inputs: tuple[str, ...], shard: Shard, limit: int | None, done: int) -> Iterator[_Bar]:
    """A progress bar on stderr with rate and time left where a person looks at it, and a word elsewhere where work
    takes long."""
    from summarizer.commands.waiting import told_beside, told_in_a_line

    if quiet:
        yield _NoBar()
        return
    if not sys.stderr.isatty():
        with told_in_a_line():
            yield _NoBar()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from summarizer.batching.jobs import jobs

    description = TextColumn("{task.description}", markup=False)
    columns = (description, BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[left]}"))
    with Progress(*columns, console=Console(stderr=True)) as progress, told_beside(progress):
        task = progress.add_task("articles", total=None, completed=done, left="")
        started = time.monotonic()

        def count() -> None:  # beside the work: the end of a long input is far away
            with suppress(SummarizerError):  # the work itself says so
                progress.update(task, total=sum(1 for _ in jobs(inputs, shard, limit)))

        threading.Thread(target=count, name="count", daemon=True).start()

        class Bar:
            steps = 0

            def step(self, failures: int) -> None:
                # Digests come a window at a time: the rate of the whole run says more than that of the last seconds.
                self.steps += 1
                rate = self.steps / (time.monotonic() - started)
                total = progress.tasks[0].total
                left = "" if total is None else _duration((total - done - self.steps) / rate)
                failed = f", {failures} failed" if failures else ""
                progress.update(task, advance=1, description=f"articles {rate:.1f}/s{failed}", left=left)

        yield Bar()


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60} min left" if minutes >= 60 else f"{minutes} min left"


class _NoBar:
    def step(self, failures: int) -> None:
        """Nobody is looking."""
