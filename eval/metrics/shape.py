"""How a summary relates to its article without looking at a reference: length, compression, copying, redundancy.

Coverage, density and compression are those of Grusky, Naaman and Artzi (2018), "Newsroom"; novelty is the share of
new bigrams (See, Liu and Manning 2017). Tokens are lower-cased and not stemmed: words, and in Chinese characters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eval.metrics.base import Measured, mean, rate
from eval.metrics.rouge.overlap import ngrams
from eval.metrics.rouge.rules import Rules, chinese_rules, unicode_rules
from eval.tasks import Output, Task
from summarizer.article import Language


class Shape:
    """Length, compression, coverage, density, novelty and redundancy."""

    def measure(self, task: Task, outputs: Sequence[Output]) -> list[Measured]:
        cut = _rules(task.target_language).tokenize
        words = "characters" if task.target_language == "zh" else "words"
        made = [cut(output.text) for output in outputs]
        lengths = mean("length", f"length|{words}|average:mean", "neither", [float(len(m)) for m in made])
        repeated = rate("redundancy", f"redundancy|{words}|repeated-trigrams", "lower", [_repeated(m) for m in made])
        if task.source_language != task.target_language:
            return [lengths, repeated]
        sources = [cut(example.source) for example in task.examples]
        pairs = list(zip(sources, made, strict=True))
        runs = [list(fragments(source, summary)) for source, summary in pairs]
        return [
            lengths,
            mean(
                "compression",
                f"compression|{words}|article÷summary|average:mean",
                "neither",
                [len(s) / len(m) if m else None for s, m in pairs],
            ),
            rate(
                "coverage",
                f"coverage|{words}|grusky2018",
                "neither",
                [(float(sum(r)), float(len(m))) for r, (_, m) in zip(runs, pairs, strict=True)],
            ),
            mean(
                "density",
                f"density|{words}|grusky2018|average:mean",
                "neither",
                [sum(n * n for n in r) / len(m) if m else None for r, (_, m) in zip(runs, pairs, strict=True)],
            ),
            rate("novelty", f"novelty|{words}|new-bigrams", "neither", [_new(s, m) for s, m in pairs]),
            repeated,
        ]


class LengthRatio:
    """Characters of the output for each 100 of the reference (the first of several)."""

    def measure(self, task: Task, outputs: Sequence[Output]) -> list[Measured]:
        rows = [
            (float(len(output.text)), float(len(example.references[0])))
            for example, output in zip(task.examples, outputs, strict=True)
        ]
        return [rate("length ratio", "length-ratio|characters|output÷reference", "neither", rows)]


def fragments(source: Sequence[str], summary: Sequence[str]) -> Iterator[int]:
    """Lengths of the longest runs of `summary` that stand in `source`, greedily from left to right."""
    starts: dict[str, list[int]] = {}
    for position, token in enumerate(source):
        starts.setdefault(token, []).append(position)
    at = 0
    while at < len(summary):
        longest = 0
        for start in starts.get(summary[at], ()):
            size = 0
            while (
                at + size < len(summary) and start + size < len(source) and summary[at + size] == source[start + size]
            ):
                size += 1
            longest = max(longest, size)
        if longest:
            yield longest
        at += max(longest, 1)


def _rules(language: Language) -> Rules:
    return chinese_rules() if language == "zh" else unicode_rules()


def _new(source: Sequence[str], summary: Sequence[str]) -> tuple[float, float]:
    known = ngrams(source, 2)
    made = ngrams(summary, 2)
    return float(sum(count for gram, count in made.items() if gram not in known)), float(made.total())


def _repeated(summary: Sequence[str]) -> tuple[float, float]:
    made = ngrams(summary, 3)
    return float(made.total() - len(made)), float(made.total())
