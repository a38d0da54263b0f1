"""Graded translations of the built-in translator, and how well the flags sort them.

`data/judged/en-<language>.tsv`: what was graded and how (its README tells). The flags of a translation should stand on
the sentences that are graded wrong, and not on the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.perturb.run import ALARMS, Count
from summarizer import builtin
from summarizer.article import Language
from summarizer.results import Translated
from summarizer.verifying import confidence
from summarizer.verifying.pairs import doubts

FOLDER = Path(__file__).parent / "data" / "judged"
NONSENSE, FINE = 0, 2
"""Grades: 0 mostly nonsense, 1 misleading somewhere, 2 right with small faults, 3 right and natural."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence, its translation with the decoder's score, and its grade."""

    weights: float
    """Which weights translated it: by the millions of target tokens they had been trained on."""
    text: str
    """Of which text the sentence is: `news3`, `invented`, or `example:` and a file's name."""
    grade: int
    source: str
    translated: Translated
    wrong: tuple[str, ...]
    """Words of the translation that the grader found wrong; `<word>`: one of the source that is missing."""


def load(language: Language, folder: Path = FOLDER) -> list[Judged]:
    """The graded sentences of one target language."""
    _, *lines = (folder / f"en-{language}.tsv").read_text("utf-8").splitlines()
    return list(map(_row, lines))


def fitted(language: Language, folder: Path = FOLDER) -> list[Judged]:
    """The graded sentences that confidence is fitted to: translations by former weights."""
    rows = load(language, folder)
    newest = max(row.weights for row in rows)
    return [row for row in rows if row.weights < newest]


def held_out(language: Language, folder: Path = FOLDER) -> list[Judged]:
    """Those that it is tested on: translations by the newest weights."""
    rows = load(language, folder)
    newest = max(row.weights for row in rows)
    return [row for row in rows if row.weights == newest]


def _row(line: str) -> Judged:
    weights, text, grade, score, source, translation, wrong = line.split("\t")
    words = tuple(filter(None, wrong.split("|")))
    return Judged(float(weights), text, int(grade), source, Translated(translation, score=float(score)), words)


def measure(rows: Sequence[Judged], language: Language) -> Mapping[str, Count]:
    """How many sentences of each kind are flagged, as they would be in a digest; and of the flagged, and of those that
    are not, how many are wrong and fine."""
    alarmed = [any(severity in ALARMS for severity in severities(row, language)) for row in rows]
    pairs = list(zip(rows, alarmed, strict=True))
    return {
        "nonsense flagged": _count(flag for row, flag in pairs if row.grade == NONSENSE),
        "wrong flagged": _count(flag for row, flag in pairs if row.grade < FINE),
        "fine flagged": _count(flag for row, flag in pairs if row.grade >= FINE),
        "wrong among flagged": _count(row.grade < FINE for row, flag in pairs if flag),
        "fine among others": _count(row.grade >= FINE for row, flag in pairs if not flag),
    }


def severities(row: Judged, language: Language) -> Iterator[str]:
    """How grave each doubt about a sentence is."""
    yield from (doubt.severity for doubt in doubts(row.source, row.translated, "en", language, draft=True))
    found = confidence.check(row.source, row.translated, builtin.TRANSLATOR.name, "en", language)
    yield from (doubt.severity for doubt in found)


def _count(trials: Iterator[bool]) -> Count:
    tried = list(trials)
    return Count(len(tried), sum(tried))
