"""Translation with an encoder–decoder model: one sentence in, one sentence out, nothing clipped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from summarizer.article import Language
from summarizer.errors import UnsupportedDirection
from summarizer.models.engines.base import Decoding, Engine, Generation
from summarizer.results import ModelInfo, Translated
from summarizer.translating.segments import split
from summarizer.translating.typography import join, polish

MOST_NEW_TOKENS = 400
GROWTH = 2.0
"""Output tokens for each input token that a faithful translation could need."""

Choice = Callable[[str, Sequence[Generation], Language, Language], Generation]
"""Picks one of the hypotheses, best score first, that were made of a text in the first language for the second."""


@dataclass(frozen=True, slots=True)
class Seq2SeqTranslator:
    """Translates with `engine`, which `directions` says knows (source, target) pairs.

    `segment_tokens` is the longest input, in the model's tokens, that the model was trained to handle: longer
    sentences are translated in pieces.
    """

    engine: Engine
    info: ModelInfo
    directions: Mapping[Language, tuple[Language, ...]]
    segment_tokens: int
    search: Decoding = field(default_factory=lambda: Decoding(beams=4))
    """How the model searches where nobody asks for another way."""
    hints: bool = False
    """Whether the model was trained to obey glossary hints (see `obeying`)."""
    choose: Choice | None = None
    """Where set, all hypotheses of a beam are looked at, not the likeliest alone."""

    def supports(self, source: Language, target: Language) -> bool:
        return target in self.directions.get(source, ())

    def translate(
        self, sentences: Sequence[str], source: Language, target: Language, decoding: Decoding | None = None
    ) -> Iterator[Translated]:
        self._require(source, target)
        pieces = [split(sentence, self.engine.count, self.segment_tokens) for sentence in sentences]
        results = self._best(pieces, decoding or self.search, source, target)
        return (
            _whole(sentence, group, list(islice(results, len(group))), target)
            for sentence, group in zip(sentences, pieces, strict=True)
        )

    def candidates(
        self, sentences: Sequence[str], source: Language, target: Language, decoding: Decoding
    ) -> Iterator[tuple[Translated, ...]]:
        self._require(source, target)
        pieces = [split(sentence, self.engine.count, self.segment_tokens) for sentence in sentences]
        results = self._decode(pieces, decoding, source, target)
        return (
            _ranked(sentence, group, list(islice(results, len(group))), target)
            for sentence, group in zip(sentences, pieces, strict=True)
        )

    def _best(
        self, pieces: Sequence[Sequence[str]], search: Decoding, source: Language, target: Language
    ) -> Iterator[Generation]:
        """One hypothesis of each piece."""
        choose = self.choose
        if choose is None:
            return self._decode(pieces, replace(search, n_best=1), source, target)
        results = self._decode(pieces, replace(search, n_best=search.beams), source, target)
        flat = (piece for group in pieces for piece in group)
        return (
            choose(piece, (result, *result.alternatives), source, target)
            for piece, result in zip(flat, results, strict=True)
        )

    def _decode(
        self, pieces: Sequence[Sequence[str]], search: Decoding, source: Language, target: Language
    ) -> Iterator[Generation]:
        flat = [piece for group in pieces for piece in group]
        most = min(search.max_new_tokens, MOST_NEW_TOKENS)
        return self.engine.generate(
            flat, replace(search, max_new_tokens=most, new_per_token=GROWTH), source=source, target=target
        )

    def _require(self, source: Language, target: Language) -> None:
        if not self.supports(source, target):
            known = ", ".join(f"{s} → {'/'.join(t)}" for s, t in self.directions.items())
            raise UnsupportedDirection(
                f"{self.info.name} does not translate {source} → {target} (it knows {known}): choose another "
                "model with --translator, or another language with --to"
            )


def _ranked(
    sentence: str, pieces: Sequence[str], results: Sequence[Generation], target: Language
) -> tuple[Translated, ...]:
    """One sentence's translations, best first: the pieces' first hypotheses together, then their second ones, …"""
    ranks = [(result, *result.alternatives) for result in results]
    return tuple(_whole(sentence, pieces, row, target) for row in zip(*ranks, strict=False))


def _whole(sentence: str, pieces: Sequence[str], results: Sequence[Generation], target: Language) -> Translated:
    """One sentence's translation from the translations of its pieces."""
    text = join([(piece, result.text) for piece, result in zip(pieces, results, strict=True)], target)
    tokens = sum(result.tokens for result in results)
    return Translated(
        text=polish(text, sentence, target),
        score=sum(result.score * result.tokens for result in results) / tokens if tokens else 0.0,
        clipped=sum(abs(result.clipped) for result in results),
        unknown=sum(result.unknown for result in results),
    )
