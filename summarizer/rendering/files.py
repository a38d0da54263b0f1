"""Writing results: whole or not at all."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from summarizer.errors import OutputError


def write(path: Path, content: str | bytes) -> None:
    """Put `content` at `path` atomically: a reader sees the old file or the new one. Raises `OutputError`.

    A link is followed; a device or pipe (`/dev/stdout`) is written to as it is.
    """
    data = content.encode() if isinstance(content, str) else content
    try:
        target = path.resolve()
        if target.is_dir():
            raise OutputError(f"{path} is a directory: name a file")
        if target.exists() and not target.is_file():
            target.write_bytes(data)
        else:
            _replace(target, data)
    except (OSError, ValueError) as error:
        raise OutputError(f"cannot write {str(path)[:200]!r}: {getattr(error, 'strerror', None) or error}") from error


def _replace(target: Path, data: bytes) -> None:
    temporary = target.with_name(f".{os.getpid()}-{threading.get_ident()}.tmp")
    try:
        with open(temporary, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
