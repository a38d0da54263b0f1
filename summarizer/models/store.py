"""What is on this machine: checkpoints in the hub's own cache, shared with every other tool, and converted copies.

The cache's layout is documented and stable (`models--owner--name/{blobs,refs,snapshots}`), so looking costs no import.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from summarizer.errors import ModelNotInstalled
from summarizer.models import conversion
from summarizer.models.catalog import Entry, size


@dataclass(frozen=True, slots=True)
class Located:
    """A checkpoint on disk and the commit it is of (for a local folder, a fingerprint)."""

    folder: Path
    revision: str


def hub_cache() -> Path:
    """Where the hub's clients keep checkpoints: `HF_HUB_CACHE`, else `HF_HOME/hub`, else the platform's default."""
    if explicit := os.environ.get("HF_HUB_CACHE"):
        return Path(explicit).expanduser()
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    home = os.environ.get("HF_HOME") or f"{base}/huggingface"
    return Path(home).expanduser() / "hub"


def repository(entry: Entry) -> Path:
    """The entry's folder in the hub's cache."""
    return hub_cache() / f"models--{entry.id.replace('/', '--')}"


def locate(entry: Entry) -> Located | None:
    """The checkpoint of the entry's revision, if all of it was downloaded."""
    if entry.folder is not None:
        return Located(entry.folder, "")
    place = repository(entry)
    # A pull request is where the hub offers safetensors of a model that was published as pickle.
    for reference in (place / "refs" / entry.revision, *sorted(place.glob("refs/refs/pr/*"))):
        commit = reference.read_text(encoding="utf-8").strip() if reference.is_file() else entry.revision
        folder = place / "snapshots" / commit
        if (folder / "config.json").exists() and any(folder.glob("*.safetensors")):
            return Located(folder, commit)
    return None


def require(entry: Entry, wanted_by: str | None = None) -> Located:
    """The checkpoint. Raises `ModelNotInstalled`: nothing is ever downloaded unasked."""
    found = locate(entry)
    if found is None:
        name = wanted_by or entry.name
        instead = "leave --entailment out" if entry.task == "entailment" else "use --profile builtin"
        raise ModelNotInstalled(
            f"{entry.name} ({size(entry.bytes)}, licence: {entry.licence}) is not on this machine: "
            f"`summarize models download {name}` fetches it, or {instead}"
        )
    return found


def conversions(entry: Entry) -> Sequence[Path]:
    """The converted copies of a model."""
    cache = conversion.cache_folder()
    prefix = conversion.key(entry.id, "", "").partition("@")[0] + "@"
    return sorted(p for p in cache.iterdir() if p.name.startswith(prefix)) if cache.is_dir() else []


def used(paths: Sequence[Path]) -> int:
    """Bytes on disk; links are not followed."""
    files = (file for path in paths for file in path.rglob("*") if file.is_file() and not file.is_symlink())
    return sum(file.stat().st_size for file in files)


def remove(entry: Entry) -> int:
    """Delete the checkpoint and its converted copies; returns the bytes freed. A local folder stays as it is."""
    paths = list(conversions(entry))
    if entry.folder is None and repository(entry).is_dir():
        paths.append(repository(entry))
    freed = used(paths)
    for path in paths:
        shutil.rmtree(path)
    return freed
