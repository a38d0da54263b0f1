"""What publishers append to an article or put between its paragraphs, and how to tell it from news.

Evidence, never a list of outlets. A *line* says by its form what it is ("Read more: …", "© …"). An *appeal* speaks in
the outlet's voice (we, our newsroom) to the reader (you, please) about paying. A *block* runs from an appeal's heading
through to its payment line, and takes with it the prose between them that reads like news about the outlet. Words
within quotation marks are no evidence: they are somebody's in the news.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib import resources
from typing import cast

from summarizer.article import Reason, Removed

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|„[^“]*“|「[^」]*」|『[^』]*』")
_DECORATION = re.compile(r"^[\s>*•·▪►▶→➤#_|~=\-–—✉️📩🔔👉\[【]+|[\s*_|~=\]】]+$")
_SPEECH = re.compile(
    r"\b(?:said|says|told|added|wrote|according to|argued|announced)\b"
    r"|(?:сказал|заявил|сообщил|отметил|говорит|по словам)"
    r"|(?:表示|指出|称|透露|介绍)[，：]"
)
_Test = Callable[[int], bool]
_NAME = re.compile(r"(?<=[a-z] )[A-Z][a-z]{3,}")
_BLOCK_PARAGRAPHS = 14
_HEADING = 12
"""Words of the longest heading."""
_NEIGHBOURS = 3


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The patterns of one language, compiled; `lines` by reason, each with the longest line it may be (in words)."""

    lines: tuple[tuple[Reason, int, re.Pattern[str]], ...]
    heading: re.Pattern[str]
    closing: re.Pattern[str]
    ask: re.Pattern[str]
    outlet: re.Pattern[str]
    itself: re.Pattern[str]
    ours: re.Pattern[str]
    yours: re.Pattern[str]
    promoted: re.Pattern[str]
    invitation: re.Pattern[str]


def remove(paragraphs: Sequence[str], language: str) -> tuple[list[str], list[Removed]]:
    """Part `paragraphs` into those of the article and the blocks that are none of it, each with its reason, in order.

    Neighbouring paragraphs of one appeal make one block, joined by empty lines; every word of `paragraphs` is in one of
    the two lists.
    """
    reasons = [_reason(paragraph, language) for paragraph in paragraphs]
    for start, end in _blocks(paragraphs, reasons, language):
        reasons[start:end] = ["appeal"] * (end - start)
    kept: list[str] = []
    removed: list[Removed] = []
    previous: Reason | None = None
    for paragraph, reason in zip(paragraphs, reasons, strict=True):
        if reason is None:
            kept.append(paragraph)
        elif reason == previous == "appeal":
            removed[-1] = Removed(f"{removed[-1].text}\n\n{paragraph}", "appeal")
        else:
            removed.append(Removed(paragraph, reason))
        previous = reason
    return kept, removed


def _languages(language: str) -> tuple[str, ...]:
    """English furniture stands in articles of every language."""
    return (language, "en") if language in ("ru", "zh") else ("en",)


@lru_cache(maxsize=4)
def _phrases(language: str) -> _Phrases:
    text = resources.files("summarizer.reading").joinpath("boilerplate.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)[language]

    def compiled(name: str) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{p})" for p in table[name]), re.IGNORECASE)

    lines = tuple(
        (cast(Reason, reason), int(row["words"]), re.compile("|".join(f"(?:{p})" for p in row["like"]), re.IGNORECASE))
        for reason, row in table["lines"].items()
    )
    names = ("heading", "closing", "ask", "outlet", "itself", "ours", "yours", "promoted", "invitation")
    return _Phrases(lines, *(compiled(name) for name in names))


def _plain(paragraph: str) -> str:
    return _DECORATION.sub("", " ".join(paragraph.split()).replace("’", "'"))


def _unquoted(text: str) -> str:
    return _QUOTED.sub("“”", text)


def _length(text: str) -> int:
    return len(text.split()) + len(re.findall(r"[\u3400-\u9fff]", text)) // 2


def _reason(paragraph: str, language: str) -> Reason | None:
    """What a paragraph is by itself; None for news."""
    text = _plain(paragraph)
    if not text:
        return None
    for code in _languages(language):
        phrases = _phrases(code)
        words = _length(text)
        for reason, longest, pattern in phrases.lines:
            if words <= longest and pattern.match(text):
                return reason
        bare = _unquoted(text)
        if bare.startswith("“”") or _SPEECH.search(bare.lower()):
            continue
        if phrases.heading.match(bare) and phrases.ask.search(bare):
            return "appeal"
        if _is_appeal(bare, phrases):
            return "appeal"
        if words <= 60 and phrases.invitation.search(bare) and phrases.promoted.search(bare):
            return "promotion"
    return None


def _is_appeal(bare: str, phrases: _Phrases) -> bool:
    """The outlet asks its reader to pay: a request, and the outlet's voice or name for itself, and the reader."""
    if not phrases.ask.search(bare):
        return False
    ours, yours, outlet = (bool(p.search(bare)) for p in (phrases.ours, phrases.yours, phrases.outlet))
    return (outlet and (ours or yours)) or (
        ours and yours and _length(bare) <= 40 and bool(phrases.closing.search(bare))
    )


def _blocks(paragraphs: Sequence[str], reasons: Sequence[Reason | None], language: str) -> list[tuple[int, int]]:
    """Appeals of several paragraphs: heading → … → payment line, as half-open ranges of indices."""
    codes = _languages(language)
    plain = [_unquoted(_plain(p)) for p in paragraphs]

    def any_of(name: str, n: int) -> bool:
        return any(getattr(_phrases(code), name).search(plain[n]) for code in codes)

    def heads(n: int) -> bool:
        short = _length(plain[n]) <= _HEADING or reasons[n] == "appeal"
        return short and any(_phrases(code).heading.match(plain[n]) for code in codes)

    def closes(n: int) -> bool:
        if reasons[n] is not None or _length(plain[n]) > 45 or _SPEECH.search(plain[n].lower()):
            return reasons[n] == "appeal"
        short = _length(plain[n]) <= 10
        return any_of("closing", n) and (short or any(any_of(name, n) for name in ("ask", "ours", "yours")))

    def voice(n: int) -> bool:
        if _SPEECH.search(plain[n].lower()):
            return False
        return reasons[n] == "appeal" or (any_of("ours", n) and (any_of("outlet", n) or any_of("yours", n)))

    def about_itself(n: int, names: frozenset[str]) -> bool:
        return voice(n) or any_of("itself", n) or any(name in plain[n] for name in names)

    found: list[tuple[int, int]] = []
    n = 0
    while n < len(paragraphs):
        floor = found[-1][1] if found else 0
        if heads(n):
            end = _end(n, len(paragraphs), closes, voice)
            if end > n:
                found.append((n, end + 1))
                n = end
        elif closes(n):
            names = frozenset(_NAME.findall(plain[n]))
            begin = _headed(n, floor, plain, partial(about_itself, names=names))
            if begin is None and reasons[n] == "appeal":
                begin = _begin(n, floor, voice)
            if begin is not None:
                end = _end(n, len(paragraphs), closes, voice)
                found.append((begin, end + 1))
                n = end
        n += 1
    return found


def _headed(end: int, floor: int, plain: Sequence[str], about: _Test) -> int | None:
    """The heading, if any, of the appeal that ends at `end`: a short line with no stop, mostly about the outlet."""
    for start in range(end - 1, max(floor, end - _BLOCK_PARAGRAPHS) - 1, -1):
        if _length(plain[start]) <= _HEADING and plain[start][-1:] not in '.。!?！？…"”»':
            between = range(start + 1, end)
            enough = sum(map(about, between)) >= 0.6 * len(between)
            return start if about(start) and enough else None
    return None


def _end(start: int, total: int, closes: _Test, voice: _Test) -> int:
    """The last paragraph of the block that the heading at `start` opens; `start` itself where it opens none."""
    last = start
    for n in range(start + 1, min(total, start + _BLOCK_PARAGRAPHS)):
        if closes(n):
            last = n
        elif n - last > _NEIGHBOURS and not voice(n) and last > start:
            break
    while last > start and last + 1 < total and closes(last + 1):
        last += 1
    return last


def _begin(end: int, floor: int, voice: _Test) -> int:
    """The first paragraph of the appeal that ends at `end`, going back as long as the outlet speaks of itself."""
    first = end
    while first > floor and voice(first - 1):
        first -= 1
    return first
