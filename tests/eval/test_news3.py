"""The collection that ships: whole, aligned, and never trained on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval import floors
from eval.commands import FLOORS
from eval.datasets import news3
from eval.errors import EvalError
from training import corpus

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
LANGUAGES = ("en", "ru", "zh")


def test_forty_documents_in_three_languages() -> None:
    rows = news3.documents()
    assert len(rows) == len({row["id"] for row in rows}) == 40
    for row in rows:
        assert sum(row["paragraphs"]) == len(row["sentences"])
        for text in (row["title"], *row["sentences"], *row["summary"]):
            assert all(text[language].strip() for language in LANGUAGES)


def test_tasks() -> None:
    sizes = {task.name: len(task.examples) for task in news3.tasks()}
    assert sizes == {
        "news3/read-en": 40,
        "news3/summarize-en": 40,
        "news3/summarize-ru": 40,
        "news3/summarize-zh": 40,
        "news3/translate-en-ru": 585,
        "news3/translate-en-zh": 585,
        "news3/digest-en-ru": 40,
        "news3/digest-en-zh": 40,
    }


def test_the_data_are_those_that_the_floors_hold_for() -> None:
    pinned = floors.read(FLOORS).data
    assert {task.name: task.hash for task in news3.tasks()} == {k: v for k, v in pinned.items() if "/check-" not in k}


def test_the_article_is_put_together() -> None:
    row = {
        "paragraphs": [2, 1],
        "sentences": [{"en": "One.", "zh": "一。"}, {"en": "Two.", "zh": "二。"}, {"en": "Three.", "zh": "三。"}],
    }
    assert news3.text(row, "en") == "One. Two.\n\nThree."
    assert news3.text(row, "zh") == "一。二。\n\n三。"


@pytest.mark.parametrize(("name", "content", "message"), [("a.txt", "", "no documents"), ("a.jsonl", "{", "not JSON")])
def test_bad_folders(tmp_path: Path, name: str, content: str, message: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(EvalError, match=message):
        news3.documents(tmp_path)


def test_training_leaves_the_documents_out(tmp_path: Path) -> None:
    """By the rule of the training corpus, where these documents are what they came from: every third."""
    folder = tmp_path / "news3"
    folder.mkdir()
    for path in sorted(news3.FOLDER.glob("*.jsonl")):
        lines = path.read_text("utf-8").splitlines()
        others = [json.dumps(json.loads(line) | {"id": f"other-{n}"}) for n, line in enumerate(lines)]
        mixed = [text for line, other in zip(lines, others, strict=True) for text in (line, other, other)]
        (folder / path.name).write_text("\n".join(mixed) + "\n", "utf-8")
    assert [doc["id"] for doc in corpus.held_out(tmp_path)] == [row["id"] for row in news3.documents()]


@pytest.mark.skipif(not (CORPUS / "news3").exists(), reason="the training corpus is not here")
def test_they_are_what_the_training_corpus_holds_out() -> None:
    assert corpus.held_out(CORPUS) == news3.documents()
