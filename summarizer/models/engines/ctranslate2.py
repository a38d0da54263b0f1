"""The CTranslate2 engine: encoder–decoder models on CPU or GPU, the fastest of the four."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Literal

from summarizer.article import Language
from summarizer.errors import CorruptModel, ModelError
from summarizer.models.engines.base import Decoding, Generation, chunks, fit
from summarizer.models.engines.runtime import memory_guard
from summarizer.models.tokenizers import Tokenizer

if TYPE_CHECKING:
    import ctranslate2

FIRST_CHUNK, LARGEST_CHUNK = 32, 512
"""Texts a call. A short article is one chunk: two small ones cost a tenth more, and half more where the weights do not
stay in the processor's cache. The first is there in a second or two on two cores."""
LEAST_ROWS = 4
"""Sentences that are not worth a further core."""
WIDTH = 40
"""Sentences to translate are padded to multiples of so many tokens: few widths make full batches. For articles of the
examples 40 costs a fifth less CPU time than 16, and 80 only 6 % less than 40 (docs/speed.md)."""


class CTranslate2Engine:
    """One converted model, loaded at the first use.

    `workers` decode batches side by side, and the weights are shared. One core each is fastest where there are many
    texts; a single one would leave the other cores idle, unless one worker has all of them.
    """

    def __init__(
        self,
        folder: Path | Callable[[], Path],
        tokenizer: Tokenizer,
        *,
        device: Literal["cpu", "cuda"] = "cpu",
        threads: int = 1,
        workers: int | None = None,
        compute_type: str = "default",
        batch_tokens: int = 1024,
        source_limit: int | None = None,
        target_limit: int | None = None,
        name: str = "the model",
    ) -> None:
        """`folder` may be a function that makes the converted model when it is first needed.

        `threads` cores are parted among the workers, of which there are as many by default.

        Inputs over `source_limit` tokens are cut, and the cut is counted; outputs end at `target_limit` tokens.
        `name` is for messages.
        """
        self._folder = folder
        self._advice = (
            "install summarizer again" if isinstance(folder, Path) else "delete that folder, and it is made again"
        )
        self._tokenizer = tokenizer
        self._device = device
        self._threads = threads
        self._workers = workers or threads
        self._compute_type = compute_type
        self._batch_tokens = batch_tokens
        self._limit = source_limit
        self._target_limit = target_limit
        self._name = name
        self._model: ctranslate2.Translator | None = None
        self._loading = Lock()  # several articles may be under way, and the model is converted and loaded once

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
        places = chunks(len(texts), LARGEST_CHUNK, FIRST_CHUNK)
        running = (self._start(texts[start:end], decoding, source, target) for start, end in places)
        waiting = deque(islice(running, 2))  # a chunk decodes while the one before it is read
        return self._read(waiting, running, decoding, target)

    def _read(
        self,
        waiting: deque[list[_Running]],
        running: Iterator[list[_Running]],
        decoding: Decoding,
        target: Language | None,
    ) -> Iterator[Generation]:
        while waiting:
            yield from self._collect(waiting.popleft(), decoding, target)
            waiting.extend(islice(running, 1))

    def _start(
        self, texts: Sequence[str], decoding: Decoding, source: Language | None, target: Language | None
    ) -> list[_Running]:
        """Hand `texts` to the workers, the longest first, in batches of one width.

        What a matrix product rounds to depends on its shape, so a sentence padded to the longest of its batch would
        come out differently in different company. Here its width depends on itself alone: a row of end marks, whose
        output is forced to end at once, widens each batch to a multiple of `WIDTH`. So a sentence's translation is
        the same to the last bit alone, in an article, and in a batch (on CPU; GPU kernels choose by batch size too).
        Where a least length is asked for, that row would have to be decoded to it like a sentence: there is none, and
        no such promise.
        """
        inputs = [self._tokenizer.encode(text, source, target) for text in texts]
        tokens = [fit(given, self._limit) for given in inputs]
        widths: dict[int, list[int]] = {}
        for index, given in enumerate(tokens):
            width = min(-(-len(given) // WIDTH) * WIDTH, self._limit or 1 << 30) if target is not None else 0
            widths.setdefault(width, []).append(index)
        running = []
        for width, members in sorted(widths.items(), reverse=True):
            rows = max(1, self._batch_tokens // width - 1) if width else len(members)
            if len(widths) < self._workers:  # a core would be idle
                rows = min(rows, max(LEAST_ROWS, -(-len(members) // self._workers)))
            limit = decoding.limit(width or max(len(tokens[index]) for index in members), self._target_limit)
            for first in range(0, len(members), rows):
                part = members[first : first + rows]
                batch = [tokens[index] for index in part]
                cuts = [len(inputs[index]) - len(tokens[index]) for index in part]
                widened = width > max(map(len, batch)) and not decoding.min_new_tokens
                results = self._submit(batch, decoding, limit, target, width if widened else 0)
                running.append(_Running(part, batch, cuts, limit, results))
        return running

    def _submit(
        self, batch: list[list[str]], decoding: Decoding, limit: int, target: Language | None, filling: int
    ) -> list[ctranslate2.AsyncTranslationResult]:
        """Hand over one batch, and behind it a row of `filling` end marks if that is not 0."""
        rows, prefixes = batch, [self._tokenizer.target_prefix(target) or []] * len(batch)
        if filling:
            end = batch[0][-1]
            rows, prefixes = [*rows, [end] * filling], [*prefixes, [end]]
        results: list[ctranslate2.AsyncTranslationResult] = self._load().translate_batch(
            rows,
            target_prefix=prefixes if any(prefixes) else None,
            max_batch_size=0 if target is not None else self._batch_tokens,
            batch_type="tokens",
            asynchronous=True,
            beam_size=decoding.beams,
            num_hypotheses=decoding.n_best,
            patience=decoding.patience if decoding.beams > 1 else 1,
            length_penalty=decoding.length_penalty,
            repetition_penalty=decoding.repetition_penalty,
            no_repeat_ngram_size=decoding.no_repeat_ngram,
            max_input_length=0,  # its default cuts silently at 1024
            max_decoding_length=limit,
            min_decoding_length=max(1, decoding.min_new_tokens),
            return_scores=True,
        )
        return results

    def _collect(self, chunk: list[_Running], decoding: Decoding, target: Language | None) -> list[Generation]:
        """The generations of a chunk, in the order of its texts."""
        skipped = len(self._tokenizer.target_prefix(target) or ())
        found: dict[int, Generation] = {}
        for batch in chunk:
            for index, given, cut, future in zip(batch.members, batch.tokens, batch.cuts, batch.results, strict=False):
                with self._guard():
                    result = future.result()
                unknown = self._tokenizer.unknown(given)
                best, *others = (
                    Generation(
                        text=self._tokenizer.decode(hypothesis[skipped:]),
                        # CTranslate2 divides the sum by the length to the power of the penalty.
                        score=score * max(1, len(hypothesis)) ** (decoding.length_penalty - 1),
                        tokens=max(0, len(hypothesis) - skipped),
                        clipped=cut or (-1 if len(hypothesis) >= batch.limit else 0),
                        unknown=unknown,
                    )
                    for hypothesis, score in zip(result.hypotheses, result.scores, strict=True)
                )
                found[index] = replace(best, alternatives=tuple(others))
        return [found[index] for index in sorted(found)]

    @contextmanager
    def _guard(self) -> Iterator[None]:
        """Raises `OutOfMemory`, and `ModelError` for what a GPU's libraries say when they do not fit together."""
        try:
            with memory_guard(self._name):
                yield
        except RuntimeError as error:
            if self._device == "cpu":
                raise
            raise ModelError(
                f"{self._name} does not run on the GPU ({error}): check the CUDA installation, or use --device cpu"
            ) from error

    def _load(self) -> ctranslate2.Translator:
        with self._loading:
            if self._model is None:
                self._model = self._loaded()
            return self._model

    def _loaded(self) -> ctranslate2.Translator:
        import ctranslate2

        folder = self._folder = self._folder if isinstance(self._folder, Path) else self._folder()
        try:
            with self._guard():
                return ctranslate2.Translator(
                    str(folder),
                    device=self._device,
                    inter_threads=self._workers,
                    intra_threads=max(1, self._threads // self._workers),
                    compute_type=self._compute_type,
                    max_queued_batches=-1,  # handing over a chunk does not wait for the one before it
                )
        except (RuntimeError, ValueError) as error:
            raise CorruptModel(f"{self._name} in {folder} cannot be loaded ({error}): {self._advice}") from error


@dataclass(frozen=True, slots=True)
class _Running:
    """A batch in the workers' hands: which texts of its chunk it holds, and its output limit in tokens."""

    members: list[int]
    tokens: list[list[str]]
    cuts: list[int]
    """Input tokens of each text that were cut."""
    limit: int
    results: list[ctranslate2.AsyncTranslationResult]
    """One for each text, then the filler's."""
