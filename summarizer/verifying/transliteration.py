"""How a foreign name sounds, roughly: a consonant skeleton that survives transliteration and inflection.

Consonants fall into the classes that transcription confuses (b with p, v with f and w, every sibilant with every
other), vowels are dropped. A Latin spelling may sound in several ways, so it has several skeletons; a Russian or
Chinese one has one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from rapidfuzz import fuzz

from summarizer.translating.inflection import stem
from summarizer.verifying.base import rows

MOST_READINGS = 16
_DOUBLED = re.compile(r"(.)\1+")

# Spellings of the Latin alphabet, the longest first; "" is silent.
_LATIN: dict[str, tuple[str, ...]] = {
    "tsch": ("S",),
    "dsch": ("S",),
    "eaux": ("",),
    "sch": ("S", "SK"),
    "tch": ("S",),
    "tsj": ("S",),
    "dge": ("S",),
    "dzh": ("S",),
    "ght": ("T", "KT"),
    "eau": ("",),
    "zsh": ("S",),
    "sh": ("S",),
    "ch": ("S", "K", "T"),
    "ck": ("K",),
    "ph": ("F",),
    "th": ("T", "S"),
    "gh": ("K", ""),
    "kh": ("K",),
    "zh": ("S",),
    "ts": ("S", "TS"),
    "tz": ("S", "TS"),
    "cz": ("S",),
    "sz": ("S",),
    "rz": ("RS", "S"),
    "dz": ("S",),
    "dj": ("S",),
    "qu": ("K", "KF"),
    "wh": ("", "F"),
    "gn": ("N", "KN"),
    "ng": ("N", "NK"),
    "kn": ("N", "KN"),
    "sc": ("SK", "S"),
    "ce": ("S", "K"),
    "ci": ("S", "K"),
    "cy": ("S",),
    "ge": ("K", "S"),
    "gi": ("K", "S"),
    "gy": ("K", "S"),
    "ti": ("T", "S"),
    "ll": ("L", ""),
    "bb": ("P",),
    "cc": ("K", "S"),
    "dd": ("T",),
    "ff": ("F",),
    "gg": ("K", "S"),
    "kk": ("K",),
    "mm": ("M",),
    "nn": ("N",),
    "pp": ("P",),
    "rr": ("R",),
    "ss": ("S",),
    "tt": ("T",),
    "zz": ("S",),
    "b": ("P",),
    "c": ("K", "S"),
    "d": ("T",),
    "f": ("F",),
    "g": ("K",),
    "h": ("K", ""),
    "j": ("S", "", "K"),
    "k": ("K",),
    "l": ("L",),
    "m": ("M",),
    "n": ("N",),
    "p": ("P",),
    "q": ("K", "S"),
    "r": ("R",),
    "s": ("S",),
    "t": ("T",),
    "v": ("F",),
    "w": ("F", ""),
    "x": ("KS", "S", "K"),
    "z": ("S",),
}

_RUSSIAN = {
    "дж": "S",
    "дз": "S",
    "тч": "S",
    "тш": "S",
    "тц": "S",
    "ск": "SK",
    "ксх": "KS",
    **dict.fromkeys("бп", "P"),
    **dict.fromkeys("вф", "F"),
    **dict.fromkeys("гкх", "K"),
    **dict.fromkeys("жзсцчшщ", "S"),
    **dict.fromkeys("дт", "T"),
    "л": "L",
    "м": "M",
    "н": "N",
    "р": "R",
}


@lru_cache(maxsize=4096)
def latin(word: str) -> tuple[str, ...]:
    """The skeletons of a name in Latin script, likeliest first."""
    text = _letters(word)
    readings = [""]
    i = 0
    while i < len(text):
        options, size = _grapheme(text, i)
        readings = [head + tail for tail in options for head in readings][:MOST_READINGS]
        i += size
    return tuple(dict.fromkeys(_single(r) for r in readings))


def _grapheme(text: str, i: int) -> tuple[tuple[str, ...], int]:
    for size in (4, 3, 2, 1):
        options = _LATIN.get(text[i : i + size])
        if options is not None:
            return options, size
    return ("",), 1


@lru_cache(maxsize=4096)
def russian(word: str) -> tuple[str, ...]:
    """The skeletons of a Russian word, with its ending and without."""
    word = word.lower().replace("ё", "е")
    return tuple(dict.fromkeys((_cyrillic(word), _cyrillic(stem(word)))))


def _cyrillic(word: str) -> str:
    out, i = "", 0
    while i < len(word):
        pair = _RUSSIAN.get(word[i : i + 2])
        out += pair if pair is not None else _RUSSIAN.get(word[i], "")
        i += 2 if pair is not None else 1
    return _single(out)


def _single(skeleton: str) -> str:
    """Doubled sounds once."""
    return _DOUBLED.sub(r"\1", skeleton)


_LETTERS = str.maketrans(
    dict(
        zip(
            "абвгдеёжзийклмнопрстуфхцчшщыэюя",
            [
                "a",
                "b",
                "v",
                "g",
                "d",
                "e",
                "e",
                "zh",
                "z",
                "i",
                "i",
                "k",
                "l",
                "m",
                "n",
                "o",
                "p",
                "r",
                "s",
                "t",
                "u",
                "f",
                "h",
                "ts",
                "ch",
                "sh",
                "sh",
                "y",
                "e",
                "yu",
                "ya",
            ],
            strict=True,
        )
    )
    | {"ь": "", "ъ": ""}
)
"""A plain romanisation, to compare vowels with too."""


@cache
def readings() -> dict[str, str]:
    """The pinyin, without tones, of each character that names are written with."""
    return {character: pinyin for pinyin, *characters in rows("syllables.tsv") for character in "".join(characters)}


@cache
def _sounds() -> frozenset[str]:
    return frozenset("".join(row[1] for row in rows("syllables.tsv")))


@cache
def typical() -> str:
    """A regular expression for one character that seldom stands for anything but its sound."""
    return f"[{''.join(sorted(_sounds()))}]"


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """The plain lower-case letters of a name."""
    return _letters(name)


def _letters(name: str) -> str:
    if name.isascii() and name.isalpha():
        return name.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if "a" <= c <= "z")


@lru_cache(maxsize=4096)
def likeness_russian(name: str, word: str) -> float:
    """0 to 100: how well the Russian `word`, in any form, could be the Latin-script `name`."""
    sound = max((fuzz.ratio(a, b) for a in latin(name) for b in russian(word)), default=0.0)
    spelling = fuzz.ratio(plain(name), stem(word).translate(_LETTERS))
    return SOUND * sound + (1 - SOUND) * spelling


SOUND = 0.65
"""Weight of the skeleton's likeness; the rest is that of the plain spelling."""


def is_pinyin(name: str, run: str) -> bool:
    """Whether `name` is the pinyin of some characters of the Chinese `run`, as Chinese names are."""
    letters, table = plain(name), readings()
    starts, joined = set(), ""
    for character in run:
        starts.add(len(joined))
        joined += table.get(character, "?")
    starts.add(len(joined))
    at = joined.find(letters) if letters else -1
    while at >= 0:
        if at in starts and at + len(letters) in starts:
            return True
        at = joined.find(letters, at + 1)
    return False


@lru_cache(maxsize=4096)
def is_pinyin_like(name: str) -> bool:
    """Whether a name could be pinyin: nothing but syllables of Mandarin."""
    letters, syllables = plain(name), frozenset(readings().values())
    reachable = {0}
    for end in range(1, len(letters) + 1):
        if any(end - k in reachable and letters[end - k : end] in syllables for k in range(1, min(6, end) + 1)):
            reachable.add(end)
    return bool(letters) and len(letters) in reachable
