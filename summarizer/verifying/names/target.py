"""A translation, taken apart for the search of names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.article import Language
from summarizer.translating.inflection import WORD
from summarizer.verifying import gazetteer
from summarizer.verifying.transcription import transcribes
from summarizer.verifying.transliteration import typical

_HAN = re.compile(r"[\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Target:
    """A translation, taken apart once."""

    text: str
    language: Language
    words: tuple[str, ...]
    latin: frozenset[str]
    runs: tuple[str, ...]
    han: tuple[str, ...]

    @classmethod
    def of(cls, text: str, language: Language) -> Target:
        """`text` taken apart: words, Latin words (lower case), runs of transcription characters, of Chinese."""
        words = tuple(dict.fromkeys(part for word in WORD.findall(text) for part in re.split(r"[-'’]", word) if part))
        latin = frozenset(word.lower() for word in re.findall(r"[A-Za-zÀ-ɏ0-9]+", text))
        runs = _runs(text) if language == "zh" else ()
        return cls(text, language, words, latin, runs, tuple(_HAN.findall(text)))


def _runs(text: str) -> tuple[str, ...]:
    """The longest stretches of characters that names are transcribed with, outside the names that are known."""
    rest = text
    for found in gazetteer.find(text, "zh"):
        name = "".join(found.words)
        if not within_longer(name, text):
            rest = re.sub("·?".join(found.words), " ", rest)
    return tuple(dict.fromkeys("".join(c if transcribes(c) else " " for c in rest).split()))


def within_longer(name: str, text: str) -> bool:
    """Whether a short Chinese name stands only inside a longer transcription, as 列宁 in 列宁纳坎."""
    sound = typical()
    if len(name) > 3 or not re.fullmatch(f"(?:{sound}|·)+", name):
        return False
    return not re.search(f"(?<!{sound})(?<!·){re.escape(name)}(?!{sound})(?!·)", text)
