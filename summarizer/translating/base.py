"""What translates: sentences in, as many sentences out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from summarizer.article import Language
from summarizer.models.engines.base import Decoding
from summarizer.results import ModelInfo, Translated


class Translator(Protocol):
    """Translates sentences with one model."""

    @property
    def info(self) -> ModelInfo:
        """Which model, under which licence."""
        ...

    def supports(self, source: Language, target: Language) -> bool:
        """Whether the model knows this direction."""
        ...

    def translate(
        self, sentences: Sequence[str], source: Language, target: Language, decoding: Decoding | None = None
    ) -> Iterator[Translated]:
        """Yield exactly one translation for each sentence, in order, as they become ready.

        `decoding` overrides the model's usual search: repair uses it to ask for other hypotheses. Closing the iterator
        stops the work. Raises `UnsupportedDirection`.
        """
        ...

    def candidates(
        self, sentences: Sequence[str], source: Language, target: Language, decoding: Decoding
    ) -> Iterator[tuple[Translated, ...]]:
        """Yield the `decoding.n_best` translations of each sentence, best score first."""
        ...
