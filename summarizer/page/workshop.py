"""What the page and its API share: models loaded once, articles read with care, work that can be stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from summarizer.article import Article
from summarizer.errors import EmptyArticle, SummarizerError, TooLarge, UsageError
from summarizer.models import catalog, store
from summarizer.page.fetching import Fetcher
from summarizer.page.limits import Limits, Turnstile

if TYPE_CHECKING:
    from summarizer.article import Language
    from summarizer.digest import Event, Options, Server
    from summarizer.models.engines.base import Decoding
    from summarizer.profiles import Models
    from summarizer.results import ModelInfo, Translated
    from summarizer.translating.base import Translator

T = TypeVar("T")

LANGUAGES = ("ru", "zh", "en")
LENGTHS = ("short", "medium", "long")


@dataclass
class Workshop:
    """One server's models and its visitors' work in progress."""

    limits: Limits = field(default_factory=Limits)
    profile: str = "auto"
    """The profile that is preselected."""
    downloads: bool = False
    """Whether visitors may download models of the catalogue."""
    fetcher: Fetcher = field(default_factory=Fetcher)
    server: Server | None = None
    """The OpenAI-compatible server behind the profile `server`."""
    entailment: str | None = None
    """The model that holds summaries against their articles."""
    loader: Callable[[Options], Models] | None = None
    """What loads the models instead of `profiles.load`."""
    _models: dict[str, Models] = field(default_factory=dict)
    _stops: dict[str, set[threading.Event]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _loading: threading.Lock = field(default_factory=threading.Lock)
    """Apart, so that one visitor can stop while another's models are being loaded."""
    turnstile: Turnstile = field(init=False)

    def __post_init__(self) -> None:
        self.turnstile = Turnstile(self.limits)

    def options(self, to: Sequence[str], length: str, profile: str, glossary: Path | None = None) -> Options:
        """What a visitor chose. Raises `UsageError`, `GlossaryError`."""
        from summarizer.digest import Options, Runtime
        from summarizer.summarizing.base import Length
        from summarizer.translating.glossary import Glossary

        if length not in LENGTHS:
            raise UsageError(f"no length {length!r}: choose one of {', '.join(LENGTHS)}")
        codes = tuple(dict.fromkeys(to))
        if not set(codes) <= set(LANGUAGES):
            raise UsageError(f"the page translates into {', '.join(LANGUAGES)}, not {', '.join(map(str, to))[:60]}")
        return Options(
            to=codes,
            length=Length.parse(length, None, None),
            profile=profile,
            glossary=_by_name(glossary, Glossary.load) if glossary else None,
            runtime=Runtime(offline=True),  # a visitor may not make the server download models
        )

    def profiles(self) -> list[str]:
        """The profiles that this server has what it takes for."""
        known = catalog.load()
        here = [
            name for name, profile in known.profiles.items() if all(map(store.locate, map(known.find, profile.models)))
        ]
        return list(dict.fromkeys(["auto", "builtin", *here, *(["server"] if self.server else []), self.profile]))

    def choices(self) -> list[str]:
        """The profiles, and each installed model that writes: it stands in the built-in profile for what it does."""
        writing = {name: entry for name, entry in catalog.load().models.items() if entry.task != "entailment"}
        return self.profiles()[1:] + [name for name, entry in writing.items() if store.locate(entry)]

    def models(self, choice: str) -> Models:
        """The models of a profile or a choice: the same for every visitor, whatever else the visitor chose."""
        from summarizer.profiles import load

        with self._loading:
            if choice not in self._models:
                self._models[choice] = (self.loader or load)(self._loadable(choice))
            return self._models[choice]

    def _loadable(self, choice: str) -> Options:
        from summarizer.digest import Options, Runtime

        options = Options(to=LANGUAGES, profile=choice, entailment=self.entailment, runtime=Runtime(offline=True))
        if choice == "server":
            return replace(options, server=self.server, runtime=Runtime())
        entry = catalog.load().models.get(choice)
        if entry is None:
            return options
        summarizer = None if entry.task == "translation" else choice
        translator = None if entry.task == "summarization" else choice
        return replace(options, profile="builtin", summarizer=summarizer, translator=translator)

    def read(self, text: str = "", upload: str | None = None, url: str = "") -> Article:
        """The article that a visitor gave, whichever way. Raises `ReadError`."""
        from summarizer.reading import read, read_text

        if upload:
            article = self._uploaded(Path(upload))
        elif url.strip():
            # Anything else would be taken for a path on the server.
            parts = urlsplit(url.strip())
            if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
                raise UsageError("a link begins with http:// or https://")
            article = read(url.strip())
        elif text.strip():
            article = read_text(self.limits.check_text(text))
        else:
            raise EmptyArticle("nothing to digest yet: paste an article, choose a file or give a link")
        self.limits.check_text(article.text)
        return article

    def _uploaded(self, path: Path) -> Article:
        from summarizer.reading import read

        try:
            if path.stat().st_size > self.limits.upload_bytes:
                raise TooLarge(f"a file may have {self.limits.upload_bytes / 1e6:.0f} MB at most")
            return _by_name(path, read)
        finally:
            path.unlink(missing_ok=True)  # the visitor's text does not stay on the server

    def events(self, visitor: str, article: Article, options: Options, read_seconds: float = 0.0) -> Iterator[Event]:
        """The digest of `article` as it is made; it ends early when `stop(visitor)` is called."""
        from summarizer.digest import stream

        loaded = self.models(options.profile)
        with self.turnstile.enter(visitor), self._stoppable(visitor) as stop:
            translators = {code: _Stoppable(translator, stop) for code, translator in loaded.translators.items()}
            models = replace(loaded, translators=translators)
            try:
                with closing(stream(article, options, models=models, read_seconds=read_seconds)) as events:
                    for event in events:
                        yield event
                        if stop.is_set():
                            return
            except _Stopped:
                return

    def stop(self, visitor: str) -> None:
        """Stop everything that `visitor` has under way."""
        with self._lock:
            for event in self._stops.get(visitor, ()):
                event.set()

    @contextmanager
    def _stoppable(self, visitor: str) -> Iterator[threading.Event]:
        event = threading.Event()
        with self._lock:
            self._stops.setdefault(visitor, set()).add(event)
        try:
            yield event
        finally:
            with self._lock:
                self._stops[visitor].discard(event)
                if not self._stops[visitor]:
                    del self._stops[visitor]

    @property
    def busy(self) -> int:
        """How many digests are under way."""
        with self._lock:
            return sum(map(len, self._stops.values()))

    def in_use(self) -> list[tuple[str, str]]:
        """Name and licence of the models that visitors have asked for so far, or would get by default."""
        self.models(self.profile)
        with self._loading:
            loaded = list(self._models.values())
        infos = [
            info
            for models in loaded
            for info in (
                models.summarizer.info,
                *(t.info for t in models.translators.values()),
                *([models.judge.info] if models.judge else []),
            )
        ]
        return list(dict.fromkeys((info.name, info.licence) for info in infos))


def _by_name(path: Path, read: Callable[[Path], T]) -> T:
    """Read an upload; an error calls it by its name, not by its place on the server."""
    try:
        return read(path)
    except SummarizerError as error:
        raise type(error)(str(error).replace(str(path), path.name)) from None


class _Stopped(Exception):
    """The visitor wants no more."""


@dataclass(frozen=True, slots=True)
class _Stoppable:
    """A translator that works for one visitor: it stops between two sentences, in repair too, when told to."""

    translator: Translator
    stop: threading.Event

    @property
    def info(self) -> ModelInfo:
        return self.translator.info

    def supports(self, source: Language, target: Language) -> bool:
        return self.translator.supports(source, target)

    def translate(
        self, sentences: Sequence[str], source: Language, target: Language, decoding: Decoding | None = None
    ) -> Iterator[Translated]:
        return self._watched(self.translator.translate(sentences, source, target, decoding))

    def candidates(
        self, sentences: Sequence[str], source: Language, target: Language, decoding: Decoding
    ) -> Iterator[tuple[Translated, ...]]:
        return self._watched(self.translator.candidates(sentences, source, target, decoding))

    def _watched(self, made: Iterator[T]) -> Iterator[T]:
        for item in made:
            if self.stop.is_set():
                raise _Stopped
            yield item
