"""python -m eval run|score|gate|report|list|meta|exactness

Exit codes: 0 all well; 1 bad data; 2 a command that makes no sense; 3 the gate is red; 4 a system failed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from summarizer.errors import SummarizerError

OUT = Path("out/eval")
FLOORS = Path(__file__).parent / "floors.json"
SYSTEM_FAILED = 4


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; every error of the user's is one line."""
    try:
        cli.main(args=list(arguments) if arguments is not None else None, prog_name="python -m eval")
    except SummarizerError as error:
        click.echo(f"eval: {error}", err=True)
        sys.exit(error.exit_code)


@click.group(help="Score summaries and translations against references.")
def cli() -> None:
    pass


def _names(context: click.Context, parameter: click.Parameter, value: str | None) -> list[str]:
    return [name for name in (value or "").split(",") if name]


@cli.command(help="Make the outputs of systems for a suite, score them, and write a report.")
@click.argument("suite", default="ci")
@click.option("--systems", callback=_names, help="Comma-separated; by default every profile that is installed.")
@click.option("--baselines/--no-baselines", default=True, help="With the baselines and bounds (default).")
@click.option("--against", help="The system that the others are tested against; by default the first of --systems.")
@click.option("--with", "extra", callback=_names, help="Further metrics: TER, BERTScore, COMET.")
@click.option("--limit", type=click.IntRange(min=1), help="Only so many examples of each task.")
@click.option("--data", type=click.Path(path_type=Path), help="A folder with a public set's files, instead of the hub.")
@click.option("--out", type=click.Path(path_type=Path), default=OUT, show_default=True)
def run(
    suite: str,
    systems: list[str],
    baselines: bool,
    against: str | None,
    extra: list[str],
    limit: int | None,
    data: Path | None,
    out: Path,
) -> None:
    from eval.runs import Plan, execute

    plan = Plan(suite, tuple(systems), baselines, against, tuple(extra), limit, data)
    results = execute(plan, out)
    if results.failed:
        sys.exit(SYSTEM_FAILED)


@cli.command(help="Score outputs made elsewhere: plain lines, or JSONL with ids.")
@click.option("--hyp", "hypotheses", multiple=True, required=True, type=click.Path(path_type=Path), help="A system.")
@click.option("--ref", "references", multiple=True, required=True, type=click.Path(path_type=Path), help="References.")
@click.option("--src", "sources", type=click.Path(path_type=Path), help="The sources; without them fewer metrics.")
@click.option("--lang", "language", required=True, help="Language of the outputs: en, ru, zh, …")
@click.option("--src-lang", "source_language", default="en", show_default=True, help="Language of the sources.")
@click.option("--kind", type=click.Choice(["summarize", "translate"]), help="By default told by the languages.")
@click.option("--with", "extra", callback=_names, help="Further metrics: TER, BERTScore, COMET.")
@click.option("--format", "form", type=click.Choice(["markdown", "json"]), default="markdown", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="Write a report with plots to this folder.")
def score(
    hypotheses: tuple[Path, ...],
    references: tuple[Path, ...],
    sources: Path | None,
    language: str,
    source_language: str,
    kind: str | None,
    extra: list[str],
    form: str,
    out: Path | None,
) -> None:
    from eval.runs import score_files

    score_files(hypotheses, references, sources, language, source_language, kind, extra, form, out)


@cli.command(help="Compare the last run of the built-in profile with the pinned floors.")
@click.option("--results", type=click.Path(path_type=Path), default=OUT / "ci" / "results.json", show_default=True)
@click.option("--floors", type=click.Path(path_type=Path), default=FLOORS)
@click.option("--update", is_flag=True, help="Pin what the run found.")
@click.option("--allow-regression", metavar="WHY", help="With --update: let floors fall, and note why.")
def gate(results: Path, floors: Path, update: bool, allow_regression: str | None) -> None:
    from eval.gate import check_or_update

    check_or_update(results, floors, update, allow_regression, os.environ.get("GITHUB_STEP_SUMMARY"))


@cli.command(help="Compare runs (results.json): later ones against the first, with paired tests.")
@click.argument("runs", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--html", type=click.Path(path_type=Path), help="Also write the page with plots of the last run.")
def report(runs: tuple[Path, ...], html: Path | None) -> None:
    from eval.report.runs import compare_runs

    click.echo(compare_runs(runs, html), nl=False)


@cli.command("list", help="What there is: suites, systems, metrics.")
def list_() -> None:
    from eval.listing import listing

    click.echo(listing(), nl=False)


@cli.command(help="How well each metric agrees with people (REALSumm, QAGS).")
@click.option("--data", type=click.Path(path_type=Path), default=Path("../shared/evaldata"), show_default=True)
def meta(data: Path) -> None:
    from eval.meta import report as agreement

    click.echo(agreement(data), nl=False)


@cli.command(help="Reproduce published scores: WMT21, FLORES, XSum.")
@click.option("--data", type=click.Path(path_type=Path), default=Path("../shared/evaldata"), show_default=True)
@click.option("--write", type=click.Path(path_type=Path), help="Write the page of the documentation here.")
def exactness(data: Path, write: Path | None) -> None:
    from eval.exactness import page, rows

    found = rows(data)
    text = page(found)
    if write:
        write.write_text(text, encoding="utf-8")
    else:
        click.echo(text, nl=False)
    if not all(row.within for row in found):
        sys.exit(1)
