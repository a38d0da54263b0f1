"""Precision and recall of boilerplate removal: `python -m eval.boilerplate [--corpus FOLDER]`.

Furniture is put at the end of real articles and between their paragraphs, and looked for afterwards. Two collections
of it: the strings that the news3 documents themselves carry, and `eval/data/boilerplate` (see its README). A string or
paragraph counts as found when it is gone, an article's paragraph as lost when it is. Exits 1 below the floors.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from eval.datasets import news3
from summarizer.article import Language
from summarizer.reading import boilerplate

OWN = Path(__file__).parent / "data" / "boilerplate" / "own.jsonl"
RECALL = 0.95
LANGUAGES: tuple[Language, ...] = ("en", "ru", "zh")


@dataclass(slots=True)
class Count:
    """Paragraphs of one collection in one place."""

    added: int = 0
    found: int = 0
    removed: int = 0
    lost: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found / self.added if self.added else 1.0

    @property
    def precision(self) -> float:
        return self.found / (self.found + len(self.lost)) if self.found or self.lost else 1.0


def measure(article: Sequence[str], extra: Sequence[str], language: Language, place: str, count: Count) -> None:
    """Put `extra` into `article` at `place` ("end", "between": one after each paragraph, "middle": as a block)."""
    kept, _ = boilerplate.remove(mixed(article, extra, place), language)
    count.added += len(extra)
    missed = [paragraph for paragraph in extra if paragraph in kept]
    count.found += len(extra) - len(missed)
    count.missed += missed
    count.lost += [paragraph for paragraph in article if paragraph not in kept]


def mixed(article: Sequence[str], extra: Sequence[str], place: str) -> list[str]:
    """`article` with `extra` in it."""
    if place == "end":
        return [*article, *extra]
    if place == "middle":
        half = (len(article) + 1) // 2
        return [*article[:half], *extra, *article[half:]]
    out: list[str] = []
    for n, paragraph in enumerate(article):
        out += [paragraph, *extra[n : n + 1]]
    return out + list(extra[len(article) :])


def own_strings(folder: Path) -> Iterator[tuple[str, Language, str, Sequence[str], Sequence[str]]]:
    """(collection, language, place, article, furniture) of every document that carries furniture of its own."""
    for row in news3.documents(folder):
        if row["boilerplate"]:
            article = news3.text(row, "en").split("\n\n")
            for place in ("end", "between"):
                yield "news3", "en", place, article, row["boilerplate"]


def collected(folder: Path) -> Iterator[tuple[str, Language, str, Sequence[str], Sequence[str]]]:
    """The same for each case of `own.jsonl`, with an article of its language; articles take turns."""
    rows = news3.documents(folder)
    for number, line in enumerate(OWN.read_text("utf-8").splitlines()):
        case = json.loads(line)
        article = news3.text(rows[number % len(rows)], case["language"]).split("\n\n")
        for place in ("end", "middle"):
            yield f"own {case['kind']}s", case["language"], place, article, case["paragraphs"]


def counts(folder: Path) -> dict[tuple[str, str, Language], Count]:
    """By collection, place and language."""
    found: dict[tuple[str, str, Language], Count] = {}
    for name, language, place, article, extra in (*own_strings(folder), *collected(folder)):
        measure(article, extra, language, place, found.setdefault((name, place, language), Count()))
    for language in LANGUAGES:  # an article to which nothing was added must come out whole
        clean = found.setdefault(("news3, nothing added", "", language), Count())
        for row in news3.documents(folder):
            measure(news3.text(row, language).split("\n\n"), (), language, "end", clean)
    return found


@click.command()
@click.option("--corpus", type=click.Path(path_type=Path), default=news3.FOLDER, help="A folder of news3 documents.")
@click.option("--missed", is_flag=True, help="List what was not found.")
def main(corpus: Path, missed: bool) -> None:
    """Measure boilerplate removal."""
    failed = False
    click.echo(f"{'furniture':22}{'place':9}{'language':9}{'paragraphs':>11}{'recall':>8}{'precision':>10}{'lost':>6}")
    for (name, place, language), count in counts(corpus).items():
        click.echo(
            f"{name:22}{place:9}{language:9}{count.added:11}{count.recall:8.3f}{count.precision:10.3f}{len(count.lost):6}"
        )
        for text in [f"LOST {text}" for text in count.lost] + (count.missed if missed else []):
            click.echo(f"    {text}")
        failed |= bool(count.lost) or (name == "news3" and count.recall < RECALL)
    raise SystemExit(int(failed))


if __name__ == "__main__":
    main()
