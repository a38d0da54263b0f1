"""`python -m benchmarks`: ours and what one would otherwise run, on the same models, in one run.

Writes `out/bench/speed.md`, `speed.png` and `speed.json`; `--publish` puts tables and plot into the documentation.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path

import click

from benchmarks import cases, limit, report
from benchmarks.checkpoints import CACHE, ROOT
from benchmarks.race import RaceError, race
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
    publish: bool,
) -> None:
    """Race ours against its peers; print one table."""
    began = time.monotonic()
    elsewhere = {"argos": argos, "txtai": txtai}
    found: list[report.Row] = []
    for case in cases.cases(sentences, threads, marian):
        if only not in case.name:
            continue
        pythons = {name: python for name in case.contestants for end, python in elsewhere.items() if name.endswith(end)}
        names = [name for name in case.contestants if pythons.get(name, True) and name not in without.split(",")]
        click.echo(f"{time.monotonic() - began:.0f} s: {case.name}", err=True)
        try:
            there = {name: python for name, python in pythons.items() if python}
            results = race(case.task, names, min(rounds, case.rounds), there, case.warm)
        except RaceError as error:
            raise click.ClickException(str(error)) from None
        except KeyboardInterrupt:
            click.echo("stopped: the cases before this one are written", err=True)
            break
        found += report.rows(case, results)
        click.echo(report.markdown(found[-len(results) :]), err=True)
    click.echo(f"{time.monotonic() - began:.0f} s: limits and starts", err=True)
    parts = [
        report.machine() + ".",
        report.markdown(found),
        limit.markdown(found, threads),
        *([_starts(rounds)] if starts else ()),
    ]
    text = "\n\n".join(parts)
    click.echo(text)
    CACHE.mkdir(parents=True, exist_ok=True)
    (CACHE / "speed.md").write_text(text + "\n", encoding="utf-8")
    (CACHE / "speed.json").write_text(json.dumps([row.to_dict() for row in found], indent=1), encoding="utf-8")
    report.plot(found, CACHE / "speed.png")
    if publish:
        fill(ROOT / "docs" / "speed.md", text)
        fill(ROOT / "README.md", report.short(found))
        report.plot(found, ROOT / "docs" / "images" / "speed.png")
    click.echo(f"{time.monotonic() - began:.0f} s in all", err=True)


def fill(document: Path, text: str) -> None:
    """Replace what stands between the marks `<!-- speed -->` and `<!-- /speed -->`. Raises `ClickException`."""
    old = document.read_text("utf-8")
    pattern = r"(?s)(<!-- speed -->\n).*(\n<!-- /speed -->)"
    if not re.search(pattern, old):
        raise click.ClickException(f"{document.name} lacks its marks <!-- speed --> and <!-- /speed -->")
    document.write_text(re.sub(pattern, lambda m: f"{m[1]}{text}{m[2]}", old), encoding="utf-8")


def _starts(rounds: int) -> str:
    """Cold starts, measured by a small process: what a parent holds counts as its child's peak."""
    command = [sys.executable, "-m", "benchmarks.startup", "--rounds", str(rounds)]
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


if __name__ == "__main__":
    main()
