"""Words that a translation keeps in Latin script: they must be spelt as in the source.

Newsrooms write a foreign name in brackets behind its transcription, and weak models copy it wrongly:
“斯坦布鲁克（Peinbrueck）”. Names are compared word by word, since translators say more of a name than the source
(“Jerome Powell” for Powell, “COVID-19” for Covid), and by what marks and customs of spelling leave of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from summarizer.verifying import gazetteer

FEWEST = 4
"""Letters of what is compared; between shorter words every likeness is chance."""
LIKE, LIKE_SHORT, FUSED = 65.0, 75.0, 80.0
"""Likeness, of 100, from which a word is one of the source's, wrongly copied; one of less than `SHORT` letters; two
that have run together."""
SHORT = 6
_LETTER = "A-Za-zÀ-ɏ"
_WORD = re.compile(rf"(?<![@#./\w])[{_LETTER}][{_LETTER}'’]*(?![@/\w])")
_PAIR = re.compile(rf"(?<![\w'’])(?=([{_LETTER}]+[ -][{_LETTER}]+))")
_GLOSS = re.compile(rf"[\u4e00-\u9fff]\s?[（(]([{_LETTER}][{_LETTER} .'’&-]{{3,}})[）)]")
_POSSESSIVE = re.compile(r"['’]s?$")
_SPELT = str.maketrans({"ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "a", "œ": "o", "ß": "ss", "ı": "i", "þ": "th"})
_CUSTOMS = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("dj", "d"), ("yu", "u"), ("ey", "ei"), ("iy", "y"))
"""Ways to write the same sound: Mueller and Müller, Sergey and Sergei."""


@dataclass(frozen=True, slots=True)
class Miscopied:
    """What stands in `text[start:end]` of a translation, and what the source has."""

    start: int
    end: int
    written: str
    right: str


def miscopied(source: str, text: str) -> Iterator[Miscopied]:
    """The capitalised Latin words in a translation that are like those of `source` that the translation lacks, and none
    of them. Addresses and handles have a check of their own."""
    found = [word for word in _WORD.finditer(text) if word.group()[0].isupper() and len(_key(word.group())) >= FEWEST]
    if not found:
        return
    whole, written = _key(source), {_key(word.group()) for word in found}
    names = [_POSSESSIVE.sub("", word) for word in _WORD.findall(source) if word[0].isupper()]
    missing = [name for name in dict.fromkeys(names) if _key(name) not in written and len(_key(name)) >= FEWEST]
    pairs = [pair for pair in _PAIR.findall(source) if set(re.split("[ -]", pair)) <= set(missing)]
    for word in found:
        key = _key(word.group())
        if key in whole or _is_variant(word.group(), source):
            continue
        fused, like = _likest(key, pairs, FUSED)
        right, _ = _likest(key, missing, max(like, LIKE_SHORT if len(key) < SHORT else LIKE))
        if fused or (right and not _extends(word.group(), names)):
            yield Miscopied(*word.span(), word.group(), right or fused)


def unknown_glosses(source: str, text: str, wrong: Sequence[Miscopied]) -> Iterator[str]:
    """The names in brackets behind Chinese ones that are in no way the source's; none of which a word is among the
    `wrong`."""
    glosses = [gloss for gloss in _GLOSS.findall(text) if not gloss.isupper()]  # an acronym may be of what is spelt out
    if not glosses:
        return
    whole, told = _key(source), {one.written for one in wrong}
    for gloss in glosses:
        words = _WORD.findall(gloss)
        known = any(len(_key(word)) >= FEWEST and _key(word) in whole for word in words)
        if not words or known or not told.isdisjoint(words):
            continue
        if not (_is_spelt_out(words, source) or _is_variant(gloss, source)):
            yield gloss


def _extends(word: str, names: Sequence[str]) -> bool:
    """Whether it is a name of the source with more behind it: NFTs, ExxonMobil, LGBTQ."""
    for name in names:
        rest = word[len(name) :]
        if len(name) >= FEWEST - 1 and word.startswith(name) and (rest == "s" or rest[:1].isupper()):
            return True
    return False


def _is_variant(name: str, source: str) -> bool:
    """Whether the gazetteer has it as another name of what the source names: Kyiv and Kiev."""
    ours = {entry for found in gazetteer.find(source, "en") for entry in found.entries}
    return any(not ours.isdisjoint(found.entries) for found in gazetteer.find(name, "en"))


def _is_spelt_out(words: Sequence[str], source: str) -> bool:
    """Whether the source has the initials: IAEA, J&J, “E. coli”."""
    initials = "".join(word[0] for word in words if word[0].isupper())
    shortened = re.search(rf"\b{words[0][0]}\. ", source)
    return bool(shortened) or (len(initials) > 1 and initials in re.sub(r"[.&]", "", source))


def _likest(key: str, names: Sequence[str], likeness: float) -> tuple[str, float]:
    """The name that is most like `key`, and how much; empty and 0 where none is more than `likeness`."""
    best = ""
    for name in names:
        found = fuzz.ratio(key, _key(name), score_cutoff=likeness)
        if found > likeness:
            best, likeness = name, found
    return best, likeness if best else 0.0


def _key(text: str) -> str:
    """Letters alone, small, without marks and customs: “Ciarán O'Neill-Koch” → `ciaranoneillkoch`."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_SPELT))
    letters = "".join(character for character in plain if character.isalpha())
    for custom, short in _CUSTOMS:
        letters = letters.replace(custom, short)
    return letters
