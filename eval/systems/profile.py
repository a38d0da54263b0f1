"""The package itself, with the models of one of its profiles: each kind of task by the part of the chain it needs."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from eval.systems.fingerprint import of_packages
from eval.tasks import Example, Output, Task
from summarizer.article import Article
from summarizer.digest import Options, Runtime, stream
from summarizer.models import catalog, store
from summarizer.profiles import Models, load
from summarizer.reading import read_text
from summarizer.results import Digest
from summarizer.summarizing.base import Length

_DECIDING = (
    "summarizer.article",
    "summarizer.builtin",
    "summarizer.digest",
    "summarizer.models",
    "summarizer.profiles",
    "summarizer.reading",
    "summarizer.results",
    "summarizer.summarizing",
    "summarizer.translating",
    "summarizer.verifying",
)
"""The code and models that decide what is put out; how it is shown does not matter here."""


@dataclass
class Profile:
    """The package with `options`. Models are loaded at the first use, and never downloaded."""

    name: str
    options: Options
    _models: Models | None = field(default=None, repr=False)

    def does(self, task: Task) -> bool:
        if task.kind in ("read", "summarize"):
            return True
        translator = self._ready().translators.get(task.target_language)
        return translator is not None and translator.supports(task.source_language, task.target_language)

    def fingerprint(self) -> str:
        parts = [self.name, of_packages(*_DECIDING), *map(_model, self._named())]
        return "-".join(parts)

    def _named(self) -> tuple[str, ...]:
        """The models that are not in the package."""
        named = tuple(m for m in (self.options.summarizer, self.options.translator) if m)
        if self.options.profile in ("builtin", "server"):
            return named
        return (*catalog.load().profile(self.options.profile).models, *named)

    def outputs(self, task: Task) -> Iterator[Output]:
        if task.kind == "translate":
            yield from self._translate(task)
            return
        do: Callable[[Task, Example], str] = {"read": self._read, "summarize": self._summarize}.get(
            task.kind, self._digest
        )
        for example in task.examples:
            started = time.perf_counter()
            text = do(task, example)
            yield Output(example.id, text, time.perf_counter() - started)

    def _read(self, task: Task, example: Example) -> str:
        return _article(example).text

    def _summarize(self, task: Task, example: Example) -> str:
        summary = self._ready().summarizer.summarize(_article(example), Length(sentences=task.sentences))
        return "\n".join(sentence.text for sentence in summary.sentences)

    def _digest(self, task: Task, example: Example) -> str:
        length = Length(sentences=task.sentences)
        options = replace(self.options, to=(task.target_language,), length=length, only_summary=True)
        for event in stream(_article(example), options, models=self._ready()):
            if isinstance(event.item, Digest):
                return "\n".join(line.text for line in event.item.translations[task.target_language].summary)
        raise AssertionError("stream() ends with the digest")

    def _translate(self, task: Task) -> Iterator[Output]:
        """The translator alone, sentence by sentence, unrepaired; a sentence's time is that since the one before."""
        translator = self._ready().translators[task.target_language]
        sources = [example.source for example in task.examples]
        started = time.perf_counter()
        results = translator.translate(sources, task.source_language, task.target_language)
        for example, result in zip(task.examples, results, strict=True):
            now = time.perf_counter()
            yield Output(example.id, result.text, now - started)
            started = now

    def _ready(self) -> Models:
        if self._models is None:
            self._models = load(self.options)
        return self._models


def options(**changes: Any) -> Options:
    """The built-in profile with `changes`, offline."""
    return replace(Options(profile="builtin", runtime=Runtime(offline=True)), **changes)


def _model(name: str) -> str:
    """Which files a model is: its commit, or of a folder the names, sizes and times of what is in it."""
    located = store.locate(catalog.load().find(name))
    if located is None:
        return f"{name} not installed"
    if located.revision:
        return located.revision[:16]
    stamps = sorted((p.name, p.stat().st_size, p.stat().st_mtime_ns) for p in located.folder.iterdir() if p.is_file())
    return hashlib.sha256(repr(stamps).encode()).hexdigest()[:16]


def _article(example: Example) -> Article:
    return read_text(example.source, title=example.title)
