"""Where sentences begin and end: sentencex and razdel where they are right, and a thin layer of corrections over them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

Span = tuple[int, int]

_ITEM = re.compile(r"[ \t]*(?:[-*•–—◦▪]|\(?\d{1,3}[.)]|[a-zA-Zа-я]\))[ \t]+\S")
_WINDOW = 8_000

_CHINESE = re.compile(r"(?:[。！？!?]+|…{2,}|\.{3,}|；(?=\n))[”’』」）)】》〉\"']*")

_SPEAKER = re.compile(r"[^。！？，：“”\n]{0,30}(?:说|说道|表示|指出|写道|问道|喊道|回忆道|补充道|称)[。，：]")

_CLOSING = "\"'”’»)]）】"
_NEVER_LAST = frozenset(
    """mr mrs ms messrs dr prof sen sens rep reps gov govs gen col lt sgt cpl capt cmdr maj adm brig pvt rev hon fr st ste
    mt ft pres supt det insp amb atty sec asst assoc dep vs viz cf ca approx no nos vol fig figs art arts pp op al e.g i.e
    d-mass jan feb aug sept oct nov dec""".split()
)
_SOMETIMES_LAST = frozenset("u.s u.k u.n e.u d.c u.a.e a.m p.m jr sr inc corp ltd co cos bros llc ph.d m.d etc est".split())
_ENGLISH_STARTERS = frozenset(
    """the a an he she it they we you i his her its their our my this that these those there but and or in on at for from
    if when while after before as by with however meanwhile some many most no not what who why how more one two three
    officials police""".split()
)
_LAST_WORD = re.compile(r"([^\s(\[“\"‘«—–]+)\.$")
_PARTY = re.compile(r"^[A-Z]-[A-Z][a-z]+$")
_MISSED = re.compile(
    r"(?:[.!?…]+[\"”’'»)\]]*(?<![\s][.…][.…][.…])\s+(?=[\"“‘'«(\[]?[A-ZА-ЯЁÀ-Þ0-9]))|(?:[.!?][\"”]\s+(?=[“\"‘A-Z]))"
)
_DATELINE_RU = re.compile(r"[А-ЯЁ][А-ЯЁ-]+(?: [А-ЯЁ-]+)*(?:, [А-ЯЁ0-9][^.,]{0,20}){0,2}\.")  # «МОСКВА, 7 мая.»
_MISSED_RU = re.compile(r"(?:\d (?:[ксм]?м|км/ч|м/с|к?г|га|т)|[а-яё] [IVX]+)\.\s+(?=[А-ЯЁ])")  # «38 см. Насосы», «Павла I. Он»
_RU_ABBREVIATION = frozenset(
    """г гг в вв т тт д п пп с стр ул пр просп пл пер наб им см ср рис табл илл руб коп тыс млн млрд трлн кв м км см мм кг
    ст др проч напр акад проф доц канд чл корр ген полк подп кап лейт мин сек ч чел о-в обл р-н гос зам зав пом""".split()
)


def split(text: str, language: str) -> list[Span]:
    """The sentences of `text` as (start, end), in order; what lies between two spans is white space only.

    A blank line always ends a sentence, and so does a line break before a list item. Time is linear in `len(text)`.
    """
    boundaries = {"zh": _chinese, "ru": _russian}.get(language, _english)
    spans = []
    for start, end in _blocks(text):
        spans.extend(_windowed(text, start, end, boundaries))
    return spans


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
    """Split `text[start:end]` a window at a time, because the libraries are quadratic on unbalanced quotes."""
    size = _WINDOW
    while start < end:
        piece = text[start : min(end, start + size)]
        whole = start + size >= end
        found = sorted({b for b in boundaries(piece) if 0 < b < len(piece)})
        cuts = [0, *found, len(piece)] if whole else [0, *found]
        if len(cuts) < 2:  # a sentence longer than the window
            size *= 2
            continue
        for left, right in pairwise(cuts):
            sentence = piece[left:right]
            stripped = sentence.strip()
            if stripped:
                first = start + left + len(sentence) - len(sentence.lstrip())
                yield first, first + len(stripped)
        start, size = start + cuts[-1], _WINDOW


def _chinese(text: str) -> list[int]:
    """A sentence ends after its stop and the closing marks behind it, unless the quotation runs on (“好！”他说。)."""
    cuts = []
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
    from razdel import sentenize

    cuts = [span.start for span in sentenize(text)][1:]
    if cuts and _DATELINE_RU.fullmatch(text[: cuts[0]].strip()):
        cuts = cuts[1:]
    cuts = sorted({*cuts, *(match.end() for match in _MISSED_RU.finditer(text))})
    return [cut for cut in cuts if not _joined_russian(text[max(0, cut - 60) : cut].rstrip(), text[cut : cut + 40])]


def _joined_russian(left: str, right: str) -> bool:
    if right[:1].islower() or right[:1] in ",;:%)»" or left.endswith((";", ":")):
        return True
    match = _LAST_WORD.search(left)
    if not match:
        return False
    word = match.group(1)
    if len(word) == 1 and word.isupper():  # an initial
        return True
    return word.lower() in _RU_ABBREVIATION and (right[:1].isdigit() or right[:1] in "«(")


def _english(text: str) -> list[int]:
    from sentencex import get_sentence_boundaries

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
    if left.endswith(("...", "…")) and right[0].islower():
        return True
    match = _LAST_WORD.search(left)
    if not match:
        return False
    word, lower = match.group(1), match.group(1).lower()
    if lower in _NEVER_LAST or _PARTY.match(word):
        return lower not in {"no", "art", "al", "fig", "dec", "sec"} or opening[:1].isdigit()
    first = re.match(r"[\w’']*", opening)
    starter = bool(first) and first.group().lower() in _ENGLISH_STARTERS if first else False
    if lower in _SOMETIMES_LAST or re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", word):
        return not starter or lower == "st"
    if len(word) == 1 and word.isupper() and word != "I":
        return not starter
    return False
