"""A batch on this machine: the sentences of many articles decode together, models are loaded once.

A window of articles is read ahead by threads, summarised, and its distinct sentences go to each translator as one list;
the engine packs them by length into token-budget batches. Memory is bounded by the window, not by the batch.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import ParamSpec, TypeVar

from summarizer.article import Article, Language
from summarizer.batching.jobs import Job
from summarizer.digest import Options, Plan, finish, prepare
from summarizer.errors import SummarizerError
from summarizer.profiles import Models
from summarizer.results import Digest, Translated
from summarizer.translating.base import Translator

P = ParamSpec("P")
T = TypeVar("T")

WINDOW_SENTENCES = 512
"""Sentences that decode together: enough to fill batches of one length, little enough to stay small."""
READ_AHEAD = 8


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: a digest, or a line that says why not."""

    job: Job
    digest: Digest | None = None
    problem: str | None = None


def run(jobs: Iterable[Job], options: Options, models: Models) -> Iterator[Outcome]:
    """Digest every job, in order; a job that fails costs no other job anything."""
    window: list[tuple[Job, Plan | str]] = []
    sentences = 0
    for job, article in _articles(jobs, options):
        plan = _guarded(prepare, article, options, models) if isinstance(article, Article) else article
        window.append((job, plan))
        sentences += len(plan.texts) if isinstance(plan, Plan) else 0
        if sentences >= WINDOW_SENTENCES or len(window) >= WINDOW_SENTENCES:
            yield from _flush(window, options)
            window, sentences = [], 0
    yield from _flush(window, options)


def _articles(jobs: Iterable[Job], options: Options) -> Iterator[tuple[Job, Article | str]]:
    """Each job with its article or its problem, read ahead by threads while the models work."""

    def read(job: Job) -> Article | str:
        return _guarded(job.read, keep_boilerplate=options.keep_boilerplate, offline=options.runtime.offline)

    source = iter(jobs)
    with ThreadPoolExecutor(2, thread_name_prefix="read") as pool:
        waiting: deque[tuple[Job, Future[Article | str]]] = deque()
        waiting.extend((job, pool.submit(read, job)) for job in islice(source, READ_AHEAD))
        while waiting:
            job, future = waiting.popleft()
            waiting.extend((ahead, pool.submit(read, ahead)) for ahead in islice(source, 1))
            yield job, future.result()


def _flush(window: list[tuple[Job, Plan | str]], options: Options) -> Iterator[Outcome]:
    plans = [plan for _, plan in window if isinstance(plan, Plan)]
    results = _translate(plans) if plans else {}
    if isinstance(results, str):  # one article broke the whole window: find out which, one by one
        results = {}
        for n, (job, plan) in enumerate(window):
            if isinstance(plan, Plan):
                alone = _translate([plan])
                if isinstance(alone, str):
                    window[n] = (job, alone)
                else:
                    for key, texts in alone.items():
                        results.setdefault(key, {}).update(texts)
    for job, plan in window:
        done = plan if isinstance(plan, str) else _guarded(_finish, plan, results, options)
        yield Outcome(job, problem=done) if isinstance(done, str) else Outcome(job, done)


Results = dict[tuple[Language, Language], dict[str, Translated]]


def _translate(plans: list[Plan]) -> Results | str:
    """(source, target) → text → translation, for all distinct texts of `plans`."""
    work: dict[tuple[Language, Language], tuple[Translator, dict[str, None]]] = {}
    for plan in plans:
        for target, translator in plan.targets.items():
            key = (plan.article.language, target)
            work.setdefault(key, (translator, {}))[1].update(dict.fromkeys(plan.texts))
    results: Results = {}
    for (source, target), (translator, texts) in work.items():
        found = _guarded(partial(_all, translator, list(texts), source, target))
        if isinstance(found, str):
            return found
        results[source, target] = dict(zip(texts, found, strict=True))
    return results


def _all(translator: Translator, texts: list[str], source: Language, target: Language) -> list[Translated]:
    return list(translator.translate(texts, source, target))


def _finish(plan: Plan, results: Results, options: Options) -> Digest:
    return finish(plan, {target: results[plan.article.language, target] for target in plan.targets}, options)


def _guarded(call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | str:
    """The call's result, or one line on why it failed: an article must not take the batch down with it."""
    try:
        return call(*args, **kwargs)
    except (SummarizerError, MemoryError) as error:
        return " ".join(str(error).split()) or type(error).__name__
    except Exception as error:
        return f"{type(error).__name__}: {' '.join(str(error).split())}"
