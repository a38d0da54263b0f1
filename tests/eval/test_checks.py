"""The checks as a row of the table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval import checks
from eval.datasets import news3
from eval.results import Results


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three of the documents that ship."""
    rows = news3.documents()[:3]
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return tmp_path


def test_damage_is_found_far_more_often_than_right_translations_are_doubted(folder: Path) -> None:
    found = checks.add(Results("ci", "now", (), (), ()), folder)
    damaged = [task for task in found.tasks if task.name.startswith("news3/")]
    assert [task.name for task in damaged] == ["news3/check-en-ru", "news3/check-en-zh"]
    assert found.failed == ()
    for task in damaged:
        untranslated = found.score("checks", task.name, "left untranslated")
        alarms = found.score("checks", task.name, "false alarms")
        assert untranslated and untranslated.value > 90 and untranslated.better == "higher"
        assert alarms and alarms.value < 15 and alarms.better == "lower"
        assert alarms.low <= alarms.value <= alarms.high


def test_flags_stand_on_the_wrong_sentences_rather_than_on_the_fine_ones(folder: Path) -> None:
    found = checks.add(Results("ci", "now", (), (), ()), folder)
    for task in ("judged/check-en-ru", "judged/check-en-zh"):
        nonsense, wrong, fine = (
            found.score("checks", task, f"{kind} flagged") for kind in ("nonsense", "wrong", "fine")
        )
        assert nonsense and wrong and fine
        assert min(nonsense.value, wrong.value) > fine.value + 20
        assert (wrong.better, fine.better) == ("higher", "lower")


def test_a_crash_is_marked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*arguments: object) -> None:
        raise RuntimeError("half-way")

    monkeypatch.setattr(checks, "measure", crash)
    found = checks.add(Results("ci", "now", (), (), ()), folder)
    assert found.failed[0].failures == {"*": "RuntimeError: half-way"}


@pytest.mark.parametrize(
    ("found", "tried", "low", "high"), [(0, 10, 0.0, 27.75), (10, 10, 72.25, 100.0), (5, 10, 23.66, 76.34)]
)
def test_wilson(found: int, tried: int, low: float, high: float) -> None:
    assert checks.wilson(found, tried) == pytest.approx((low, high), abs=0.01)
