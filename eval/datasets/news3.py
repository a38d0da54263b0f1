"""The 40 trilingual news documents that ship with the harness (see eval/data/news3/README.md)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from eval.errors import EvalError
from eval.tasks import Example, Task
from summarizer.article import Language

FOLDER = Path(__file__).parent.parent / "data" / "news3"
FIELDS = {"dip": "diplomacy", "dis": "disasters and courts", "eco": "economy", "sci": "science", "soc": "society"}
SENTENCES = 2
"""Length of nearly all reference summaries (mean 2.1 sentences)."""


def documents(folder: Path = FOLDER) -> list[dict[str, Any]]:
    """Every document, in the order of the files. Raises `EvalError` on a file that is missing or damaged."""
    paths = sorted(folder.glob("*.jsonl"))
    if not paths:
        raise EvalError(f"{folder}: no documents here")
    found: list[dict[str, Any]] = []
    for path in paths:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            try:
                found.append(json.loads(line))
            except ValueError as error:
                raise EvalError(f"{path.name}:{number}: not JSON ({error})") from None
    return found


def tasks(folder: Path = FOLDER) -> Iterator[Task]:
    """All that the documents can test: reading, summaries in three languages, translations and digests in two."""
    rows = documents(folder)
    yield Task("news3/read-en", "read", "en", "en", tuple(map(_messy, rows)))
    for language in ("en", "ru", "zh"):
        summaries = tuple(_summary(row, language, language) for row in rows)
        yield Task(f"news3/summarize-{language}", "summarize", language, language, summaries, SENTENCES)
    for language in ("ru", "zh"):
        pairs = tuple(pair for row in rows for pair in _pairs(row, language))
        yield Task(f"news3/translate-en-{language}", "translate", "en", language, pairs)
    for language in ("ru", "zh"):
        digests = tuple(_summary(row, "en", language) for row in rows)
        yield Task(f"news3/digest-en-{language}", "digest", "en", language, digests, SENTENCES)


def text(row: dict[str, Any], language: Language) -> str:
    """The article: sentences of a paragraph joined, paragraphs apart by an empty line."""
    space = "" if language == "zh" else " "
    sentences = iter(row["sentences"])
    return "\n\n".join(space.join(next(sentences)[language] for _ in range(size)) for size in row["paragraphs"])


def _domain(row: dict[str, Any]) -> str:
    return FIELDS[row["id"].split("-")[0]]


def _summary(row: dict[str, Any], source: Language, target: Language) -> Example:
    reference = "\n".join(sentence[target] for sentence in row["summary"])
    return Example(row["id"], text(row, source), (reference,), row["title"][source], _domain(row))


def _pairs(row: dict[str, Any], language: Language) -> Iterator[Example]:
    for number, pair in enumerate([row["title"], *row["sentences"], *row["summary"]]):
        yield Example(f"{row['id']}/{number}", pair["en"], (pair[language],), domain=_domain(row), document=row["id"])


def _messy(row: dict[str, Any]) -> Example:
    """As a publisher serves it: title, text, and what is appended."""
    clean = text(row, "en")
    extra = tuple(row["boilerplate"])
    return Example(
        row["id"], "\n\n".join((clean, *extra)), (clean,), row["title"]["en"], _domain(row), boilerplate=extra
    )
