"""The whole story: read → summarize → translate → verify (→ repair). Rendering is the caller's business."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from summarizer.article import Article, Language
from summarizer.results import Digest, Flag, Part, Place, Report, Summary, Translated, Translation
from summarizer.summarizing.base import Length

if TYPE_CHECKING:
    from summarizer.models.engines.base import Judge
    from summarizer.profiles import Models
    from summarizer.translating.base import Translator
    from summarizer.translating.glossary import Glossary
    from summarizer.verifying.pairs import Checker

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

    @property
    def is_local(self) -> bool:
        """Whether it runs on this machine, so that asking it touches no network."""
        return urlsplit(self.url).hostname in ("localhost", "127.0.0.1", "::1")


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
    entailment: str | None = None
    """A model id or folder that tells whether the article bears the summary out; `auto` for the first of the catalogue
    that is on this machine, if one is."""
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
) -> Generator[Event]:
    """Digest `article` step by step; the last event's item is the `Digest`. Closing the iterator stops the work.

    `models` are loaded models to use again (a server loads them once); by default those of `options`.
    """
    from summarizer.profiles import load

    options = options or Options()
    models = models or load(options)
    clock = _Clock({"read": read_seconds})
    yield Event("read", 1, 1, article)

    plan = prepare(article, options, models)
    clock.lap("summarize")
    yield Event("summarize", 1, 1, plan.summary)

    total, done = len(plan.work) * len(plan.targets), 0
    results: dict[Language, dict[str, Translated]] = {}
    # All begin at once: what one language leaves of the machine is the next one's.
    streams = {
        language: translator.translate(plan.texts, article.language, language)
        for language, translator in plan.targets.items()
    }
    checker = plan.checker(options.glossary)
    for language, stream in streams.items():
        results[language] = {}
        for part, index, text in plan.work:
            if text not in results[language]:
                results[language][text] = next(stream)
            done += 1
            yield Event("translate", done, total, results[language][text], Place(part, index, language))
            checker.check(text, results[language][text], language)  # while the next are being decoded
        clock.lap(f"translate {language}")

    yield Event("verify", 0, 1)
    result = finish(plan, results, options, checker)
    clock.lap("verify")
    yield Event("verify", 1, 1)
    yield Event("done", 1, 1, replace(result, report=replace(result.report, seconds=clock.seconds)))


@dataclass(frozen=True, slots=True)
class Plan:
    """A summarised article, and what is to be translated by whom."""

    article: Article
    summary: Summary
    profile: str
    targets: Mapping[Language, Translator]
    work: tuple[tuple[Part, int, str], ...]
    """(part, index, text) in the order in which a reader wants them."""
    notices: tuple[str, ...]
    judge: Judge | None = None
    """What tells whether the article bears the summary out."""

    @property
    def texts(self) -> list[str]:
        """The distinct texts of `work`: an extractive summary repeats the article's own sentences."""
        return list(dict.fromkeys(text for _, _, text in self.work))

    def checker(self, glossary: Glossary | None) -> Checker:
        """What checks the pairs of this article, none of them known yet."""
        from summarizer.verifying.pairs import Checker

        drafts = frozenset(language for language, translator in self.targets.items() if translator.info.draft)
        return Checker(self.article.language, glossary, drafts)


def prepare(article: Article, options: Options, models: Models) -> Plan:
    """Summarise `article`, and say what is to be translated and what cannot be.

    Raises `UnsupportedDirection` where a translator was named that can do nothing for this article.
    """
    from summarizer.translating.obeying import obeying

    _require_a_direction(article, options, models)
    summary = models.summarizer.summarize(article, options.length)
    notices = list(models.notices)
    if summary.model != models.summarizer.info:
        notices.append(
            f"{models.summarizer.info.name} does not know {article.language}: {summary.model.name} summarised"
        )
    wanted = options.length.limit(len(article.sentences))
    if options.length.sentences is not None and len(summary.sentences) < wanted:
        notices.append(f"the summary has {len(summary.sentences)} of the {wanted} sentences asked for")
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
            targets[language] = obeying(translator, options.glossary)
            if translator.info.draft:
                notices.append(f"{language}: a draft by {translator.info.name}: check it before you publish it")
    if models.judge is not None:
        from summarizer.verifying.entailment import calibration

        judge = models.judge.info.name
        notices.append(
            f"{judge} held the summary against the article"
            if calibration(judge)
            else f"{judge} held the summary against the article; it is not calibrated: only its plain verdicts count"
        )
    work = tuple(_work(article, summary, options.only_summary))
    return Plan(article, summary, models.profile, targets, work, tuple(notices), models.judge)


def _require_a_direction(article: Article, options: Options, models: Models) -> None:
    wanted = [language for language in options.to if language != article.language]
    translators = {language: models.translators[language] for language in wanted if language in models.translators}
    if options.translator and wanted and not any(t.supports(article.language, to) for to, t in translators.items()):
        from summarizer.errors import UnsupportedDirection

        raise UnsupportedDirection(
            f"{options.translator} does not translate {article.language} → {', '.join(wanted)}: choose another model "
            "with --translator, or another language with --to"
        )


def finish(
    plan: Plan,
    results: Mapping[Language, Mapping[str, Translated]],
    options: Options,
    checker: Checker | None = None,
) -> Digest:
    """Put the translated texts (`results[language][text]`) in their places, check them, and repair what fails.

    `checker` may have checked some of them already.
    """
    from summarizer.verifying import entailment, verify
    from summarizer.verifying.repair import repair

    article, summary = plan.article, plan.summary
    translations = {
        language: _translation(translator, language, plan.work, results[language])
        for language, translator in plan.targets.items()
    }
    checker = checker or plan.checker(options.glossary)
    flags = verify(article, summary, translations, checker=checker)
    if options.repair and flags:
        translations, flags = repair(article, summary, translations, flags, plan.targets, checker=checker)
    if plan.judge is not None:
        flags = entailment.settled(article, summary, plan.judge, flags)
    return Digest(article, summary, translations, _report(plan, translations, flags))


def _work(article: Article, summary: Summary, only_summary: bool) -> Iterator[tuple[Part, int, str]]:
    if article.title:
        yield "title", 0, article.title
    yield from (("summary", n, s.text) for n, s in enumerate(summary.sentences))
    if not only_summary:
        yield from (("article", s.index, s.text) for s in article.sentences)


def _translation(
    translator: Translator, language: Language, work: Iterable[tuple[Part, int, str]], results: Mapping[str, Translated]
) -> Translation:
    parts: dict[Part, list[Translated]] = {"title": [], "summary": [], "article": []}
    for part, _, text in work:
        parts[part].append(results[text])
    title = parts["title"][0] if parts["title"] else None
    return Translation(language, title, tuple(parts["summary"]), tuple(parts["article"]), translator.info)


def _report(plan: Plan, translations: Mapping[Language, Translation], flags: Iterable[Flag]) -> Report:
    # By source text: what an extractive summary repeats of the article is one translation.
    texts = {
        (language, text): translated
        for language, translation in translations.items()
        for (_, _, text), translated in zip(plan.work, translation.in_order, strict=True)
    }.values()
    return Report(
        profile=plan.profile,
        sentences_in=len(plan.article.sentences),
        sentences_out={language: len(translation.article) for language, translation in translations.items()},
        clipped=sum(t.clipped for t in texts),
        unknown=sum(t.unknown for t in texts),
        repaired=sum(t.repaired for t in texts),
        removed=len(plan.article.removed),
        flags=tuple(flags),
        notices=plan.notices,
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
