"""`summarize FILE|URL|-`: digest one article."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.errors import UsageError

if TYPE_CHECKING:
    from summarizer.digest import Event, Options
    from summarizer.results import Digest

FORMATS = ("text", "markdown", "json", "html", "docx")
SUFFIXES = {".txt": "text", ".md": "markdown", ".json": "json", ".html": "html", ".htm": "html", ".docx": "docx"}


@click.command("digest", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("source", metavar="FILE|URL|-")
@click.option("--to", default="ru,zh", show_default=True, metavar="LANGS", help="Languages, comma-separated.")
@click.option("--only", type=click.Choice(["summary"]), help="Translate the title and summary, not the article.")
@click.option("--length", type=click.Choice(["short", "medium", "long"]), help="How long the summary is.")
@click.option("--sentences", type=click.IntRange(min=1), help="Exactly so many sentences.")
@click.option("--words", type=click.IntRange(min=1), help="At most so many words, ending on a sentence.")
@click.option("--profile", default="auto", show_default=True, metavar="NAME", help="auto, builtin, fast, balanced, …")
@click.option("--summarizer", metavar="MODEL", help="A model id or folder to summarise with.")
@click.option("--translator", metavar="MODEL", help="A model id or folder to translate with.")
@click.option("--server", metavar="URL", help="An OpenAI-compatible server to ask; with --model.")
@click.option("--model", metavar="NAME", help="The model that the server serves.")
@click.option("--prompts", type=click.Path(path_type=Path), help="A folder of prompts instead of the shipped ones.")
@click.option("--glossary", type=click.Path(path_type=Path), help="Terms to obey: CSV or TBX.")
@click.option("--device", type=click.Choice(["auto", "cpu", "cuda", "mps"]), default="auto", help="Where models run.")
@click.option("--threads", type=click.IntRange(min=1), help="Cores to use; all by default.")
@click.option("--quantization", metavar="TYPE", help="int8, float32, … instead of the default.")
@click.option("--no-repair", is_flag=True, help="Leave flagged sentences as they came out.")
@click.option("--keep-boilerplate", is_flag=True, help="Do not remove appeals, promotion, share lines and the like.")
@click.option("--offline", is_flag=True, help="Never touch the network.")
@click.option("--strict", is_flag=True, help="Exit with 3 if the report has errors.")
@click.option("--format", "format_", type=click.Choice(FORMATS), help="By default what -o's suffix says, else text.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to a file, atomically.")
@click.option("-q", "--quiet", is_flag=True, help="No progress bar and no notices.")
def command(
    source: str,
    to: str,
    only: str | None,
    length: str | None,
    sentences: int | None,
    words: int | None,
    profile: str,
    summarizer: str | None,
    translator: str | None,
    server: str | None,
    model: str | None,
    prompts: Path | None,
    glossary: Path | None,
    device: str,
    threads: int | None,
    quantization: str | None,
    no_repair: bool,
    keep_boilerplate: bool,
    offline: bool,
    strict: bool,
    format_: str | None,
    output: Path | None,
    quiet: bool,
) -> int:
    """Digest one article: a short summary, and its and the article's Russian and Chinese translations."""
    from summarizer.digest import Options, Runtime, Server
    from summarizer.summarizing.base import Length
    from summarizer.translating.glossary import Glossary

    if bool(server) != bool(model):
        raise UsageError("--server and --model go together: say which model the server is to use")
    options = Options(
        to=_languages(to),
        length=Length.parse(length, sentences, words),
        only_summary=only == "summary",
        profile=profile,
        summarizer=summarizer,
        translator=translator,
        server=Server(server, model) if server and model else None,
        prompts=prompts,
        glossary=Glossary.load(glossary) if glossary else None,
        repair=not no_repair,
        keep_boilerplate=keep_boilerplate,
        runtime=Runtime(device, threads, quantization, offline),  # type: ignore[arg-type]
    )
    chosen = format_ or _format_of(output)
    if chosen == "docx" and output is None:
        raise UsageError("a Word document cannot be printed: name a file with -o")
    digest = _run(source, options, quiet)
    _deliver(digest, chosen, output)
    return 3 if strict and digest.report.errors else 0


def _languages(to: str) -> tuple[str, ...]:
    languages = tuple(dict.fromkeys(part.strip().lower() for part in to.split(",") if part.strip()))
    if not languages or not all(2 <= len(code) <= 3 and code.isascii() and code.isalpha() for code in languages):
        raise UsageError(f"--to takes language codes such as ru,zh, not {to!r}")
    return languages


def _format_of(output: Path | None) -> str:
    return SUFFIXES.get(output.suffix.lower(), "text") if output else "text"


def _run(source: str, options: Options, quiet: bool) -> Digest:
    from summarizer.digest import stream
    from summarizer.profiles import load
    from summarizer.reading import read
    from summarizer.results import Digest as DigestValue

    models = load(options)
    started = time.perf_counter()
    article = read(source, keep_boilerplate=options.keep_boilerplate, offline=options.runtime.offline)
    seconds = time.perf_counter() - started
    with _progress(quiet) as advance:
        for event in stream(article, options, models=models, read_seconds=seconds):
            advance(event)
            if isinstance(event.item, DigestValue):
                result = event.item
    if not quiet:
        for notice in result.report.notices:
            click.echo(f"note: {notice}", err=True)
    return result


@contextmanager
def _progress(quiet: bool) -> Iterator[Callable[[Event], None]]:
    """A progress bar on stderr where a person looks at it."""
    if quiet or not sys.stderr.isatty():
        yield lambda event: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("read", total=1)
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
