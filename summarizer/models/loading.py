"""From a catalogue entry to a model that is ready to work: found, checked, told its languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import TYPE_CHECKING

from summarizer.article import Language
from summarizer.errors import ModelError, UsageError
from summarizer.models import conversion, families, hub, store
from summarizer.models.addressing import Addressing
from summarizer.models.catalog import Entry
from summarizer.models.engines import runtime
from summarizer.models.engines.base import Decoding, Engine, Judge
from summarizer.models.engines.entailment import EntailmentEngine
from summarizer.models.families import Family
from summarizer.models.hubtokenizer import HubTokenizer
from summarizer.models.kepttokenizer import KeptTokenizer, is_kept
from summarizer.results import ModelInfo

if TYPE_CHECKING:
    from summarizer.digest import Runtime

PYTORCH = 300_000_000
"""Bytes that PyTorch and transformers take by themselves."""
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
    if family.task == "entailment":
        raise UsageError(f"{entry.name} neither summarises nor translates: name it with --entailment")
    languages = tuple(dict.fromkeys((*entry.sources, *entry.targets))) if family.telling != "none" else ()
    known = tuple(language for language in languages if language in family.codes)
    needed = entry.targets if family.telling == "mark" else known
    source_limit = min(entry.source_limit or checkpoint.source_limit, checkpoint.source_limit)
    target_limit = min(entry.target_limit or checkpoint.target_limit, checkpoint.target_limit)
    decoding = entry.decoding or family.decoding
    decoding = replace(decoding, max_new_tokens=min(decoding.max_new_tokens, target_limit))
    if family.ctranslate2:
        engine, addressing = _ctranslate2(entry, found, checkpoint, needed, options, source_limit, target_limit)
    else:
        tokenizer = HubTokenizer(checkpoint, needed, entry.prefix)
        engine, addressing = (
            _transformers("seq2seq", checkpoint, tokenizer, options, source_limit),
            tokenizer.addressing,
        )
    return Loaded(entry, family, engine, source_limit, decoding, _directions(entry, checkpoint, addressing))


def judge(entry: Entry, options: Runtime) -> Judge:
    """Find an entailment model and check its files; it is loaded when it is first asked. Raises `ModelError`."""
    checkpoint = hub.inspect(store.require(entry).folder, entry.name, entry.family)
    if checkpoint.family.task != "entailment":
        raise UsageError(f"{entry.name} is no entailment model: `summarize models list` shows which are")
    if not all(map(find_spec, ("torch", "transformers"))):
        raise ModelError("an entailment model needs the extra `models`: pip install 'summarizer[models]'")
    if runtime.ctranslate2_device(options.device) == "cpu":  # told without loading PyTorch
        runtime.require_memory(PYTORCH + _memory(checkpoint, "float32"), entry.name)
    info = ModelInfo(entry.name, entry.licence)
    return EntailmentEngine(checkpoint, info, device=options.device, threads=options.threads or runtime.cores())


def _ctranslate2(
    entry: Entry,
    found: store.Located,
    checkpoint: hub.Checkpoint,
    languages: Sequence[Language],
    options: Runtime,
    source_limit: int,
    target_limit: int,
) -> tuple[Engine, Addressing]:
    from summarizer.models.engines.ctranslate2 import CTranslate2Engine

    device = runtime.ctranslate2_device(options.device)
    kind = runtime.ctranslate2_type(options.quantization, device)
    revision = found.revision or conversion.fingerprint(checkpoint)
    copy = conversion.find(entry.id, revision, kind)
    if device == "cpu":
        runtime.require_memory(_memory(checkpoint, kind) if copy else _memory_to_convert(checkpoint), entry.name)
    tokenizer = (
        KeptTokenizer(copy, checkpoint.family, entry.name, languages, entry.prefix)
        if copy and is_kept(copy)
        else HubTokenizer(checkpoint, languages, entry.prefix)
    )
    engine = CTranslate2Engine(
        lambda: conversion.converted(checkpoint, entry.id, revision, kind),
        tokenizer,
        device=device,
        threads=options.threads or runtime.cores(),
        workers=1 if checkpoint.family.task == "summarization" else None,  # an article is one input, or a few
        source_limit=source_limit,
        target_limit=target_limit,
        name=entry.name,
    )
    return engine, tokenizer.addressing


def _chat(entry: Entry, checkpoint: hub.Checkpoint, options: Runtime) -> Loaded:
    tokenizer = HubTokenizer(checkpoint)
    limit = min(entry.source_limit or checkpoint.source_limit, checkpoint.source_limit)
    engine = _transformers("chat", checkpoint, tokenizer, options, limit)
    decoding = entry.decoding or checkpoint.family.decoding
    return Loaded(entry, checkpoint.family, engine, limit, decoding, entry.directions())


def _transformers(
    kind: str, checkpoint: hub.Checkpoint, tokenizer: HubTokenizer, options: Runtime, limit: int
) -> Engine:
    from summarizer.models.engines.transformers import TransformersChat, TransformersEngine

    device = runtime.torch_device(options.device)
    dtype = runtime.torch_type(options.quantization, device)
    if device == "cpu":
        runtime.require_memory(_memory(checkpoint, dtype), checkpoint.name)
    made = TransformersChat if kind == "chat" else TransformersEngine
    threads = options.threads or runtime.cores()
    return made(checkpoint, tokenizer, device=device, dtype=dtype, threads=threads, source_limit=limit)


def _memory(checkpoint: hub.Checkpoint, kind: str) -> int:
    """Bytes that the weights take when they are loaded as `kind`, and a fifth more for the work."""
    return int(1.2 * _parameters(checkpoint) * _BYTES.get(kind, 1))


def _memory_to_convert(checkpoint: hub.Checkpoint) -> int:
    """Bytes that a conversion takes: PyTorch, the weights in float32, and what they become."""
    return PYTORCH + 2 * 4 * int(_parameters(checkpoint))


def _parameters(checkpoint: hub.Checkpoint) -> float:
    written = _BYTES.get(str(checkpoint.config.get("dtype") or checkpoint.config.get("torch_dtype")), 4)
    return sum(path.stat().st_size for path in checkpoint.folder.glob("*.safetensors")) / written


def _directions(
    entry: Entry, checkpoint: hub.Checkpoint, addressing: Addressing
) -> Mapping[Language, tuple[Language, ...]]:
    """What the catalogue says, else what the vocabulary and the checkpoint's own notes allow."""
    if checkpoint.family.task != "translation":
        return {}
    if entry.sources:
        return entry.directions()
    if addressing.told and checkpoint.family.telling != "mark":
        return {s: tuple(t for t in addressing.languages if t != s) for s in addressing.languages}
    source, target = (checkpoint.tokenizer.get(name) for name in ("source_lang", "target_lang"))
    sources = families.languages(str(source))
    targets = addressing.languages if addressing.told else families.languages(str(target))
    if not sources or not targets:
        raise ModelError(
            f"{entry.name} does not say which languages it translates: its tokenizer_config.json needs source_lang "
            "and target_lang (such as en and ru)"
        )
    return {s: tuple(t for t in targets if t != s) for s in sources}
