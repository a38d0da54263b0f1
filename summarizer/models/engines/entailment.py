"""Natural language inference by any checkpoint of transformers that classifies pairs of texts as its labels say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from threading import Lock
from typing import Any

from summarizer.errors import ModelError
from summarizer.models.engines.base import Verdict
from summarizer.models.engines.runtime import Device, memory_guard, torch_device, torch_type
from summarizer.models.hub import Checkpoint
from summarizer.results import ModelInfo

BATCH_TOKENS = 4096
"""Padded tokens that are judged together."""


class EntailmentEngine:
    """A `Judge`. Its tokenizer and weights are loaded at the first pair: most digests have nothing to judge."""

    def __init__(
        self, checkpoint: Checkpoint, info: ModelInfo, *, device: Device = "auto", threads: int | None = None
    ) -> None:
        """Raises `ModelError` where the checkpoint's labels do not say which of them is entailment."""
        self.info = info
        self._checkpoint = checkpoint
        self._labels = labels(checkpoint)
        self._device: Device = device
        self._threads = threads
        self._loaded: tuple[Any, Any, str] | None = None
        self._lock = Lock()  # a tokenizer's settings are its own, and several articles may be under way

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Verdict]:
        """A verdict on each (premise, hypothesis), in the order of `pairs`; what is too long is cut at its end, and
        counted.

        Raises `ModelError`, `UsageError`.
        """
        verdicts: dict[int, Verdict] = {}
        limit = self._checkpoint.source_limit
        with self._lock:
            if pairs and self._loaded is None:
                self._loaded = self._load()
            inputs = [self._encoded(*pair) for pair in pairs]
            sizes = [len(each["input_ids"]) for each in inputs]
            if limit is not None and max(sizes, default=0) > limit:
                inputs = [
                    self._encoded(*pair, limit) if size > limit else each
                    for pair, size, each in zip(pairs, sizes, inputs, strict=True)
                ]
            cuts = [size - len(each["input_ids"]) for size, each in zip(sizes, inputs, strict=True)]
            for batch in _batches([len(each["input_ids"]) for each in inputs]):
                with memory_guard(self._checkpoint.name):
                    verdicts.update(zip(batch, self._classified([inputs[n] for n in batch]), strict=True))
        return [replace(verdicts[n], cut=cut) for n, cut in enumerate(cuts)]

    def _load(self) -> tuple[Any, Any, str]:
        from summarizer.models.engines.transformers import weights
        from summarizer.models.hubtokenizer import HubTokenizer

        device = torch_device(self._device)
        tokenizer = HubTokenizer(self._checkpoint)
        dtype = torch_type(None, device)
        model = weights("AutoModelForSequenceClassification", self._checkpoint, device, dtype, self._threads)
        return tokenizer, model, device

    def _encoded(self, premise: str, hypothesis: str, limit: int | None = None) -> Mapping[str, list[int]]:
        assert self._loaded is not None
        tokenizer, _, _ = self._loaded
        texts = (tokenizer.addressing.harmless(premise), tokenizer.addressing.harmless(hypothesis))
        truncation = "longest_first" if limit else "do_not_truncate"
        encoded: Mapping[str, list[int]] = tokenizer.tokenizer(*texts, truncation=truncation, max_length=limit)
        return encoded

    def _classified(self, batch: Sequence[Mapping[str, list[int]]]) -> list[Verdict]:
        import torch

        assert self._loaded is not None
        tokenizer, model, device = self._loaded
        padded = tokenizer.tokenizer.pad({key: [each[key] for each in batch] for key in batch[0]}, return_tensors="pt")
        with torch.inference_mode():
            rows = model(**padded.to(device)).logits.float().softmax(-1).tolist()
        entailed, contradicted = self._labels
        return [Verdict(row[entailed], None if contradicted is None else row[contradicted]) for row in rows]


def labels(checkpoint: Checkpoint) -> tuple[int, int | None]:
    """Which outputs stand for entailment and for contradiction, by the checkpoint's own names: their order varies.

    Raises `ModelError` where none is called entailment.
    """
    named = checkpoint.config.get("id2label")
    names = {str(name).lower(): int(n) for n, name in named.items()} if isinstance(named, Mapping) else {}
    if "entailment" not in names:
        found = f"its labels are {', '.join(list(names)[:4])}" if names else "its outputs have no names"
        raise ModelError(
            f"{checkpoint.name} is no entailment model: {found}, and none is entailment; "
            "`summarize models list` shows which are"
        )
    return names["entailment"], names.get("contradiction")


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indices of pairs of like length, the longest first, at most `BATCH_TOKENS` with their padding."""
    order = sorted(range(len(lengths)), key=lambda n: -lengths[n])
    while order:
        width = max(1, BATCH_TOKENS // max(1, lengths[order[0]]))
        yield order[:width]
        order = order[width:]
