"""A batch on this machine: the sentences of many articles decode together, models are loaded once.

Articles are read ahead by threads and gathered in windows; a window's distinct sentences go to each translator as one
list, which the engine packs by length into token-budget batches. Two or more windows are under way at a time, so that
one is checked while another decodes. Memory is bounded by the windows, not by the batch.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from dataclasses import dataclass
from itertools import islice
from typing import ParamSpec, TypeVar

from summarizer.article import Article, Language
from summarizer.batching.jobs import Job
from summarizer.digest import Options, Plan, finish, prepare
from summarizer.errors import (
    BrokenInstall,
    CorruptModel,
    DownloadError,
    ModelError,
    ModelNotInstalled,
    ServerError,
    SummarizerError,
    UnsafeModel,
)
from summarizer.installation import broken
from summarizer.profiles import Models, cores
from summarizer.results import Digest, Translated
from summarizer.translating.base import Translator

P = ParamSpec("P")
T = TypeVar("T")

FIRST_WINDOW, WINDOW = 128, 512
"""Sentences that decode together: enough to fill batches of one length, little enough to stay small. The first window
is small, and each is twice the one before it, so that a run shows progress (and can be killed) early."""
NO_ARTICLE_S = (BrokenInstall, CorruptModel, DownloadError, ModelNotInstalled, UnsafeModel)
"""Errors that would come again with every article."""
READ_AHEAD = 16
MOST_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something failed, in one line; `error` is set where a model or a server failed, not the article."""

    line: str
    error: ModelError | ServerError | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: its digest as one line of JSON, or a line that says why not."""

    id: str
    record: str | None = None
    problem: str | None = None


def run(jobs: Iterable[Job], options: Options, models: Models, *, ordered: bool = True) -> Iterator[Outcome]:
    """Digest every job; a job that fails costs no other job anything. `ordered`: in the order of `jobs`.

    Raises what would fail every job: one of `NO_ARTICLE_S` at once, another `ModelError` or a `ServerError` where a
    whole window fails by it.
    """
    at_once = max(2, min(options.runtime.threads or cores(), MOST_AT_ONCE))
    with ThreadPoolExecutor(at_once, thread_name_prefix="digest") as pool:
        running: deque[Future[list[Outcome]]] = deque()
        try:
            for window in _windows(_articles(jobs, options), options, models):
                # In this context: who runs the batch may want to be told that a model is being converted.
                running.append(pool.submit(copy_context().run, _digest, window, options))
                if len(running) >= at_once:
                    yield from _next(running, ordered)
            while running:
                yield from _next(running, ordered)
        finally:
            for future in running:
                future.cancel()


def _next(running: deque[Future[list[Outcome]]], ordered: bool) -> list[Outcome]:
    if ordered:
        return running.popleft().result()
    done, _ = wait(running, return_when=FIRST_COMPLETED)
    first = done.pop()
    running.remove(first)
    return first.result()


Window = list[tuple[Job, Plan | Problem]]
"""Jobs, each with its summarised article or its problem."""


def _windows(articles: Iterable[tuple[Job, Article | Problem]], options: Options, models: Models) -> Iterator[Window]:
    window: Window = []
    sentences, size = 0, FIRST_WINDOW
    for job, article in articles:
        plan = _guarded(prepare, article, options, models) if isinstance(article, Article) else article
        window.append((job, plan))
        sentences += len(plan.texts) if isinstance(plan, Plan) else 1
        if sentences >= size:
            yield window
            window, sentences, size = [], 0, min(2 * size, WINDOW)
    if window:
        yield window


def _articles(jobs: Iterable[Job], options: Options) -> Iterator[tuple[Job, Article | Problem]]:
    """Each job with its article or its problem, read ahead by threads while the models work."""

    def read(job: Job) -> Article | Problem:
        return _guarded(job.read, keep_boilerplate=options.keep_boilerplate, offline=options.runtime.offline)

    source = iter(jobs)
    with ThreadPoolExecutor(2, thread_name_prefix="read") as pool:
        waiting: deque[tuple[Job, Future[Article | Problem]]] = deque()
        waiting.extend((job, pool.submit(read, job)) for job in islice(source, READ_AHEAD))
        while waiting:
            job, future = waiting.popleft()
            waiting.extend((ahead, pool.submit(read, ahead)) for ahead in islice(source, 1))
            yield job, future.result()


def _digest(window: Window, options: Options) -> list[Outcome]:
    results = _translate([plan for _, plan in window if isinstance(plan, Plan)])
    if not isinstance(results, Problem):
        return [_outcome(job, plan, results, options) for job, plan in window]
    # One article broke the whole window: find out which, one by one.
    outcomes, failed = [], []
    for job, plan in window:
        alone = _translate([plan]) if isinstance(plan, Plan) else plan
        if isinstance(alone, Problem):
            outcomes.append(Outcome(job.id, problem=alone.line))
            if isinstance(plan, Plan):
                failed.append(alone.error)
        else:
            outcomes.append(_outcome(job, plan, alone, options))
    tried = sum(isinstance(plan, Plan) for _, plan in window)
    if results.error is not None and len(failed) == tried and all(failed):
        raise results.error
    return outcomes


Results = dict[tuple[Language, Language], dict[str, Translated]]


def _translate(plans: list[Plan]) -> Results | Problem:
    """(source, target) → text → translation, for all distinct texts of `plans`; or why that failed."""
    work: dict[tuple[Language, Language], tuple[Translator, dict[str, None]]] = {}
    for plan in plans:
        for target, translator in plan.targets.items():
            key = (plan.article.language, target)
            work.setdefault(key, (translator, {}))[1].update(dict.fromkeys(plan.texts))
    # All are begun before the first is read: engines decode what they are given meanwhile.
    begun = {key: _guarded(translator.translate, list(texts), *key) for key, (translator, texts) in work.items()}
    results: Results = {}
    for key, stream in begun.items():
        found = stream if isinstance(stream, Problem) else _guarded(list[Translated], stream)
        if isinstance(found, Problem):
            return found
        results[key] = dict(zip(work[key][1], found, strict=True))
    return results


def _outcome(job: Job, plan: Plan | Problem, results: Results, options: Options) -> Outcome:
    made = plan if isinstance(plan, Problem) else _guarded(_record, job, plan, results, options)
    return Outcome(job.id, problem=made.line) if isinstance(made, Problem) else Outcome(job.id, made)


def _record(job: Job, plan: Plan, results: Results, options: Options) -> str:
    targets = {target: results[plan.article.language, target] for target in plan.targets}
    return record(job.id, finish(plan, targets, options))


def record(job: str, digest: Digest) -> str:
    """The digest's JSON under its job's id, without timings: the same input gives the same bytes."""
    data = digest.to_dict()
    data["report"].pop("seconds")
    return json.dumps({"id": job, **data}, ensure_ascii=False, separators=(",", ":"))


def _guarded(call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | Problem:
    """The call's result, or why it failed: an article must not take the batch down with it. Raises `NO_ARTICLE_S`."""
    try:
        return call(*args, **kwargs)
    except NO_ARTICLE_S:
        raise
    except (ModelError, ServerError) as error:
        return Problem(" ".join(str(error).split()), error)
    except (SummarizerError, MemoryError) as error:
        return Problem(" ".join(str(error).split()) or type(error).__name__)
    except Exception as error:
        if (lacking := broken(error)) is not None:
            raise lacking from error
        return Problem(f"{type(error).__name__}: {' '.join(str(error).split())}")
