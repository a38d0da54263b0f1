"""`python -m training`: the recipe of the built-in translator, step by step or all of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from training import recipe
from training.errors import RecipeError
from training.work import Work

SHIPPED, SCRATCH = "shipped", "scratch"


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


def _options(*options: Callable[..., Any]) -> Callable[..., Any]:
    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


WORK = click.option(
    "--work",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("out/training"),
    show_default=True,
    help="Folder of the run.",
    callback=lambda _, __, folder: Work(folder),
)
CORPUS = click.option(
    "--corpus",
    type=click.Path(path_type=Path),
    default=Path("../shared/corpus"),
    show_default=True,
    help="Folder of the corpus (SOURCES.md says what is in it).",
)
SENTENCES = click.option(
    "--sentences",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    default=recipe.SENTENCES,
    help="Folder of further sentences (*.tsv: English, Russian, Chinese).  [default: the project's own]",
)
INIT = click.option(
    "--init",
    default=SHIPPED,
    show_default=True,
    metavar="shipped|scratch|FILE",
    help="What to begin from: the shipped weights, nothing, or the weights.safetensors of a run (joint.spm beside).",
)
THREADS = click.option(
    "--threads", type=click.IntRange(1), default=os.cpu_count(), show_default=True, help="Cores to translate with."
)
EVERY = click.option(
    "--every", type=click.IntRange(1), default=1, show_default=True, help="Of the segments, only each so-manieth."
)
CUTS = click.option(
    "--cuts", type=click.IntRange(0), default=0, show_default=True, help="Times to cut the texts at random, too."
)
LEXICON = click.option(
    "--lexicon", "with_lexicon", is_flag=True, help="Train on the corpus' lexicon, too (needs the extra `training`)."
)
SIZE = click.option("--vocabulary", type=click.IntRange(400, 32_000), default=16_000, show_default=True, help="Pieces.")
TRAINING = _options(
    click.option(
        "--minutes", type=click.FloatRange(0, min_open=True), default=5.0, show_default=True, help="Time to train."
    ),
    click.option("--max-steps", type=click.IntRange(1), help="Count steps instead of minutes: repeatable."),
    click.option(
        "--final", type=click.FloatRange(0, 1), default=0.3, show_default=True, help="Share of the final phase."
    ),
    click.option("--rate", type=click.FloatRange(0, min_open=True), default=1.2e-3, show_default=True),
    click.option("--batch-tokens", type=click.IntRange(64), default=2560, show_default=True, help="Padded, a batch."),
    click.option("--batches", type=click.IntRange(1), default=2, show_default=True, help="Summed in a step."),
    click.option("--dropout", type=click.FloatRange(0, 0.9), default=0.0, show_default=True),
    click.option("--warmup", type=click.IntRange(0), default=100, show_default=True, help="Steps."),
    click.option(
        "--mean",
        "average",
        type=click.FloatRange(0, 1),
        default=0.02,
        show_default=True,
        help="How far a step moves the running average of the weights.",
    ),
    click.option(
        "--save-every",
        type=click.FloatRange(0, min_open=True),
        default=4.0,
        show_default=True,
        help="Minutes between checkpoints.",
    ),
    click.option(
        "--note-every",
        type=click.FloatRange(0, min_open=True),
        default=60.0,
        show_default=True,
        help="Seconds between lines of the log.",
    ),
    click.option("--compiled", is_flag=True, help="Let PyTorch fuse the model's passes (GPU)."),
    click.option("--workers", type=click.IntRange(1), default=os.cpu_count(), show_default=True, help="Threads (CPU)."),
    click.option("--seed", type=int, default=0, show_default=True),
    click.option(
        "--layers", type=(int, int), default=(6, 2), show_default=True, help="Encoder, decoder; from scratch."
    ),
    click.option("--width", type=click.IntRange(16), default=256, show_default=True, help="From scratch."),
    click.option("--ffn", type=click.IntRange(16), default=1024, show_default=True, help="From scratch."),
)


@click.group(cls=_Recipe, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """From raw corpora to the shipped translator. `all` runs every step that is not done yet, and goes on where a
    killed run stopped; `ship` copies the result into the project."""


@main.command()
@_options(CORPUS, SENTENCES, WORK)
def clean(corpus: Path, sentences: Path, work: Work) -> None:
    """Read, filter and deduplicate the corpus and the project's own sentences."""
    recipe.clean(corpus, sentences, work, _log)


@main.command()
@_options(WORK)
def lexicon(work: Work) -> None:
    """Find words and phrases and their translations in the clean pairs (needs the extra `training`)."""
    recipe.lexicon(work, _log)


@main.command()
@_options(WORK)
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    default=recipe.DICTIONARIES,
    help="Folder to write into, instead of the checks' own.",
)
def dictionary(work: Work, folder: Path) -> None:
    """Count in the clean pairs which words answer to which, for the checks (needs the extra `training`)."""
    recipe.dictionary(work, folder, _log)


@main.command()
@_options(WORK, INIT, SIZE)
def tokenizer(work: Work, init: str, vocabulary: int) -> None:
    """Take over the tokenizer of the weights to begin from, or learn a new one."""
    recipe.tokenizer(work, _start(init), vocabulary, _log)


@main.command()
@_options(WORK, CUTS)
def pack(work: Work, cuts: int) -> None:
    """Turn the clean pairs, and drills made of them, into token ids."""
    recipe.pack(work, cuts, _log)


@main.command()
@_options(WORK)
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
@_options(WORK, INIT, TRAINING)
def train(work: Work, init: str, **options: Any) -> None:
    """Train, or go on with the checkpoint in the work folder."""
    _train(work, init, **options)


def _train(work: Work, init: str, batches: int, layers: tuple[int, int], width: int, ffn: int, **settings: Any) -> None:
    from training.train import Settings

    made = Settings(batches_per_step=batches, **settings)
    recipe.train(work, made, _start(init), _shape(layers, width, ffn), _log)


@main.command()
@_options(
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
@_options(CORPUS, WORK)
def export(corpus: Path, work: Work) -> None:
    """Write marian/ (transformers) and translator/ (CTranslate2 int8), and compare them with the weights."""
    recipe.export(work, corpus, _log)


@main.command()
@_options(CORPUS, WORK, EVERY, THREADS)
def evaluate(corpus: Path, work: Work, every: int, threads: int) -> None:
    """Score translator/ on the dev set and the held-out documents."""
    recipe.evaluate(work, corpus, every, threads, _log)


@main.command()
@_options(WORK)
def plot(work: Work) -> None:
    """Draw the curve."""
    recipe.plot(work)


@main.command()
@_options(CORPUS, WORK)
def card(corpus: Path, work: Work) -> None:
    """Write the model card."""
    recipe.card(work, corpus)


@main.command()
@_options(WORK)
def ship(work: Work) -> None:
    """Copy model, card, weights and curve into the project."""
    recipe.ship(work, _log)


@main.command()
@_options(CORPUS, SENTENCES, WORK, INIT, SIZE, CUTS, EVERY, THREADS, LEXICON, TRAINING)
def all(
    corpus: Path,
    sentences: Path,
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
    given = [*(corpus / f"train.en-{code}.tsv.xz" for code in ("ru", "zh")), *sentences.glob("*.tsv")]
    if not _newer(cleaned, given):
        recipe.clean(corpus, sentences, work, _log)
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
