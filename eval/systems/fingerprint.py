"""A hash of source files and models: what was made by other code is not taken for the work of this one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path


@cache
def of_packages(*names: str) -> str:
    """SHA-256 over all files of the packages and modules (dotted names); the first 16 hexadecimal digits."""
    from importlib.util import find_spec

    roots: list[Path] = []
    for name in names:
        spec = find_spec(name)
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError(name)
        origin = Path(spec.origin)
        roots.append(origin.parent if origin.name == "__init__.py" else origin)
    return of_files(roots)


def of_files(roots: Iterable[Path]) -> str:
    """SHA-256 over the names and contents of files and of all files below folders, in a fixed order."""
    digest = hashlib.sha256()
    for root in roots:
        files = sorted(p for p in root.rglob("*") if p.is_file()) if root.is_dir() else [root]
        for path in files:
            if path.suffix == ".pyc":
                continue
            digest.update(path.relative_to(root.parent).as_posix().encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
