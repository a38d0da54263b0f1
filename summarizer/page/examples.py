"""The articles that the package comes with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Example:
    """An article to try the page with."""

    name: str
    text: str


def examples(limit: int = 4) -> list[Example]:
    """The shipped articles, shortest first; a checkout has them beside the package."""
    package = Path(__file__).resolve().parents[1]
    folder = next((f for f in (package / "examples", package.parent / "examples") if f.is_dir()), None)
    files = sorted(folder.glob("*.txt"), key=lambda f: f.stat().st_size) if folder else []
    return [Example(_title(file), file.read_text("utf-8")) for file in files[:limit]]


def _title(file: Path) -> str:
    first = file.read_text("utf-8").strip().splitlines()[0].lstrip("# ").strip()
    return first if 0 < len(first) <= 60 else file.stem.replace("-", " ").capitalize()
