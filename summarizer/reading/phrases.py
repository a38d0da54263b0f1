"""The phrases of `boilerplate.toml`, compiled, and the paragraph as they see it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, cast

from summarizer.article import Reason

SPEECH = re.compile(
    r"\b(?:said|says|told|added|wrote|according to|argued|announced)\b"
    r"|(?:сказал|заявил|сообщил|отметил|говорит|по словам)"
    r"|(?:表示|指出|称|透露|介绍)[，：]"
)
"""Somebody is quoted: this is news, whatever it speaks of."""

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|„[^“]*“|「[^」]*」|『[^』]*』")
_OPEN = re.compile(r"^[“\"«„「『][^”\"»“」』]*$")  # a quotation that goes on in the next paragraph
_DECORATION = re.compile(r"^[\s>*•·▪►▶→➤#_|~=\-–—✉️📩🔔👉×✕\[【]+|[\s*_|~=×✕\]】]+$")
_HAN = re.compile(r"[\u3400-\u9fff]")

Lines = tuple[tuple[Reason, int, re.Pattern[str]], ...]
"""By reason: the longest line it may be, in words, and its pattern."""


@dataclass(frozen=True, slots=True)
class View:
    """A paragraph without decoration: `plain`, and `bare` without what stands between quotation marks."""

    plain: str
    bare: str
    words: int
    """Two Chinese characters count as one word."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """The patterns of one language; see `boilerplate.toml` for what each is for."""

    lines: Lines
    weak: Lines
    address: re.Pattern[str]
    heading: re.Pattern[str]
    closing: re.Pattern[str]
    plea: re.Pattern[str]
    ask: re.Pattern[str]
    outlet: re.Pattern[str]
    itself: re.Pattern[str]
    ours: re.Pattern[str]
    yours: re.Pattern[str]
    named: re.Pattern[str]
    promoted: re.Pattern[str]
    invitation: re.Pattern[str]


def view(paragraph: str) -> View:
    """`paragraph` as the patterns see it."""
    plain = _DECORATION.sub("", " ".join(paragraph.split()).replace("’", "'"))
    bare = _OPEN.sub("“”", _QUOTED.sub("“”", plain))
    return View(plain, bare, len(plain.split()) + len(_HAN.findall(plain)) // 2)


@lru_cache(maxsize=4)
def phrases(language: str) -> Phrases:
    """The patterns of `language`: en, ru or zh."""
    text = resources.files("summarizer.reading").joinpath("boilerplate.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)[language]
    names = "address heading closing plea ask outlet itself ours yours promoted invitation".split()
    return Phrases(
        lines=_lines(table["lines"]),
        weak=_lines(table["weak"]),
        named=re.compile("|".join(table["named"])),  # here capitals matter
        **{name: _any(table[name]) for name in names},
    )


def _lines(table: dict[str, Any]) -> Lines:
    return tuple((cast(Reason, reason), int(row["words"]), _any(row["like"])) for reason, row in table.items())


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
