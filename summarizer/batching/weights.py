"""Which weights a run was made with: by their contents, so that other ones under the same name are told apart."""

from __future__ import annotations

from hashlib import file_digest, sha256
from pathlib import Path

from summarizer.errors import CorruptModel
from summarizer.profiles import Models

_SUFFIXES = {".bin", ".json", ".model", ".safetensors", ".spm", ".txt"}
"""Weights, settings, vocabularies: a model card may be edited."""


def weights(models: Models) -> str:
    """Each model's name with what its files hash to, such as `builtin-translator 5f0c1a2b3c4d`.

    A second for each gigabyte; nothing for a checkpoint in the hub's cache. Raises `CorruptModel`.
    """
    return ", ".join(sorted(f"{name} {fingerprint(folder)[:12]}" for folder, name in models.folders.items()))


def fingerprint(folder: Path) -> str:
    """SHA-256 of what the model's files say and are called."""
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix in _SUFFIXES)
        return sha256("\n".join(f"{path.name} {_contents(path)}" for path in files).encode()).hexdigest()
    except OSError as error:
        raise CorruptModel(f"the model in {folder} cannot be read: {error.strerror or error}") from error


def _contents(path: Path) -> str:
    if path.is_symlink() and path.resolve().parent.name == "blobs":
        return path.resolve().name  # the hub's cache calls a file after its hash
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
