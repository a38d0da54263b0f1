"""The seam between what is asked of a model and what runs it. Every engine, the fake one included, is an `Engine`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from summarizer.article import Language
from summarizer.results import ModelInfo


@dataclass(frozen=True, slots=True)
class Decoding:
    """How to search for the output. Lengths are in the model's own tokens."""

    max_new_tokens: int = 256
    new_per_token: float = 0.0
    """Where set, a text of n tokens may become at most `new_per_token * n + 24` tokens: a loop gets no room to run."""
    min_new_tokens: int = 0
    beams: int = 1
    n_best: int = 1
    """How many hypotheses to return for each text; at most `beams`."""
    patience: float = 1.0
    """How many finished hypotheses, in multiples of `beams`, end the search. At 1 a short one that left something out
    can win because it was ready first; 2 costs little (Kasai et al. 2022, "Beam Decoding with Controlled Patience")."""
    length_penalty: float = 1.0
    no_repeat_ngram: int = 0
    repetition_penalty: float = 1.0

    def limit(self, given: int, most: int | None = None) -> int:
        """How many tokens a text of `given` tokens may become, `most` at the utmost."""
        limit = self.max_new_tokens if most is None else min(self.max_new_tokens, most)
        return min(limit, int(self.new_per_token * given) + 24) if self.new_per_token else limit


@dataclass(frozen=True, slots=True)
class Generation:
    """What a model made of one text."""

    text: str
    score: float = 0.0
    """Mean log-probability of the output tokens, natural log; 0.0 where the engine cannot tell."""
    tokens: int = 0
    """Output tokens, the end mark not counted."""
    clipped: int = 0
    """Input tokens that did not fit and were cut; `-1` where the *output* hit `max_new_tokens` before its end."""
    unknown: int = 0
    """Input tokens that the model's vocabulary does not have."""
    alternatives: tuple[Generation, ...] = ()
    """The other hypotheses, best first, where `Decoding.n_best` asked for them."""


class Engine(Protocol):
    """Runs one loaded model."""

    def generate(
        self,
        texts: Sequence[str],
        decoding: Decoding,
        *,
        source: Language | None = None,
        target: Language | None = None,
    ) -> Iterator[Generation]:
        """Yield one generation for each text, in the order of `texts`, as they become ready.

        `source` and `target` tell a translation model its languages. Closing the iterator stops the work. An engine
        that works beside its caller begins at the call, so that several calls keep the machine busy together.
        """
        ...

    def count(self, text: str) -> int:
        """How many of the model's tokens `text` takes."""
        ...


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a model of natural language inference says of a premise and a hypothesis: probabilities from 0 to 1.

    What they leave of 1 is neither: the premise says nothing of the kind.
    """

    entailment: float
    contradiction: float | None = None
    """None where the model knows entailment and its absence alone."""
    cut: int = 0
    """Tokens of the pair that the model could not read."""


class Judge(Protocol):
    """Tells whether a premise bears a hypothesis out. Like an engine, it may be asked by several threads."""

    @property
    def info(self) -> ModelInfo: ...

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Verdict]:
        """A verdict on each (premise, hypothesis), in the order of `pairs`."""
        ...


FIRST_CHUNK = 8


def chunks(count: int, largest: int, first: int = FIRST_CHUNK) -> Iterator[tuple[int, int]]:
    """(start, end) of what `count` texts are worked off in: little at first, so that a reader sees something soon, then
    up to `largest` at a time to fill the machine."""
    start, size = 0, first
    while start < count:
        yield start, min(start + size, count)
        start, size = start + size, min(8 * size, largest)


Token = TypeVar("Token")


def fit(tokens: list[Token], limit: int | None) -> list[Token]:
    """At most `limit` tokens, the end mark kept; what is cut must be counted by the caller."""
    return tokens if limit is None or len(tokens) <= limit else [*tokens[: limit - 1], tokens[-1]]
