"""The articles that the package comes with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Example:
    """An article to try the page with."""

    name: str
    """Its file's name without the suffix."""
    text: str

    @property
    def title(self) -> str:
        """The name for a reader, where the page has no text of its own for it."""
        return self.name.replace("-", " ").capitalize()


def examples(limit: int = 4) -> list[Example]:
    """The shipped English articles, shortest first; a checkout has them beside the package."""
    package = Path(__file__).resolve().parents[1]
    folder = next((f for f in (package / "examples", package.parent / "examples") if f.is_dir()), None)
    files = sorted(f for f in folder.iterdir() if f.suffix in (".txt", ".md")) if folder else []
    texts = {file.stem: file.read_text("utf-8") for file in files if file.stem != "README"}
    english = [Example(name, text) for name, text in texts.items() if sum(map(str.isascii, text)) > 0.9 * len(text)]
    return sorted(english, key=lambda example: len(example.text))[:limit]
