"""The gazetteer: known names in English, Russian and Chinese, found in a text by longest match.

One readable table, `data/gazetteer.tsv` (columns `type en ru zh note`, variants after `|`). A user's own rows, in
the same form, are read from `gazetteer.tsv` in the user's configuration folder; they come first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from summarizer.article import Language
from summarizer.errors import GlossaryError
from summarizer.verifying.base import rows

COLUMNS = ("type", "en", "ru", "zh")
NAMES = frozenset({"person", "org", "place", "country", "event", "name"})
"""The types that are names; terms, titles, languages and currencies are words like others."""

WORD = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+(?:['’][^\W_\u3400-\u9fff]+)*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that has a name: its variants by language, the preferred one first."""

    type: str
    variants: tuple[tuple[Language, tuple[str, ...]], ...]

    def names(self, language: Language) -> tuple[str, ...]:
        """What it is called in `language`."""
        return next((names for code, names in self.variants if code == language), ())


@dataclass(frozen=True, slots=True)
class Found:
    """Entries that a stretch of a text names: it may be ambiguous. `words` is the stretch as written."""

    words: tuple[str, ...]
    start: int
    entries: tuple[Entry, ...]


def entries() -> tuple[Entry, ...]:
    """Every entry: the user's, then the shipped ones. Raises `GlossaryError` where the user's file is malformed."""
    return _load(_user_file())


def find(text: str, language: Language) -> list[Found]:
    """The names in a text, longest match first come, left to right, without overlaps; linear in the text's length.

    `Found.start` counts words (`WORD`).
    """
    words = [bare(word) for word in WORD.findall(text)]
    user = _user_file()
    known = _by_first_word(user, language)
    found: list[Found] = []
    i = 0
    while i < len(words):
        node = _trie(user, language, words[i]) if words[i] in known else None
        best, size = (), 1
        for n in range(i, len(words)):
            node = node.get(words[n]) if node else None
            if node is None:
                break
            if "" in node:
                best, size = tuple(node[""]), n + 1 - i
        if best:
            found.append(Found(tuple(words[i : i + size]), i, best))
        i += size
    return found


def bare(word: str) -> str:
    """A word without its English possessive."""
    word = word.replace("’", "'")
    return word[:-2] if word.endswith("'s") and len(word) > 3 else word


@cache
def _load(user: Path | None) -> tuple[Entry, ...]:
    own = _user_rows(user) if user is not None and user.is_file() else ()
    return tuple(_entry(row) for row in (*own, *rows("gazetteer.tsv")) if row[0] != "type")


def _entry(row: tuple[str, ...]) -> Entry:
    cells = zip(COLUMNS[1:], row[1:], strict=False)
    variants = [(code, tuple(filter(None, map(str.strip, cell.split("|"))))) for code, cell in cells]
    return Entry(row[0], tuple(variant for variant in variants if variant[1]))


def _user_rows(path: Path) -> Iterator[tuple[str, ...]]:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise GlossaryError(f"{path}: the gazetteer cannot be read as UTF-8 text") from None
    for number, line in enumerate(text.splitlines(), 1):
        row = tuple(line.split("\t"))
        if not line.strip() or line.startswith("#"):
            continue
        if len(row) < len(COLUMNS):
            raise GlossaryError(f"{path}, line {number}: the columns are {', '.join(COLUMNS)}, with tabs between")
        yield row


@cache
def _user_file() -> Path:
    from platformdirs import user_config_path

    return user_config_path("summarizer") / "gazetteer.tsv"


@cache
def _by_first_word(user: Path, language: Language) -> Mapping[str, list[tuple[str, Entry]]]:
    """Names and their entries by the name's first word: a text has few of them, and the rest is not taken apart."""
    names: dict[str, list[tuple[str, Entry]]] = {}
    for entry in _load(user):
        if entry.type not in NAMES:
            continue
        for name in entry.names(language):
            if (first := WORD.search(name)) and (language == "zh" or not name.islower()):
                names.setdefault(bare(first[0]), []).append((name, entry))
    return names


@cache
def _trie(user: Path, language: Language, first: str) -> dict[str, Any]:
    """The names that begin with the word `first`, word by word; under "" the entries of a name that ends there."""
    trie: dict[str, Any] = {}
    for name, entry in _by_first_word(user, language)[first]:
        words = WORD.findall(name)
        if language == "zh" and len(words) < 2:
            continue
        node = trie
        for word in words:
            node = node.setdefault(bare(word), {})
        node.setdefault("", []).append(entry)
    return trie
