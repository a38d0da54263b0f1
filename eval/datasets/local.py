"""Examples and outputs in files of the user's: JSONL, or plain text with a line for each example."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from eval.errors import EvalError
from eval.tasks import Example, Kind, Output, Task
from summarizer.article import Language
from summarizer.reading.language import detect

T = TypeVar("T")
_TEXT = {"hypothesis": ("output", "hypothesis", "text"), "source": ("source", "article", "document", "text")}
_REFERENCES = ("references", "reference", "summary", "target", "text")


def suite(path: Path) -> list[Task]:
    """A task from JSONL rows of `id`, `source`, `reference` or `references`, and optional `title`, `domain`,
    `document`. The languages are told from the texts: different ones make it a translation."""
    rows = _json(path)
    examples = []
    for number, row in enumerate(rows, 1):
        source = _field(path, number, row, _TEXT["source"])
        extra = {name: str(row[name]) for name in ("title", "domain", "document") if row.get(name)}
        examples.append(Example(str(row.get("id", number)), source, _references(path, number, row), **extra))  # type: ignore[arg-type]
    if not examples:
        raise EvalError(f"{path}: there is no example in it")
    sample = examples[:20]
    ours = detect(" ".join(e.source for e in sample)[:4000])
    theirs = detect(" ".join(e.references[0] for e in sample)[:4000])
    kind: Kind = "summarize" if ours == theirs else "translate"
    return [Task(path.stem, kind, ours, theirs, tuple(examples))]


def task(
    references: Sequence[Path], sources: Path | None, kind: Kind, source_language: Language, language: Language
) -> Task:
    """A task from files that answer to each other line by line (or, of JSONL, id by id).

    Without `sources` the metrics that look at them see the reference: the command leaves those out.
    """
    columns = [_references_of(path) for path in references]
    ids = list(columns[0])
    for path, column in zip(references[1:], columns[1:], strict=True):
        _same(references[0], ids, path, list(column))
    texts = _texts(sources, "source") if sources else None
    if sources and texts is not None:
        _same(references[0], ids, sources, list(texts))
    examples = tuple(
        Example(
            name,
            texts[name] if texts else columns[0][name][0],
            tuple(text for column in columns for text in column[name]),
        )
        for name in ids
    )
    return Task(references[0].stem, kind, source_language, language, examples)


def outputs(path: Path, task: Task) -> list[Output]:
    """A system's outputs. Raises `EvalError` where they do not answer to the task's examples."""
    found = _texts(path, "hypothesis")
    _same(Path(task.name), [example.id for example in task.examples], path, list(found))
    return [Output(name, text) for name, text in found.items()]


def _references_of(path: Path) -> dict[str, tuple[str, ...]]:
    if path.suffix != ".jsonl":
        found: dict[str, tuple[str, ...]] = {str(n): (line,) for n, line in enumerate(_lines(path), 1)}
        for name, lines in found.items():
            if not lines[0].strip():
                raise EvalError(f"{path}:{name}: an empty reference; take the line out of every file")
        return found
    rows = _json(path)
    return _unique(path, [(str(r.get("id", n)), _references(path, n, r)) for n, r in enumerate(rows, 1)])


def _texts(path: Path, what: str) -> dict[str, str]:
    if path.suffix != ".jsonl":
        return {str(n): line for n, line in enumerate(_lines(path), 1)}
    rows = _json(path)
    return _unique(path, [(str(r.get("id", n)), _field(path, n, r, _TEXT[what])) for n, r in enumerate(rows, 1)])


def _unique(path: Path, pairs: Sequence[tuple[str, T]]) -> dict[str, T]:
    repeated = [name for name, count in Counter(name for name, _ in pairs).items() if count > 1]
    if repeated:
        raise EvalError(f"{path}: id {repeated[0]} occurs more than once: ids must be unique")
    return dict(pairs)


def _same(first: Path, ids: Sequence[str], second: Path, others: Sequence[str]) -> None:
    if len(ids) != len(others):
        raise EvalError(f"{first} has {len(ids)} entries and {second} has {len(others)}: they must answer one to one")
    missing = [name for name in ids if name not in set(others)]
    if missing:
        raise EvalError(f"{second} has nothing for {missing[0]}, which is in {first}")


def _lines(path: Path) -> list[str]:
    return _read(path).removesuffix("\n").split("\n")


def _json(path: Path) -> list[dict[str, Any]]:
    rows = []
    for number, line in enumerate(_read(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise EvalError(f"{path}:{number}: not JSON ({error})") from None
        if not isinstance(row, dict):
            raise EvalError(f"{path}:{number}: not an object but {type(row).__name__}")
        rows.append(row)
    return rows


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise EvalError(f"there is no file {path}") from None
    except UnicodeDecodeError as error:
        raise EvalError(f"{path} is not UTF-8 (byte {error.start})") from None
    except OSError as error:
        raise EvalError(f"{path} cannot be read: {error.strerror}") from None


def _field(path: Path, number: int, row: dict[str, Any], names: Sequence[str]) -> str:
    for name in names:
        if name in row:
            if not isinstance(row[name], str):  # NaN and null are what a spreadsheet's empty cell becomes
                raise EvalError(f"{path}:{number}: {name!r} is {row[name]!r}, not text")
            return str(row[name])
    raise EvalError(f"{path}:{number}: none of {', '.join(names)} is there")


def _references(path: Path, number: int, row: dict[str, Any]) -> tuple[str, ...]:
    several = row.get("references")
    found = several if isinstance(several, list) else [_field(path, number, row, _REFERENCES)]
    for reference in found:
        if not isinstance(reference, str):
            raise EvalError(f"{path}:{number}: a reference is {reference!r}, not text")
        if not reference.strip():
            raise EvalError(f"{path}:{number}: an empty reference; take the example out")
    if not found:
        raise EvalError(f"{path}:{number}: no reference")
    return tuple(found)
