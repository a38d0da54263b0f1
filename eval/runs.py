"""One run from end to end: data, outputs, scores, reports."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import click

from eval import results as files
from eval.errors import EvalUsage
from eval.outputs import Shelf
from eval.produce import Produced, Progress, produce
from eval.report import page, table
from eval.results import Results
from eval.scoring import Scored, score
from eval.suites import load
from eval.systems.catalog import BASELINES, build, installed
from eval.tasks import Kind, Task
from summarizer.reading.language import detect


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be run."""

    suite: str
    systems: tuple[str, ...] = ()
    """By default every profile of the package whose models are on this machine."""
    baselines: bool = True
    against: str | None = None
    extra: tuple[str, ...] = ()
    limit: int | None = None
    data: Path | None = None

    def names(self) -> tuple[str, ...]:
        """All systems in the order of the table: bounds and baselines, then what is tested."""
        tested = self.systems or installed()
        before = BASELINES if self.baselines else ()
        return tuple(dict.fromkeys([*(name for name in before if name not in tested), *tested]))


def execute(plan: Plan, out: Path) -> Results:
    """Run `plan`, print the table, and write `results.json`, `report.md` and `report.html` below `out/SUITE`.

    A system that fails is marked in the results, and the others go on. Raises `EvalUsage` and `EvalError`.
    """
    names = plan.names()
    for name in names:
        build(name)  # an unknown name is told before anything is run
    tested = plan.systems or installed()
    against = plan.against or tested[0]
    if against not in names:
        raise EvalUsage(f"--against {against}: that system is not in this run ({', '.join(names)})")
    tasks = load(plan.suite, plan.limit, plan.data)
    shelf = Shelf(out / "outputs")
    produced = []
    for name in names:
        with _progress(name) as progress:
            produced.append(produce(name, tasks, shelf, progress))
        for task, why in produced[-1].failures.items():
            click.echo(f"eval: {name} failed on {'everything' if task == '*' else task}: {why}", err=True)
    click.echo("eval: scoring …", err=True)
    show = [name for name in names if name not in BASELINES]
    scored = score(Path(plan.suite).stem, tasks, produced, against=against, extra=plan.extra, show=show)
    if plan.suite == "ci" and plan.limit is None:
        from eval import checks

        click.echo("eval: damaging translations, to see whether the checks see it …", err=True)
        scored = replace(scored, results=checks.add(scored.results))
    _write(scored, out / Path(plan.suite).stem)
    return scored.results


def score_files(
    hypotheses: Sequence[Path],
    references: Sequence[Path],
    sources: Path | None,
    language: str,
    source_language: str,
    kind: str | None,
    extra: Sequence[str],
    form: str,
    out: Path | None,
) -> None:
    """Score outputs made elsewhere and print the table or the JSON."""
    from eval.datasets import local

    chosen: Kind = (
        "translate" if (kind or ("translate" if language != source_language else "")) == "translate" else ("summarize")
    )
    task = local.task(references, sources, chosen, source_language, language)
    names = _distinct(hypotheses)
    produced = [
        Produced(name, outputs={task.name: local.outputs(path, task)})
        for name, path in zip(names, hypotheses, strict=True)
    ]
    _warn_of_language(task, produced)
    scored = score(
        task.name, [task], produced, against=names[0], extra=extra, show=names, with_sources=sources is not None
    )
    if out:
        _write(scored, out, quiet=form == "json")
    elif form == "markdown":
        click.echo(table.markdown(scored.results, every_metric=True), nl=False)
    if form == "json":
        click.echo(files.text(scored.results), nl=False)


def _warn_of_language(task: Task, produced: Sequence[Produced]) -> None:
    """Scores of the wrong files are still scores: say so where the texts are not in the language that was named."""
    texts = {"the references": [e.references[0] for e in task.examples]}
    texts |= {p.system: [o.text for o in p.outputs[task.name]] for p in produced}
    for name, lines in texts.items():
        found = detect(" ".join(lines)[:4000])
        if found not in (task.target_language, "und"):
            click.echo(f"eval: {name}: looks like {found}, not {task.target_language} (--lang)", err=True)


def _write(scored: Scored, folder: Path, quiet: bool = False) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    files.write(scored.results, folder / "results.json")
    files.write_statistics(scored.statistics, folder / "statistics.npz")
    text = table.markdown(scored.results)
    (folder / "report.md").write_text(text, encoding="utf-8")
    (folder / "report.html").write_text(page.html(scored.results), encoding="utf-8")
    if not quiet:
        click.echo(text, nl=False)
    click.echo(f"eval: wrote {folder}/results.json, report.md and report.html", err=True)


def _distinct(paths: Sequence[Path]) -> list[str]:
    """The files' names, with their folders where two are alike."""
    names = [path.stem for path in paths]
    return [name if names.count(name) == 1 else str(path) for name, path in zip(names, paths, strict=True)]


@contextmanager
def _progress(name: str) -> Iterator[Progress]:
    """A bar on standard error, one system at a time; nothing where that is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bars(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as bars:
        bar = bars.add_task(name)

        def show(task: str, done: int, total: int) -> None:
            bars.update(bar, description=f"{name}  {task}", completed=done, total=total)

        yield show
