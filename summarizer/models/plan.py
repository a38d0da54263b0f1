"""What a download would fetch: the files of a checkpoint that are needed, and which of them are here already."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.models import store
from summarizer.models.catalog import Entry

_NEEDED = re.compile(
    r"config\.json|generation_config\.json|tokenizer[\w-]*\.json|special_tokens_map\.json|added_tokens\.json|vocab\.(?:json|txt)"
    r"|merges\.txt|[\w.-]+\.spm|[\w.-]+\.model|chat_template\.(?:jinja|json)|model(?:-[\w-]+)?\.safetensors(?:\.index\.json)?"
)
HEX = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class File:
    """One file of a checkpoint. `digest` is its SHA-256, or for small files git's SHA-1 of the blob."""

    name: str
    bytes: int
    digest: str

    def is_whole(self, path: Path) -> bool:
        """Whether `path` holds this file, by its digest."""
        found = hashlib.sha256() if len(self.digest) == 64 else hashlib.sha1(f"blob {self.bytes}\0".encode())
        try:
            with path.open("rb") as data:
                while chunk := data.read(_CHUNK):
                    found.update(chunk)
        except FileNotFoundError:
            return False
        return found.hexdigest() == self.digest


@dataclass(frozen=True, slots=True)
class Plan:
    """What a download would fetch, and under which terms, before anything is fetched."""

    entry: Entry
    commit: str
    reference: str
    """The branch, tag or pull request that the commit was found by."""
    licence: str
    """As the hub states it today."""
    files: tuple[File, ...]

    @property
    def blobs(self) -> Path:
        """The folder in the hub's cache where files lie by their digests."""
        return store.repository(self.entry) / "blobs"

    @property
    def missing(self) -> tuple[File, ...]:
        """Those that are not in the cache yet, or not in full."""
        return tuple(file for file in self.files if not self._is_here(file))

    @property
    def bytes(self) -> int:
        """Bytes still to be fetched; what a broken download left counts as fetched."""
        done = sum(size_of(self.blobs / f"{file.digest}.incomplete") for file in self.missing)
        return max(0, sum(file.bytes for file in self.missing) - done)

    def _is_here(self, file: File) -> bool:
        path = self.blobs / file.digest
        return path.is_file() and path.stat().st_size == file.bytes

    def discard_damaged(self) -> bool:
        """Delete the files in the cache that are not what their digests say; whether there were any."""
        damaged = [self.blobs / file.digest for file in self.files if not file.is_whole(self.blobs / file.digest)]
        for path in damaged:
            path.unlink(missing_ok=True)
        return bool(damaged)


def listed(row: dict[str, Any]) -> File | None:
    """The file of a row of the hub's listing, if a checkpoint needs it; nothing in it is trusted to be a safe path."""
    name = str(row.get("rfilename", ""))
    lfs = row.get("lfs") or {}
    digest = str(lfs.get("sha256") or lfs.get("oid") or row.get("blobId") or "").removeprefix("sha256:")
    length = lfs.get("size", row.get("size"))
    if not _NEEDED.fullmatch(name) or not HEX.fullmatch(digest) or not isinstance(length, int):
        return None
    return File(name, length, digest)


def size_of(path: Path) -> int:
    """Bytes; 0 where there is no such file."""
    return path.stat().st_size if path.is_file() else 0
