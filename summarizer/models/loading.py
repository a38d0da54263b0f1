"""From a catalogue entry to a model that is ready to work: found, checked, told its languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.article import Language
from summarizer.errors import ModelError
from summarizer.models import conversion, families, hub, store
from summarizer.models.catalog import Entry
from summarizer.models.engines import runtime
from summarizer.models.engines.base import Decoding, Engine
from summarizer.models.families import Family
from summarizer.results import ModelInfo

if TYPE_CHECKING:
    from summarizer.digest import Runtime

_BYTES = {"float32": 4, "int16": 2, "float16": 2, "bfloat16": 2}


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model and what the summarizers and translators need to know about it."""

    entry: Entry
    family: Family
    engine: Engine
    source_limit: int
    """Longest input in tokens, marks included."""
    decoding: Decoding
    directions: Mapping[Language, tuple[Language, ...]]
    """For each source language its targets; empty where the model does not say."""

    @property
    def info(self) -> ModelInfo:
        return ModelInfo(self.entry.name, self.entry.licence)

    @property
    def notices(self) -> tuple[str, ...]:
        """What a user of this model must know about its licence."""
        if self.entry.commercial:
            return ()
        return (f"{self.entry.name}: licence {self.entry.licence}: not for commercial use",)


def load(entry: Entry, options: Runtime, wanted_by: str | None = None) -> Loaded:
    """Find the model, check its files and its vocabulary, choose the engine. Raises `ModelError`.

    `wanted_by` is the profile that asks for it, for the message where it is missing.
    """
    found = store.require(entry, wanted_by)
    checkpoint = hub.inspect(found.folder, entry.name, entry.family)
    family = checkpoint.family
    if family.task == "instruct":
        return _chat(entry, checkpoint, options)
    languages = tuple(dict.fromkeys((*entry.sources, *entry.targets))) if family.telling != "none" else ()
    known = tuple(language for language in languages if language in family.codes)
    needed = entry.targets if family.telling == "mark" else known
    tokenizer = hub.HubTokenizer(checkpoint, needed, entry.prefix)
    source_limit = min(entry.source_limit or checkpoint.source_limit, checkpoint.source_limit)
    target_limit = min(entry.target_limit or checkpoint.target_limit, checkpoint.target_limit)
    engine = _seq2seq(entry, found, checkpoint, tokenizer, options, source_limit, target_limit)
    decoding = entry.decoding or family.decoding
    decoding = replace(decoding, max_new_tokens=min(decoding.max_new_tokens, target_limit))
    return Loaded(entry, family, engine, source_limit, decoding, _directions(entry, checkpoint, tokenizer))


def _seq2seq(
    entry: Entry,
    found: store.Located,
    checkpoint: hub.Checkpoint,
    tokenizer: hub.HubTokenizer,
    options: Runtime,
    source_limit: int,
    target_limit: int,
) -> Engine:
    threads = options.threads or runtime.cores()
    if not checkpoint.family.ctranslate2:
        return _transformers("seq2seq", checkpoint, tokenizer, options, source_limit)
    from summarizer.models.engines.ctranslate2 import CTranslate2Engine

    device = runtime.ctranslate2_device(options.device)
    kind = runtime.ctranslate2_type(options.quantization, device)
    revision = found.revision or conversion.fingerprint(checkpoint)
    if device == "cpu":
        fresh = not conversion.is_converted(entry.id, revision, kind)
        runtime.require_memory(_memory(checkpoint, "float32" if fresh else kind), entry.name)
    return CTranslate2Engine(
        lambda: conversion.converted(checkpoint, entry.id, revision, kind),
        tokenizer,
        device=device,
        threads=threads,
        source_limit=source_limit,
        target_limit=target_limit,
    )


def _chat(entry: Entry, checkpoint: hub.Checkpoint, options: Runtime) -> Loaded:
    tokenizer = hub.HubTokenizer(checkpoint)
    limit = min(entry.source_limit or checkpoint.source_limit, checkpoint.source_limit)
    engine = _transformers("chat", checkpoint, tokenizer, options, limit)
    decoding = entry.decoding or checkpoint.family.decoding
    return Loaded(entry, checkpoint.family, engine, limit, decoding, entry.directions())


def _transformers(
    kind: str, checkpoint: hub.Checkpoint, tokenizer: hub.HubTokenizer, options: Runtime, limit: int
) -> Engine:
    from summarizer.models.engines.transformers import TransformersChat, TransformersEngine

    device = runtime.torch_device(options.device)
    dtype = runtime.torch_type(options.quantization, device)
    if device == "cpu":
        runtime.require_memory(_memory(checkpoint, dtype), checkpoint.folder.name)
    made = TransformersChat if kind == "chat" else TransformersEngine
    threads = options.threads or runtime.cores()
    return made(checkpoint, tokenizer, device=device, dtype=dtype, threads=threads, source_limit=limit)


def _memory(checkpoint: hub.Checkpoint, kind: str) -> int:
    """Bytes that the weights take when they are loaded as `kind`, and a fifth more for the work."""
    written = _BYTES.get(str(checkpoint.config.get("dtype") or checkpoint.config.get("torch_dtype")), 4)
    parameters = sum(path.stat().st_size for path in checkpoint.folder.glob("*.safetensors")) / written
    return int(1.2 * parameters * _BYTES.get(kind, 1))


def _directions(
    entry: Entry, checkpoint: hub.Checkpoint, tokenizer: hub.HubTokenizer
) -> Mapping[Language, tuple[Language, ...]]:
    """What the catalogue says, else what the vocabulary and the checkpoint's own notes allow."""
    if checkpoint.family.task != "translation":
        return {}
    if entry.sources:
        return entry.directions()
    if tokenizer.told and checkpoint.family.telling != "mark":
        return {s: tuple(t for t in tokenizer.languages if t != s) for s in tokenizer.languages}
    source, target = (checkpoint.tokenizer.get(name) for name in ("source_lang", "target_lang"))
    sources = families.languages(str(source))
    targets = tokenizer.languages if tokenizer.told else families.languages(str(target))
    if not sources or not targets:
        raise ModelError(
            f"{entry.name} does not say which languages it translates: its tokenizer_config.json needs source_lang "
            "and target_lang (such as en and ru)"
        )
    return {s: tuple(t for t in targets if t != s) for s in sources}
