"""Quantities of Russian."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from summarizer.verifying.quantities import readings
from summarizer.verifying.quantities import russian_patterns as patterns
from summarizer.verifying.quantities.lexicon import entry, money, units, words
from summarizer.verifying.quantities.spelt import Spelt, Word, numbers
from summarizer.verifying.quantities.value import Kind, Quantity

_JOINT = re.compile(
    r"\s?[-–—]\s?|\s(?:до|или|и|по|из)\s|,\s(?:или\s)?|\s(?:долл\w*\.?|%)\s?(?:до|[-–—])\s", re.IGNORECASE
)
_ABOUT = re.compile(
    r"(?:\b(?:около|примерно|приблизительно|почти|порядка|свыше|более(?: чем)?|менее(?: чем)?|больше|меньше|не менее|до"
    r"|по меньшей мере|приблизительно в|до почти|едва|чуть более|ориентировочно|как минимум|минимум)|~)\s*[$€£]?$",
    re.IGNORECASE,
)
_SCALES = (10**12, 10**9, 10**6, 1000)
_ADJECTIVE_OF_ENVIRONMENT = re.compile(r"(?:окружающ|городск|внешн|питательн|медийн|бизнес)\w*[\s-]$")
_PART_OF_DAY = re.compile(r"\s(утра|дня|вечера|ночи)\b")
_NAME_BEFORE = re.compile(r"(?:[A-ZА-Я]|[A-ZА-Я]\w*[-–])$")
_LOOKALIKE = str.maketrans("ХІ", "XI")
"""Cyrillic letters that are typed for Roman ones."""


def find(text: str) -> list[Quantity]:
    """The quantities of a Russian text."""
    plain = text.replace("ё", "е").replace("Ё", "Е")
    found = readings.shared_scale(list(readings.scan(plain, patterns.pattern(), _read)), plain, _JOINT, _SCALES)
    return [replace(quantity, text=text[quantity.start : quantity.end]) for quantity in found]


def _read(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    start, end, said = match.start(), match.end(), match.group()
    match match.lastgroup:
        case "clock":
            yield from _clock(text, match)
        case "noon":
            yield Quantity(start, end, said, readings.clock(12), "time", firm=False)
        case "hour":
            yield _hour(match)
        case "oneoclock":  # «час дня»
            yield Quantity(start, end, said, (Fraction(1 if said.endswith("ночи") else 13),), "time", firm=False)
        case "date":
            yield from readings.digits_in(said, start, "date")
        case "month" if not (said in ("Мая", "Май") or (said == "Марта" and not _after_day(text, start))):
            yield Quantity(start, end, said, (_entry("months", said),), "month")
        case "weekday" if not _environment(text, start, said):
            yield Quantity(start, end, said, (_entry("weekdays", said),), "weekday")
        case "roman":
            century = Fraction(readings.roman(said.translate(_LOOKALIKE)))
            yield Quantity(start, end, said, (century,), "ordinal", firm=False)
        case "compound":
            yield from _compound(text, match)
        case "magnitude":
            yield Quantity(start, end, said, (_magnitude(said),), "magnitude", units("ru").at(text, end)[0], firm=False)
        case "odds":
            yield from _odds(said, start)
        case "fold":
            fold = _entry("folds", said)
            more = {2: [Fraction(1, 2)], 24: [Fraction(1)]}.get(int(fold), [])  # «сутки»: 24 hours, a day
            yield Quantity(start, end, said, (fold, *more), "loose", firm=False)
        case "half":
            yield _half(text, match)
        case "part":
            yield _part(said, start)
        case "span":
            yield _measured(text, start, start, (Fraction(1),), "loose", False)
        case "digits":
            yield _digits(text, match)
        case "words":
            for number in numbers(_words(said, start)):
                yield _spelt(text, number)


def _clock(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    start, end, said = match.start(), match.end(), match.group()
    hour, minute = readings.hour_and_minute(said)
    if hour > 24 or minute > 59:
        yield from readings.digits_in(said, start)
        return
    part = _PART_OF_DAY.match(text, end)
    half: readings.Half = "" if not part or hour > 12 else "am" if part[1] in ("утра", "ночи") else "pm"
    yield Quantity(start, end, said, readings.clock(hour, minute, half), "time")


def _hour(match: re.Match[str]) -> Quantity:
    """«в начале четвертого утра», «в четвертом часу»: any time after three."""
    hour = (_number(match["nth"].lower()) or 1) - 1
    part = match["daytime"].strip().lower()
    half: readings.Half = "" if not part else "am" if part in ("утра", "ночи") else "pm"
    minutes = [30] if (match["within"] or "").lower().startswith("половин") else range(60)
    values = tuple(value for minute in minutes for value in readings.clock(hour, minute, half))
    return Quantity(match.start(), match.end(), match.group(), values, "time")


def _after_day(text: str, start: int) -> bool:
    return bool(re.search(r"\d\s$", text[max(0, start - 3) : start]))


def _environment(text: str, start: int, said: str) -> bool:
    """«среда» as in «окружающая среда»."""
    return said.lower().startswith("сред") and bool(_ADJECTIVE_OF_ENVIRONMENT.search(text[max(0, start - 16) : start]))


def _entry(section: str, said: str) -> Fraction:
    return Fraction(entry("ru", section, said) or 0)


def _magnitude(said: str) -> Fraction:
    """«десятки тысяч»: 10,000; «несколько сотен миллионов»: 100,000,000."""
    value = Fraction(1)
    for word in said.lower().split():
        value *= _entry("magnitudes", word) or 1
    return value


def _odds(said: str, start: int) -> Iterator[Quantity]:
    """«каждый шестой», «одна пятая»."""
    known = [number for word in said.lower().split() if (number := _number(word))]
    of = known[-1]
    count = known[0] if len(known) > 1 else 1
    if count < of:
        yield Quantity(start, start + len(said), said, readings.part(Fraction(count), Fraction(of)), firm=False)


def _part(said: str, start: int) -> Quantity:
    """«треть», «две трети», «три четверти»."""
    of = 3 if "трет" in said.lower() else 4
    first = said.lower().split()[0]
    count = _number(first) or 1 if " " in said else 1
    values = readings.part(Fraction(count), Fraction(of))
    return Quantity(start, start + len(said), said, values, firm=count > 1)


def _half(text: str, match: re.Match[str]) -> Quantity:
    """«полтора», «половина», «полгода», «полмиллиона»."""
    start, end, said = match.start(), match.end(), match.group().lower()
    if said.startswith(("полтор", "полутор")):
        value = Fraction(150 if "ста" in said else Fraction(3, 2))
        factor, end = _scaled(text, end)
        return _measured(text, start, end, (value * factor,), "number", value > 2 or factor > 1)
    for beginning, size, unit in (("тыс", 1000, ""), ("милли", 10**6, ""), ("век", 100, "year"), ("стол", 100, "year"),
                                  ("сотн", 100, ""), ("десят", 10, ""), ("дюж", 12, "")):  # fmt: skip
        if re.match(rf"пол[уо]?-?{beginning}", said):
            size = 10**9 if "миллиа" in said else size
            found = _measured(text, start, end, (Fraction(size, 2),), "number", size > 100)
            return replace(found, unit=found.unit or unit)
    values = readings.part(Fraction(1), Fraction(2))
    if said.startswith("пол") and ("год" in said or "час" in said):
        values = (Fraction(1, 2), Fraction(6 if "год" in said else 30))
    return _measured(text, start, end, values, "number" if values[0] > 1 else "loose", False)


def _compound(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """«двухдневный»: the number that begins an adjective of measure."""
    value = _prefixed(match["prefix"].lower())
    if value is None:
        return
    start, rest = match.start(), match["measured"].lower()
    values: tuple[Fraction, ...] = (value,)
    firm = value > 3
    for stem, size in (("тысячн", 1000), ("миллион", 10**6), ("миллиар", 10**9)):
        if rest.startswith(stem):
            values, firm = (value * size,), False
    unit, _ = units("ru").at("-" + rest, 0)
    kind: Kind = "loose" if value == 100 and unit == "%" else "number"  # «стопроцентный»: complete
    yield Quantity(start, match.end(), match.group(), values, kind, unit, firm and kind == "number")


def _prefixed(said: str) -> Fraction | None:
    """The value of one or more of the prefixes in a row: «двадцатипяти»."""
    prefixes = {word: Fraction(key) for word, key in words("ru", "prefixes").items()}
    total, below = Fraction(0), 10**6
    while said:
        found = next((p for p in sorted(prefixes, key=len, reverse=True) if said.startswith(p)), None)
        if found is None or not prefixes[found] < below:
            return None
        total += prefixes[found]
        below = 100 if prefixes[found] >= 100 else 10 if prefixes[found] >= 20 else 0
        said = said[len(found) :]
    return total


def _digits(text: str, match: re.Match[str]) -> Quantity:
    start, end = match.span()
    values = _plain(re.sub(patterns.SPACE, "", match.group()))
    firm = not _NAME_BEFORE.search(text[max(0, start - 12) : start]) and values[0] != 1
    kind: Kind = "number"
    if (more := re.compile(r"/(\d+)\b").match(text, end)) and int(more[1]):
        values, end, firm = (values[0] / int(more[1]), values[0]), more.end(), False
    elif added := readings.vulgar(text, end):
        values, end = (values[0] + added,), end + 1
    elif more := re.compile(r"-(?:х|е|ые|ых)\b(?!\s+(?:чел|раз))").match(text, end):
        if values[0].denominator == 1 and values[0] % 10 == 0 and values[0] < 3000:
            values = readings.decade(int(values[0]))
        end = more.end()
    elif more := re.compile(r"-(?:й|го|му|м|я|ю|ая|ое|ой|ую|ого|ому|ым|ом|ти|ми|ый|ий|ей|тью)\b").match(text, end):
        kind, end = "ordinal", more.end()
    factor, end = _scaled(text, end)
    values = tuple(value * factor for value in values)
    if factor > 1 and (
        more := re.compile(rf"{patterns.SPACE}(\d{{1,3}}){patterns.SPACE}(тыс\w*|млн|миллион\w*)\b").match(text, end)
    ):
        step = 1000 if more[2].startswith("тыс") else 10**6
        if step < factor:
            values, end = (values[0] + int(more[1]) * step,), more.end()
    return _measured(text, start, end, values, kind, firm)


def _plain(said: str) -> tuple[Fraction, ...]:
    """The readings of digits without spaces: a comma begins decimals, but some write thousands with one."""
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", said):
        whole = Fraction(re.sub("[.,]", "", said))
        return (whole, Fraction(said.replace(",", "."))) if len(re.findall("[.,]", said)) == 1 else (whole,)
    value = Fraction(said.replace(",", "."))
    if re.fullmatch(r"\d{1,2}\.\d\d", said) and int(said[-2:]) < 60:  # 15.30 may be a time
        hour, minute = said.split(".")
        return (value, *readings.clock(int(hour), int(minute)))
    return (value,)


def _scaled(text: str, end: int) -> tuple[int, int]:
    """The scale word that follows, as a factor, and where it ends."""
    if match := patterns.scale().match(text, end):
        return int(words("ru", "scales")[match[1].lower().rstrip(".")]), match.end()
    if match := re.compile(r"-(тысяч|миллион|миллиард)н\w+").match(text, end):
        return {"тысяч": 1000, "миллион": 10**6, "миллиард": 10**9}[match[1]], match.end()
    return 1, end


def _measured(text: str, start: int, end: int, values: tuple[Fraction, ...], kind: Kind, firm: bool) -> Quantity:
    """The number with what follows it: decades, dozens, a unit, the half of the day, «с половиной»."""
    unit = money(text, start)
    if kind != "ordinal" and (span := patterns.span().match(text, end)):
        values, unit = _spanned(values, span[1])
        end = span.end()
    elif not unit:
        unit, end = units("ru").at(text, end)
    if half := re.compile(r"\sс\s(?:половиной|лишним)\b").match(text, end):
        if "половин" in half.group():
            scale = next((s for s in (10**9, 10**6, 1000) if values[0] >= s and values[0] % s == 0), 1)
            values = (values[0] + Fraction(scale, 2),)
        end = half.end()
        if span := patterns.span().match(text, end):
            (values, unit), end = _spanned(values, span[1]), span.end()
        elif not unit:
            unit, end = units("ru").at(text, end)
    if kind != "ordinal" and (part := _PART_OF_DAY.match(text, end)) and values[0] <= 12 and part[1] != "дня":
        late = part[1] == "вечера" or (part[1] == "ночи" and values[0] > 6)
        values, kind, end = readings.clock(int(values[0]), 0, "pm" if late else "am"), "time", part.end()
    elif (part := re.compile(r"\sдня\b").match(text, end)) and unit == "hour" and values[0] <= 6:
        values, kind, end = readings.clock(int(values[0]), 0, "pm"), "time", part.end()
    about = bool(_ABOUT.search(text[max(0, start - 24) : start])) or text[end : end + 1] == "+"
    return Quantity(start, end, text[start:end], values, kind, unit, firm, about)


def _spanned(values: tuple[Fraction, ...], span: str) -> tuple[tuple[Fraction, ...], str]:
    """«два десятилетия»: 20 years; «два десятка»: 20, or 24; «сотня»: 100."""
    size, *unit = entry("ru", "spans", span).split()
    more = values[0] * 12 if size == "10" and not unit else values[0]
    return (*(value * int(size) for value in values), more), "".join(unit)


def _words(said: str, start: int) -> Iterator[Word]:
    for token in re.finditer(r"\w+", said):
        word = token.group().lower()
        at = start + token.start(), start + token.end()
        if word in words("ru", "scales"):
            yield Word(*at, int(words("ru", "scales")[word]), "scales")
        elif word in words("ru", "units"):
            yield Word(*at, int(words("ru", "units")[word]), "adds")
        else:
            yield Word(*at, patterns.ordinals()[word], "ends")


def _spelt(text: str, number: Spelt) -> Quantity:
    start, end, value = number.start, number.end, number.value
    if number.ordinal and value % 10 == 0 and text[max(0, end - 2) : end] in ("ые", "ых", "ым"):
        return Quantity(start, end, text[start:end], readings.decade(int(value)), firm=False)
    factor = 1
    if not number.ordinal:
        factor, end = _scaled(text, end)
    kind: Kind = "ordinal" if number.ordinal else "number"
    quarter = number.ordinal and re.compile(r"\sквартал").match(text, end)
    return _measured(text, start, end, (value * factor,), kind, bool(quarter) or (value > 3 and not number.bare))


def _number(word: str) -> int | None:
    """The value of a number word in any form, cardinal or ordinal."""
    return int(words("ru", "units").get(word, 0)) or patterns.ordinals().get(word)
