"""What is raced: each case is a task, its contestants in the order of the table, and which of them is ours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from benchmarks import articles, checkpoints
from benchmarks.checkpoints import CACHE, OPUS, ROOT, Checkpoint

TRANSLATORS = (
    "ours",
    "decoder",
    "ctranslate2",
    "argos",
    "transformers_batch",
    "transformers_bf16",
    "txtai",
    "transformers_loop",
)
EXAMPLES = ROOT / "examples"
SUMMARY = "summary, bart-large shape, beam 4"
SUMMARY_TOKENS = 60
"""Of the summaries whose length is forced: about three sentences."""
BATCH = 200


@dataclass(frozen=True, slots=True)
class Case:
    """A task for several contestants; all of them are compared with the first, which is ours."""

    name: str
    task: dict[str, Any]
    contestants: tuple[str, ...]
    count: int = 0
    """How many `unit`s one run makes; 0 where they are tokens that must be counted."""
    unit: str = ""
    rounds: int = 99
    """At most."""
    warm: bool = True
    """Whether a round that is not counted comes first."""


def cases(sentences: int, threads: int, marian: Path | None, only: str = "") -> Iterator[Case]:
    """Every case whose name contains `only`; the large checkpoints are made when they are first needed."""
    return (case for case in _cases(sentences, threads, marian, only) if only in case.name)


def _cases(sentences: int, threads: int, marian: Path | None, only: str) -> Iterator[Case]:
    texts = articles.sentences()[:sentences]
    yield Case("summary, extractive", {"texts": texts * 3}, ("summary_ours", "summary_lexrank"))
    own = checkpoints.builtin(marian)
    task = _task(own, [], 4, threads)
    if own.forced == 0:  # a digest by random weights would be repaired for ever
        yield from _digests(task)
    for beams in (4, 1):
        yield translation(own, texts, beams, threads)
    if any(only in _name(OPUS.name, beams) for beams in (4, 1)):
        large = checkpoints.opus()
        for beams in (4, 1):
            yield translation(large, texts, beams, threads)
    if only in SUMMARY:
        yield _summary(threads)
    if own.forced == 0:  # and has no quality
        yield _references(task, "ru")
        yield _batch(task)
        yield _references(task, "zh")


def translation(checkpoint: Checkpoint, texts: list[str], beams: int, threads: int) -> Case:
    """Sentences into Russian by one model."""
    name = _name(checkpoint.shape.name, beams)
    task = _task(checkpoint, texts, beams, threads)
    rounds = 2 if checkpoint.forced else 99  # the large shape takes minutes a round
    return Case(name, task, TRANSLATORS, checkpoint.forced * len(texts), "tokens", rounds=rounds)


def _name(shape: str, beams: int) -> str:
    return f"translation, {shape} shape, beam {beams}"


def _digests(task: dict[str, Any]) -> Iterator[Case]:
    """Articles that nobody has seen before: what is checked is remembered, and a second time costs less."""
    short, long = (_paragraphs(EXAMPLES / f"{name}.txt") for name in ("business", "longread"))
    peers = ("digest", "digest_unrepaired", "digest_argos", "digest_batch", "digest_loop")
    rounds = [[short], *([part] for part in _parts(long, 600)[:2])]
    yield Case("digest of 600 words", task | {"articles": rounds}, peers, 1, "articles", rounds=len(rounds) - 1)
    longer = {"articles": [[short], [long]]}
    yield Case("digest of 2,900 words", task | longer, peers[:3], 1, "articles", rounds=1)


def _batch(task: dict[str, Any]) -> Case:
    """Many short articles."""
    split = [[_split(row["text"])] for row in articles.articles(BATCH)]
    batches = {"articles": [split[:5], split]}
    names = ("batch_unrepaired", "batch", "batch_argos")
    return Case(f"batch of {BATCH} short articles", task | batches, names, BATCH, "articles", rounds=1)


def _references(task: dict[str, Any], target: str) -> Case:
    """The collection that ships, once: are they all equally good?"""
    from eval.datasets import news3

    pairs = [(row["en"], row[target]) for document in news3.documents() for row in document["sentences"]]
    given = {"texts": [source for source, _ in pairs], "references": [reference for _, reference in pairs]}
    # Argos runs the same model by the same library: once is enough to see it.
    names = ("ours", "ctranslate2", *(("argos",) if target == "ru" else ()), "transformers_batch")
    name = f"translation of {len(pairs)} sentences, en-{target}, built-in, beam 4"
    return Case(name, task | given | {"target": target}, names, len(pairs), "sentences", rounds=1, warm=False)


def _summary(threads: int) -> Case:
    """One of the wire report's length by the largest summarizer of the profiles."""
    task = {
        "bart": str(checkpoints.bart()),
        "cache": str(CACHE),
        "text": " ".join(EXAMPLES.joinpath("wire-report.txt").read_text("utf-8").split()[:600]),
        "beams": 4,
        "forced": SUMMARY_TOKENS,
        "threads": threads,
    }
    names = ("bart_ours", "bart_transformers", "bart_bf16", "bart_txtai")
    return Case(SUMMARY, task, names, SUMMARY_TOKENS, "tokens", rounds=2)


def _paragraphs(path: Path) -> list[list[str]]:
    from summarizer import read

    found = read(path).sentences
    return [[sentence.text for sentence in group] for _, group in groupby(found, key=lambda s: s.paragraph)]


def _split(text: str) -> list[str]:
    from summarizer import read_text

    return [sentence.text for sentence in read_text(text).sentences]


def _parts(paragraphs: list[list[str]], words: int) -> list[list[list[str]]]:
    """Articles of at least so many words each."""
    parts: list[list[list[str]]] = [[]]
    size = 0
    for paragraph in paragraphs:
        if size >= words:
            parts.append([])
            size = 0
        parts[-1].append(paragraph)
        size += sum(len(sentence.split()) for sentence in paragraph)
    return parts


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
