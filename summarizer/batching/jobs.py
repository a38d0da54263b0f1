"""What a batch is to do: JSONL lines, files, folders and globs, one job an article, read as a stream."""

from __future__ import annotations

import glob
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.article import Article
from summarizer.errors import ReadError, UsageError

READABLE = {".txt", ".md", ".html", ".htm", ".pdf", ".docx"}
MAX_LINE = 64 * 2**20
"""Bytes of one JSONL line; a longer one fails alone, and is never held in memory."""


@dataclass(frozen=True, slots=True)
class Job:
    """One article to digest: one of `text` and `source` is set, or `problem` says what is wrong with its line."""

    id: str
    text: str | None = None
    source: str | None = None
    title: str | None = None
    problem: str | None = None

    def read(self, *, keep_boilerplate: bool, offline: bool) -> Article:
        """The job's article. Raises `ReadError`."""
        from summarizer.reading import read, read_text

        if self.problem is not None:
            raise ReadError(self.problem)
        if self.text is not None:
            return read_text(self.text, title=self.title, source=self.id, keep_boilerplate=keep_boilerplate)
        assert self.source is not None
        return read(self.source, keep_boilerplate=keep_boilerplate, offline=offline)


@dataclass(frozen=True, slots=True)
class Shard:
    """Part `index` of `count`, counted from 1: every `count`-th job."""

    index: int = 1
    count: int = 1

    @classmethod
    def parse(cls, text: str) -> Shard:
        """`2/8` → the second of eight. Raises `UsageError`."""
        index, slash, count = text.partition("/")
        if not (slash and index.isdecimal() and count.isdecimal() and 1 <= int(index) <= int(count)):
            raise UsageError(f"--shard takes i/n with 1 ≤ i ≤ n, such as 2/8, not {text!r}")
        return cls(int(index), int(count))


def jobs(inputs: Iterable[str], shard: Shard = Shard(), limit: int | None = None) -> Iterator[Job]:
    """Every job of `inputs` (JSONL files, readable files, folders, globs), in order. Raises `ReadError` on a gap."""
    taken = 0
    for n, job in enumerate(_all(inputs)):
        if limit is not None and taken >= limit:
            return
        if n % shard.count == shard.index - 1:
            taken += 1
            yield job


def _all(inputs: Iterable[str]) -> Iterator[Job]:
    for name in inputs:
        path = Path(name)
        if path.is_dir():
            files = sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in READABLE)
            yield from (Job(str(p.relative_to(path)), source=str(p)) for p in files)
        elif path.is_file():
            yield from _lines(path) if path.suffix.lower() in (".jsonl", ".ndjson") else [Job(name, source=name)]
        else:
            matches = sorted(glob.glob(name, recursive=True))
            if not matches:
                raise ReadError(f"nothing matches {name}: give a JSONL file, a folder or a glob")
            yield from _all(matches)


def _lines(path: Path) -> Iterator[Job]:
    try:
        with path.open("rb") as file:
            number = 0
            while line := file.readline(MAX_LINE):
                number += 1
                if len(line) == MAX_LINE and not line.endswith(b"\n"):
                    while (rest := file.readline(MAX_LINE)) and not rest.endswith(b"\n"):
                        pass
                    yield Job(f"line-{number}", problem=f"line {number} is longer than {MAX_LINE >> 20} MiB")
                elif line.strip():
                    yield _job(line, number)
    except OSError as error:
        raise ReadError(f"cannot read {path}: {error.strerror}") from error


def _job(line: bytes, number: int) -> Job:
    try:
        data: Any = json.loads(line)
    except ValueError as error:
        return Job(f"line-{number}", problem=f"line {number} is not JSON in UTF-8: {error}")
    if not isinstance(data, dict):
        return Job(f"line-{number}", problem=f"line {number} is not a JSON object")
    name = str(data.get("id", f"line-{number}"))
    given = [key for key in ("text", "url", "path") if data.get(key) is not None]
    title = data.get("title")
    if len(given) != 1 or not isinstance(data[given[0]], str):
        return Job(name, problem=f"line {number} must have exactly one of text, url and path, as a string")
    if title is not None and not isinstance(title, str):
        return Job(name, problem=f"line {number}: title must be a string")
    value = data[given[0]]
    if given[0] == "text":
        return Job(name, text=value, title=title)
    return Job(name, source=value, title=title)
