"""What a batch is to do: JSONL lines, files, folders and globs, here or in object storage, read as a stream."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from summarizer.article import Article
from summarizer.batching import storage
from summarizer.errors import ReadError, TooLarge, UsageError

READABLE = {".txt", ".md", ".html", ".htm", ".pdf", ".docx"}
MAX_LINE = 64 * 2**20
"""Bytes of one JSONL line; a longer one fails alone, and is never held in memory."""
MAX_CHARACTERS = 1_000_000
"""Of one article; a longer one (a book, a dump by mistake) fails alone instead of holding up all others for hours."""


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
            _check_length(self.text)
            return read_text(self.text, title=self.title, source=self.id, keep_boilerplate=keep_boilerplate)
        assert self.source is not None
        with storage.as_local(self.source) as source:
            article = read(source, keep_boilerplate=keep_boilerplate, offline=offline)
        _check_length(article.text)
        return replace(article, title=self.title or article.title, source=self.source)


def _check_length(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise TooLarge(f"the article has {len(text):,} characters, over {MAX_CHARACTERS:,}: give it in parts")


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


def jobs(
    inputs: Iterable[str], shard: Shard = Shard(), limit: int | None = None, own: Collection[str] = ()
) -> Iterator[Job]:
    """Every job of `inputs` (JSONL files, readable files, folders, globs), in order.

    Raises `ReadError` on a gap, and where a glob matches one of the run's `own` outputs.
    """
    taken = 0
    for n, job in enumerate(_distinct(_all(inputs, {storage.place(name) for name in own}))):
        if limit is not None and taken >= limit:
            return
        if n % shard.count == shard.index - 1:
            taken += 1
            yield job


def _distinct(found: Iterator[Job]) -> Iterator[Job]:
    """`found`, where a later job of an id already taken fails under a name of its own: `a (2)`, `a (3)`, …"""
    seen: set[bytes] = set()
    again: dict[str, int] = {}
    for job in found:
        # A file's name may hold bytes that are no text, and JSON halves of characters.
        text = job.id.encode("utf-8", "backslashreplace").decode()
        job = job if text == job.id else replace(job, id=text)
        key = storage.key(job.id)
        if key not in seen:
            seen.add(key)
            yield job
            continue
        again[job.id] = again.get(job.id, 1) + 1
        yield Job(f"{job.id} ({again[job.id]})", problem=f"the id {job.id!r} occurs twice: give each article its own")


def _all(inputs: Iterable[str], own: Collection[str]) -> Iterator[Job]:
    for name in inputs:
        if name.startswith(("http://", "https://")) and not _is_lines(name):
            yield Job(name, source=name)
        elif (files := storage.files_under(name)) is not None:
            readable = [Job(short, source=path) for short, path in files if _suffix(path) in READABLE]
            if not readable:
                raise ReadError(f"nothing to digest in {name}: it holds no {', '.join(sorted(READABLE))}")
            yield from readable
        else:
            matches = storage.matching(name)
            if not matches:
                raise ReadError(f"nothing matches {name}: give a JSONL file, a folder or a glob")
            for path in matches:
                if storage.place(path) in own:
                    raise ReadError(f"{path} is what this run writes: keep outputs where {name} does not match them")
                yield from _lines(path) if _is_lines(path) else [Job(path, source=path)]


def _suffix(path: str) -> str:
    return PurePosixPath(path).suffix.lower()


def _is_lines(path: str) -> bool:
    return _suffix(path) in (".jsonl", ".ndjson")


def _lines(path: str) -> Iterator[Job]:
    for number, line in enumerate(_raw(path), 1):
        if len(line) > MAX_LINE:
            name = PurePosixPath(path).name
            yield Job(f"{name}:{number}", problem=f"line {number} is longer than {MAX_LINE >> 20} MiB")
        elif line.strip():
            yield _job(line, number, path)


def _raw(path: str) -> Iterator[bytes]:
    """The lines of a file; of one over `MAX_LINE` bytes only the beginning. Raises `ReadError`."""
    with storage.told(ReadError, f"cannot read {path}"), storage.open_bytes(path) as file:
        while line := file.readline(MAX_LINE + 1):
            yield line
            while not line.endswith(b"\n") and len(line) > MAX_LINE:
                line = file.readline(MAX_LINE + 1)


def _job(line: bytes, number: int, path: str) -> Job:
    name = f"{PurePosixPath(path).name}:{number}"
    try:
        data: Any = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return Job(name, problem=f"line {number} is not UTF-8 (byte {error.start}): save the file as UTF-8")
    except (ValueError, RecursionError) as error:
        return Job(name, problem=f"line {number} is not JSON: {error}")
    if not isinstance(data, dict):
        return Job(name, problem=f"line {number} is not a JSON object")
    match data.get("id"):
        case None:
            pass
        case bool() | float() | dict() | list() | "":
            return Job(name, problem=f"line {number}: id must be a text or a whole number")
        case identity:
            name = str(identity)
    given = [key for key in ("text", "url", "path") if data.get(key) is not None]
    title = data.get("title")
    if len(given) != 1 or not isinstance(data[given[0]], str):
        return Job(name, problem=f"line {number} must have exactly one of text, url and path, as a string")
    if title is not None and not isinstance(title, str):
        return Job(name, problem=f"line {number}: title must be a string")
    value = data[given[0]]
    if given[0] == "text":
        return Job(name, text=value, title=title)
    if given[0] == "path":
        return Job(name, source=storage.beside(path, value), title=title)
    if not value.startswith(("http://", "https://")):
        return Job(name, problem=f"line {number}: a url begins with http:// or https://, not {value[:60]!r}")
    return Job(name, source=value, title=title)
