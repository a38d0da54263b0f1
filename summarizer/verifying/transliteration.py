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

# Spellings of the Latin alphabet, the longest first; "" is silent.
_LATIN: tuple[dict[str, tuple[str, ...]], ...] = (
    {
        "tsch": ("S",),
        "dsch": ("S",),
        "eaux": ("",),
    },
    {
        "sch": ("S", "SK"),
        "tch": ("S",),
        "tsj": ("S",),
        "dge": ("S",),
        "dzh": ("S",),
        "ght": ("T", "KT"),
        "eau": ("",),
        "zsh": ("S",),
    },
    {
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
    },
    {
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
    },
)

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

_PINYIN = {
    **dict.fromkeys(("b", "p"), "P"),
    **dict.fromkeys(("d", "t"), "T"),
    **dict.fromkeys(("g", "k", "h"), "K"),
    **dict.fromkeys(("z", "c", "s", "zh", "ch", "sh", "q", "x", "r"), "S"),
    "j": "J",  # 吉, 加, 金 stand for "ji" and "gi", "ga", "kin"
    "f": "F",
    "w": "F",
    "m": "M",
    "n": "N",
    "l": "L",
    "y": "",
}


@lru_cache(maxsize=16384)
def latin(word: str) -> tuple[str, ...]:
    """The skeletons of a name in Latin script, likeliest first."""
    text = "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if "a" <= c <= "z")
    readings = [""]
    i = 0
    while i < len(text):
        options, size = _grapheme(text, i)
        readings = [head + tail for tail in options for head in readings][:MOST_READINGS]
        i += size
    return tuple(dict.fromkeys(_single(r) for r in readings))


def _grapheme(text: str, i: int) -> tuple[tuple[str, ...], int]:
    for size, table in zip((4, 3, 2, 1), _LATIN, strict=True):
        options = table.get(text[i : i + size])
        if options is not None:
            return options, size
    return ("",), 1


@lru_cache(maxsize=16384)
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
    return "".join(c for i, c in enumerate(skeleton) if i == 0 or c != skeleton[i - 1])


_LETTERS = str.maketrans(
    dict(
        zip(
            "абвгдеёжзийклмнопрстуфхцчшщыэюя",
            ("a b v g d e e zh z i i k l m n o p r s t u f h ts ch sh sh y e yu ya").split(),
            strict=True,
        )
    )
    | {"ь": "", "ъ": ""}
)
"""A plain romanisation, to compare vowels with too."""


@cache
def _pinyin() -> dict[str, str]:
    return {character: pinyin for pinyin, *characters in rows("syllables.tsv") for character in "".join(characters)}


def _syllable(pinyin: str) -> str:
    if pinyin == "burg":
        return "PLK"  # 堡 stands for -burg, -berg and -borough
    if pinyin in ("er", "rui"):
        return "L"
    if pinyin == "wu":
        return ""
    initial = next((p for p in (pinyin[:2], pinyin[:1]) if p in _PINYIN), "")
    return _PINYIN.get(initial, "") + ("N" if pinyin.rstrip("g").endswith("n") and len(pinyin) > 1 else "")


@lru_cache(maxsize=4096)
def _windows(run: str) -> tuple[tuple[str, str, float], ...]:
    """Every stretch of a run that could be one name: its skeleton (R and L are one sound), its pinyin, and a penalty
    for characters that are not usually there for their sound."""
    table, sounds = _pinyin(), _sounds()
    syllables = [(_syllable(table[c]), table[c], c not in sounds) for c in run]
    found = {}
    for start in range(len(run)):
        for end in range(start + 1, min(start + LONGEST, len(run)) + 1):
            part = syllables[start:end]
            heard = "".join(s for s, _, _ in part)
            pinyin = "".join(p for _, p, _ in part)
            penalty = OTHERS * sum(other for _, _, other in part) / len(part)
            for instead in "SK" if "J" in heard else "S":
                found[_single(heard.replace("J", instead)), pinyin] = penalty
    return tuple((heard, pinyin, penalty) for (heard, pinyin), penalty in found.items())


LONGEST = 8
"""Characters of the longest single name."""

OTHERS = 20.0
"""Points off for a stretch without a single character that is typical of transcription."""


@cache
def _sounds() -> frozenset[str]:
    return frozenset("".join(row[1] for row in rows("syllables.tsv")))


def transcribes(character: str) -> bool:
    """Whether names are transcribed with this character."""
    return character in _pinyin()


@cache
def typical() -> str:
    """A regular expression for one character that seldom stands for anything but its sound."""
    return f"[{''.join(sorted(_sounds()))}]"


@lru_cache(maxsize=16384)
def _plain(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if "a" <= c <= "z")


@lru_cache(maxsize=16384)
def likeness_russian(name: str, word: str) -> float:
    """0 to 100: how well the Russian `word`, in any form, could be the Latin-script `name`."""
    sound = max((fuzz.ratio(a, b) for a in latin(name) for b in russian(word)), default=0.0)
    spelling = fuzz.ratio(_plain(name), stem(word).translate(_LETTERS))
    return SOUND * sound + (1 - SOUND) * spelling


SOUND = 0.65
"""Weight of the skeleton's likeness; the rest is that of the plain spelling."""


@lru_cache(maxsize=16384)
def likeness_chinese(name: str, run: str) -> float:
    """0 to 100: how well some part of the Chinese `run` (`transcribes` is true of each character) could be the
    Latin-script `name`. A name that is the pinyin of a part, as Chinese names are, is exactly like it."""
    readings, plain = _short_readings(name), _plain(name)
    best = 0.0
    for heard, pinyin, penalty in _windows(run):
        if pinyin == plain:
            return 100.0
        sound = max(fuzz.ratio(reading, heard, score_cutoff=50) for reading in readings)
        if sound and SOUND * sound + (1 - SOUND) * 100 - penalty > best:
            best = max(best, SOUND * sound + (1 - SOUND) * fuzz.ratio(plain, pinyin) - penalty)
    return best


@lru_cache(maxsize=16384)
def _short_readings(name: str) -> tuple[str, ...]:
    """Readings with R as L, and with the R that ends a syllable left out, as Chinese does."""
    dropped = latin(re.sub(r"r(?=[^aeiouy]|$)", "", _plain(name)))
    return tuple(dict.fromkeys(_single(r.replace("R", "L")) for r in (*latin(name), *dropped)))
