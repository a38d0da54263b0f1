"""The models the tool knows by name, and the profiles made of them: `catalog.toml`, read once, looked up by name."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from summarizer.article import Language
from summarizer.errors import UnknownModel
from summarizer.models.engines.base import Decoding
from summarizer.models.families import Task


@dataclass(frozen=True, slots=True)
class Entry:
    """One model. What an unlisted model does not say is None or empty."""

    name: str
    id: str
    """On the hub, `owner/name`; for a local folder its path."""
    task: Task | None = None
    family: str | None = None
    parameters: int | None = None
    bytes: int | None = None
    licence: str = "unknown"
    commercial: bool = True
    gated: bool = False
    sources: tuple[Language, ...] = ()
    targets: tuple[Language, ...] = ()
    revision: str = "main"
    source_limit: int | None = None
    target_limit: int | None = None
    prefix: str = ""
    decoding: Decoding | None = None
    verified: frozenset[str] = frozenset()
    """Which of the facts above were confirmed against a source."""
    notes: str = ""
    folder: Path | None = None
    """Where it lies, for a model that is not from the hub."""

    def directions(self) -> dict[Language, tuple[Language, ...]]:
        """For each source language those it is translated into."""
        return {s: tuple(t for t in self.targets if t != s) for s in self.sources}


@dataclass(frozen=True, slots=True)
class Profile:
    """A summarizer and translators that go together, by their names in the catalogue."""

    name: str
    summarizer: str
    translators: Mapping[Language, str]
    needs: str
    gpu: bool = False

    @property
    def models(self) -> tuple[str, ...]:
        """Each model once."""
        return tuple(dict.fromkeys((self.summarizer, *self.translators.values())))


@dataclass(frozen=True, slots=True)
class Catalog:
    """All models and profiles, in the order of the file."""

    models: Mapping[str, Entry]
    profiles: Mapping[str, Profile] = field(default_factory=dict)

    def find(self, name: str) -> Entry:
        """A model by its name here, its id on the hub, or a folder's path.

        A hub id or folder that is not listed is taken at its word. Raises `UnknownModel` with the nearest names.
        """
        if name in self.models:
            return self.models[name]
        folder = Path(name).expanduser()
        if folder.is_dir() or name.startswith((".", "/", "~")):
            if not folder.is_dir():
                raise UnknownModel(f"there is no folder {name}: give a model's folder, its hub id, or a listed name")
            folder = folder.resolve()
            return Entry(folder.name, str(folder), licence="unknown (local folder)", folder=folder)
        lowered = name.lower()
        for entry in self.models.values():
            if lowered in (entry.id.lower(), entry.id.lower().rpartition("/")[2], entry.name.lower()):
                return entry
        owner, slash, rest = name.partition("/")
        if slash and owner and rest and "/" not in rest:
            return Entry(name, name, licence="unknown (not in the catalogue)")
        raise UnknownModel(
            f"no model named {name!r}{self._nearest(name)}; `summarize models list` shows all, and any hub id "
            "(owner/name) or folder works too"
        )

    def profile(self, name: str) -> Profile:
        """A profile made of listed models. Raises `UnknownModel` with the valid ones."""
        if name not in self.profiles:
            raise UnknownModel(f"no profile named {name!r}: choose one of {', '.join(PROFILES)}")
        return self.profiles[name]

    def _nearest(self, name: str) -> str:
        from difflib import get_close_matches

        names = {entry.id.rpartition("/")[2].lower(): entry.name for entry in self.models.values()}
        names |= {key.lower(): key for key in (*self.models, *self.profiles)}
        close = dict.fromkeys(names[match] for match in get_close_matches(name.lower(), names, n=5, cutoff=0.5))
        return f": did you mean {' or '.join(list(close)[:3])}?" if close else ""


PROFILES = ("auto", "builtin", "fast", "balanced", "best", "server")


@cache
def load() -> Catalog:
    """The catalogue that ships with the package."""
    text = resources.files("summarizer.models").joinpath("catalog.toml").read_text(encoding="utf-8")
    return parse(tomllib.loads(text))


def parse(document: Mapping[str, Any]) -> Catalog:
    """A catalogue from its TOML form."""
    models = {name: _entry(name, dict(row)) for name, row in document["models"].items()}
    profiles = {name: Profile(name, **row) for name, row in document["profiles"].items()}
    return Catalog(models, profiles)


def _entry(name: str, row: dict[str, Any]) -> Entry:
    sources = tuple(row.pop("from"))
    targets = tuple(row.pop("to", sources))
    decoding = row.pop("decoding", None)
    return Entry(
        name=name,
        sources=sources,
        targets=targets,
        decoding=Decoding(**decoding) if decoding else None,
        verified=frozenset(row.pop("verified", ())),
        **row,
    )


def size(count: int | None) -> str:
    """Bytes as people read them: `1.2 GB`."""
    if count is None:
        return "size unknown"
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"
