"""Where sentences begin and end: sentencex and razdel where they are right, and a thin layer of corrections on top."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from importlib import resources
from itertools import pairwise

Span = tuple[int, int]

_ITEM = re.compile(r"[ \t]*(?:[-*•–—◦▪]|\(?\d{1,3}[.)]|[a-zA-Zа-я]\))[ \t]+\S")
_WINDOW = 8_000
_OVERLAP = 200

_CHINESE = re.compile(r"(?:[。！？!?]+|…{2,}|\.{3,}|；(?=\n))[”’』」）)】》〉\"']*")

_SPEAKER = re.compile(
    r"[^。！？，：“”\n]{0,30}(?:说|说道|表示|指出|写道|问道|喊道|问|喊|答道|回忆道|补充道|称)[。，：]"
)

_CLOSING = "\"'”’»)]）】"
_LAST_WORD = re.compile(r"([^\s(\[“\"‘«—–]+)\.$")
_PARTY = re.compile(r"^[A-Z]-[A-Z][a-z]+$")
_MISSED = re.compile(r"(?<![.!?…])[.!?…]{1,4}[\"”’'»)\]]{0,3}\s+(?=[\"“‘'«(\[]?[A-ZÀ-Þ0-9])")
_MISSED_RU = re.compile(
    r"(?:\d (?:[ксм]?м|км/ч|м/с|к?г|га|т)|[а-яё] [IVX]+)\.\s+(?=[А-ЯЁ])"
)  # «38 см. Насосы», «Павла I. Он»
# «МОСКВА, 7 мая.»
_DATELINE_RU = re.compile(r"[А-ЯЁ][А-ЯЁ-]+(?: [А-ЯЁ-]+)*(?:, [А-ЯЁ0-9][^.,]{0,20}){0,2}\.")


def split(text: str, language: str) -> list[Span]:
    """The sentences of `text` as (start, end), in order; what lies between two spans is white space only.

    A blank line always ends a sentence, and so does a line break before a list item. Time is linear in `len(text)`.
    """
    boundaries = {"zh": _chinese, "ru": _russian}.get(language, _english)
    spans: list[Span] = []
    for start, end in _blocks(text):
        spans.extend(_windowed(text, start, end, boundaries))
    return spans


@cache
def _words(language: str, name: str) -> frozenset[str]:
    text = resources.files("summarizer.reading").joinpath("abbreviations.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)[language][name].split())


def _blocks(text: str) -> Iterator[Span]:
    """Paragraphs, and within them list items: stretches that no sentence crosses."""
    start = end = -1
    position = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        first = position + len(line) - len(line.lstrip())
        if start >= 0 and (not stripped or _ITEM.match(line)):
            yield start, end
            start = -1
        if stripped:
            start = first if start < 0 else start
            end = first + len(stripped)
        position += len(line)
    if start >= 0:
        yield start, end


def _windowed(text: str, start: int, end: int, boundaries: Callable[[str], list[int]]) -> Iterator[Span]:
    """Split `text[start:end]` a window at a time, because the libraries are quadratic on unbalanced quotes.

    A sentence longer than the window is followed through as many windows as it takes, which overlap a little.
    """
    window = start
    while start < end:
        piece = text[window : min(end, window + _WINDOW)]
        cuts = sorted({window + cut for cut in boundaries(piece) if 0 < cut < len(piece)})
        if window + _WINDOW >= end:
            cuts.append(end)
        for left, right in pairwise([start, *cuts]):
            sentence = text[left:right]
            if stripped := sentence.strip():
                first = left + len(sentence) - len(sentence.lstrip())
                yield first, first + len(stripped)
        if cuts:
            start = window = cuts[-1]
        else:
            window += _WINDOW - _OVERLAP


def _chinese(text: str) -> list[int]:
    """A sentence ends after its stop and the closing marks behind it, unless the quotation runs on (“好！”他说。)."""
    cuts: list[int] = []
    for match in _CHINESE.finditer(text):
        stop = match.group()
        after = text[match.end() : match.end() + 1]
        if stop.startswith(".") and not after.isspace():
            continue
        closed = stop[-1] not in "。！？!?….；"
        if after and after in "，、；：,;—":
            continue
        introduced = text[text.rfind("“", 0, match.start()) - 1 :][:1] in "：，"  # the speaker came first
        if closed and not introduced and _continues(text, match.end()):
            continue
        if _depth(text, cuts[-1] if cuts else 0, match.end()) > 0:
            continue
        cuts.append(match.end())
    return cuts


def _continues(text: str, position: int) -> bool:
    """Whether the speaker is named behind the quotation: `“……。”一名教师说。`"""
    return _SPEAKER.match(text, position) is not None


def _depth(text: str, start: int, end: int) -> int:
    """How many brackets are open at `end`, counted from `start`: a stop inside （…） does not end the sentence."""
    piece = text[start:end]
    return piece.count("（") - piece.count("）") if end - start < 400 else 0


def _russian(text: str) -> list[int]:
    from razdel import sentenize  # type: ignore[import-untyped]

    cuts = [span.start for span in sentenize(text)][1:]
    if cuts and _DATELINE_RU.fullmatch(text[: cuts[0]].strip()):
        cuts = cuts[1:]
    cuts = sorted({*cuts, *(match.end() for match in _MISSED_RU.finditer(text))})
    return [cut for cut in cuts if not _joined_russian(text[max(0, cut - 60) : cut].rstrip(), text[cut : cut + 40])]


def _joined_russian(left: str, right: str) -> bool:
    if right[:1].islower() or right[:1] in ",;:%)»—–" or left.endswith((";", ":")):
        return True
    match = _LAST_WORD.search(left)
    if not match:
        return False
    word = match.group(1)
    if len(word) == 1 and word.isupper():  # an initial
        return True
    return word.lower() in _words("ru", "runs_on") and (right[:1].isdigit() or right[:1] in "«(")


def _english(text: str) -> list[int]:
    from sentencex import get_sentence_boundaries  # type: ignore[import-untyped]

    cuts, position = set(), 0
    for found in get_sentence_boundaries("en", text):
        position += len(found["text"])
        cuts.add(position)
    cuts.update(match.end() for match in _MISSED.finditer(text))
    return [cut for cut in sorted(cuts) if not _joined_english(text[max(0, cut - 60) : cut], text[cut : cut + 40])]


def _joined_english(left: str, right: str) -> bool:
    """Whether the sentence runs on over this cut."""
    if left and not left[-1].isspace() and right and not right[0].isspace():
        return True
    left, right = left.rstrip(), right.lstrip()
    if not right or not left:
        return False
    opening = right.lstrip("\"“‘'«([")
    if right[0] in ",;:%)]}»”" or opening[:1].islower():
        return True
    if left[-1] not in ".!?…" + _CLOSING or not re.search(r"[.!?…][\"”’'»)\]]*$", left):
        return True
    match = _LAST_WORD.search(left)
    if not match:
        return False
    word, lower = match.group(1), match.group(1).lower()
    if lower in _words("en", "never_last") or _PARTY.match(word):
        return lower not in {"no", "art", "al", "fig", "dec", "sec"} or opening[:1].isdigit()
    first = re.match(r"[\w’']*", opening)
    starter = first is not None and first.group().lower() in _words("en", "starters")
    if lower in _words("en", "sometimes_last") or re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", word):
        return not starter
    if len(word) == 1 and word.isupper() and word != "I":
        return not starter
    return False
