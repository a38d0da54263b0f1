"""Which words of a translation answer to which English words, as counted in aligned text.

`data/dictionary.<language>.tsv` has a row for each English stem: of how many in a hundred of its uses the translation
has one of the words that follow, and those words, likeliest first: in Russian the beginnings of stems, in Chinese words
or characters, to be looked for anywhere in the text. Rows are in the order of their code points. `python -m training
dictionary` makes it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from summarizer.article import Language
from summarizer.translating.inflection import stem

LANGUAGES: tuple[Language, ...] = ("ru", "zh")
"""Languages that have a dictionary from English."""
LETTERS = 6
"""Of a Russian stem: it tells words apart, and «правительство» is not told from «правительственный»."""

ENGLISH = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
RUSSIAN = re.compile(r"[А-Яа-яЁё]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """What an English word becomes: the keys of its translations, and the share of good translations that have one."""

    translations: tuple[str, ...]
    known: float


@lru_cache(maxsize=16384)
def russian_key(word: str) -> str:
    """What a Russian word is looked up by."""
    return stem(word)[:LETTERS]


@lru_cache(maxsize=8192)
def look_up(word: str, language: Language) -> Entry | None:
    """The entry of an English word in any form; None where the dictionary lacks it."""
    rows, start = _rows(language), f"{stem(word)}\t"
    at = bisect_left(rows, start)
    if at == len(rows) or not rows[at].startswith(start):
        return None
    _, known, translations = rows[at].split("\t")
    return Entry(tuple(translations.split(" ")), int(known) / 100)


@dataclass(frozen=True, slots=True)
class Target:
    """A translation taken apart: its text, and in Russian the keys of its words."""

    text: str
    keys: frozenset[str] | None

    @classmethod
    def of(cls, text: str, language: Language) -> Target:
        """`text`, a translation into `language`."""
        return cls(text, frozenset(map(russian_key, RUSSIAN.findall(text))) if language == "ru" else None)

    def __bool__(self) -> bool:
        """Whether it has a word of its language at all."""
        return bool(_HAN.search(self.text)) if self.keys is None else bool(self.keys)

    def has_any(self, translations: Iterable[str]) -> bool:
        """Whether the translation has one of `translations`."""
        if self.keys is None:
            return any(translation in self.text for translation in translations)
        return not self.keys.isdisjoint(translations)


@cache
def _rows(language: Language) -> Sequence[str]:
    """The rows by stem, unread: most are never asked for, and a digest need not wait until all are taken apart."""
    path = resources.files("summarizer.verifying").joinpath("data", f"dictionary.{language}.tsv")
    return path.read_text("utf-8").splitlines()
