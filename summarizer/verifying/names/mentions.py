"""The names of a source text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from summarizer.article import Language
from summarizer.verifying import gazetteer
from summarizer.verifying.base import rows

_SUFFIX = re.compile(
    r"(?:ing|flows?|ans|tion|sion|ness|ment|ments|ism|ists?|ians?|ese|ish|ity|ities|ly|able|ible|ous|ed|ers|gate)$"
)

_APART = re.compile(r"[,;:()\"“”—–/]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the source: its words, and what the gazetteer knows of it."""

    words: tuple[str, ...]
    entries: tuple[gazetteer.Entry, ...] = ()
    partial: bool = False
    """Part of a longer name («the African National Congress», “Gulf of Aden”) that the gazetteer does not have."""

    @property
    def text(self) -> str:
        """The words, single spaces."""
        return " ".join(self.words)

    def written(self, text: str) -> str:
        """The name as it first stands in `text`, with its stops: “U.K.”, “Cmdr. Ruth Ansel”."""
        stands = re.search(r"\b" + r"\W{1,3}".join(map(re.escape, self.words)) + r"(?:(?<=\.\w)\.)?", text)
        return stands[0] if stands else self.text


def mentions(text: str, language: Language) -> list[Mention]:
    """The names of a text: those of the gazetteer, and in English those that can only be names."""
    found = gazetteer.find(text, language)
    if language == "en":
        found = [f for f in found if not _begins(f)]
    result = [Mention(f.words, f.entries, language == "en" and _goes_on(text, f)) for f in found]
    if language == "en":
        taken = {f.start + k for f in found for k in range(len(f.words))}
        result += _transcribed(text, taken)
    return list(dict.fromkeys(result))


def _begins(found: gazetteer.Found) -> bool:
    """Whether a body's name at the beginning of the text may be an everyday word: “Apple growers”, “Target prices”."""
    alone = found.start == 0 and len(found.words) == 1 and found.words[0].lower() in _words()
    return alone and all(entry.type == "org" for entry in found.entries)


def _goes_on(text: str, found: gazetteer.Found) -> bool:
    """Whether a capitalised word, a number or "of" follows or precedes at once: the name may be part of another.

    “Latvia and Estonia” are two names.
    """
    spans = [m.span() for m in gazetteer.WORD.finditer(text)]
    start, end = spans[found.start][0], spans[found.start + len(found.words) - 1][1]
    after = re.match(r"[ -](?:of\b|[A-Z0-9])", text[end : end + 8])
    before = re.search(r"\S [A-Z][\w.]*[ -](?:of )?$", text[:start])
    return bool(after or before)


def _transcribed(text: str, taken: set[int]) -> list[Mention]:
    """Runs of capitalised words that no dictionary has, outside the words `taken`."""
    words = [(m.span(), gazetteer.bare(m.group())) for m in gazetteer.WORD.finditer(text)]
    capitals = sum(w[:1].isupper() for _, w in words)
    headline = capitals > 0.6 * len(words) and len(words) > 3
    result: list[Mention] = []
    run: list[str] = []
    end = -2
    for n, ((start, _), word) in enumerate(words):
        if n in taken or not _only_a_name(word) or (headline and not _rare(word)):
            continue
        if run and (n != end + 1 or _APART.search(text, words[end][0][1], start)):
            result.append(Mention(tuple(run)))
            run = []
        run.append(word)
        end = n
    if run:
        result.append(Mention(tuple(run)))
    return result


def _rare(word: str) -> bool:
    return len(word) >= 5


def _only_a_name(word: str) -> bool:
    return len(word) >= 4 and word[0].isupper() and word[1:].islower() and word.isalpha() and not ordinary(word.lower())


def ordinary(word: str) -> bool:
    """Whether an English word, in lower case, is in the dictionary or looks like one that could be."""
    words = _words()
    return word in words or (word.endswith("s") and word[:-1] in words) or bool(_SUFFIX.search(word))


@cache
def _words() -> frozenset[str]:
    return frozenset(word for (line,) in rows("words.txt") for word in line.split())
