"""Quantities of Russian."""

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

_JOINT = re.compile(
    r"\s?[-–—]\s?|\s(?:до|или|и|по|из)\s|,\s(?:или\s)?|\s(?:долл\w*\.?|%)\s?(?:до|[-–—])\s", re.IGNORECASE
)
_ABOUT = re.compile(
    r"(?:\b(?:около|примерно|приблизительно|почти|порядка|свыше|более(?: чем)?|менее(?: чем)?|больше|меньше|не менее|до"
    r"|по меньшей мере|приблизительно в|до почти|едва|чуть более|ориентировочно|как минимум|минимум)|~)\s*[$€£]?$",
    re.IGNORECASE,
)
_SPACE = "[ \u00a0\u202f\u2009]"


def find(text: str) -> list[Quantity]:
    """The quantities of a Russian text."""
    plain = text.replace("ё", "е").replace("Ё", "Е")
    return shared_scale([_original(quantity, text) for quantity in _all(plain)], text, _JOINT)


def _original(quantity: Quantity, text: str) -> Quantity:
    q = quantity
    return Quantity(q.start, q.end, text[q.start : q.end], q.values, q.kind, q.unit, q.firm, q.about)


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
        hour, minute = (int(part) for part in re.findall(r"\d+", said))
        if hour <= 24 and minute < 60:
            yield Quantity(start, end, said, clock(hour, minute), "time")
        else:
            yield from _numbers(said, start)
    elif kind == "date":
        yield from _numbers(said, start)
    elif kind in ("month", "weekday"):
        number = _calendar(kind)(said.lower())
        if number and not (said in ("Мая", "Май") or (said == "Марта" and not re.search(r"\d\s$", text[:start][-3:]))):
            yield Quantity(start, end, said, (Fraction(number),), "month" if kind == "month" else "weekday")
    elif kind == "roman":
        yield Quantity(start, end, said, (Fraction(roman(said.translate(_LOOKALIKE))),), "ordinal", firm=False)
    elif kind == "compound":
        yield from _compound(text, match)
    elif kind == "half":
        yield _half(text, match)
    elif kind == "part":
        yield Quantity(start, end, said, _part(said), firm=False)
    elif kind == "digits":
        yield _digits(text, match)
    else:
        yield from _words(text, match)


def _numbers(said: str, start: int) -> Iterator[Quantity]:
    for part in re.finditer(r"\d+", said):
        yield Quantity(start + part.start(), start + part.end(), part.group(), (Fraction(int(part.group())),))


_LOOKALIKE = str.maketrans("ХІ", "XI")


def _part(said: str) -> tuple[Fraction, ...]:
    many = re.match(r"(\w+)\s(?:трет|четверт|пят)", said)
    base = 3 if "трет" in said else 4 if "четверт" in said else 5
    count = _units().get(many[1].lower(), 1) if many else 1
    return (Fraction(count, base), Fraction(count))


def _half(text: str, match: re.Match[str]) -> Quantity:
    said = match.group().lower()
    value = Fraction(3, 2) if said.startswith("полут") or said.startswith("полтор") else Fraction(1, 2)
    values: tuple[Fraction, ...] = (value,)
    if value < 1 and "год" in said:
        values = (value, Fraction(6))
    elif value < 1 and "час" in said:
        values = (value, Fraction(30))
    return _finished(text, match.start(), match.end(), values, "number", value > 1)


def _compound(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """«двухдневный»: the number that begins an adjective of measure."""
    said = match.group("prefix").lower()
    value = _prefixed(said)
    if value is None:
        return
    rest = match.group("measured").lower()
    scale = {"тысячн": 1000, "миллион": 10**6, "миллиар": 10**9}
    factor = next((scale[key] for key in scale if rest.startswith(key)), 1)
    values: tuple[Fraction, ...] = (value * factor,)
    unit, _ = _unit("-" + rest, 0)
    yield Quantity(match.start(), match.end(), match.group(), values, "number", unit, value > 3 and factor == 1)


def _prefixed(said: str) -> Fraction | None:
    """The value of one or more of the prefixes in a row: «двадцатипяти»."""
    total = Fraction(0)
    least = 10**6
    while said:
        found = next((p for p in sorted(_prefixes(), key=len, reverse=True) if said.startswith(p)), None)
        if found is None or not _prefixes()[found] < least:
            return None
        total += _prefixes()[found]
        least = 10 if _prefixes()[found] >= 20 else 0
        said = said[len(found) :]
    return total


def _digits(text: str, match: re.Match[str]) -> Quantity:
    start, end = match.span()
    said = match.group()
    plain = re.sub(_SPACE, "", said)
    values: tuple[Fraction, ...]
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", plain):
        values = (
            (Fraction(re.sub("[.,]", "", plain)), Fraction(plain.replace(",", ".")))
            if plain.count(".") + plain.count(",") == 1
            else (Fraction(re.sub("[.,]", "", plain)),)
        )
    else:
        values = (Fraction(plain.replace(",", ".")),)
        if re.fullmatch(r"\d{1,2}\.\d\d", plain) and int(plain[-2:]) < 60:  # 15.30 may be a time
            hour, minute = plain.split(".")
            values += clock(int(hour), int(minute))
    firm = not re.search(r"(?:[A-ZА-Я]|[A-ZА-Я]\w*[-–])$", text[max(0, start - 12) : start])
    kind: Any = "number"
    if part := re.compile(r"/(\d+)\b").match(text, end):
        if int(part[1]):
            values, end, firm = (values[0] / int(part[1]), values[0]), part.end(), False
    elif suffix := re.compile(r"-(?:х|е|ые|ых)\b(?!\s+(?:чел|раз))").match(text, end):
        if values[0].denominator == 1 and values[0] % 10 == 0 and values[0] < 3000:
            values = decade(int(values[0]))
        end = suffix.end()
    elif suffix := re.compile(r"-(?:й|го|му|м|я|ю|ая|ое|ой|ую|ого|ому|ым|ом|ти|ми|ый|ий|ей|тью)\b").match(text, end):
        kind, end = "ordinal", suffix.end()
    factor, end = _scaled(text, end)
    values = tuple(value * factor for value in values)
    if factor > 1 and (more := re.compile(rf"{_SPACE}(\d{{1,3}}){_SPACE}(тыс\w*|млн|миллион\w*)\b").match(text, end)):
        step = 1000 if more[2].startswith("тыс") else 10**6
        if step < factor:
            values, end = (values[0] + int(more[1]) * step,), more.end()
    return _finished(text, start, end, values, kind, firm)


def _scaled(text: str, end: int) -> tuple[int, int]:
    """The scale word that follows, as a factor, and where it ends."""
    if match := _scale_pattern().match(text, end):
        return _scales()[match[1].lower().rstrip(".")], match.end()
    if match := re.compile(r"-(тысячн|миллионн|миллиардн)\w+").match(text, end):
        return {"ты": 1000, "миллио": 10**6, "миллиа": 10**9}[
            match[1][:2] if match[1][0] == "т" else match[1][:6]
        ], match.end()
    return 1, end


def _unit(text: str, end: int) -> tuple[str, int]:
    pattern, groups = _measures()
    match = pattern.match(text, end)
    return (groups[match.lastgroup], match.end()) if match and match.lastgroup else ("", end)


def _finished(text: str, start: int, end: int, values: tuple[Fraction, ...], kind: Any, firm: bool) -> Quantity:
    sign = re.search(rf"({one_of(_signs())})\s?$", text[max(0, start - 5) : start])
    unit, end = (_signs()[sign[1]], end) if sign else _unit(text, end)
    if half := re.compile(r"\sс\sполовиной\b").match(text, end):
        scale = next((s for s in (10**9, 10**6, 1000) if values[0] >= s and values[0] % s == 0), 1)
        values, end = (values[0] + Fraction(scale, 2),), half.end()
    about = bool(_ABOUT.search(text[max(0, start - 24) : start])) or text[end : end + 1] == "+"
    return Quantity(start, end, text[start:end], values, kind, unit, firm, about)


def _words(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """A run of number words: one number, or several in a row."""
    start = match.start()
    total, group, kind, begun, done = Fraction(0), Fraction(0), "number", start, start
    below, last, any_yet, bare = 1000, 10**15, False, False
    for token in re.finditer(r"\w+", match.group()):
        word = token.group().lower()
        here, after = start + token.start(), start + token.end()
        scale = _scales().get(word)
        number, ordinal = (None, False) if scale else _number(word)
        fits = (scale is not None and scale < last and (any_yet or True)) or (number is not None and number < below)
        if kind == "ordinal" or (any_yet and not fits):
            yield _spoken(text, begun, done, total + group, kind, bare)
            total, group, kind, begun, below, last, bare = Fraction(0), Fraction(0), "number", here, 1000, 10**15, False
            any_yet = False
        if scale:
            bare = bare or not any_yet
            total, group, below, last = total + (group or 1) * scale, Fraction(0), 1000, scale
        elif number is not None:
            group += number
            below = 100 if number >= 100 else 10 if number >= 20 else 0
            if number == 1000 or number == 2000:
                below = 0
        kind = "ordinal" if ordinal else "number"
        any_yet, done = True, after
    if any_yet:
        yield _spoken(text, begun, done, total + group, kind, bare)


def _spoken(text: str, start: int, end: int, value: Fraction, kind: Any, bare: bool) -> Quantity:
    values: tuple[Fraction, ...] = (value,)
    if kind == "ordinal" and value % 10 == 0 and text[max(0, end - 2) : end] in ("ые", "ых", "ым"):
        values = decade(int(value))
        return Quantity(start, end, text[start:end], values, kind, "", False)
    if kind == "number":
        factor, end = _scaled(text, end)
        values = (value * factor,)
    return _finished(text, start, end, values, kind, value > 3 and not bare)


def _number(word: str) -> tuple[int | None, bool]:
    """The value of a number word in any form, and whether it is an ordinal."""
    if word in _units():
        return _units()[word], False
    return _ordinals().get(word), True


def _calendar(kind: str) -> Any:
    words = _months() if kind == "month" else _weekdays()

    def number(word: str) -> int:
        exact = words.get(word)
        return int(exact or next((n for w, n in words.items() if w[-1] == "*" and word.startswith(w[:-1])), 0))

    return number


@cache
def _units() -> dict[str, int]:
    return {word: int(key) for word, key in words_of(table("russian")["units"]).items()}


@cache
def _scales() -> dict[str, int]:
    return {word: int(key) for word, key in words_of(table("russian")["scales"]).items()}


@cache
def _scale_pattern() -> re.Pattern[str]:
    return re.compile(rf"{_SPACE}?({one_of(_scales())})\b\.?", re.IGNORECASE)


@cache
def _ordinals() -> dict[str, int]:
    russian = table("russian")
    endings = russian["endings"]["ordinal"].split()
    forms = {stem + ending: int(key) for stem, key in words_of(russian["ordinals"]).items() for ending in endings}
    return forms | dict.fromkeys(russian["endings"]["third"].split(), 3)


@cache
def _prefixes() -> dict[str, Fraction]:
    return {word: Fraction(key) for word, key in words_of(table("russian")["prefixes"]).items()}


@cache
def _months() -> dict[str, str]:
    return words_of(table("russian")["months"])


@cache
def _weekdays() -> dict[str, str]:
    return words_of(table("russian")["weekdays"])


@cache
def _signs() -> dict[str, str]:
    return words_of(table("signs")["signs"])


@cache
def _measures() -> tuple[re.Pattern[str], dict[str, str]]:
    pattern, groups = unit_pattern(table("russian")["measures"])
    return re.compile(rf"{_SPACE}?(?:{pattern})(?![A-Za-zА-Яа-я])", re.IGNORECASE), groups


@cache
def _pattern() -> re.Pattern[str]:
    russian = table("russian")
    number = one_of(
        [*_units(), *(word for word in _scales() if word not in ("тыс", "млн", "млрд", "трлн")), *_ordinals()]
    )
    stems = one_of(russian["measured"]["stems"].split())
    return re.compile(
        "|".join(
            (
                r"(?P<clock>(?<![\d.,:])\d{1,2}:\d\d(?![\d:]))",
                r"(?P<date>(?<![\d.])\d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d)(?![\d.]))",
                rf"(?P<digits>(?<![\d.])(?:\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)|\d{{1,3}}(?:[.,]\d{{3}})+(?!\d)|\d+)(?:[.,]\d+)?)",
                rf"(?P<month>\b(?i:{one_of(_months())})\b)",
                rf"(?P<weekday>\b(?i:{one_of(_weekdays())})\b)",
                r"(?P<roman>\b(?=[IVXХ]{2,6}\b)[XХ]{0,3}(?:I[XХ]|IV|V?I{0,3})\b)",
                r"(?P<half>\b(?i:полтор[аы]|полутора(?:ста)?|половин[аеуы]|половиной|полгода|полугод\w+|полчаса|получас\w*)\b)",
                r"(?P<part>\b(?i:(?:(?:две|двух|двумя|три|трех|тремя)\s)?(?:треть|трети|третей|четверть|четверти|четвертью|четвертей)"
                r"|(?:одна|одну|одной|две|двух|три|трех|четыре)\sпят(?:ая|ую|ой|ых))\b)",
                rf"(?P<words>\b(?i:(?:{number})(?:[ \u00a0-](?:{number}))*)\b)",
                rf"(?P<compound>\b(?P<prefix>(?i:(?:{one_of(_prefixes())})+))-?(?P<measured>(?i:(?:{stems})\w*))\b)",
            )
        )
    )
