"""The CTranslate2 engine: encoder–decoder models on CPU or GPU, the fastest of the four."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from summarizer.article import Language
from summarizer.errors import CorruptModel
from summarizer.models.engines.base import Decoding, Generation
from summarizer.models.tokenizers import Tokenizer

if TYPE_CHECKING:
    import ctranslate2

FIRST_CHUNK, CHUNK = 8, 64
"""Texts a call: the first chunk is small so that a reader sees something soon, the rest fill the machine."""


class CTranslate2Engine:
    """One converted model, loaded at the first use.

    `threads` workers decode batches side by side, one core each: on few cores that is faster than several cores on
    one batch, and the weights are shared.
    """

    def __init__(
        self,
        folder: Path,
        tokenizer: Tokenizer,
        *,
        device: Literal["cpu", "cuda"] = "cpu",
        threads: int = 1,
        compute_type: str = "default",
        batch_tokens: int = 1024,
    ) -> None:
        self._folder = folder
        self._tokenizer = tokenizer
        self._device = device
        self._threads = threads
        self._compute_type = compute_type
        self._batch_tokens = batch_tokens
        self._model: ctranslate2.Translator | None = None

    def count(self, text: str) -> int:
        """How many tokens `text` takes."""
        return self._tokenizer.count(text)

    def generate(
        self,
        texts: Sequence[str],
        decoding: Decoding,
        *,
        source: Language | None = None,
        target: Language | None = None,
    ) -> Iterator[Generation]:
        start, size = 0, FIRST_CHUNK
        while start < len(texts):
            yield from self._batch(texts[start : start + size], decoding, source, target)
            start, size = start + size, CHUNK

    def _batch(
        self, texts: Sequence[str], decoding: Decoding, source: Language | None, target: Language | None
    ) -> list[Generation]:
        tokens = [self._tokenizer.encode(text, source, target) for text in texts]
        prefix = self._tokenizer.target_prefix(target)
        results = self._load().translate_batch(
            tokens,
            target_prefix=[prefix] * len(tokens) if prefix else None,
            max_batch_size=self._batch_tokens,
            batch_type="tokens",
            beam_size=decoding.beams,
            num_hypotheses=decoding.n_best,
            length_penalty=decoding.length_penalty,
            repetition_penalty=decoding.repetition_penalty,
            no_repeat_ngram_size=decoding.no_repeat_ngram,
            max_input_length=0,  # its default cuts silently at 1024
            max_decoding_length=decoding.max_new_tokens,
            min_decoding_length=max(1, decoding.min_new_tokens),
            return_scores=True,
        )
        generations = []
        for given, result in zip(tokens, results, strict=True):
            unknown = self._tokenizer.unknown(given)
            best, *others = (
                Generation(
                    text=self._tokenizer.decode(hypothesis[len(prefix or ()) :]),
                    score=score / max(1, len(hypothesis)) if decoding.length_penalty == 0 else score,
                    tokens=len(hypothesis),
                    clipped=-1 if len(hypothesis) >= decoding.max_new_tokens else 0,
                    unknown=unknown,
                )
                for hypothesis, score in zip(result.hypotheses, result.scores, strict=True)
            )
            generations.append(replace(best, alternatives=tuple(others)))
        return generations

    def _load(self) -> ctranslate2.Translator:
        if self._model is None:
            import ctranslate2

            try:
                self._model = ctranslate2.Translator(
                    str(self._folder),
                    device=self._device,
                    inter_threads=self._threads,
                    intra_threads=1,
                    compute_type=self._compute_type,
                )
            except (RuntimeError, ValueError) as error:
                raise CorruptModel(f"the model in {self._folder} cannot be loaded: {error}") from error
        return self._model
