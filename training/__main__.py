"""`python -m training`: the recipe of the built-in translator, step by step or all of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from training import recipe
from training.errors import RecipeError
from training.options import (
    CORPUS,
    CUTS,
    EVERY,
    FOLDER,
    INIT,
    LEXICON,
    NAMES,
    SCRATCH,
    SENTENCES,
    SHIPPED,
    SIZE,
    THREADS,
    TRAINING,
    WORK,
    with_options,
)
from training.work import Work


class _Recipe(click.Group):
    """A `RecipeError` of any step is one line and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except RecipeError as error:
            click.echo(f"error: {error}", err=True)
            sys.exit(1)


def _log(line: str) -> None:
    click.echo(line)
    sys.stdout.flush()


def _start(given: str) -> Path | None:
    """The weights that training begins from; None: from scratch."""
    if given == SCRATCH:
        return None
    return recipe.SHIPPED / "weights.safetensors" if given == SHIPPED else Path(given)


def _shape(layers: tuple[int, int], width: int, ffn: int) -> Any:
    from training.model import Shape

    heads = max(1, width // 64)
    return Shape(0, width, heads, ffn, *layers)


@click.group(cls=_Recipe, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """From raw corpora to the shipped translator. `all` runs every step that is not done yet, and goes on where a
    killed run stopped; `ship` copies the result into the project."""


@main.command()
@with_options(CORPUS, SENTENCES, NAMES, WORK)
def clean(corpus: Path, sentences: Path, names: Path, work: Work) -> None:
    """Read, filter and deduplicate the corpus and the project's own sentences and names."""
    recipe.clean(corpus, sentences, names, work, _log)


@main.command()
@with_options(WORK)
def lexicon(work: Work) -> None:
    """Find words and phrases and their translations in the clean pairs (needs the extra `training`)."""
    recipe.lexicon(work, _log)


@main.command()
@with_options(WORK, FOLDER)
def dictionary(work: Work, folder: Path) -> None:
    """Count in the clean pairs which words answer to which, for the checks (needs the extra `training`)."""
    recipe.dictionary(work, folder, _log)


@main.command()
@with_options(WORK, FOLDER)
def attested(work: Work, folder: Path) -> None:
    """List, for the checks, the Russian words of the clean pairs that their dictionary lacks."""
    recipe.attested(work, folder, _log)


@main.command()
@with_options(WORK, INIT, SIZE)
def tokenizer(work: Work, init: str, vocabulary: int) -> None:
    """Take over the tokenizer of the weights to begin from, or learn a new one."""
    recipe.tokenizer(work, _start(init), vocabulary, _log)


@main.command()
@with_options(WORK, CUTS)
def pack(work: Work, cuts: int) -> None:
    """Turn the clean pairs, and drills made of them, into token ids."""
    recipe.pack(work, cuts, _log)


@main.command()
@with_options(WORK)
@click.option("--layers", type=click.IntRange(1), required=True, help="Encoder layers it shall have.")
@click.option(
    "--from",
    "start",
    type=click.Path(dir_okay=False, path_type=Path),
    default=recipe.SHIPPED / "weights.safetensors",
    help="Weights to grow (joint.spm and history.json beside).  [default: the shipped ones]",
)
def grow(work: Work, layers: int, start: Path) -> None:
    """Give trained weights more encoder layers, which at first change next to nothing (`train --init` goes on)."""
    recipe.grow(start, layers, work, _log)


@main.command()
@with_options(WORK, INIT, TRAINING)
def train(work: Work, init: str, **options: Any) -> None:
    """Train, or go on with the checkpoint in the work folder."""
    _train(work, init, **options)


def _train(work: Work, init: str, batches: int, layers: tuple[int, int], width: int, ffn: int, **settings: Any) -> None:
    from training.train import Settings

    made = Settings(batches_per_step=batches, **settings)
    recipe.train(work, made, _start(init), _shape(layers, width, ffn), _log)


@main.command()
@with_options(
    WORK,
    INIT,
    click.option("--kind", type=click.Choice(["average", "master"]), default="average", show_default=True),
    click.option(
        "--keep",
        type=click.FloatRange(0, 1),
        default=0.0,
        show_default=True,
        help="Share of the weights that training began from, mixed in.",
    ),
)
@click.argument("checkpoints", nargs=-1, type=click.Path(path_type=Path))
def average(work: Work, init: str, kind: str, keep: float, checkpoints: tuple[Path, ...]) -> None:
    """Write the mean weights of CHECKPOINTS (default: the running average of the work folder's own)."""
    recipe.average(work, checkpoints, kind, _log, _start(init), keep)


@main.command()
@with_options(CORPUS, WORK)
def export(corpus: Path, work: Work) -> None:
    """Write marian/ (transformers) and translator/ (CTranslate2 int8), and compare them with the weights."""
    recipe.export(work, corpus, _log)


@main.command()
@with_options(CORPUS, WORK, EVERY, THREADS)
def evaluate(corpus: Path, work: Work, every: int, threads: int) -> None:
    """Score translator/ on the dev set and the held-out documents."""
    recipe.evaluate(work, corpus, every, threads, _log)


@main.command()
@with_options(WORK)
def plot(work: Work) -> None:
    """Draw the curve."""
    recipe.plot(work)


@main.command()
@with_options(CORPUS, WORK)
def card(corpus: Path, work: Work) -> None:
    """Write the model card."""
    recipe.card(work, corpus)


@main.command()
@with_options(WORK)
def ship(work: Work) -> None:
    """Copy model, card, weights and curve into the project."""
    recipe.ship(work, _log)


@main.command()
@with_options(CORPUS, SENTENCES, NAMES, WORK, INIT, SIZE, CUTS, EVERY, THREADS, LEXICON, TRAINING)
def all(
    corpus: Path,
    sentences: Path,
    names: Path,
    work: Work,
    init: str,
    vocabulary: int,
    cuts: int,
    every: int,
    threads: int,
    with_lexicon: bool,
    **options: Any,
) -> None:
    """Every step, those that are done already left out (training counts as done when its minutes are over)."""
    cleaned = [work.clean("ru"), work.clean("zh")]
    given = [*(corpus / f"train.en-{code}.tsv.xz" for code in ("ru", "zh")), *sentences.glob("*.tsv"), names]
    if not _newer(cleaned, given):
        recipe.clean(corpus, sentences, names, work, _log)
    if not _newer([work.joint], cleaned):
        recipe.tokenizer(work, _start(init), vocabulary, _log)
    found = [work.lexicon("ru"), work.lexicon("zh")] if with_lexicon else []
    if found and not _newer(found, cleaned):
        recipe.lexicon(work, _log)
    if not _newer([work.pack()], [*cleaned, work.joint, *found]):
        recipe.pack(work, cuts, _log)
    _train(work, init, **options)
    recipe.average(work, (), "average", _log)
    recipe.export(work, corpus, _log)
    recipe.evaluate(work, corpus, every, threads, _log)
    recipe.plot(work)
    recipe.card(work, corpus)
    _log(f"done: {work.folder} (model: {work.translator}); `python -m training ship --work {work.folder}` installs it")


def _newer(results: list[Path], sources: list[Path]) -> bool:
    """Whether the results are there and no source is younger (a missing source is left for the step to complain of)."""
    if not results or any(not path.exists() for path in (*results, *sources)):
        return False
    return min(path.stat().st_mtime for path in results) >= max(path.stat().st_mtime for path in sources)


if __name__ == "__main__":
    main()
