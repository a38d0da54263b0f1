"""The word lists in `data/`, and the regular expressions made from them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from summarizer.article import Language

NAMES: Mapping[Language, str] = {"en": "english", "ru": "russian", "zh": "chinese"}


@cache
def table(name: str) -> Mapping[str, Any]:
    """`data/<name>.toml`."""
    text = resources.files("summarizer.verifying.quantities").joinpath("data", f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def words(language: Language, section: str) -> Mapping[str, str]:
    """A section of `key = "word word …"` turned round: word → key. An underscore in a word stands for a space."""
    entries: Mapping[str, str] = table(NAMES[language])[section]
    return {word.replace("_", " "): key for key, listed in entries.items() for word in listed.split()}


@cache
def entry(language: Language, section: str, said: str) -> str:
    """The key of the word of the section that `said` is, in any case, or begins with (`*`); else empty."""
    listed = _lower(language, section)
    said = " ".join(said.lower().split())
    if said in listed:
        return listed[said]
    open_ = (word for word in listed if "*" in word and said.startswith(word[: word.index("*")]))
    fits = [word for word in open_ if re.fullmatch(re.escape(word).replace(r"\*", r"\w*"), said)]
    return listed[max(fits, key=len)] if fits else ""


@cache
def _lower(language: Language, section: str) -> Mapping[str, str]:
    return {word.lower(): key for word, key in words(language, section).items()}


def one_of(listed: Iterable[str]) -> str:
    """A regular expression for any of the words, longest first; a `*` at the end of a word stands for any letters."""
    longest = sorted(listed, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s") for word in longest)


@dataclass(frozen=True, slots=True)
class Units:
    """The units of a language, as they follow a number."""

    pattern: re.Pattern[str]
    language: Language

    def at(self, text: str, end: int) -> tuple[str, int]:
        """The unit that follows position `end`, and where it ends; ("", end) where none does."""
        match = self.pattern.match(text, end)
        return (entry(self.language, "measures", match[1]), match.end()) if match else ("", end)


@cache
def units(language: Language) -> Units:
    """The units of `language`."""
    space, last = (r"\s?", r"(?![A-Za-z])") if language == "zh" else (r"[\s-]?", r"(?!\w)")
    return Units(re.compile(f"{space}({one_of(words(language, 'measures'))}){last}", re.IGNORECASE), language)


def money(text: str, start: int) -> str:
    """The currency whose sign stands before position `start`; empty where none does."""
    found = _signs().search(text[max(0, start - 5) : start])
    return _currencies()[found[1]] if found else ""


@cache
def _currencies() -> Mapping[str, str]:
    entries: Mapping[str, str] = table("signs")["signs"]
    return {word: key for key, listed in entries.items() for word in listed.split()}


@cache
def _signs() -> re.Pattern[str]:
    return re.compile(rf"({one_of(_currencies())})\s?$")
