"""The graded translations that ship, and how the flags sort them."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval import judged
from summarizer.article import Language

GRADES = (0, 1, 2, 3)
ROWS = [
    # weights, text, grade, score, source, translation, wrong
    ("1", "news3", "3", "-0.100", "Five people came.", "Пришли пять человек.", ""),
    ("1", "news3", "0", "-3.000", "Five people came.", "Шкаф над морем.", "Шкаф|морем|<people>"),
    ("2", "news3", "2", "-0.100", "Five people came.", "Пришло пять человек.", "Пришло"),
    ("2", "news3", "1", "-0.100", "Five people came.", "Пришли семь человек.", "семь"),
    ("2", "news3", "1", "-0.100", "Five people came.", "Пришли пять коней.", "коней"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five graded sentences by two sets of weights."""
    head = ("weights", "text", "grade", "score", "source", "translation", "wrong")
    (tmp_path / "en-ru.tsv").write_text("\n".join("\t".join(row) for row in (head, *ROWS)) + "\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize("language", ["ru", "zh"])
def test_what_ships_is_whole(language: Language) -> None:
    rows = judged.load(language)
    assert {row.grade for row in rows} == set(GRADES)
    assert all(row.source and row.translated.text and row.translated.score < 0 for row in rows)
    for row in rows:
        for word in row.wrong:
            assert word.strip("<>") and (word.startswith("<") or word in row.translated.text), (row.source, word)
    assert judged.fitted(language) and judged.held_out(language)


def test_the_newest_weights_are_held_out(folder: Path) -> None:
    assert [row.weights for row in judged.fitted("ru", folder)] == [1, 1]
    assert [row.weights for row in judged.held_out("ru", folder)] == [2, 2, 2]


def test_flags_are_counted_against_grades(folder: Path) -> None:
    counts = judged.measure(judged.load("ru", folder), "ru")
    found = {kind: (count.flagged, count.tried) for kind, count in counts.items()}
    assert found == {
        "nonsense flagged": (1, 1),
        "wrong flagged": (2, 3),
        "fine flagged": (0, 2),
        "wrong among flagged": (2, 2),
        "fine among others": (2, 3),
    }
