"""`python -m benchmarks`: ours and what one would otherwise run, on the same models, in one run.

Writes `out/bench/speed.md` and `speed.json` after each case, and `speed.png` at the end; `--resume` goes on after an
interruption, `--publish` puts tables and plot into the documentation.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import click

from benchmarks import cases, limit, report
from benchmarks.checkpoints import CACHE, ROOT
from benchmarks.race import RaceError, race
from benchmarks.record import Record
from summarizer.models.engines.runtime import cores

PYTHON = click.Path(exists=True, path_type=Path)


@click.command()
@click.option("--rounds", type=click.IntRange(min=1), default=3, show_default=True, help="After one to warm up.")
@click.option("--sentences", type=click.IntRange(min=2), default=16, show_default=True, help="To translate in a run.")
@click.option("--threads", type=click.IntRange(min=1), default=cores, help="By default the cores there are.")
@click.option("--only", default="", help="Only cases whose name contains this.")
@click.option("--without", default="", help="Contestants to leave out, comma-separated.")
@click.option("--marian", type=click.Path(exists=True, path_type=Path), help="The built-in model in the hub's layout.")
@click.option("--argos", type=PYTHON, help="A Python that has argostranslate and sumy.")
@click.option("--txtai", type=PYTHON, help="A Python that has txtai.")
@click.option("--startup/--no-startup", "starts", default=True, help="Cold starts and the wheel too.")
@click.option("--resume", is_flag=True, help="Keep what an interrupted run measured, and race the other cases.")
@click.option("--publish", is_flag=True, help="Put tables and plot into docs/ and README.md.")
def main(
    rounds: int,
    sentences: int,
    threads: int,
    only: str,
    without: str,
    marian: Path | None,
    argos: Path | None,
    txtai: Path | None,
    starts: bool,
    resume: bool,
    publish: bool,
) -> None:
    """Race ours against its peers; print one table."""
    elsewhere = {"argos": argos, "txtai": txtai}
    load = os.getloadavg()[0]
    record = Record.resume(CACHE, report.machine()) if resume else Record(CACHE, report.machine())
    failed: list[str] = []
    for case in cases.cases(sentences, threads, marian, only):
        if case.name in record.seconds:
            continue
        pythons = {name: python for name in case.contestants for end, python in elsewhere.items() if name.endswith(end)}
        names = [name for name in case.contestants if pythons.get(name, True) and name not in without.split(",")]
        click.echo(case.name, err=True)
        began = time.monotonic()
        try:
            there = {name: python for name, python in pythons.items() if python}
            results = race(case.task, names, min(rounds, case.rounds), there, case.warm)
        except RaceError as error:  # the others are worth having
            failed.append(f"{case.name}: {error}")
            click.echo(f"failed: {error}", err=True)
            continue
        except KeyboardInterrupt:
            raise click.ClickException(
                f"stopped: {CACHE / 'speed.md'} has the cases before, --resume goes on"
            ) from None
        found = report.rows(case, results)
        record.add(case.name, found, time.monotonic() - began)
        click.echo(f"{report.markdown(found)}\n{time.monotonic() - began:.0f} s", err=True)
    if not record.rows:
        raise click.ClickException("; ".join(failed) or f"no case has “{only}” in its name")
    parts = [
        f"Load before the run: {load:.1f}.",
        report.markdown(record.rows),
        limit.markdown(record.rows, threads),
        *((_run("benchmarks.startup", "--rounds", str(rounds)), _page()) if starts else ()),
    ]
    text = record.write(parts)
    click.echo(text)
    report.plot(record.rows, CACHE / "speed.png")
    if failed:
        raise click.ClickException("; ".join(failed))
    if publish:
        fill(ROOT / "docs" / "speed.md", text)
        fill(ROOT / "README.md", report.short(record.rows))
        report.plot(record.rows, ROOT / "docs" / "images" / "speed.png")


def fill(document: Path, text: str) -> None:
    """Replace what stands between the marks `<!-- speed -->` and `<!-- /speed -->`. Raises `ClickException`."""
    old = document.read_text("utf-8")
    pattern = r"(?s)(<!-- speed -->\n).*(\n<!-- /speed -->)"
    if not re.search(pattern, old):
        raise click.ClickException(f"{document.name} lacks its marks <!-- speed --> and <!-- /speed -->")
    document.write_text(re.sub(pattern, lambda m: f"{m[1]}{text}{m[2]}", old), encoding="utf-8")


def _page() -> str:
    """What a first visitor of the page waits for, by a real browser where there is one."""
    words, first, *_ = _run("benchmarks.page_load", "--visitors", "0", "--digests", "0").splitlines()
    return f"The page, {words}: {first}."


def _run(module: str, *arguments: str) -> str:
    """What a small process prints that measures others: what a parent holds counts as its child's peak."""
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


if __name__ == "__main__":
    main()
