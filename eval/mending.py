"""What repair is worth: flags before and after, and the time it takes.

    python -m eval.mending FILE … [--news3 N] [--profile builtin] [--to ru,zh] [--format json]

Each article is translated once and finished twice, without repair and with it. Seconds are CPU time of the process, all
threads together. `--news3 N` adds the first N documents that ship with the harness.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from eval.datasets import news3
from summarizer.article import Article, Language
from summarizer.digest import Options, Plan, finish, prepare
from summarizer.errors import SummarizerError
from summarizer.profiles import load
from summarizer.reading import read, read_text
from summarizer.results import UNSURE, Flag, Translated


@dataclass(frozen=True, slots=True)
class Mended:
    """One article: its sentences, errors and warnings before and after repair, sentences replaced, CPU seconds."""

    article: str
    sentences: int
    errors_before: int
    errors_after: int
    warnings_before: int
    warnings_after: int
    repaired: int
    translate_seconds: float
    repair_seconds: float


def measure(articles: Iterable[tuple[str, Article]], options: Options) -> Iterator[Mended]:
    """Repair each article with the models of `options`; raises `SummarizerError` where they cannot be had."""
    models = load(options)
    for name, article in articles:
        started = time.process_time()
        plan = prepare(article, options, models)
        results = _translated(plan)
        translated = time.process_time()
        before = finish(plan, results, replace(options, repair=False)).report
        checked = time.process_time()
        after = finish(plan, results, replace(options, repair=True)).report
        # The second finishing checks everything once more, as the first did; the rest is repair.
        repairing = max(0.0, time.process_time() - checked - (checked - translated))
        yield Mended(
            name,
            len(article.sentences),
            _of("error", before.flags),
            _of("error", after.flags),
            _of("warning", before.flags),
            _of("warning", after.flags),
            after.repaired,
            translated - started,
            repairing,
        )


def _translated(plan: Plan) -> dict[Language, dict[str, Translated]]:
    return {
        language: dict(zip(plan.texts, translator.translate(plan.texts, plan.article.language, language), strict=True))
        for language, translator in plan.targets.items()
    }


def _of(severity: str, flags: Sequence[Flag]) -> int:
    """Repair does not ask how sure a model was."""
    return sum(flag.severity == severity and flag.kind != UNSURE for flag in flags)


def _articles(files: Sequence[Path], documents: int) -> Iterator[tuple[str, Article]]:
    for path in files:
        yield path.name, read(path)
    for row in news3.documents()[:documents] if documents else ():
        yield row["id"], read_text(f"{row['title']['en']}\n\n{news3.text(row, 'en')}")


def main(arguments: list[str]) -> int:
    """Print one line for each article and one for all."""
    parser = argparse.ArgumentParser(
        prog="python -m eval.mending", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--news3", type=int, default=0, metavar="N")
    parser.add_argument("--profile", default="builtin")
    parser.add_argument("--to", default="ru,zh")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    chosen = parser.parse_args(arguments)
    options = Options(to=tuple(chosen.to.split(",")), profile=chosen.profile)
    found = []
    try:
        for mended in measure(_articles(chosen.files, chosen.news3), options):
            found.append(mended)
            if chosen.format == "text":
                print(_line(mended), flush=True)
    except SummarizerError as error:
        print(error, file=sys.stderr)
        return 1
    if chosen.format == "json":
        print(json.dumps([asdict(mended) for mended in found], indent=2))
    elif found:
        print(_line(_sum(found)))
    return 0


def _sum(found: Sequence[Mended]) -> Mended:
    numbers = [list(asdict(mended).values())[1:] for mended in found]
    return Mended("all", *(sum(column) for column in zip(*numbers, strict=True)))


def _line(m: Mended) -> str:
    return (
        f"{m.article:<18} {m.sentences:>4} sentences   errors {m.errors_before:>3} → {m.errors_after:<3} "
        f"warnings {m.warnings_before:>3} → {m.warnings_after:<3} {m.repaired:>3} repaired   "
        f"translate {m.translate_seconds:5.1f} s   repair {m.repair_seconds:5.1f} s"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
