"""Writing results: whole or not at all."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from summarizer.errors import OutputError


def write(path: Path, content: str | bytes) -> None:
    """Put `content` at `path` atomically: a reader sees the old file or the new one. Raises `OutputError`."""
    data = content.encode() if isinstance(content, str) else content
    if path.is_dir():
        raise OutputError(f"{path} is a directory: name a file")
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}.tmp")
    try:
        with open(temporary, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise OutputError(f"cannot write {path}: {error.strerror}") from error
