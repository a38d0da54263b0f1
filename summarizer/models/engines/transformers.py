"""The transformers engines: any architecture on any device that torch knows. Slower than CTranslate2 on a CPU."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Any

from summarizer.article import Language
from summarizer.errors import CorruptModel, ModelError
from summarizer.models.engines.base import Decoding, Generation, chunks, fit
from summarizer.models.engines.runtime import memory_guard, quiet_transformers

if TYPE_CHECKING:
    from summarizer.models.hub import Checkpoint
    from summarizer.models.hubtokenizer import HubTokenizer

LARGEST_CHUNK = 64
"""Texts a call, at most."""


def weights(auto: str, checkpoint: Checkpoint, device: str, dtype: str, threads: int | None) -> Any:
    """The checkpoint's model by transformers' class `auto`, from safetensors alone, ready to be used.

    Raises `CorruptModel`, `OutOfMemory`.
    """
    import torch
    import transformers

    quiet_transformers()
    if threads and device == "cpu":
        torch.set_num_threads(threads)
    try:
        with memory_guard(checkpoint.name):
            model = getattr(transformers, auto).from_pretrained(
                checkpoint.folder,
                dtype=getattr(torch, dtype),
                use_safetensors=True,
                trust_remote_code=False,
                local_files_only=True,
            )
            return model.eval().to(device)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise CorruptModel(f"{checkpoint.name} cannot be loaded: {error}") from error


class _Torch:
    """A checkpoint's weights, loaded at the first use."""

    auto: str

    def __init__(
        self,
        checkpoint: Checkpoint,
        tokenizer: HubTokenizer,
        *,
        device: str = "cpu",
        dtype: str = "float32",
        threads: int | None = None,
        source_limit: int | None = None,
        batch_tokens: int = 2048,
    ) -> None:
        """`batch_tokens`: padded input tokens that are decoded together, for each beam."""
        self._checkpoint = checkpoint
        self._tokenizer = tokenizer
        self._device = device
        self._dtype = dtype
        self._threads = threads
        self._limit = min(source_limit or checkpoint.source_limit, checkpoint.source_limit)
        self._batch_tokens = batch_tokens
        self._model: Any = None
        self._loading = Lock()  # several articles may be under way, and the model is loaded once

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
        for start, end in chunks(len(texts), LARGEST_CHUNK):
            inputs = [self._ids(text, source, target) for text in texts[start:end]]
            fitted = [fit(ids, self._limit) for ids in inputs]
            made = self._by_length(fitted, decoding, target)
            for given, kept, generation in zip(inputs, fitted, made, strict=True):
                cut = len(given) - len(kept)
                yield replace(generation, clipped=cut or generation.clipped, unknown=self._tokenizer.unknown_ids(given))

    def _ids(self, text: str, source: Language | None, target: Language | None) -> list[int]:
        raise NotImplementedError

    def _decode(self, batch: Sequence[list[int]], decoding: Decoding, target: Language | None) -> list[Generation]:
        raise NotImplementedError

    def _by_length(
        self, inputs: Sequence[list[int]], decoding: Decoding, target: Language | None
    ) -> Sequence[Generation]:
        """Inputs of like length share a batch, so that little of it is padding."""
        order = sorted(range(len(inputs)), key=lambda n: -len(inputs[n]))
        made: dict[int, Generation] = {}
        while order:
            width = max(1, self._batch_tokens // max(1, len(inputs[order[0]]) * decoding.beams))
            limit = decoding.limit(len(inputs[order[0]]), self._checkpoint.target_limit)
            search = replace(decoding, max_new_tokens=limit)
            batch, order = order[:width], order[width:]
            with memory_guard(self._checkpoint.name):
                made.update(zip(batch, self._decode([inputs[n] for n in batch], search, target), strict=True))
        return [made[n] for n in range(len(inputs))]

    def _load(self) -> Any:
        with self._loading:
            if self._model is None:
                self._model = self._loaded()
            return self._model

    def _loaded(self) -> Any:
        from transformers import GenerationConfig

        model = weights(self.auto, self._checkpoint, self._device, self._dtype, self._threads)
        # What the checkpoint's authors preferred is in the catalogue and the families, not left to chance here.
        model.generation_config = GenerationConfig()  # type: ignore[no-untyped-call]
        return model

    def _search(self, decoding: Decoding, **more: Any) -> Any:
        from transformers import GenerationConfig

        setting = self._checkpoint.setting
        pad = self._tokenizer.tokenizer.pad_token_id
        end = setting("eos_token_id")
        return GenerationConfig(  # type: ignore[no-untyped-call]
            do_sample=False,
            num_beams=decoding.beams,
            num_return_sequences=decoding.n_best,
            early_stopping=False,  # stopping at the first hypotheses to end favours those that leave something out
            length_penalty=decoding.length_penalty,
            no_repeat_ngram_size=decoding.no_repeat_ngram,
            repetition_penalty=decoding.repetition_penalty,
            max_new_tokens=decoding.max_new_tokens,
            min_new_tokens=decoding.min_new_tokens or None,
            eos_token_id=end if end is not None else self._tokenizer.tokenizer.eos_token_id,
            pad_token_id=pad if pad is not None else self._tokenizer.tokenizer.eos_token_id,
            **more,
        )

    def _padded(self, batch: Sequence[list[int]], pad: int, left: bool) -> tuple[Any, Any]:
        import torch

        width = max(map(len, batch))
        gaps = [(width - len(ids)) for ids in batch]
        rows = [[pad] * gap + ids if left else ids + [pad] * gap for ids, gap in zip(batch, gaps, strict=True)]
        mask = [
            [0] * gap + [1] * (width - gap) if left else [1] * (width - gap) + [0] * gap
            for gap in gaps
        ]  # fmt: skip
        return torch.tensor(rows, device=self._device), torch.tensor(mask, device=self._device)


class TransformersEngine(_Torch):
    """Encoder–decoder models."""

    auto = "AutoModelForSeq2SeqLM"

    def _ids(self, text: str, source: Language | None, target: Language | None) -> list[int]:
        return self._tokenizer.ids(text, source, target)

    def _decode(self, batch: Sequence[list[int]], decoding: Decoding, target: Language | None) -> list[Generation]:
        import torch

        model = self._load()
        tokenizer = self._tokenizer.tokenizer
        prefix = self._tokenizer.target_prefix(target)
        search = self._search(
            decoding,
            decoder_start_token_id=self._checkpoint.setting("decoder_start_token_id"),
            forced_bos_token_id=tokenizer.convert_tokens_to_ids(prefix[0]) if prefix else None,
            # The pad token that starts a decoder is no output; Marian would write it.
            bad_words_ids=[[tokenizer.pad_token_id]] if self._checkpoint.family.name == "marian" else None,
        )
        ids, mask = self._padded(batch, tokenizer.pad_token_id, left=False)
        with torch.inference_mode():
            rows = model.generate(input_ids=ids, attention_mask=mask, generation_config=search).tolist()
        ends = _ends(search.eos_token_id)
        kept = [_until(row[1:], ends, tokenizer.pad_token_id) for row in rows]
        complete = [
            len(ids) < len(row) - 1 or len(ids) < decoding.max_new_tokens for ids, row in zip(kept, rows, strict=True)
        ]
        found = [
            Generation(
                text=self._tokenizer.text(ids),
                score=score,
                tokens=max(0, len(ids) - len(prefix or ())),
                clipped=0 if whole else -1,
            )
            for ids, score, whole in zip(
                kept, self._scores(batch, kept, search, len(prefix or ())), complete, strict=True
            )
        ]
        groups = [found[n : n + decoding.n_best] for n in range(0, len(found), decoding.n_best)]
        return [replace(best, alternatives=tuple(others)) for best, *others in groups]

    def _scores(
        self, batch: Sequence[list[int]], outputs: Sequence[list[int]], search: Any, forced: int
    ) -> list[float]:
        """The mean log-probability of each output's tokens after the forced ones, by one more pass over all of them.

        `generate` would keep all logits of all beams for it, which is gigabytes for a vocabulary of 250,000.
        """
        import torch

        model = self._load()
        each = search.num_return_sequences
        start = search.decoder_start_token_id
        scores = []
        for n, output in enumerate(outputs):
            if len(output) <= forced:
                scores.append(0.0)
                continue
            given = torch.tensor([batch[n // each]], device=self._device)
            written = torch.tensor([[start, *output[:-1]]], device=self._device)
            with torch.inference_mode():
                logits = model(input_ids=given, decoder_input_ids=written).logits[0].float()
            chosen = logits.log_softmax(-1).gather(1, torch.tensor(output, device=self._device).unsqueeze(1))
            scores.append(float(chosen[forced:].mean()))
        return scores


class TransformersChat(_Torch):
    """Instruct models: each text is the user's whole message; the answer is greedy, so that it is the same again."""

    auto = "AutoModelForCausalLM"

    def _ids(self, text: str, source: Language | None, target: Language | None) -> list[int]:
        tokenizer = self._tokenizer.tokenizer
        if not tokenizer.chat_template:
            raise ModelError(
                f"{self._checkpoint.name} has no chat template, so it was not trained to follow instructions: "
                "choose its instruct version"
            )
        message = [{"role": "user", "content": self._tokenizer.addressing.harmless(text)}]
        # Qwen3's template knows enable_thinking; others ignore it.
        rendered = tokenizer.apply_chat_template(
            message, tokenize=False, add_generation_prompt=True, enable_thinking=False
        )
        ids: list[int] = tokenizer(rendered, add_special_tokens=False)["input_ids"]
        return ids

    def _decode(self, batch: Sequence[list[int]], decoding: Decoding, target: Language | None) -> list[Generation]:
        import torch

        model = self._load()
        search = self._search(replace(decoding, beams=1, n_best=1))
        ids, mask = self._padded(batch, search.pad_token_id, left=True)
        with torch.inference_mode():
            made = model.generate(input_ids=ids, attention_mask=mask, generation_config=search)
        ends = _ends(search.eos_token_id)
        return [self._answer(row[ids.shape[1] :], ends, decoding) for row in made.tolist()]

    def _answer(self, row: list[int], ends: frozenset[int], decoding: Decoding) -> Generation:
        kept = _until(row, ends, None)
        complete = len(kept) < len(row) or len(row) < decoding.max_new_tokens
        return Generation(self._tokenizer.text(kept), tokens=len(kept), clipped=0 if complete else -1)


def _ends(end: int | list[int] | None) -> frozenset[int]:
    return frozenset(end if isinstance(end, list) else [] if end is None else [end])


def _until(row: list[int], ends: frozenset[int], pad: int | None) -> list[int]:
    """The ids before the end mark, or before padding where a batch went on for others."""
    stop = next((n for n, token in enumerate(row) if token in ends), len(row))
    kept = row[:stop]
    while kept and kept[-1] == pad:
        kept.pop()
    return kept
