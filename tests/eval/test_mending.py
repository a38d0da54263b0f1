"""What the measurement of repair counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval import mending
from summarizer.profiles import Models
from summarizer.results import ModelInfo
from summarizer.summarizing.extractive import ExtractiveSummarizer
from summarizer.translating.seq2seq import Seq2SeqTranslator

from ..fakes import AnsweringEngine

WRONG = {"The council saved 57 old books from the flood.": "Совет спас от наводнения 58 старых книг."}
ARTICLE = "\n\n".join(WRONG) + "\n\nNobody was hurt that night.\n"
RIGHT = {"Nobody was hurt that night.": "В ту ночь никто не пострадал."}


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A text of two sentences, and a model that has a number wrong in the one, however often it is asked."""
    engine = AnsweringEngine(answers=WRONG | RIGHT)
    translator = Seq2SeqTranslator(engine, ModelInfo("fake", "CC0-1.0"), {"en": ("ru",)}, 100)
    models = Models("fake", ExtractiveSummarizer(), {"ru": translator})
    monkeypatch.setattr(mending, "load", lambda options: models)
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, "utf-8")
    return path


def test_flags_are_counted_before_and_after(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert mending.main([str(article), "--to", "ru", "--format", "json"]) == 0
    (mended,) = json.loads(capsys.readouterr().out)
    assert mended["article"] == "article.txt"
    assert mended["errors_before"] > mended["errors_after"] == 0
    assert mended["repaired"] == 1
    assert mended["translate_seconds"] >= 0 and mended["repair_seconds"] >= 0


def test_the_last_line_is_the_sum(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert mending.main([str(article), str(article), "--to", "ru"]) == 0
    first, second, total = capsys.readouterr().out.splitlines()
    assert first.split()[0] == second.split()[0] == "article.txt" and total.split()[0] == "all"
    assert int(total.split()[1]) == 2 * int(first.split()[1])


def test_a_file_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert mending.main([str(tmp_path / "none.txt"), "--profile", "builtin"]) == 1
    assert "none.txt" in capsys.readouterr().err
