"""The options that several steps of the recipe share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from training import recipe
from training.mixture import MIXTURE
from training.work import Work

SHIPPED, SCRATCH = "shipped", "scratch"


def with_options(*options: Callable[..., Any]) -> Callable[..., Any]:
    """One decorator for several options, in the order in which help shows them."""

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
NAMES = click.option(
    "--names",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    default=recipe.NAMES,
    help="Gazetteer (TSV: type, English, Russian, Chinese).  [default: that of the checks]",
)
FOLDER = click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    default=recipe.DICTIONARIES,
    help="Folder to write into, instead of the checks' own.",
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
TRAINING = with_options(
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
        "--mixture",
        type=click.Path(dir_okay=False, exists=True, path_type=Path),
        default=MIXTURE,
        help="How often each collection is taken (TOML).  [default: training/mixture.toml]",
    ),
    click.option(
        "--layers", type=(int, int), default=(6, 2), show_default=True, help="Encoder, decoder; from scratch."
    ),
    click.option("--width", type=click.IntRange(16), default=256, show_default=True, help="From scratch."),
    click.option("--ffn", type=click.IntRange(16), default=1024, show_default=True, help="From scratch."),
)
