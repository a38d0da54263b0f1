"""Files here and objects elsewhere under one name: a path, or an fsspec URL such as `s3://bucket/articles/`."""

from __future__ import annotations

import glob
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from io import BufferedReader
from pathlib import Path, PurePosixPath
from typing import IO, Any

from summarizer.errors import ReadError, SummarizerError, UsageError

WEB = ("http", "https")
BUCKETS = ("abfs", "abfss", "az", "gcs", "gs", "oss", "s3", "s3a")
"""Object storage: keys, no folders."""
BLOCK = 2**22
"""Bytes that are fetched at a time."""


def is_remote(name: str) -> bool:
    """Whether `name` is a URL that fsspec opens."""
    return "://" in name


def key(job: str) -> bytes:
    """Eight bytes stand for an id, so that ten million of them fit in memory."""
    return blake2b(job.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def place(name: str) -> str:
    """One name for a file, however it is called."""
    return name if is_remote(name) else str(Path(name).resolve())


def filesystem(name: str) -> tuple[Any, str]:
    """The fsspec file system of a URL, and the path in it. Raises `UsageError` where its package is missing."""
    try:
        import fsspec

        found: tuple[Any, str] = fsspec.core.url_to_fs(name)
        return found
    except (ImportError, ValueError) as error:
        scheme = name.split("://")[0]
        raise UsageError(f"cannot open {scheme}:// here: {error} (extra: summarizer[cluster], s3fs for S3)") from error


@contextmanager
def told(kind: type[SummarizerError], doing: str, then: str = "") -> Iterator[None]:
    """Whatever goes wrong with a file system comes out as a `kind`, in one line.

    Not only `OSError`: fsspec's file systems let errors of their HTTP clients and of missing credentials through.
    """
    try:
        yield
    except SummarizerError:
        raise
    except Exception as error:
        reason = getattr(error, "strerror", None) or " ".join(str(error).split()) or type(error).__name__
        raise kind(f"{doing}: {reason}{then}") from error


def open_bytes(name: str) -> IO[bytes]:
    """Open for reading. Raises `OSError`, and what else a remote file system may."""
    if not is_remote(name):
        return open(name, "rb")
    fs, path = filesystem(name)
    return BufferedReader(fs.open(path, "rb", block_size=BLOCK), BLOCK)  # whose readline() knows limits


def make_folder(name: str) -> None:
    """Make the folder where there are folders. A bucket is the user's to make: fsspec would, of a mistyped name too."""
    fs, path = filesystem(name)
    if name.split("://")[0] not in BUCKETS:
        fs.makedirs(path, exist_ok=True)


def files_under(name: str) -> list[tuple[str, str]] | None:
    """(path within the folder, whole path) of every file under the folder `name`, sorted; None if it is no folder.

    Raises `ReadError`.
    """
    if not is_remote(name):
        folder = Path(name)
        if not folder.is_dir():
            return None
        return sorted((p.relative_to(folder).as_posix(), str(p)) for p in folder.rglob("*") if p.is_file())
    if name.split("://")[0] in WEB:
        return None
    fs, path = filesystem(name)
    with told(ReadError, f"cannot read {name}"):
        if glob.has_magic(path) or not fs.isdir(path):
            return None
        root = path.rstrip("/") + "/"
        return sorted((found.removeprefix(root), fs.unstrip_protocol(found)) for found in fs.find(path))


def matching(name: str) -> list[str]:
    """The files that `name`, a path or a glob, stands for, sorted. Raises `ReadError`."""
    if is_remote(name):
        if name.split("://")[0] in WEB:
            return [name]
        fs, path = filesystem(name)
        with told(ReadError, f"cannot read {name}"):
            if glob.has_magic(path):
                return sorted(fs.unstrip_protocol(found) for found in fs.glob(path))
            return [name] if fs.exists(path) else []
    if Path(name).is_file():
        return [name]
    return sorted(found for found in glob.glob(name, recursive=True) if Path(found).is_file())


def beside(manifest: str, path: str) -> str:
    """`path` as a line of `manifest` means it: relative to the manifest's folder."""
    if is_remote(path):
        return path
    if is_remote(manifest):
        return path if path.startswith("/") else f"{manifest.rpartition('/')[0]}/{path}"
    return str(Path(manifest).parent / path)


@contextmanager
def as_local(source: str) -> Iterator[str]:
    """`source`, fetched into a temporary file where it lies in object storage. Raises `ReadError`."""
    if not is_remote(source) or source.split("://")[0] in WEB:
        yield source
        return
    fs, path = filesystem(source)
    with tempfile.TemporaryDirectory() as folder:
        local = str(Path(folder) / PurePosixPath(path).name)
        with told(ReadError, f"cannot read {source}"):
            fs.get_file(path, local)
        yield local
