"""Quantities of Russian."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from summarizer.verifying.quantities import readings, russian_clock, russian_compounds
from summarizer.verifying.quantities import russian_patterns as patterns
from summarizer.verifying.quantities.lexicon import entry, money, units, words
from summarizer.verifying.quantities.spelt import Spelt, Word, numbers
from summarizer.verifying.quantities.units import is_currency
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
_RUNNING = re.compile(r"\s(?:году\sжизни|месяце\sберемен)")
"""What follows the number of a year or month that is not over: «на 95-м году жизни» is at the age of 94."""
_COINS = re.compile(r"\s(?:и\s)?(\d{1,2})\s(?:цент|копе)\w+")
_SHARE = re.compile(r"(?:\s[а-я]+)?\sиз\s(?:кажд\w+\s)?|\sна\s(?:кажд\w+\s)?", re.IGNORECASE)
"""Between the numbers of «четверо из десяти», «один на миллион»."""
_NAME_BEFORE = re.compile(r"(?:[A-ZА-Я]|[A-ZА-Я]\w*[-–])$")
_LOOKALIKE = str.maketrans("ХІ", "XI")
"""Cyrillic letters that are typed for Roman ones."""


def find(text: str) -> list[Quantity]:
    """The quantities of a Russian text."""
    plain = text.replace("ё", "е").replace("Ё", "Е")
    found = readings.shares(list(readings.scan(plain, patterns.pattern(), _read)), plain, _SHARE, merged=False)
    found = readings.shared_scale(found, plain, _JOINT, _SCALES)
    return [replace(quantity, text=text[quantity.start : quantity.end]) for quantity in found]


def _read(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    start, end, said = match.start(), match.end(), match.group()
    match match.lastgroup:
        case "clock":
            yield from russian_clock.in_digits(text, match)
        case "noon":
            yield Quantity(start, end, said, readings.clock(12), "time", firm=False)
        case "hour":
            yield russian_clock.hour(match)
        case "past":
            yield russian_clock.past(match)
        case "without":
            yield russian_clock.without(match)
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
            yield from russian_compounds.measured(match)
        case "magnitude":
            yield Quantity(start, end, said, (_magnitude(said),), "magnitude", units("ru").at(text, end)[0], firm=False)
        case "odds":
            yield from _odds(text, match)
        case "inverted":
            yield from _inverted(text, match)
        case "joined":
            yield from russian_compounds.joined(match)
        case "fold":
            fold = _entry("folds", said)
            more = {2: [Fraction(1, 2)], 24: [Fraction(1)]}.get(int(fold), [])  # «сутки»: 24 hours, a day
            yield Quantity(start, end, said, (fold, *more), "loose", firm=False)
        case "half":
            yield _half(text, match)
        case "and":
            unit, _ = units("ru").at(text, start)
            yield Quantity(start, end, said, (1 + _rest(match["rest"]),), "number", unit, firm=False)
        case "part":
            yield _part(text, match)
        case "span":
            yield _measured(text, start, start, (Fraction(1),), "loose", False)
        case "digits":
            yield _digits(text, match)
        case "words":
            for number in numbers(_words(said, start), years=False):
                yield _spelt(text, number)


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


def _odds(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """«каждый шестой», «одна пятая», «две сотых секунды»."""
    start, end, said = match.start(), match.end(), match.group().lower()
    known = [number for word in said.split() if (number := _number(word))]
    of = known[-1]
    count = known[0] if len(known) > 1 else 1
    if count < of:
        unit, end = ("", end) if said.startswith("кажд") else units("ru").at(text, end)
        values = readings.part(Fraction(count), Fraction(of))
        yield Quantity(start, end, text[start:end], values, "number", unit, firm=False)


def _inverted(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """«тысяч одиннадцать»: about 11,000."""
    first = next(numbers(_words(match["several"], match.start("several")), years=False))
    scale = int(words("ru", "scales")[match["thousands"].lower()])
    found = _measured(text, match.start(), match.end(), (first.value * scale,), "number", not first.ordinal)
    yield replace(found, about=True)


def _part(text: str, match: re.Match[str]) -> Quantity:
    """«треть», «две трети», «три четверти», «четверть века», «четверть часа»."""
    start, end, said = match.start(), match.end(), match.group().lower()
    of = 3 if said.split()[-1].startswith("трет") else 4
    count = _number(said.split()[0]) or 1 if " " in said else 1
    share = Fraction(count, of)
    factor, past = _scaled(text, end)
    span = patterns.span().match(text, end)
    if factor > 1 or (span and span[1].lower().startswith(("век", "столет", "тысячелет"))):
        return _measured(text, start, past, (share * factor,), "number", True)
    if hour := re.compile(r"\sчаса\b").match(text, end):
        return Quantity(start, hour.end(), text[start : hour.end()], (share,), "number", "hour", firm=False)
    return Quantity(start, end, text[start:end], readings.part(Fraction(count), Fraction(of)), firm=count > 1)


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
    if more := re.compile(r"\sс\s(?:(половиной|третью|четвертью)|лишним)\b").match(text, end):
        if more[1]:
            scale = next((s for s in (10**9, 10**6, 1000) if values[0] >= s and values[0] % s == 0), 1)
            values = (values[0] + scale * _rest(more[1]),)
        factor, end = _scaled(text, more.end())
        values = tuple(value * factor for value in values)
        if span := patterns.span().match(text, end):
            (values, unit), end = _spanned(values, span[1]), span.end()
        elif not unit:
            unit, end = units("ru").at(text, end)
    if (
        kind != "ordinal"
        and (part := russian_clock.PART_OF_DAY.match(text, end))
        and values[0] <= 12
        and part[1] != "дня"
    ):
        late = part[1] == "вечера" or (part[1] == "ночи" and values[0] > 6)
        values, kind, end = readings.clock(int(values[0]), 0, "pm" if late else "am"), "time", part.end()
    elif (part := re.compile(r"\sдня\b").match(text, end)) and unit == "hour" and values[0] <= 6:
        values, kind, end = readings.clock(int(values[0]), 0, "pm"), "time", part.end()
    if is_currency(unit) and (coins := _COINS.match(text, end)):
        values, end = (values[0] + Fraction(int(coins[1]), 100),), coins.end()
    if kind == "ordinal" and _RUNNING.match(text, start + len(text[start:end].split(" ")[0])):
        values = (*values, values[0] - 1)
    about = bool(_ABOUT.search(text[max(0, start - 24) : start])) or text[end : end + 1] == "+"
    return Quantity(start, end, text[start:end], values, kind, unit, firm, about)


def _rest(said: str) -> Fraction:
    """What «половиной», «третью» or «четвертью» adds."""
    return Fraction(1, {"по": 2, "тр": 3, "че": 4}[said[:2].lower()])


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
