"""Quantities of English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from summarizer.verifying.quantities import readings
from summarizer.verifying.quantities.lexicon import entry, money, one_of, table, units, words
from summarizer.verifying.quantities.spelt import Spelt, Word, numbers
from summarizer.verifying.quantities.value import Kind, Quantity

_JOINT = re.compile(r"\s?[-–—]\s?|\s(?:to|or|and|through|from)\s|,\s(?:or\s)?", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:\b(?:about|around|approximately|roughly|nearly|almost|some|over|more than|less than|at least|up to"
    r"|(?:an? )?estimated|circa|close to|as many as|as much as|fewer than|under|above|below|just)|~)\s*"
    r"(?:[$€£]|US\$)?$",
    re.IGNORECASE,
)
_BEFORE_MONTH = re.compile(
    r"(?:\d(?:st|nd|rd|th)?(?:\sof)?|\b(?:[Ii]n|[Oo]f|[Ss]ince|[Uu]ntil|[Ll]ast|[Nn]ext|[Tt]his|[Ee]arly|[Ll]ate|[Mm]id"
    r"|[Bb]y|[Ff]rom|[Tt]o|[Ii]nto|[Dd]uring|[Bb]efore|[Aa]fter|[Tt]hrough|[Aa]nd|[Bb]etween|[Oo]n|[Tt]he|end of"
    r"|[Pp]revious|[Ff]or))[\s-]$"
)
_SCALES = (10**12, 10**9, 10**6, 1000)
_YEAR_BEFORE = re.compile(r"(?<!\d)(1[5-9]|20)\d\d[-–/]$")
_NAME_BEFORE = re.compile(r"(?:[A-Za-z]|[A-Z]\w*[-–])$")
"""“B-25”, “G7”, “No10”: a number that is part of a name."""


def find(text: str) -> list[Quantity]:
    """The quantities of an English text."""
    return readings.shared_scale(list(readings.scan(text, _pattern(), _read)), text, _JOINT, _SCALES)


def _read(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    start, end, said = match.start(), match.end(), match.group()
    match match.lastgroup:
        case "clock":
            yield from _clock(said, start)
        case "noon":
            yield Quantity(start, end, said, readings.clock(12), "time", firm=False)
        case "oclock":
            hour = table("english")["units"][said.split()[0].lower()]
            yield Quantity(start, end, said, readings.clock(hour), "time", firm=hour > 3)
        case "date":
            yield from readings.digits_in(said, start, "date")
        case "attacks":
            yield from readings.attacks(start, end, said)
        case "month" if _a_month(text, match):
            yield Quantity(start, end, said, (Fraction(words("en", "months")[said]),), "month")
        case "weekday":
            yield Quantity(start, end, said, (Fraction(words("en", "weekdays")[said]),), "weekday")
        case "roman":
            yield Quantity(start, end, said, (Fraction(readings.roman(said)),), "ordinal", firm=False)
        case "decade":
            yield Quantity(start, end, said, readings.decade(table("english")["decades"][said.lower()]), firm=False)
        case "magnitude":
            yield Quantity(start, end, said, (_magnitude(said),), "magnitude", units("en").at(text, end)[0], firm=False)
        case "odds" | "part":
            yield from _part(text, match)
        case "fold":
            fold = Fraction(entry("en", "folds", said))
            yield Quantity(start, end, said, (fold, *([Fraction(1, 2)] if fold == 2 else [])), "loose", firm=False)
        case "half":
            unit, end = _of_unit(text, end)
            values = readings.part(Fraction(1), Fraction(2))
            yield Quantity(start, end, text[start:end], values, "loose", unit, firm=False)
        case "andhalf":
            yield _measured(text, start, start + len(said.split()[0]), (Fraction(1),), "number", False)
        case "span":
            yield _measured(text, start, start, (Fraction(1),), "loose", False)
        case "digits":
            yield _digits(text, match)
        case "words":
            for number in numbers(_words(said, start)):
                yield _spelt(text, number)


def _of_unit(text: str, end: int) -> tuple[str, int]:
    """The unit after “half”: “half a mile”, “half an hour”."""
    more = re.compile(r"\san?\b").match(text, end)
    unit, past = units("en").at(text, more.end()) if more else ("", end)
    return (unit, past) if unit else ("", end)


def _clock(said: str, start: int) -> Iterator[Quantity]:
    half: readings.Half = "pm" if "p" in said.lower() else "am" if "a" in said.lower() else ""
    hour, minute = readings.hour_and_minute(said)
    if hour <= 24 and minute < 60:
        yield Quantity(start, start + len(said), said, readings.clock(hour, minute, half), "time")
    else:
        yield from readings.digits_in(said, start)


def _magnitude(said: str) -> Fraction:
    """“tens of thousands”: 10,000; “several hundred million”: 100,000,000."""
    value = 1
    for word in re.findall(r"[a-z]+", said.lower()):
        value *= table("english")["magnitudes"].get(word.removesuffix("s"), 1)
    return Fraction(value)


def _part(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """“two-thirds”, “a quarter”, “one in six”, “half a million”."""
    start, end, said = match.start(), match.end(), match.group()
    said_words = re.findall(r"[a-z]+|\d+", said.lower())
    if match.lastgroup == "part" and said_words[0] == "half":
        scale = table("english")["scales"].get(said_words[-1]) or int(entry("en", "spans", said_words[-1]))
        unit = "year" if scale in (10, 100) else money(text, start) or units("en").at(text, end)[0]
        yield Quantity(start, end, said, (Fraction(scale, 2),), "number", unit, scale > 12)
        return
    known = [number for word in said_words if (number := _small(word))]
    count, of = known[0], known[-1]
    if count >= of:
        yield from readings.digits_in(said, start)
        return
    values = readings.part(Fraction(count), Fraction(of))
    yield Quantity(start, end, said, values, firm=match.lastgroup == "part" and count > 1)


def _small(word: str) -> int | None:
    """The value of a word of a fraction: “two”, “thirds”, “a”, “20”."""
    lists = table("english")
    known: dict[str, int] = {**lists["units"], **lists["tens"], **lists["ordinals"], **lists["parts"], "a": 1, "an": 1}
    return int(word) if word.isdigit() else known.get(word) or known.get(word.removesuffix("s"))


def _digits(text: str, match: re.Match[str]) -> Quantity:
    start, end = match.span()
    value = Fraction(match.group().replace(",", ""))
    values: tuple[Fraction, ...] = (value,)
    firm = not _NAME_BEFORE.search(text[max(0, start - 12) : start]) and value != 1
    kind: Kind = "number"
    if (more := re.compile(r"[-\s](\d+)/(\d+)").match(text, end)) and int(more[2]):
        values, end = (value + Fraction(int(more[1]), int(more[2])),), more.end()
    elif (more := re.compile(r"/(\d+)\b").match(text, end)) and int(more[1]):
        values, end, firm = (value / int(more[1]), value), more.end(), False
    elif added := readings.vulgar(text, end):
        values, end = (value + added,), end + 1
    elif more := re.compile(r"(?:st|nd|rd|th)\b").match(text, end):
        kind, end = "ordinal", more.end()
    elif (more := re.compile(r"['’]?s\b").match(text, end)) and value.denominator == 1:
        values, end = readings.decade(int(value)), more.end()
    elif more := _scale().match(text, end):
        word = more[1].lower()
        scaled = value * table("english")["scales"][word]
        if word == "m" and more.group() == "m" and not money(text, start):  # a million, or metres
            values, end = (scaled, value), more.end()
        elif len(word) > 1 or more.group().lower() == word or money(text, start):
            values, end = (scaled,), more.end()
    elif more := re.compile(r"\s(?:and|&)\s(?:a|one)[\s-]half\b").match(text, end):
        values, end = (value + Fraction(1, 2),), more.end()
    elif (more := re.compile(r"\s(?:in|out of)\s(?:every\s)?(\d{1,3})\b").match(text, end)) and value < int(more[1]):
        values, end, firm = readings.part(value, Fraction(int(more[1]))), more.end(), False
    if len(match.group()) == 2 and (year := _YEAR_BEFORE.search(text[max(0, start - 5) : start])):  # 2008-09
        values, firm = (int(year[1]) * 100 + value, value), False
    if re.compile(r"[A-Za-z]").match(text, end) and not units("en").at(text, end)[0]:
        firm = False
    return _measured(text, start, end, values, kind, firm)


def _measured(text: str, start: int, end: int, values: tuple[Fraction, ...], kind: Kind, firm: bool) -> Quantity:
    """The number with what follows it: decades, dozens, a unit, “and a half”."""
    unit = money(text, start)
    if not unit:
        unit, end = units("en").at(text, end)
    if half := re.compile(r"[\s-]and[\s-](?:a|one)[\s-](half|third|quarter)\b").match(text, end):
        values, end = (values[0] + Fraction(1, table("english")["parts"][half[1]]),), half.end()
        if not unit:
            unit, end = units("en").at(text, end)
    if kind != "ordinal" and (span := _span().match(text, end)):
        size = int(entry("en", "spans", span[1]))
        # A dozen is often put as ten.
        values = (*(value * size for value in values), values[0] * (10 if size == 12 else 1))
        unit, end = "" if size == 12 else "year", span.end()
    about = bool(_ABOUT.search(text[max(0, start - 24) : start])) or text[end : end + 1] == "+"
    return Quantity(start, end, text[start:end], values, kind, unit, firm, about)


def _words(said: str, start: int) -> Iterator[Word]:
    lists = table("english")
    for token in re.finditer(r"[A-Za-z]+", said):
        word = token.group().lower()
        at = start + token.start(), start + token.end()
        if word in lists["ordinals"]:
            yield Word(*at, lists["ordinals"][word], "ends")
        elif word == "hundred":
            yield Word(*at, 100, "scales")
        elif word in lists["scales"]:
            yield Word(*at, lists["scales"][word], "scales")
        elif word in lists["units"] or word in lists["tens"]:
            yield Word(*at, lists["units"].get(word, lists["tens"].get(word)), "adds")


def _spelt(text: str, number: Spelt) -> Quantity:
    value = number.value
    quarter = number.ordinal and re.compile(r"[\s-]quarter\b").match(text, number.end)  # of a year
    firm = bool(quarter) or (value > 3 and not number.bare)
    return _measured(text, number.start, number.end, (value,), "ordinal" if number.ordinal else "number", firm)


def _a_month(text: str, match: re.Match[str]) -> bool:
    """“May”, “March” and short forms are months beside a number or a preposition only."""
    said = match.group()
    if said not in ("May", "March") and not said.endswith("."):
        return True
    before = _BEFORE_MONTH.search(text[max(0, match.start() - 16) : match.start()])
    return bool(before) or bool(re.compile(r"\s\d").match(text, match.end()))


@cache
def _scale() -> re.Pattern[str]:
    return re.compile(rf"[\s-]?({one_of(table('english')['scales'])})\b", re.IGNORECASE)


@cache
def _span() -> re.Pattern[str]:
    return re.compile(rf"[\s-]?({one_of(words('en', 'spans'))})\b", re.IGNORECASE)


@cache
def _pattern() -> re.Pattern[str]:
    lists = table("english")
    small = one_of([*lists["units"], *lists["tens"]])
    scales = one_of(["hundred", "thousand", "million", "billion", "trillion"])
    ordinals = one_of(lists["ordinals"])
    any_word = f"{small}|{scales}|{ordinals}"
    large = "thousand|million|billion|trillion"
    parts = one_of(lists["parts"])
    comma = r"(?:(?<=thousand)|(?<=million)|(?<=billion)),\s"
    return re.compile(
        "|".join(
            (
                r"(?P<clock>(?<![\d.,])\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.m\.|[ap]m\b|[AP]M\b|[AP]\.M\.)"
                rf"|(?<![\d.,:])\d{{1,2}}:\d\d(?![\d:])|{readings.ZONED})",
                r"(?P<noon>\b(?i:noon|midday|midnight)\b)",
                rf"(?P<oclock>\b(?i:{one_of(lists['units'])})\so['’]clock)",
                r"(?P<date>(?<![\d/])\d{1,2}/\d{1,2}/\d{2,4}(?![\d/])|(?<!\d)\d{4}-\d\d-\d\d(?!\d))",
                r"(?P<attacks>(?<![\d/])9/11(?![\d/]))",
                rf"(?P<odds>\b(?i:one|two|three|four)\s(?:in|out of)\s(?:every\s)?(?:{small}|\d{{1,3}})\b)",
                rf"(?P<part>\b(?i:half[\s-](?:an?\s)?(?:{large}|century|decade|dozen)"
                rf"|(?:an?|one)[\s-](?:{parts})|(?:two|three|four|five|seven|nine)[\s-](?:{parts})s)\b(?![\s-]?(?:time|day)\b))",
                r"(?P<andhalf>\b(?i:an?|one)\s(?:hour|day|week|month|year|century|mile|minute|million|billion)\sand\sa\shalf\b)",
                rf"(?P<magnitude>\b(?i:(?:(?:tens|hundreds|thousands|dozens|scores)\sof\s)?(?:thousands|millions|billions"
                rf"|trillions)|tens|hundreds|dozens|(?:several|a\sfew|many|a\scouple(?:\sof)?)\s(?:(?:hundred|thousand)\s)?"
                rf"(?:hundred|dozen|{large}))\b)",
                rf"(?P<fold>\b(?i:{one_of(words('en', 'folds'))})\b)",
                r"(?P<digits>(?<![\d.])(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,2}(?:,\d\d)+,\d{3}(?!\d)|\d+)(?:\.\d+)?)",
                rf"(?P<month>\b(?:{one_of(words('en', 'months'))})(?!\w))",
                rf"(?P<weekday>\b(?:{one_of(words('en', 'weekdays'))})\b)",
                r"(?P<roman>\b(?=[IVX]{2,6}\b)X{0,3}(?:IX|IV|V?I{0,3})\b)",
                rf"(?P<decade>\b(?i:{one_of(lists['decades'])})\b)",
                rf"(?P<span>\b(?=(?i:{one_of(words('en', 'spans'))})\b))",
                rf"(?P<words>\b(?i:(?:{any_word})(?:(?:[\s-]|{comma})(?:and\s)?(?:{any_word})\b)*)\b)",
                r"(?P<half>\b(?i:half)\b(?!-))",
            )
        )
    )
