"""`summarize FILE|URL|-`: digest one article."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.commands.options import digest_options
from summarizer.errors import UsageError

if TYPE_CHECKING:
    from summarizer.digest import Event, Options
    from summarizer.results import Digest

FORMATS = ("text", "markdown", "json", "html", "docx")
SUFFIXES = {".txt": "text", ".md": "markdown", ".json": "json", ".html": "html", ".htm": "html", ".docx": "docx"}


@click.command("digest", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("source", metavar="FILE|URL|-")
@digest_options
@click.option("--strict", is_flag=True, help="Exit with 3 if the report has errors.")
@click.option("--format", "format_", type=click.Choice(FORMATS), help="By default what -o's suffix says, else text.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to a file, atomically.")
@click.option("-q", "--quiet", is_flag=True, help="No progress bar and no notices.")
def command(
    *, source: str, options: Options, strict: bool, format_: str | None, output: Path | None, quiet: bool
) -> int:
    """Digest one article: a short summary, and its and the article's Russian and Chinese translations."""
    chosen = format_ or _format_of(output)
    if chosen == "docx" and output is None:
        raise UsageError("a Word document cannot be printed: name a file with -o")
    with _little_garbage():
        digest = _run(source, options, quiet)
        _deliver(digest, chosen, output)
    if output is not None and not quiet:  # what goes to the screen has them in it
        for notice in digest.report.notices:
            click.echo(f"note: {notice}", err=True)
    return 3 if strict and digest.report.errors else 0


@contextmanager
def _little_garbage() -> Iterator[None]:
    """Looks for garbage a hundred times more seldom: one article makes little, and all that is loaded for it would be
    searched again and again, for a fortieth of the whole run."""
    usual = gc.get_threshold()
    gc.set_threshold(100 * usual[0], *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _format_of(output: Path | None) -> str:
    return SUFFIXES.get(output.suffix.lower(), "text") if output else "text"


def _run(source: str, options: Options, quiet: bool) -> Digest:
    from summarizer.digest import stream
    from summarizer.profiles import load
    from summarizer.reading import read
    from summarizer.results import Digest as DigestValue

    with _progress(quiet, "load"):
        models = load(options)
    started = time.perf_counter()  # without a bar: the article may be typed
    article = read(source, keep_boilerplate=options.keep_boilerplate, offline=options.runtime.offline)
    seconds = time.perf_counter() - started
    with _progress(quiet, "read") as advance:
        for event in stream(article, options, models=models, read_seconds=seconds):
            advance(event)
            if isinstance(event.item, DigestValue):
                result = event.item
    return result


@contextmanager
def _progress(quiet: bool, first: str) -> Iterator[Callable[[Event], None]]:
    """A progress bar on stderr where a person looks at it, and a word elsewhere where work takes long.

    `first` is the stage that it shows until it is told of another.
    """
    from summarizer.commands.waiting import told_beside, told_in_a_line

    if quiet:
        yield lambda event: None
        return
    if not sys.stderr.isatty():
        with told_in_a_line():
            yield lambda event: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(first, total=1)
        with told_beside(bar):
            yield lambda event: bar.update(task, description=event.stage, completed=event.done, total=event.total)


def _deliver(digest: Digest, format_: str, output: Path | None) -> None:
    if output is None and format_ == "text" and sys.stdout.isatty():
        from rich.console import Console

        from summarizer.rendering import terminal

        terminal.show(digest, Console())
        return
    rendered: str | bytes = import_module(f"summarizer.rendering.{format_}").render(digest)
    if output is None:
        click.echo(rendered, nl=False)
    else:
        from summarizer.rendering.files import write

        write(output, rendered)
