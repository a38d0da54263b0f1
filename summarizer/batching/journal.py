"""What is done, for good: an append-only output that survives being killed at any moment.

Beside `OUT.jsonl` lies `OUT.jsonl.journal`. Its first line says what was asked for; each further line vouches for one
record: `[ok|failed, where the record ends in its file, its CRC-32, its job's id]`. A record is written and flushed
*before* its journal line, so whatever the journal does not vouch for is cut off when the run is taken up again, and
that job is done anew. Nothing is lost, doubled or half-written.
"""

from __future__ import annotations

import fcntl
import json
import os
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Literal

from summarizer.batching.storage import key
from summarizer.errors import OutputError

Kind = Literal["ok", "failed"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal."""

    kind: Kind
    end: int
    checksum: int
    job: str

    def line(self) -> bytes:
        return json.dumps([self.kind, self.end, self.checksum, self.job], ensure_ascii=False).encode() + b"\n"

    @classmethod
    def parse(cls, line: bytes) -> Entry | None:
        """None where the line is torn."""
        try:
            match json.loads(line):
                case ["ok" | "failed" as kind, int(end), int(checksum), str(job)] if line.endswith(b"\n"):
                    return cls(kind, end, checksum, job)
        except (ValueError, RecursionError):
            pass
        return None


class Journal:
    """The outputs of one batch run, held under a lock. Use it as a context manager.

    `request` is what was asked for (options, models); taking up a run with another request is refused. Every method
    raises `OutputError` where the disk fails; what the journal vouches for stands.
    """

    def __init__(
        self, output: Path, request: Mapping[str, Any], *, retry_failed: bool = False, sync_every: int = 32
    ) -> None:
        self.output = output
        self.failed = output.with_name(f"{output.stem}.failed.jsonl")
        self.written = 0
        """Digests in the output, earlier runs' included."""
        self.failures = 0
        self._path = output.with_name(f"{output.name}.journal")
        self._request = dict(request)
        self._retry_failed = retry_failed
        self._sync_every = sync_every
        self._unsynced = 0
        self._done: set[bytes] = set()
        self._files: list[IO[bytes]] = []

    def __enter__(self) -> Journal:
        try:
            self.output.parent.mkdir(parents=True, exist_ok=True)
            self._lock()
            entries = self._take_up()
            for path, kind in ((self.output, "ok"), (self.failed, "failed")):
                self._files.append(_open_at(path, max((e.end for e in entries if e.kind == kind), default=0)))
            self._files.append(open(self._path, "ab"))
        except OSError as error:
            self._close()
            raise OutputError(f"cannot write to {self.output}: {error.strerror}") from error
        except OutputError:
            self._close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if not isinstance(error, OutputError):
                self._sync()
        except OSError as full:
            raise self._failure(full) from full
        finally:
            self._close()
            if not self.failures:
                self.failed.unlink(missing_ok=True)  # empty
            if error is not None and not (self.written or self.failures):
                # Nothing came of it: what failed may be put right by other options or another model.
                self.output.unlink(missing_ok=True)
                self._path.unlink(missing_ok=True)

    def is_done(self, job: str) -> bool:
        """Whether a record (a digest or a failure) answers to this id."""
        return key(job) in self._done

    def add(self, job: str, record: str) -> None:
        """Append a digest, as JSON without a line break."""
        self._write("ok", job, record)
        self.written += 1

    def fail(self, job: str, reason: str) -> None:
        """Append a failure."""
        self._write("failed", job, failure(job, reason))
        self.failures += 1

    def _write(self, kind: Kind, job: str, record: str) -> None:
        _, out, bad, journal = self._files
        file = out if kind == "ok" else bad
        line = record.encode("utf-8", "replace") + b"\n"
        try:
            file.write(line)
            file.flush()
            journal.write(Entry(kind, file.tell(), zlib.crc32(line), job).line())
            journal.flush()
            self._unsynced += 1
            if self._unsynced >= self._sync_every:
                self._sync()
        except OSError as error:
            raise self._failure(error) from error
        self._done.add(key(job))

    def _failure(self, error: OSError) -> OutputError:
        return OutputError(
            f"cannot write to {self.output}: {error.strerror}; nothing that is done is lost: run again to continue"
        )

    def _sync(self) -> None:
        """Outputs reach the disk before the journal that vouches for them."""
        for file in self._files[1:]:
            file.flush()
            os.fsync(file.fileno())
        self._unsynced = 0

    def _close(self) -> None:
        for file in self._files:
            try:
                file.close()
            except OSError:  # closing flushes, and the disk may be full
                continue
        self._files.clear()

    def _lock(self) -> None:
        lock = open(self.output.with_name(f"{self.output.name}.lock"), "ab")  # noqa: SIM115 (_close closes it)
        self._files.append(lock)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OutputError(
                f"another run is writing to {self.output}: wait for it, or name another output"
            ) from error

    def _take_up(self) -> list[Entry]:
        """The entries that hold, with the journal cut down to them."""
        head = b""
        if self._path.exists():
            with self._path.open("rb") as journal:
                head = journal.readline()
        if not head.endswith(b"\n"):
            if self.output.exists() and self.output.stat().st_size:
                raise OutputError(f"{self.output} exists and is no unfinished batch: name another output")
            head = json.dumps({"request": self._request}, ensure_ascii=False).encode() + b"\n"
            _replace(self._path, [head])
            return []
        refuse_other(self.output, self._earlier(head), self._request)
        entries = [e for e in self._sound() if not (self._retry_failed and e.kind == "failed")]
        _replace(self._path, [head, *(e.line() for e in entries)])
        self._done = {key(e.job) for e in entries}
        self.failures = sum(e.kind == "failed" for e in entries)
        self.written = len(entries) - self.failures
        return entries

    def _earlier(self, head: bytes) -> Mapping[str, Any]:
        """What the run that wrote `head` was asked for."""
        try:
            match json.loads(head):
                case {"request": dict(request)}:
                    return request
        except (ValueError, RecursionError):
            pass
        raise OutputError(f"{self._path} is damaged, or no journal of a batch: name another output")

    def _sound(self) -> Iterator[Entry]:
        """The journal's entries up to the first whose line or record is torn."""
        start: dict[Kind, int] = {"ok": 0, "failed": 0}
        with self._path.open("rb") as journal, _reader(self.output) as out, _reader(self.failed) as bad:
            journal.readline()
            for line in journal:
                entry = Entry.parse(line)
                if entry is None:
                    return
                file = out if entry.kind == "ok" else bad
                file.seek(start[entry.kind])
                if zlib.crc32(file.read(entry.end - start[entry.kind])) != entry.checksum:
                    return
                start[entry.kind] = entry.end
                yield entry


def refuse_other(output: Path | str, earlier: Mapping[str, Any], request: Mapping[str, Any]) -> None:
    """Raise `OutputError`, naming the differences, unless both runs asked for the same."""
    different = [
        f"{key} was {earlier.get(key)!r} and is {request.get(key)!r}"
        for key in sorted(set(earlier) | set(request))
        if earlier.get(key) != request.get(key)
    ]
    if different:
        raise OutputError(
            f"{output} was begun with other options ({'; '.join(different)}): use the same, or name another output"
        )


def failure(job: str, reason: str) -> str:
    """The JSON of a job that failed."""
    return json.dumps({"id": job, "error": reason}, ensure_ascii=False, separators=(",", ":"))


def _replace(path: Path, lines: list[bytes]) -> None:
    """Put `lines` at `path` atomically."""
    temporary = path.with_name(f"{path.name}.tmp")
    with temporary.open("wb") as file:
        file.writelines(lines)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)


def _open_at(path: Path, end: int) -> IO[bytes]:
    file = open(path, "ab")  # noqa: SIM115 (the journal closes it)
    file.truncate(end)
    file.seek(0, os.SEEK_END)
    return file


def _reader(path: Path) -> IO[bytes]:
    path.touch()
    return path.open("rb")
