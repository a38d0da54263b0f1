"""A profile names the models that make a digest; `load` gets them ready to be loaded at first use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.article import Article, Language
from summarizer.errors import UsageError
from summarizer.models import catalog, store
from summarizer.models.catalog import PROFILES, Entry, Profile, size
from summarizer.models.engines.runtime import cores
from summarizer.results import ModelInfo, Summary
from summarizer.summarizing.base import Length, Summarizer
from summarizer.translating.base import Translator

if TYPE_CHECKING:
    from summarizer.digest import Options
    from summarizer.models.engines.base import Judge
    from summarizer.models.loading import Loaded

__all__ = ["PROFILES", "Models", "cores", "load"]


@dataclass(frozen=True, slots=True)
class Models:
    """What a digest is made with. `translators[language]` is absent where no model of the profile knows the target."""

    profile: str
    summarizer: Summarizer
    translators: Mapping[Language, Translator]
    notices: tuple[str, ...] = ()
    folders: Mapping[Path, str] = field(default_factory=dict)
    """Where the models' files lie, and the models' names; a server's are not known."""
    judge: Judge | None = None
    """What tells whether the article bears the summary out; None where nobody asked for it."""


def load(options: Options) -> Models:
    """The models that `options` ask for: a profile's, or those named instead of them.

    Raises `UnknownModel`, `ModelNotInstalled`, `UnsupportedDirection`, `CorruptModel`, `UnsafeModel`, `OutOfMemory`.
    """
    if options.server is None and options.profile == "server":
        raise UsageError("--profile server needs --server URL and --model NAME: say which server is to be asked")
    shelf = _Shelf(options)
    if options.server is not None:
        name, notices = "server", list[str]()
        summarizer, translators = _served(options)
    else:
        name, notices = _choose(options)
        summarizer, translators = _local(name, shelf, options)
    if options.summarizer:
        summarizer = shelf.summarizer(options.summarizer)
    if options.translator:
        translators = dict.fromkeys(options.to, shelf.translator(options.translator))
    judge = shelf.judge(options.entailment) if options.entailment else None
    return Models(name, summarizer, translators, (*notices, *shelf.notices()), shelf.folders(translators), judge)


def _choose(options: Options) -> tuple[str, list[str]]:
    """The profile's name, and what is to be said about the choice."""
    if options.profile != "auto":
        if options.profile != "builtin":
            catalog.load().profile(options.profile)
        return options.profile, []
    if options.summarizer and options.translator:
        return "custom", []
    known = catalog.load()
    for name, profile in reversed(list(known.profiles.items())):
        if all(store.locate(known.find(model)) for model in profile.models) and (not profile.gpu or _has_gpu(options)):
            return name, [f"profile {name}: the best of those on this machine (--profile chooses another)"]
    return "builtin", [f"profile builtin: nothing better is on this machine; {_better(known.profiles['fast'])}"]


def _better(profile: Profile) -> str:
    entries = [catalog.load().find(model) for model in profile.models]
    total = sum(entry.bytes or 0 for entry in entries)
    return f"`summarize models download {profile.name}` ({size(total)}) gives far better text"


def _has_gpu(options: Options) -> bool:
    if options.runtime.device == "cpu":
        return False
    from summarizer.models.engines.runtime import torch_device

    return torch_device("auto") != "cpu"


def _local(name: str, shelf: _Shelf, options: Options) -> tuple[Summarizer, dict[Language, Translator]]:
    """A profile's summarizer and translators, but not those that the options replace."""
    from summarizer.summarizing.extractive import ExtractiveSummarizer

    extractive = ExtractiveSummarizer()
    if name in ("builtin", "custom"):
        if options.translator:
            return extractive, {}
        from summarizer import builtin

        translator = builtin.translator(options.runtime.threads or cores())
        return extractive, dict.fromkeys(options.to, translator)
    profile = catalog.load().profile(name)
    summarizer: Summarizer = extractive
    if not options.summarizer:
        summarizer = _Either(shelf.summarizer(profile.summarizer, name), extractive)
    wanted = {} if options.translator else {t: m for t, m in profile.translators.items() if t in options.to}
    return summarizer, {target: shelf.translator(model, name) for target, model in wanted.items()}


def _served(options: Options) -> tuple[Summarizer, dict[Language, Translator]]:
    assert options.server is not None
    if options.runtime.offline and not options.server.is_local:
        raise UsageError(f"--offline and --server {options.server.url} exclude each other: leave one of them out")
    from summarizer.models.engines.openai import ServerEngine
    from summarizer.models.prompts import Prompts
    from summarizer.summarizing.instruct import InstructSummarizer
    from summarizer.translating.instruct import InstructTranslator

    engine = ServerEngine(options.server.url, options.server.model, api_key=options.server.api_key)
    info = ModelInfo(options.server.model, "as the server's operator says")
    prompts = Prompts.load(options.prompts)
    translator = InstructTranslator(engine, info, prompts)
    return InstructSummarizer(engine, info, prompts), dict.fromkeys(options.to, translator)


@dataclass
class _Shelf:
    """Models by name: each is loaded once, whatever it is used for."""

    options: Options
    _loaded: dict[str, Loaded] = field(default_factory=dict)
    _judging: list[Entry] = field(default_factory=list)
    _said: list[str] = field(default_factory=list)

    def summarizer(self, name: str, profile: str | None = None) -> Summarizer:
        model = self._load(name, profile)
        if model.family.task == "translation":
            raise UsageError(f"{name} translates and does not summarise: name it with --translator")
        if model.family.task == "instruct":
            from summarizer.models.prompts import Prompts
            from summarizer.summarizing.instruct import InstructSummarizer

            return InstructSummarizer(
                model.engine, model.info, Prompts.load(self.options.prompts), model.source_limit, model.decoding
            )
        from summarizer.summarizing.seq2seq import Seq2SeqSummarizer

        return Seq2SeqSummarizer(model.engine, model.info, model.source_limit, model.decoding, model.entry.sources)

    def translator(self, name: str, profile: str | None = None) -> Translator:
        model = self._load(name, profile)
        if model.family.task == "summarization":
            raise UsageError(f"{name} summarises and does not translate: name it with --summarizer")
        if model.family.task == "instruct":
            from summarizer.models.prompts import Prompts
            from summarizer.translating.instruct import InstructTranslator

            return InstructTranslator(
                model.engine, model.info, Prompts.load(self.options.prompts), model.source_limit, model.decoding
            )
        from summarizer.translating.seq2seq import Seq2SeqTranslator

        return Seq2SeqTranslator(
            model.engine, model.info, model.directions, min(model.source_limit - 8, _SEGMENT), model.decoding
        )

    def judge(self, name: str) -> Judge | None:
        """The entailment model of that name; by `auto` the first of the catalogue that is here, if one is."""
        from summarizer.models import loading

        known = catalog.load()
        if name == "auto":
            listed = [entry for entry in known.models.values() if entry.task == "entailment"]
            entry = next(filter(store.locate, listed), None)
            if entry is None:
                self._said.append(
                    f"no entailment model is on this machine: `summarize models download {listed[0].name}`"
                )
                return None
        else:
            entry = known.find(name)
        self._judging.append(entry)
        return loading.judge(entry, self.options.runtime)

    def notices(self) -> Iterator[str]:
        yield from self._said
        for model in self._loaded.values():
            yield from model.notices

    def folders(self, translators: Mapping[Language, Translator]) -> dict[Path, str]:
        """Where the models lie that were loaded, and the built-in one if it is among `translators`."""
        from summarizer import builtin

        entries = (*(model.entry for model in self._loaded.values()), *self._judging)
        found = {store.require(entry).folder: entry.name for entry in entries}
        if any(translator.info == builtin.TRANSLATOR for translator in translators.values()):
            found[builtin.folder()] = builtin.TRANSLATOR.name
        return found

    def _load(self, name: str, profile: str | None) -> Loaded:
        from summarizer.models import loading

        entry: Entry = catalog.load().find(name)
        if entry.id not in self._loaded:
            self._loaded[entry.id] = loading.load(entry, self.options.runtime, profile)
        return self._loaded[entry.id]


_SEGMENT = 200
"""Tokens of the longest input that sentence translators saw much of in training; longer sentences go in pieces."""


@dataclass(frozen=True, slots=True)
class _Either:
    """A profile's summarizer, and the built-in one for articles in languages that it does not know."""

    first: Summarizer
    second: Summarizer

    @property
    def info(self) -> ModelInfo:
        return self.first.info

    def summarize(self, article: Article, length: Length) -> Summary:
        from summarizer.errors import UnsupportedDirection

        try:
            return self.first.summarize(article, length)
        except UnsupportedDirection:
            return self.second.summarize(article, length)
