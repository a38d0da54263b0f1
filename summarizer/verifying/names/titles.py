"""Titles and offices of the gazetteer, in any form, where they stand in a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from summarizer.article import Language
from summarizer.translating.inflection import WORD
from summarizer.verifying import gazetteer
from summarizer.verifying.dictionary import russian_key


def tokens(text: str, language: Language) -> list[str]:
    """What titles are compared by: English words in lower case, the keys of Russian ones, characters of Chinese."""
    if language == "zh":
        return list(text)
    words = WORD.findall(text)
    return [russian_key(w) for w in words] if language == "ru" else [gazetteer.bare(w).lower() for w in words]


def find(said: Sequence[str], language: Language) -> Iterator[tuple[gazetteer.Entry, int]]:
    """The titles among the tokens of a text, longest match first come, and the position of the last token of each."""
    n = 0
    while n < len(said):
        for title, entry in _titles(language).get(said[n], ()):
            if tuple(said[n : n + len(title)]) == title:
                n += len(title) - 1
                yield entry, n
                break
        n += 1


@cache
def _titles(language: Language) -> Mapping[str, Sequence[tuple[tuple[str, ...], gazetteer.Entry]]]:
    """First token → titles that begin with it, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], gazetteer.Entry]]] = {}
    for entry in gazetteer.entries():
        for name in entry.names(language) if entry.type == "title" else ():
            title = tuple(tokens(name, language))
            found.setdefault(title[0], []).append((title, entry))
    return {first: sorted(titles, key=lambda pair: -len(pair[0])) for first, titles in found.items()}
