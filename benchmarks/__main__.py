"""`python -m benchmarks`: ours and what one would otherwise run, on the same models, in one run.

Writes `out/bench/speed.md`, `speed.png` and `speed.json`; `--publish` puts table and plot into the documentation.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import click

from benchmarks import cases, limit, report
from benchmarks.checkpoints import BUILTIN, CACHE, OPUS, ROOT
from benchmarks.race import RaceError, race
from summarizer.models.engines.runtime import cores

DOCUMENT = ROOT / "docs" / "speed.md"


@click.command()
@click.option("--rounds", type=click.IntRange(min=1), default=3, show_default=True, help="After one to warm up.")
@click.option("--sentences", type=click.IntRange(min=2), default=16, show_default=True, help="To translate in a run.")
@click.option("--threads", type=click.IntRange(min=1), default=cores, help="By default the cores there are.")
@click.option("--only", default="", help="Only cases whose name contains this.")
@click.option("--marian", type=click.Path(exists=True, path_type=Path), help="The built-in model in the hub's layout.")
@click.option("--argos", type=click.Path(exists=True, path_type=Path), help="A Python that has argostranslate.")
@click.option("--startup/--no-startup", default=True, help="Cold starts too.")
@click.option("--publish", is_flag=True, help="Put table and plot into docs/.")
def main(
    rounds: int,
    sentences: int,
    threads: int,
    only: str,
    marian: Path | None,
    argos: Path | None,
    startup: bool,
    publish: bool,
) -> None:
    """Race ours against its peers; print one table."""
    found: list[report.Row] = []
    for case in cases.cases(sentences, threads, marian):
        if only not in case.name:
            continue
        click.echo(case.name, err=True)
        names = [name for name in case.contestants if name != "argos" or argos]
        try:
            results = race(case.task, names, rounds, {"argos": argos} if argos else {})
        except RaceError as error:
            raise click.ClickException(str(error)) from None
        found += report.rows(case, results)
        click.echo(report.markdown(found[-len(results) :]), err=True)
    text = "\n\n".join([report.machine() + ".", report.markdown(found), *_limits(), *(_starts() if startup else ())])
    click.echo(text)
    CACHE.mkdir(parents=True, exist_ok=True)
    (CACHE / "speed.md").write_text(text + "\n", encoding="utf-8")
    (CACHE / "speed.json").write_text(json.dumps([row.to_dict() for row in found], indent=1), encoding="utf-8")
    report.plot(found, CACHE / "speed.png")
    if publish:
        whole = re.sub(
            r"(?s)(<!-- table -->\n).*(<!-- end -->)", lambda m: f"{m[1]}{text}\n{m[2]}", DOCUMENT.read_text("utf-8")
        )
        DOCUMENT.write_text(whole, encoding="utf-8")
        report.plot(found, ROOT / "docs" / "images" / "speed.png")


def _limits() -> list[str]:
    """What a target token needs at least."""
    read, compute = limit.bandwidth(), limit.rate()
    lines = [
        f"One core reads {read / 1e9:.1f} GB/s and does {compute / 1e9:.0f} G int8 operations/s. A target token needs:",
        "",
        "| model | weights read, MB | M operations, beam 1 | beam 4 | most tokens/s a core: alone | batched, beam 1 "
        "| beam 4 |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for shape in (BUILTIN, OPUS):
        one, four = (limit.floor(shape, read, compute, beams=beams) for beams in (1, 4))
        lines.append(
            f"| {shape.name} | {one.bytes / 1e6:.1f} | {one.operations / 1e6:.0f} | {four.operations / 1e6:.0f} "
            f"| {1 / one.alone:.0f} | {1 / one.batched:.0f} | {1 / four.batched:.0f} |"
        )
    return ["\n".join(lines)]


def _starts() -> list[str]:
    """Cold starts, by `benchmarks.startup`."""
    from benchmarks import startup

    lines = ["| cold start | CPU s | wall s | peak MB | × the import of transformers, CPU |", "|---|--:|--:|--:|--:|"]
    lines += [
        f"| {row.name} | {row.cost.cpu:.2f} | {row.cost.wall:.2f} | {row.cost.peak:.0f} | {row.ratio:.2f} |"
        for row in startup.rows(1)
    ]
    return ["\n".join(lines)]


if __name__ == "__main__":
    main()
