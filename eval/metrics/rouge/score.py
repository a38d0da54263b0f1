"""ROUGE of one summary: precision, recall and F of ROUGE-1, -2, -L and -Lsum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.metrics.rouge.overlap import lcs_length, ngram_matches, union_lcs_matches
from eval.metrics.rouge.rules import Rules

TYPES = ("ROUGE-1", "ROUGE-2", "ROUGE-L", "ROUGE-Lsum")


@dataclass(frozen=True, slots=True)
class Agreement:
    """Matches out of the tokens (or n-grams) of each side. All values from 0 to 1."""

    precision: float
    recall: float

    @property
    def f(self) -> float:
        """The harmonic mean (F with beta 1)."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text, cut: `sentences` are its lines."""

    words: list[str]
    sentences: list[list[str]]

    @classmethod
    def of(cls, text: str, rules: Rules) -> Tokens:
        """Cut `text`; lines without a token are left out."""
        sentences = [tokens for line in text.split("\n") if (tokens := rules.tokenize(line))]
        return cls([token for sentence in sentences for token in sentence], sentences)


def rouge(reference: Tokens, hypothesis: Tokens) -> tuple[Agreement, ...]:
    """One `Agreement` for each of `TYPES`."""
    ours, theirs = hypothesis.words, reference.words
    grams = [_agreement(ngram_matches(theirs, ours, n), len(theirs) - n + 1, len(ours) - n + 1) for n in (1, 2)]
    longest = lcs_length(theirs, ours)
    if len(reference.sentences) <= 1 and len(hypothesis.sentences) <= 1:
        union = longest
    else:
        union = union_lcs_matches(reference.sentences, hypothesis.sentences)
    sizes = len(theirs), len(ours)
    return (*grams, _agreement(longest, *sizes), _agreement(union, *sizes))


def best(references: Sequence[Tokens], hypothesis: Tokens) -> tuple[Agreement, ...]:
    """Of several references, for each type the one with the highest F."""
    scored = [rouge(reference, hypothesis) for reference in references]
    return tuple(max(column, key=lambda agreement: agreement.f) for column in zip(*scored, strict=True))


def _agreement(matches: int, in_reference: int, in_hypothesis: int) -> Agreement:
    return Agreement(matches / max(in_hypothesis, 1), matches / max(in_reference, 1))
