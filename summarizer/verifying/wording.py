"""Words that are no words: a small model makes some up, and they read like ones.

A Russian word is taken for one where OpenCorpora's dictionary has it (with its prefixes: «видеосудья»), where the
training corpus has it twice (`data/attested.ru.txt`, stems), where it is heard in a word of the source («тачдаун»), or
where each part of a compound is one. Names and acronyms are left to the checks of names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from summarizer.article import Language
from summarizer.translating.inflection import stem
from summarizer.verifying.base import Doubt, rows
from summarizer.verifying.morphology import morphology
from summarizer.verifying.transliteration import likeness_russian

HEARD = 63.0
"""How much like a word of the source a Russian word is, of 100, that may be a loan of it."""
SHORTEST = 4
"""Letters of a word that is looked up; shorter ones are abbreviations and cries too often."""
NAMED = 5
"""Words that a message names at most."""
_RUSSIAN = re.compile(r"(?<![\w-])[а-яё]+(?:-[а-яё]+)*(?![\w-])")
_LATIN = re.compile(r"[A-Za-z]{4,}")
_JOINT = ("о", "е")
"""What the first part of a compound ends in: «северо-западный»."""


def check(source: str, text: str, target_language: Language, draft: bool = False) -> Iterator[Doubt]:
    """A doubt where `text`, the translation of `source`, has words that are none: a warning about a `draft`, where it
    is hardly ever wrong, and a note about others, where half of it are words that the dictionary does not know yet."""
    if made := invented(source, text, target_language):
        words = ", ".join(made[:NAMED]) + ("…" if len(made) > NAMED else "")
        yield Doubt("not-a-word", "warning" if draft else "note", f"no dictionary has: {words}")


def invented(source: str, text: str, target_language: Language) -> list[str]:
    """The words of `text` that are none, each once; empty where the language has no dictionary."""
    if target_language != "ru":
        return []
    strange = [word for word in dict.fromkeys(_RUSSIAN.findall(text)) if not _known(word)]
    if not strange:
        return []
    loans = dict.fromkeys(_LATIN.findall(source))
    return [word for word in strange if not any(likeness_russian(loan, word) >= HEARD for loan in loans)]


@lru_cache(maxsize=8192)
def _known(word: str) -> bool:
    *firsts, last = word.split("-")
    if not firsts:
        return len(word) < SHORTEST or _in_dictionary(word)
    return _in_dictionary(word) or (_known(last) and all(part.endswith(_JOINT) or _known(part) for part in firsts))


def _in_dictionary(word: str) -> bool:
    if morphology().word_is_known(word) or stem(word) in _attested():
        return True
    analysis = morphology().parse(word)[0].methods_stack
    return any(type(step[0]).__name__ == "KnownPrefixAnalyzer" for step in analysis)


@cache
def _attested() -> frozenset[str]:
    return frozenset(word for (word,) in rows("attested.ru.txt"))
