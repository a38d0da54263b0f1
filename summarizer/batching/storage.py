"""Files here and objects elsewhere under one name: a path, or an fsspec URL such as `s3://bucket/articles/`."""

from __future__ import annotations

import glob
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import IO, Any

from summarizer.errors import ReadError, UsageError

WEB = ("http", "https")


def is_remote(name: str) -> bool:
    """Whether `name` is a URL that fsspec opens."""
    return "://" in name


def key(job: str) -> bytes:
    """Eight bytes stand for an id, so that ten million of them fit in memory."""
    return blake2b(job.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def filesystem(name: str) -> tuple[Any, str]:
    """The fsspec file system of a URL, and the path in it. Raises `UsageError` where its package is missing."""
    try:
        import fsspec

        found: tuple[Any, str] = fsspec.core.url_to_fs(name)
        return found
    except (ImportError, ValueError) as error:
        scheme = name.split("://")[0]
        raise UsageError(f"cannot open {scheme}:// here: {error} (extra: summarizer[cluster], s3fs for S3)") from error


def open_bytes(name: str) -> IO[bytes]:
    """Open for reading. Raises `OSError`."""
    if not is_remote(name):
        return open(name, "rb")
    fs, path = filesystem(name)
    opened: IO[bytes] = fs.open(path, "rb")
    return opened


def files_under(name: str) -> list[tuple[str, str]] | None:
    """(path within the folder, whole path) of every file under the folder `name`, sorted; None if it is no folder."""
    if not is_remote(name):
        folder = Path(name)
        if not folder.is_dir():
            return None
        return sorted((p.relative_to(folder).as_posix(), str(p)) for p in folder.rglob("*") if p.is_file())
    if name.split("://")[0] in WEB:
        return None
    fs, path = filesystem(name)
    if glob.has_magic(path) or not fs.isdir(path):
        return None
    root = path.rstrip("/") + "/"
    return sorted((found.removeprefix(root), fs.unstrip_protocol(found)) for found in fs.find(path))


def matching(name: str) -> list[str]:
    """The files that `name`, a path or a glob, stands for, sorted."""
    if is_remote(name):
        if name.split("://")[0] in WEB:
            return [name]
        fs, path = filesystem(name)
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
        try:
            fs.get_file(path, local)
        except OSError as error:
            raise ReadError(f"cannot read {source}: {error.strerror or error}") from error
        yield local
