"""Quantities of English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from summarizer.verifying.quantities import english_clock, readings
from summarizer.verifying.quantities import english_patterns as patterns
from summarizer.verifying.quantities.lexicon import entry, money, table, units, words
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
_SHARE = re.compile(
    r"\s(?:in|out\sof)\s(?:every\s)?|\s(?:[a-z]+\s)?(?:out\sof|of\severy|in\severy)\s(?:every\s)?"
    r"|\s[a-z]+\sin\s(?=(?:three|four|five|six|seven|eight|nine|ten|[3-9]|10|100)\b(?!\s\w{3,}s\b))",
    re.IGNORECASE,
)
"""Between the numbers of “four in ten”, “six Danes in ten”; “six goals in ten games” is none."""
_SCALES = (10**12, 10**9, 10**6, 1000)
_GRAND = re.compile(r"\sgrand\b(?=[^\w\s-]|$|\s(?:an?|and|each|for|from|in|is|on|or|per|to|was)\b)")
"""A thousand, where it is no piano, slam or jury."""
_YEAR_BEFORE = re.compile(r"(?<!\d)(1[5-9]|20)\d\d[-–/]$")
_NAME_BEFORE = re.compile(r"(?:[A-Za-z]|[A-Z]\w*[-–])$")
"""“B-25”, “G7”, “No10”: a number that is part of a name."""


def find(text: str) -> list[Quantity]:
    """The quantities of an English text."""
    found = readings.shares(list(readings.scan(text, patterns.pattern(), _read)), text, _SHARE, merged=True)
    return readings.shared_scale(found, text, _JOINT, _SCALES)


def _read(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    start, end, said = match.start(), match.end(), match.group()
    match match.lastgroup:
        case "clock":
            yield from english_clock.in_digits(text, match)
        case "noon":
            yield Quantity(start, end, said, _listed("times", said), "time", firm=False)
        case "oclock" | "spoken" | "daytime":
            yield english_clock.in_words(match)
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
            yield Quantity(start, end, said, _decade(said), firm=False)
        case "magnitude":
            yield Quantity(start, end, said, (_magnitude(said),), "magnitude", units("en").at(text, end)[0], firm=False)
        case "idiom":
            yield Quantity(start, end, said, _listed("idioms", said), "loose", firm=False)
        case "age":
            age = int(entry("en", "ages", said))
            yield Quantity(start, end, said, tuple(map(Fraction, range(age, age + 10))), "loose", "year", firm=False)
        case "nothing":  # of both sides
            yield from [Quantity(start, end, said, (Fraction(0),), firm=False)] * 2
        case "part":
            yield _part(text, match)
        case "fold":
            fold = Fraction(entry("en", "folds", said))
            yield Quantity(start, end, said, (fold, *([Fraction(1, 2)] if fold == 2 else [])), "loose", firm=False)
        case "half":
            unit, end = _of_unit(text, end)
            values = readings.part(Fraction(1), Fraction(2))
            yield Quantity(start, end, text[start:end], values, "loose", unit, firm=False)
        case "andhalf":
            yield _and_half(text, match)
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


def _listed(section: str, said: str) -> tuple[Fraction, ...]:
    """The readings that a word list has for what is said."""
    return tuple(Fraction(value) for value in entry("en", section, said).split())


def _magnitude(said: str) -> Fraction:
    """“tens of thousands”: 10,000; “several hundred million”: 100,000,000."""
    value = 1
    for word in re.findall(r"[a-z]+", said.lower()):
        value *= table("english")["magnitudes"].get(word.removesuffix("s"), 1)
    return Fraction(value)


def _decade(said: str) -> tuple[Fraction, ...]:
    """“eighties”, “mid-forties”: 45 too; “late twenties”: nearly 30."""
    *prefix, name = re.split(r"[\s-]", said.lower())
    decade = table("english")["decades"][name]
    more = {"mid": (5,), "late": (8, 9, 10)}[prefix[0]] if prefix else ()
    return (*readings.decade(decade), *(Fraction(decade + years) for years in more))


def _part(text: str, match: re.Match[str]) -> Quantity:
    """“two-thirds”, “a quarter”, “half a million”, “a quarter of a century”."""
    start, end, said = match.start(), match.end(), match.group()
    said_words = re.findall(r"[a-z]+|\d+", said.lower())
    if said_words[0] == "half":
        return _share_of(text, start, end, Fraction(1, 2), said_words[-1])
    known = [number for word in said_words if (number := _small(word))]
    count, of = Fraction(known[0] if len(known) > 1 else 1), Fraction(known[-1])  # the past quarter of a century
    if more := re.compile(r"\sof\san?\s(\w+)\b").match(text, end):
        if more[1] in words("en", "spans") or more[1] in table("english")["scales"]:
            return _share_of(text, start, more.end(), count / of, more[1])
        unit, past = ("second", more.end()) if more[1] == "second" else units("en").at(text, more.start(1) - 1)
        if unit:
            return Quantity(start, past, text[start:past], (count / of,), "number", unit, count > 1)
    return Quantity(start, end, said, readings.part(count, of), firm=count > 1)


def _share_of(text: str, start: int, end: int, share: Fraction, size: str) -> Quantity:
    """So much of a million, a century, a dozen."""
    scale = table("english")["scales"].get(size) or int(entry("en", "spans", size))
    years = size in words("en", "spans") and scale != 12
    unit = "year" if years else money(text, start) or units("en").at(text, end)[0]
    return Quantity(start, end, text[start:end], (share * scale,), "number", unit, scale > 12)


def _and_half(text: str, match: re.Match[str]) -> Quantity:
    """“an hour and a quarter”, “a million and a half”, “a decade and a half”."""
    start, end, size = match.start(), match.end(), match["halved"].lower()
    value = 1 + Fraction(1, table("english")["parts"][match["more"].lower()])
    if size in words("en", "spans") or size in table("english")["scales"]:
        return replace(_share_of(text, start, end, value, size), firm=False)
    unit, _ = units("en").at(text, match.start("halved") - 1)
    return Quantity(start, end, match.group(), (value,), "number", unit, firm=False)


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
    elif more := patterns.scale().match(text, end):
        word = more[1].lower()
        scaled = value * table("english")["scales"][word]
        if word == "m" and more.group() == "m" and not money(text, start):  # a million, or metres
            values, end = (scaled, value), more.end()
        elif len(word) > 1 or more.group().lower() == word or money(text, start):
            values, end = (scaled,), more.end()
    elif more := re.compile(r"\s(?:and|&)\s(?:a|one)[\s-]half\b").match(text, end):
        values, end = (value + Fraction(1, 2),), more.end()
    elif readings.DOTTED.fullmatch(match.group()) and not (money(text, start) or units("en").at(text, end)[0]):
        values = (value, *readings.clock(*readings.hour_and_minute(match.group())))
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
    if grand := _GRAND.match(text, end):
        values, end = tuple(value * 1000 for value in values), grand.end()
    if half := re.compile(r"[\s-]and[\s-](?:a|one)[\s-](half|third|quarter)\b").match(text, end):
        values, end = (values[0] + Fraction(1, table("english")["parts"][half[1]]),), half.end()
        if scale := patterns.scale().match(text, end):
            values, end = (values[0] * table("english")["scales"][scale[1].lower()],), scale.end()
        if not unit:
            unit, end = units("en").at(text, end)
    if kind != "ordinal" and (span := patterns.span().match(text, end)):
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
    values = (value, value + 12) if english_clock.may_be_hour(text, number) else (value,)
    return _measured(text, number.start, number.end, values, "ordinal" if number.ordinal else "number", firm)


def _a_month(text: str, match: re.Match[str]) -> bool:
    """“May”, “March” and short forms are months beside a number or a preposition only."""
    said = match.group()
    if said not in ("May", "March") and not said.endswith("."):
        return True
    before = _BEFORE_MONTH.search(text[max(0, match.start() - 16) : match.start()])
    return bool(before) or bool(re.compile(r"\s\d").match(text, match.end()))
