"""The whole story: read → summarize → translate → verify (→ repair). Rendering is the caller's business."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from summarizer.article import Article, Language
from summarizer.results import Digest, Flag, Part, Place, Report, Summary, Translated, Translation
from summarizer.summarizing.base import Length

if TYPE_CHECKING:
    from summarizer.profiles import Models
    from summarizer.translating.base import Translator
    from summarizer.translating.glossary import Glossary

Stage = Literal["read", "summarize", "translate", "verify", "done"]


@dataclass(frozen=True, slots=True)
class Runtime:
    """Where and how models run."""

    device: Literal["auto", "cpu", "cuda", "mps"] = "auto"
    threads: int | None = None
    """Cores to use; None for all that this process may."""
    quantization: str | None = None
    """`int8`, `float32`, …; None for what suits the device."""
    offline: bool = False


@dataclass(frozen=True, slots=True)
class Server:
    """An OpenAI-compatible endpoint and the model it serves."""

    url: str
    model: str
    api_key: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Options:
    """How to make a digest."""

    to: tuple[Language, ...] = ("ru", "zh")
    length: Length = field(default_factory=Length)
    only_summary: bool = False
    """Translate the title and the summary, not the whole article."""
    profile: str = "auto"
    summarizer: str | None = None
    """A model id or folder that replaces the profile's summarizer."""
    translator: str | None = None
    """A model id or folder that replaces the profile's translators."""
    server: Server | None = None
    prompts: Path | None = None
    """A folder of prompt files that replaces the shipped one."""
    glossary: Glossary | None = None
    repair: bool = True
    keep_boilerplate: bool = False
    runtime: Runtime = field(default_factory=Runtime)


@dataclass(frozen=True, slots=True)
class Event:
    """Something became ready, or a stage moved on: `done` of `total` steps of `stage`."""

    stage: Stage
    done: int
    total: int
    item: Article | Summary | Translated | Digest | None = None
    where: Place | None = None


def digest(source: str | Path | Article, options: Options | None = None) -> Digest:
    """Digest `source`: a path, an http(s) URL, `-` for standard input, or an `Article` (see `read_text` for a string).

    Raises `SummarizerError` with one line for the user.
    """
    from summarizer.reading import read

    options = options or Options()
    started = time.perf_counter()
    if not isinstance(source, Article):
        source = read(source, keep_boilerplate=options.keep_boilerplate, offline=options.runtime.offline)
    seconds = time.perf_counter() - started
    for event in stream(source, options, read_seconds=seconds):
        if isinstance(event.item, Digest):
            return event.item
    raise AssertionError("stream() ends with the digest")


def stream(
    article: Article, options: Options | None = None, *, models: Models | None = None, read_seconds: float = 0.0
) -> Iterator[Event]:
    """Digest `article` step by step; the last event's item is the `Digest`. Closing the iterator stops the work.

    `models` are loaded models to use again (a server loads them once); by default those of `options`.
    """
    from summarizer.profiles import load
    from summarizer.verifying import verify
    from summarizer.verifying.repair import repair

    options = options or Options()
    models = models or load(options)
    clock = _Clock({"read": read_seconds})
    yield Event("read", 1, 1, article)

    summary = models.summarizer.summarize(article, options.length)
    clock.lap("summarize")
    yield Event("summarize", 1, 1, summary)

    notices = list(models.notices)
    targets = {}
    for language in options.to:
        translator = models.translators.get(language)
        if language == article.language:
            notices.append(f"the article is already in {language}: not translated")
        elif translator is None or not translator.supports(article.language, language):
            notices.append(
                f"no installed model translates {article.language} → {language}: left out "
                "(`summarize models list` shows which do)"
            )
        else:
            targets[language] = translator

    work = _places(article, summary, options.only_summary)
    total, done = len(work) * len(targets), 0
    translations: dict[Language, Translation] = {}
    for language, translator in targets.items():
        found: dict[Place, Translated] = {}
        for place, translated in _translate(translator, work, article.language, language):
            found[place] = translated
            done += 1
            yield Event("translate", done, total, translated, place)
        translations[language] = _translation(translator, language, found)
        if translator.info.draft:
            notices.append(f"{language}: machine draft by {translator.info.name}: check it before you publish it")
        clock.lap(f"translate {language}")

    yield Event("verify", 0, 1)
    flags = verify(article, summary, translations, options.glossary)
    clock.lap("verify")
    if options.repair and flags:
        translations, flags = repair(article, summary, translations, flags, targets, options.glossary)
        clock.lap("repair")
    yield Event("verify", 1, 1)

    report = _report(models.profile, article, translations, flags, clock.seconds, notices)
    yield Event("done", 1, 1, Digest(article, summary, translations, report))


def _places(article: Article, summary: Summary, only_summary: bool) -> list[tuple[Part, int, str]]:
    """What to translate, in the order in which a reader wants it."""
    work: list[tuple[Part, int, str]] = [("summary", n, s.text) for n, s in enumerate(summary.sentences)]
    if article.title:
        work.insert(0, ("title", 0, article.title))
    if not only_summary:
        work += [("article", s.index, s.text) for s in article.sentences]
    return work


def _translate(
    translator: Translator, work: Sequence[tuple[Part, int, str]], source: Language, target: Language
) -> Iterator[tuple[Place, Translated]]:
    """Translate each distinct sentence once: an extractive summary repeats the article's own."""
    results: dict[str, Translated] = {}
    stream = translator.translate(list(dict.fromkeys(text for _, _, text in work)), source, target)
    for part, index, text in work:
        if text not in results:
            results[text] = next(stream)
        yield Place(part, index, target), results[text]


def _translation(translator: Translator, language: Language, found: Mapping[Place, Translated]) -> Translation:
    return Translation(
        language=language,
        title=found.get(Place("title", 0, language)),
        summary=tuple(t for place, t in found.items() if place.part == "summary"),
        article=tuple(t for place, t in found.items() if place.part == "article"),
        model=translator.info,
    )


def _report(
    profile: str,
    article: Article,
    translations: Mapping[Language, Translation],
    flags: Iterable[Flag],
    seconds: Mapping[str, float],
    notices: Iterable[str],
) -> Report:
    texts = [t for translation in translations.values() for t in (*translation.summary, *translation.article)]
    return Report(
        profile=profile,
        sentences_in=len(article.sentences),
        sentences_out={language: len(translation.article) for language, translation in translations.items()},
        clipped=sum(t.clipped for t in texts),
        unknown=sum(t.unknown for t in texts),
        repaired=sum(t.repaired for t in texts),
        removed=len(article.removed),
        flags=tuple(flags),
        seconds=seconds,
        notices=tuple(notices),
    )


class _Clock:
    """Seconds by stage, wall time."""

    def __init__(self, seconds: dict[str, float]) -> None:
        self.seconds = seconds
        self._last = time.perf_counter()

    def lap(self, stage: str) -> None:
        now = time.perf_counter()
        self.seconds[stage] = now - self._last
        self._last = now
