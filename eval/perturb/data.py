"""Correct translations to damage: trilingual documents (news3) and WMT-style files with references."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.perturb.names import Name, glossary, known
from summarizer.article import Language

HELD_OUT = 3
"""Every third document of a news3 file, from the first on, is held out; the others are for development."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence, its professional translation, and the names known to be in it."""

    source: str
    reference: str
    names: tuple[Name, ...]
    document: str = ""
    """Of which running text it is a sentence; empty for titles and summaries."""


def news3(folder: Path, language: Language, part: str = "held-out") -> Iterator[Pair]:
    """Titles, sentences and summaries of the documents in `folder/*.jsonl`; `part`: held-out, development or all.

    Names of people, places and bodies come from each document's own glossary.
    """
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines()):
            if part != "all" and (number % HELD_OUT == 0) != (part == "held-out"):
                continue
            document = json.loads(line)
            names = tuple(glossary(document["glossary"], language))
            for entry in document["sentences"]:
                yield Pair(entry["en"], entry[language], names, document["id"])
            for entry in (document["title"], *document["summary"]):
                yield Pair(entry["en"], entry[language], names)


def wmt(path: Path, language: Language, reference: str = "A") -> Iterator[Pair]:
    """Sources and one reference of a file of `{"id", "src", "refs": {"A": …}}` lines (or `"ref"`), `.xz` or plain.

    Names come from the package's gazetteer.
    """
    for row in rows(path):
        text = row["refs"][reference] if "refs" in row else row["ref"]
        names = tuple(known(row["src"], language))
        yield Pair(row["src"], text, names, str(row["id"]))


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-lines file, compressed (`.xz`) or not."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
