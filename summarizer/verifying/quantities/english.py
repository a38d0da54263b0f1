"""Quantities of English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import Any

from summarizer.verifying.quantities.value import (
    Quantity,
    clock,
    decade,
    one_of,
    roman,
    shared_scale,
    table,
    unit_pattern,
    words_of,
)

_JOINT = re.compile(r"\s?[-–—]\s?|\s(?:to|or|and|through|from)\s|,\s(?:or\s)?", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:\b(?:about|around|approximately|roughly|nearly|almost|some|over|more than|less than|at least|up to|just"
    r"|(?:an? )?estimated|circa|close to|as many as|as much as|fewer than|under|above|below)|~)\s*(?:[$€£]|US\$)?$",
    re.IGNORECASE,
)
_PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}


def find(text: str) -> list[Quantity]:
    """The quantities of an English text."""
    return shared_scale(list(_all(text)), text, _JOINT)


def _all(text: str) -> Iterator[Quantity]:
    pattern = _pattern()
    at = 0
    while match := pattern.search(text, at):
        found = list(_read(text, match))
        yield from found
        at = max([match.end(), match.start() + 1, *(quantity.end for quantity in found)])


def _read(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    start, end, kind = match.start(), match.end(), match.lastgroup
    said = match.group()
    if kind == "clock":
        half = "pm" if "p" in said.lower() else "am" if "a" in said.lower() else ""
        hour, *minute = (int(part) for part in re.findall(r"\d+", said))
        if hour <= 24 and (not minute or minute[0] < 60):
            yield Quantity(start, end, said, clock(hour, minute[0] if minute else 0, half), "time")  # type: ignore[arg-type]
    elif kind == "oclock":
        hour = table("english")["units"][said.split()[0].lower()]
        yield Quantity(start, end, said, clock(hour), "time", firm=hour > 3)
    elif kind == "date":
        for part in re.finditer(r"\d+", said):
            yield Quantity(start + part.start(), start + part.end(), part.group(), (Fraction(int(part.group())),))
    elif kind == "month":
        if _a_month(text, match):
            number = int(_months()[said])
            yield Quantity(start, end, said, (Fraction(number),), "month")
    elif kind == "weekday":
        yield Quantity(start, end, said, (Fraction(int(_weekdays()[said])),), "weekday")
    elif kind == "roman":
        yield Quantity(start, end, said, (Fraction(roman(said)),), "ordinal", firm=False)
    elif kind == "decade":
        number = table("english")["decades"][said.lower()]
        yield Quantity(start, end, said, decade(number), firm=False)
    elif kind == "digits":
        yield _digits(text, match)
    else:
        yield from _words(text, match)


def _digits(text: str, match: re.Match[str]) -> Quantity:
    start, end = match.span()
    said = match.group()
    value = Fraction(said.replace(",", "").replace(" ", ""))
    values: tuple[Fraction, ...] = (value,)
    firm = not re.search(r"(?:[A-Z]|[A-Z]\w*[-–])$", text[max(0, start - 12) : start])
    kind: Any = "number"
    if part := re.compile(r"[-\s](\d+)/(\d+)").match(text, end):
        if int(part[2]):
            value, end = value + Fraction(int(part[1]), int(part[2])), part.end()
            values = (value,)
    elif (part := re.compile(r"/(\d+)\b").match(text, end)) and int(part[1]):
        values = (value / int(part[1]), value)
        end, firm = part.end(), False
    if suffix := re.compile(r"(st|nd|rd|th)\b").match(text, end):
        kind, end = "ordinal", suffix.end()
    elif suffix := re.compile(r"['’]?s\b").match(text, end):
        if value.denominator == 1:
            values, end = decade(int(value)), suffix.end()
    elif scale := re.compile(rf"[\s-]?({one_of(table('english')['scales'])})\b", re.IGNORECASE).match(text, end):
        word = scale[1].lower()
        if len(word) > 1 or scale.group() == word or _money(text, start):
            values, end = (value * table("english")["scales"][word],), scale.end()
    elif half := re.compile(r"\s(?:and|&)\s(?:a|one)[\s-]half\b|½").match(text, end):
        values, end = (value + Fraction(1, 2),), half.end()
    if re.compile(r"[A-Za-z]").match(text, end) and not _unit(text, end)[0]:
        firm = False
    return _finished(text, start, end, values, kind, firm)


def _money(text: str, start: int) -> str:
    sign = re.search(rf"({one_of(_signs())})\s?$", text[max(0, start - 5) : start])
    return _signs()[sign[1]] if sign else ""


def _unit(text: str, end: int) -> tuple[str, int]:
    pattern, groups = _measures()
    match = pattern.match(text, end)
    return (groups[match.lastgroup], match.end()) if match and match.lastgroup else ("", end)


def _finished(text: str, start: int, end: int, values: tuple[Fraction, ...], kind: Any, firm: bool) -> Quantity:
    unit = _money(text, start)
    if not unit:
        unit, end = _unit(text, end)
        if half := re.compile(r"\sand\s(?:a|one)[\s-]half\b").match(text, end):
            values, end = (values[0] + Fraction(1, 2),), half.end()
    about = bool(_ABOUT.search(text[max(0, start - 24) : start])) or text[end : end + 1] == "+"
    return Quantity(start, end, text[start:end], values, kind, unit, firm, about)


def _words(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """A run of number words: one number, or several in a row."""
    words = table("english")
    start, end = match.span()
    total, group, kind, begun = Fraction(0), Fraction(0), "number", start
    last = 10**15
    any_yet, bare_scale, below = False, False, 1000
    for token in re.finditer(r"[A-Za-z]+", match.group()):
        word = token.group().lower()
        here = start + token.start()
        if word in ("and", "a", "an", "half"):
            continue
        if word in words["units"] or word in words["tens"] or word in words["ordinals"]:
            number = words["units"].get(word) or words["tens"].get(word) or words["ordinals"].get(word, 0)
            if any_yet and not (number < below and not (number >= 10 and below <= 20)):
                if 19 <= total + group <= 20 or (10 <= group <= 21 and number >= 10 and not total):
                    group, below = group * 100 + number, 10 if number >= 20 and number % 10 == 0 else 0
                    continue
                yield _spoken(text, begun, text_end(text, here), total + group, kind, bare_scale)
                total, group, begun, last, bare_scale = Fraction(0), Fraction(0), here, 10**15, False
            group += number
            below = 10 if word in words["tens"] else 0
            kind = "ordinal" if word in words["ordinals"] else "number"
        elif word == "hundred":
            bare_scale = bare_scale or not any_yet
            group, below = (group or Fraction(1)) * 100, 100
        elif word in words["scales"] and words["scales"][word] < last:
            bare_scale = bare_scale or not any_yet
            last = words["scales"][word]
            total, group, below = total + (group or 1) * last, Fraction(0), 1000
        any_yet = True
    yield _spoken(text, begun, end, total + group, kind, bare_scale)


def text_end(text: str, at: int) -> int:
    """Where the word before position `at` ends."""
    return len(text[:at].rstrip(" -–")) if at else 0


def _spoken(text: str, start: int, end: int, value: Fraction, kind: Any, bare_scale: bool) -> Quantity:
    values: tuple[Fraction, ...] = (value,)
    firm = value > 3 and not bare_scale
    if part := re.compile(rf"[\s-]({'|'.join(_PARTS)})s?\b", re.IGNORECASE).match(text, end):
        word = part[1].lower()
        if (
            value < 20
            and kind == "number"
            and (word in ("half", "third", "quarter") or part.group().endswith("s") or value == 1)
        ):
            values, end, firm = (value / _PARTS[word], value), part.end(), value > 1
    elif part := re.compile(r"\sand\s(?:a|one)[\s-](half|third|quarter)\b", re.IGNORECASE).match(text, end):
        values, end = (value + Fraction(1, _PARTS[part[1].lower()]),), part.end()
    elif kind == "ordinal" and re.search(r"\ban?\s$", text[max(0, start - 3) : start]) and value > 2:
        values, firm = (Fraction(1, int(value)), value), False
    elif part := re.compile(r"\sin\s(?:every\s)?(two|three|four|five|six|seven|eight|nine|ten|\d+)\b").match(text, end):
        base = table("english")["units"].get(part[1]) or int(part[1])
        if value < base:
            values, end, firm = (value / base, value), part.end(), False
    return _finished(text, start, end, values, kind, firm)


def _a_month(text: str, match: re.Match[str]) -> bool:
    """“May”, “March” and short forms are months beside a number or a preposition only."""
    said = match.group()
    if said not in ("May", "March") and not said.endswith("."):
        return True
    before = re.search(
        r"(?:\d(?:st|nd|rd|th)?(?:\sof)?|\b(?:[Ii]n|[Oo]f|[Ss]ince|[Uu]ntil|[Ll]ast|[Nn]ext|[Tt]his|[Ee]arly|[Ll]ate|[Mm]id|[Bb]y|[Ff]rom|[Tt]o|[Ii]nto"
        r"|[Dd]uring|[Bb]efore|[Aa]fter|[Tt]hrough|[Aa]nd|[Bb]etween|[Oo]n|end of|[Pp]revious))[\s-]$",
        text[max(0, match.start() - 16) : match.start()],
    )
    return bool(before) or bool(re.compile(r"\s\d").match(text, match.end()))


@cache
def _months() -> dict[str, str]:
    return words_of(table("english")["months"])


@cache
def _weekdays() -> dict[str, str]:
    return words_of(table("english")["weekdays"])


@cache
def _signs() -> dict[str, str]:
    return words_of(table("signs")["signs"])


@cache
def _measures() -> tuple[re.Pattern[str], dict[str, str]]:
    pattern, groups = unit_pattern(table("english")["measures"])
    return re.compile(rf"[\s-]?(?:{pattern})(?![A-Za-z])", re.IGNORECASE), groups


@cache
def _pattern() -> re.Pattern[str]:
    words = table("english")
    small = one_of([*words["units"], *words["tens"]])
    scales = one_of(["hundred", "thousand", "million", "billion", "trillion"])
    any_word = f"{small}|{scales}|{one_of(words['ordinals'])}"
    return re.compile(
        "|".join(
            (
                r"(?P<clock>(?<![\d.,])\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.m\.|[ap]m\b|[AP]M\b|[AP]\.M\.)|(?<![\d.,:])\d{1,2}:\d\d(?![\d:]))",
                rf"(?P<oclock>\b(?:{one_of(words['units'])})\so['’]clock)",
                r"(?P<date>(?<![\d/])\d{1,2}/\d{1,2}/\d{2,4}(?![\d/])|(?<!\d)\d{4}-\d\d-\d\d(?!\d))",
                r"(?P<digits>(?<![\d.])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)",
                rf"(?P<month>\b(?:{one_of(_months())})(?!\w))",
                rf"(?P<weekday>\b(?:{one_of(_weekdays())})\b)",
                r"(?P<roman>\b(?=[IVX]{2,6}\b)X{0,3}(?:IX|IV|V?I{0,3})\b)",
                rf"(?P<decade>\b(?i:{one_of(words['decades'])})\b)",
                rf"(?P<words>\b(?i:(?:{small}|{scales}|{one_of(words['ordinals'])})(?:[\s-](?:and\s)?(?:{any_word})\b)*)\b)",
            )
        )
    )
