"""What is done, in object storage: parts that are written whole or not at all.

Objects cannot be appended to, so records are gathered and put as `part-00000.jsonl`, `part-00001.jsonl`, …, failures
as `failed-00000.jsonl`, …; `request.json` says what was asked for. Every job is in one object only, and an object
appears when it is complete: a killed run loses at most what was not put yet, and that is done again. There is no lock:
give each run, or each shard, an output of its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import TracebackType
from typing import Any

from summarizer.batching.journal import Kind, failure, refuse_other
from summarizer.batching.storage import filesystem, key, make_folder, told
from summarizer.errors import OutputError

PART_RECORDS = 256
PART_BYTES = 32 * 2**20
_STEMS: Mapping[Kind, str] = {"ok": "part", "failed": "failed"}


class Parts:
    """The outputs of one batch run under an fsspec URL. The same interface as `Journal`."""

    def __init__(self, output: str, request: Mapping[str, Any], *, retry_failed: bool = False) -> None:
        self.output = output.rstrip("/")
        self.failed = f"{self.output}/failed-*.jsonl"
        self.written = 0
        self.failures = 0
        self._fs, self._root = filesystem(self.output)
        self._request = dict(request)
        self._retry_failed = retry_failed
        self._done: set[bytes] = set()
        self._next: dict[Kind, int] = {"ok": 0, "failed": 0}
        self._pending: dict[Kind, list[bytes]] = {"ok": [], "failed": []}
        self._size = 0

    def __enter__(self) -> Parts:
        with told(OutputError, f"cannot use {self.output}"):
            self._take_up()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not isinstance(error, OutputError):
            self._put()
            if error is not None and not (self.written or self.failures):
                with told(OutputError, f"cannot write to {self.output}"):
                    self._fs.rm_file(f"{self._root}/request.json")

    def is_done(self, job: str) -> bool:
        """Whether a record (a digest or a failure) answers to this id."""
        return key(job) in self._done

    def add(self, job: str, record: str) -> None:
        """Keep a digest, as JSON without a line break."""
        self._keep("ok", job, record)
        self.written += 1

    def fail(self, job: str, reason: str) -> None:
        """Keep a failure."""
        self._keep("failed", job, failure(job, reason))
        self.failures += 1

    def _keep(self, kind: Kind, job: str, record: str) -> None:
        line = record.encode("utf-8", "replace") + b"\n"
        self._pending[kind].append(line)
        self._size += len(line)
        self._done.add(key(job))
        if self._size >= PART_BYTES or sum(map(len, self._pending.values())) >= PART_RECORDS:
            self._put()

    def _put(self) -> None:
        """Put what is pending, each kind as one object."""
        for kind, lines in self._pending.items():
            if lines:
                self._write(f"{_STEMS[kind]}-{self._next[kind]:05}.jsonl", b"".join(lines))
                self._next[kind] += 1
                lines.clear()
        self._size = 0

    def _write(self, name: str, data: bytes) -> None:
        with told(OutputError, f"cannot write to {self.output}", "; run again to continue"):
            self._fs.pipe_file(f"{self._root}/{name}", data)

    def _take_up(self) -> None:
        head = f"{self._root}/request.json"
        if self._fs.exists(head):
            refuse_other(self.output, json.loads(self._fs.cat_file(head)), self._request)
        elif self._fs.exists(self._root) and self._fs.find(self._root):
            raise OutputError(f"{self.output} is not empty and no unfinished batch: name another output")
        else:
            make_folder(self.output)
            self._write("request.json", json.dumps(self._request, ensure_ascii=False).encode())
        for kind, stem in _STEMS.items():
            for path in sorted(self._fs.glob(f"{self._root}/{stem}-*.jsonl")):
                if kind == "failed" and self._retry_failed:
                    self._fs.rm_file(path)
                    continue
                try:
                    ids = [json.loads(line)["id"] for line in self._fs.cat_file(path).splitlines()]
                except ValueError:  # torn: a file system that, unlike an object store, shows half-written files
                    self._fs.rm_file(path)
                    continue
                self._next[kind] = int(path.rpartition("-")[2].removesuffix(".jsonl")) + 1
                self._done.update(map(key, ids))
                if kind == "ok":
                    self.written += len(ids)
                else:
                    self.failures += len(ids)
