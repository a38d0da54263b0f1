"""Files that are either whole or not there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from training.errors import RecipeError


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A file or folder to write to instead of `path`, which it becomes at the end; a run that is killed leaves `path`
    as it was. Raises `RecipeError` when the disk is full or the place cannot be written."""
    partial = path.with_name(f"partial-{path.name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove(partial)
        yield partial
        if partial.is_dir():
            _remove(path)
        os.replace(partial, path)
    except OSError as error:
        _remove(partial)
        reason = error.strerror or error
        raise RecipeError(
            f"{path}: could not be written ({reason}); free some disk, or choose another --work"
        ) from None
    except BaseException:
        _remove(partial)
        raise


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
