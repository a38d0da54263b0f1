"""What is raced: each case is a task, its contestants in the order of the table, and which of them is ours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import articles, checkpoints
from benchmarks.checkpoints import ROOT, Checkpoint

TRANSLATORS = (
    "ours",
    "decoder",
    "ctranslate2",
    "argos",
    "transformers_batch",
    "transformers_bf16",
    "transformers_loop",
)
EXAMPLE = ROOT / "examples" / "wire-report.txt"


@dataclass(frozen=True, slots=True)
class Case:
    """A task for several contestants; all of them are compared with the first, which is ours."""

    name: str
    task: dict[str, Any]
    contestants: tuple[str, ...]
    tokens: int = 0
    """Target tokens of one run where outputs are forced to a length, else 0."""


def cases(sentences: int, threads: int, marian: Path | None) -> Iterator[Case]:
    """Every case, the cheapest first; checkpoints are made when they are first needed."""
    texts = articles.sentences()[:sentences]
    yield Case("summary, extractive", {"texts": texts * 3}, ("summary_ours", "summary_lexrank"))
    own = checkpoints.builtin(marian)
    for beams in (1, 4):
        yield translation(own, texts, beams, threads)
    if own.forced == 0:  # a digest by random weights would be repaired for ever
        task = _task(own, texts, 4, threads) | {"text": EXAMPLE.read_text("utf-8")}
        peers = ("digest", "digest_unrepaired", "digest_batch", "digest_loop")
        yield Case("digest of 700 words, warm", task | {"texts": _sentences()}, peers)
    opus = checkpoints.opus()
    for beams in (1, 4):
        yield translation(opus, texts, beams, threads)


def translation(checkpoint: Checkpoint, texts: list[str], beams: int, threads: int) -> Case:
    """Sentences into Russian by one model."""
    name = f"translation, {checkpoint.shape.name} shape, beam {beams}"
    return Case(name, _task(checkpoint, texts, beams, threads), TRANSLATORS, checkpoint.forced * len(texts))


def _sentences() -> list[str]:
    from summarizer import read

    return [sentence.text for sentence in read(EXAMPLE).sentences]


def _task(checkpoint: Checkpoint, texts: list[str], beams: int, threads: int) -> dict[str, Any]:
    return {
        "marian": str(checkpoint.marian),
        "converted": str(checkpoint.converted),
        "texts": texts,
        "target": "ru",
        "beams": beams,
        "forced": checkpoint.forced,
        "threads": threads,
    }
