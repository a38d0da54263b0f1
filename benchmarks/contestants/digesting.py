"""Whole digests: a summary, and the article in Russian and Chinese. Task: what translators need, and articles, a list
for each round, of which each is a list of paragraphs, lists of sentences."""

from __future__ import annotations

from benchmarks.contestants import Run, Task
from benchmarks.contestants.summarizing import lexrank
from benchmarks.contestants.translating import SPACE, argos_translator, transformers_translator

Article = list[list[str]]


def digest(task: Task) -> Run:
    """A whole digest, verified and repaired, by models that are loaded already."""
    return _digest(task, repair=True)


def digest_unrepaired(task: Task) -> Run:
    """The same without repair: a peer does not check anything."""
    return _digest(task, repair=False)


def digest_argos(task: Task) -> Run:
    """LexRank and Argos Translate, which translates paragraph by paragraph."""
    runs = [argos_translator({**task, "target": target}) for target in ("ru", "zh")]

    def run(n: int) -> list[str]:
        found = []
        for article in task["articles"][n]:
            found += lexrank(_sentences(article))
            text = "\n".join(SPACE.join(paragraph) for paragraph in article)
            found += [translate(text) for translate in runs]
        return found

    return run


def digest_loop(task: Task) -> Run:
    """What one would write with sumy and transformers: LexRank, then each sentence in turn, twice."""
    return _peer(task, 1)


def digest_batch(task: Task) -> Run:
    """The same with each language in batches."""
    return _peer(task, 32)


def batch(task: Task) -> Run:
    """`summarize batch`'s own path, with models that are loaded already; repaired."""
    return _batch(task, repair=True)


def batch_unrepaired(task: Task) -> Run:
    """The same without repair."""
    return _batch(task, repair=False)


batch_argos = digest_argos


def _digest(task: Task, *, repair: bool) -> Run:
    from summarizer import Options, read_text
    from summarizer.digest import stream
    from summarizer.profiles import load
    from summarizer.results import Digest

    options = Options(profile="builtin", repair=repair)
    models = load(options)

    def run(n: int) -> list[str]:
        found = []
        for article in task["articles"][n]:
            for event in stream(read_text(_text(article)), options, models=models):
                if isinstance(event.item, Digest):
                    found += [t.text for made in event.item.translations.values() for t in made.in_order]
        return found

    return run


def _batch(task: Task, *, repair: bool) -> Run:
    from summarizer import Options
    from summarizer.batching import local
    from summarizer.batching.jobs import Job
    from summarizer.profiles import load

    options = Options(profile="builtin", repair=repair)
    models = load(options)

    def run(n: int) -> list[str]:
        jobs = [Job(f"{n}-{k}", text=_text(article)) for k, article in enumerate(task["articles"][n])]
        return [str(outcome.record) for outcome in local.run(jobs, options, models)]

    return run


def _peer(task: Task, size: int) -> Run:
    runs = [transformers_translator({**task, "target": target}, size=size) for target in ("ru", "zh")]

    def run(n: int) -> list[str]:
        found = []
        for article in task["articles"][n]:
            sentences = _sentences(article)
            found += lexrank(sentences)
            for translate in runs:
                found += translate(sentences)
        return found

    return run


def _sentences(article: Article) -> list[str]:
    return [sentence for paragraph in article for sentence in paragraph]


def _text(article: Article) -> str:
    return "\n\n".join(" ".join(paragraph) for paragraph in article)
