"""`summarize models`: which there are, what they cost, under which licence, and where they lie."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from summarizer.errors import CorruptModel, DownloadError, SummarizerError, UsageError

if TYPE_CHECKING:
    from summarizer.models.catalog import Entry
    from summarizer.models.plan import Plan

_HELP = {"help_option_names": ["-h", "--help"]}


@click.group("models", context_settings=_HELP)
def command() -> None:
    """List, show, download and remove models."""


@command.command("list", context_settings=_HELP)
def list_() -> int:
    """All models and profiles that have a name here; any other hub id or folder works too."""
    from summarizer.models import catalog, store

    known = catalog.load()
    rows = [("PROFILE", "SUMMARY", "TRANSLATION", "NEEDS", "STATE")]
    rows.append(("builtin", "extractive", "builtin-translator", "nothing", "installed"))
    for profile in known.profiles.values():
        there = all(store.locate(known.find(name)) for name in profile.models)
        translators = ", ".join(dict.fromkeys(profile.translators.values()))
        rows.append((profile.name, profile.summarizer, translators, profile.needs, _state(there)))
    rows.append(("server", "what the server serves", "the same", "--server URL --model NAME", ""))
    _table(rows)
    click.echo()
    models = [("MODEL", "TASK", "LANGUAGES", "DOWNLOAD", "LICENCE", "STATE")]
    for entry in known.models.values():
        models.append(
            (
                entry.name,
                entry.task or "",
                _languages(entry),
                catalog.size(entry.bytes),
                _licence(entry),
                _state(store.locate(entry) is not None),
            )
        )
    _table(models)
    return 0


@command.command(context_settings=_HELP)
@click.argument("name", metavar="PROFILE|MODEL")
def show(name: str) -> int:
    """Everything that is known about a model, or about those of a profile."""
    for n, entry in enumerate(_entries(name)):
        if n:
            click.echo()
        for key, value in _facts(entry):
            click.echo(f"{key:12} {value}")
    return 0


@command.command(context_settings=_HELP)
@click.argument("name", metavar="PROFILE|MODEL")
@click.option("--offline", is_flag=True, help="Never touch the network: an error here.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
def download(name: str, offline: bool, yes: bool) -> int:
    """Fetch a model, or those of a profile; run it again to go on with a broken download."""
    from summarizer.models import catalog, hub, store
    from summarizer.models.download import Hub
    from summarizer.models.download import offline as is_offline

    entries = _entries(name)
    if is_offline(offline):
        raise DownloadError(f"nothing is downloaded offline: leave out --offline and HF_HUB_OFFLINE to fetch {name}")
    with Hub() as server:
        plans = [server.plan(entry) for entry in entries if entry.folder is None]
        for plan in plans:
            click.echo(_announced(plan), err=True)
        total = sum(plan.bytes for plan in plans)
        click.echo(f"{catalog.size(total)} to download into {store.hub_cache()}", err=True)
        if total and not yes and sys.stdin.isatty() and sys.stderr.isatty():
            click.confirm("Download?", default=True, abort=True, err=True)
        with _bar(total) as advance:
            for plan in plans:
                try:
                    hub.inspect(server.fetch(plan, advance), plan.entry.name, plan.entry.family)
                except CorruptModel:
                    if not plan.discard_damaged():
                        raise
                    hub.inspect(server.fetch(plan, advance), plan.entry.name, plan.entry.family)
    for plan in plans:
        click.echo(f"{plan.entry.name} is installed", err=True)
    return 0


@command.command(context_settings=_HELP)
@click.argument("name", metavar="PROFILE|MODEL")
def remove(name: str) -> int:
    """Delete a model from the hub's cache, which other tools use too, and its converted copies."""
    from summarizer.models import catalog, store

    freed = 0
    for entry in _entries(name):
        freed += store.remove(entry)
    if not freed:
        raise SummarizerError(f"nothing of {name} is on this machine")
    click.echo(f"{catalog.size(freed)} freed", err=True)
    return 0


@command.command(context_settings=_HELP)
@click.argument("name", metavar="MODEL", required=False)
def path(name: str | None) -> int:
    """The folder of a model; without a name, those where all of them lie."""
    from summarizer.models import catalog, conversion, store

    if name is None:
        click.echo(store.hub_cache())
        click.echo(conversion.cache_folder())
        return 0
    click.echo(store.require(catalog.load().find(name)).folder)
    return 0


def _entries(name: str) -> list[Entry]:
    """The models of a profile, or the one of that name. Raises `UnknownModel`, `UsageError`."""
    from summarizer.models import catalog

    known = catalog.load()
    if name in known.profiles:
        return [known.find(model) for model in known.profile(name).models]
    if name in ("builtin", "server", "auto"):
        raise UsageError(f"{name} has no models to download: choose a model or one of {', '.join(known.profiles)}")
    return [known.find(name)]


def _facts(entry: Entry) -> Iterator[tuple[str, str]]:
    from summarizer.models import catalog, store

    def checked(fact: str, value: str) -> str:
        return value if fact in entry.verified else f"{value} (unverified)"

    yield "model", entry.name
    yield "from", str(entry.folder or entry.id)
    if entry.task:
        yield "task", f"{entry.task}, family {entry.family}"
    if entry.sources:
        yield "languages", _languages(entry)
    yield "licence", checked("licence", _licence(entry))
    if entry.gated:
        yield "access", "gated: its terms must be accepted on its page, and HF_TOKEN set"
    if entry.parameters:
        yield "parameters", checked("parameters", f"{entry.parameters / 1e6:,.0f} million")
    if entry.folder is None:
        yield "download", checked("bytes", catalog.size(entry.bytes))
        yield "revision", entry.revision
    if entry.source_limit:
        yield "limits", f"{entry.source_limit} tokens in, {entry.target_limit or 'the family’s'} out"
    if entry.notes:
        yield "notes", entry.notes
    found = store.locate(entry)
    yield "state", f"installed in {found.folder}" if found else "not installed"
    converted = store.conversions(entry)
    if converted:
        yield "converted", f"{len(converted)} copies, {catalog.size(store.used(converted))}"


def _languages(entry: Entry) -> str:
    sources = ",".join(entry.sources) if len(entry.sources) <= 4 else f"{len(entry.sources)} languages"
    if entry.task == "summarization" or entry.targets == entry.sources:
        return sources
    targets = ",".join(entry.targets) if len(entry.targets) <= 4 else f"{len(entry.targets)} languages"
    return f"{sources} → {targets}"


def _licence(entry: Entry) -> str:
    return entry.licence if entry.commercial else f"{entry.licence}, not for commercial use"


def _state(there: bool) -> str:
    return "installed" if there else ""


def _announced(plan: Plan) -> str:
    from summarizer.models import catalog

    total = catalog.size(sum(file.bytes for file in plan.files))
    terms = "" if plan.entry.commercial else ", not for commercial use"
    rest = "" if plan.missing else ", already here"
    return f"{plan.entry.name}: {total}, licence: {plan.licence}{terms}{rest}"


def _table(rows: Sequence[tuple[str, ...]]) -> None:
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


@contextmanager
def _bar(total: int) -> Iterator[Callable[[int], None]]:
    """A progress bar on stderr where a person looks at it."""
    if not total or not sys.stderr.isatty():
        yield lambda count: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn, TransferSpeedColumn

    columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("download", total=total)
        yield lambda count: progress.update(task, advance=count)
