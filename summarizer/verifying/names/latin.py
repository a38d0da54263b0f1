"""Words that a translation keeps in Latin script: they must be spelt as in the source.

Newsrooms write a foreign name in brackets behind its transcription, and weak models copy it wrongly:
“斯坦布鲁克（Peinbrueck）”.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

LIKE = 65.0
"""Likeness, of 100, from which words are the source's, wrongly copied."""
FEWEST = 4
"""Letters of what is compared; between shorter words every likeness is chance."""
_WORD = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9'’-]*")
_RUN = re.compile(rf"(?<![@#./\w]){_WORD.pattern}(?:\.? {_WORD.pattern})*(?![@/])")


_GLOSS = re.compile(r"[\u4e00-\u9fff]\s?[（(]([A-Za-zÀ-ɏ][A-Za-zÀ-ɏ .'’&-]{3,})[）)]")
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Miscopied:
    """What stands in `text[start:end]` of a translation, and what the source has."""

    start: int
    end: int
    written: str
    right: str


def miscopied(source: str, text: str) -> Iterator[Miscopied]:
    """The runs of Latin words in a translation from a language in Latin script that are like capitalised words of
    `source`, and none of it. Addresses and handles have a check of their own."""
    runs = [run for run in _RUN.finditer(text) if len(_letters(run.group())) >= FEWEST]
    if not runs:
        return
    whole, words = _letters(source), [_POSSESSIVE.sub("", word) for word in _WORD.findall(source)]
    for run in runs:
        first = next((word.start() for word in _WORD.finditer(run.group()) if word.group()[0].isupper()), None)
        if first is None:
            continue
        written = run.group()[first:]
        letters = _letters(written)
        if letters in whole or all(_letters(word) in whole for word in _WORD.findall(written)):
            continue
        if right := _likest(letters, written.count(" ") + 1, words):
            yield Miscopied(run.start() + first, run.end(), written, right)


def unknown_glosses(source: str, text: str) -> Iterator[str]:
    """The names in brackets behind Chinese ones that are in no way the source's."""
    glosses = _GLOSS.findall(text)
    if not glosses:
        return
    whole, wrong = _letters(source), {one.written for one in miscopied(source, text)}
    for gloss in glosses:
        # An acronym may be of what the source spells out.
        if not gloss.isupper() and gloss not in wrong and any(_letters(w) not in whole for w in _WORD.findall(gloss)):
            yield gloss


def _likest(letters: str, count: int, words: Sequence[str]) -> str:
    """The neighbouring words of the source, about `count` of them, that are most like `letters`; empty where none
    are."""
    best, likeness = "", LIKE
    for size in range(max(1, count - 1), count + 2):
        for start in range(len(words) - size + 1):
            some = words[start : start + size]
            if not (some[0][0].isupper() and some[-1][0].isupper()):
                continue
            found = fuzz.ratio(letters, _letters("".join(some)), score_cutoff=likeness)
            if found > likeness:
                best, likeness = " ".join(some), found
    return best


def _letters(text: str) -> str:
    """Letters and digits alone, small, without marks: “Ciarán O'Neill-Koch” → `ciaranoneillkoch`."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(character for character in plain if character.isalnum()).lower()
