"""Quantities of Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from summarizer.verifying.quantities import chinese_patterns as patterns
from summarizer.verifying.quantities import chinese_times as times
from summarizer.verifying.quantities import readings
from summarizer.verifying.quantities.chinese_numbers import digit_of, value_of
from summarizer.verifying.quantities.lexicon import entry, money, units
from summarizer.verifying.quantities.value import Kind, Quantity

_JOINT = re.compile(r"\s?[-–—~～至到]\s?|、|或(?:者)?|和|[名个人岁%％]至", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:大?约|近|将近|超过|逾|超|至少|多达|高达|大概|差不多|几乎|不到|接近|估计|左右|上|达|最多|不足)\s?[$€£]?$"
)
_SCALES = (10**12, 10**8, 10**7, 10**6, 10**4, 1000)
_ABOUT_AFTER = re.compile(r"\s?[多余几]|左右|上下|以上|以下")
FINE = 1000
"""From here on a denominator may be said by itself: “parts per million”."""
_NAME_BEFORE = re.compile(r"(?:[A-Za-z]|[A-Z]\w*[-–])$")
_GROWN = re.compile("(?:增加|增长|增|涨|提高|上升|攀升|飙升|翻|多)(?:了|近|约|逾|超过|将近|大约)*$")
_DOZENS = re.compile("打(?![一二两三四五六七八九十开算造击破断扮扫动听败响入进赢折电车包工中下上出])")
_WEEKDAY_AFTER = re.compile("个(?:星期|礼拜)[一二三四五六日天](?![个年十百千])")
_WIDE = str.maketrans("０１２３４５６７８９，．：％", "0123456789,.:%")


def find(text: str) -> list[Quantity]:
    """The quantities of a Chinese text."""
    plain = text.translate(_WIDE)
    found = readings.shared_scale(list(readings.scan(plain, patterns.pattern(), _read)), plain, _JOINT, _SCALES)
    found = _shares(found, plain)
    return [replace(quantity, text=text[quantity.start : quantity.end]) for quantity in found]


def _read(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    start, end, said = match.start(), match.end(), match.group()
    match match.lastgroup:
        case "attacks":
            yield from readings.attacks(start, end, said)
        case "month":
            month = value_of(match["mm"])
            yield Quantity(start, end, said, (month,), "month" if 1 <= month <= 12 else "number")
        case "week":
            day = 7 if said[-1] in "日天" else "一二三四五六".index(said[-1]) + 1
            yield Quantity(start, end, said, (Fraction(day),), "weekday")
        case "noon":
            yield Quantity(start, end, said, readings.clock(12), "time", firm=False)
        case "clock":
            yield from times.clock(said, start)
        case "timing":
            yield from times.timing(said, start)
        case "date":
            yield from readings.digits_in(said, start, "date")
        case "percent":
            complete = match["pc"] in ("百", "一百")  # 百分之百的信任
            kind: Kind = "loose" if complete else "number"
            value = value_of(match["pc"])
            yield Quantity(start, end, said, (value,), kind, "%", not complete, _about(text, start, end))
        case "tenths":
            share = Fraction(digit_of(said[0]) * 10 + (5 if said.endswith("半") else 0))
            yield Quantity(start, end, said, (share, share / 100), "number", "%", False, True)
        case "fraction":
            yield from _fraction(match)
        case "age":
            yield Quantity(start, end, said, (Fraction(digit_of(said[0]) * 10),), unit="year", firm=False)
        case "discount":
            paid = value_of(said[:-1])
            paid *= Fraction(1) if len(said) == 3 and said[0] not in "123456789" else Fraction(10)
            yield Quantity(start, end, said, (100 - paid, paid), unit="%", firm=False)
        case "quarter":
            quarters = Fraction(digit_of(said[0]))
            yield Quantity(start, end, said, (quarters * 15, quarters / 4), unit="minute", firm=False)
        case "counted" if _is_counted(text, match) and (number := patterns.number().match(text, start)):
            yield from _characters(text, number)
        case "loose":
            yield Quantity(start, end, said, (Fraction(entry("zh", "loose", said)),), "loose", firm=False)
        case "decade":
            century, year = match["century"], value_of(match["dd"])
            if century and century != "上" and year < 100:
                year += (value_of(century) - 1) * 100
            after = match.end("first") + 1 if match["first"] else start
            if match["first"]:  # “6、70年代”
                first = readings.decade(int(match["first"][0]) * 10)
                yield Quantity(start, after - 1, match["first"], first, firm=False)
            yield Quantity(after, end, text[after:end], readings.decade(int(year)), firm=bool(century) or year >= 100)
        case "magnitude":
            yield _magnitude(text, match)
        case "half":
            if "世纪" in said:
                yield Quantity(start, end, said, (Fraction(50),), "number", "year", about=_about(text, start, end))
            else:
                more = [Fraction(n) for sign, n in (("年", 6), ("时", 30)) if sign in said]
                yield Quantity(start, end, said, (*readings.part(Fraction(1), Fraction(2)), *more), "loose", firm=False)
        case "digits":
            yield _digits(text, match)
        case "characters":
            yield from _characters(text, match)


def _about(text: str, start: int, end: int) -> bool:
    return bool(_ABOUT.search(text[max(0, start - 4) : start])) or bool(_ABOUT_AFTER.match(text, end))


def _is_counted(text: str, match: re.Match[str]) -> bool:
    """Whether a word that may be none is a number here: 十分 before 钟."""
    before, after = patterns.counted(match.group())
    return bool(before.search(text, max(0, match.start() - 8), match.start())) or bool(after.match(text, match.end()))


def _fraction(match: re.Match[str]) -> Iterator[Quantity]:
    of, count = value_of(match["below"]), value_of(match["above"])
    if of <= count:
        return
    start, end, values = match.start(), match.end(), readings.part(count, of)
    if of >= FINE:  # “3 per 10,000”, “0.03%”
        yield Quantity(start, match.end("below"), match["below"], (of,), firm=False)
        start, values = match.start("above"), (values[0], count, values[0] * 100)
    yield Quantity(start, end, match.string[start:end], values, firm=count > 1)


def _shares(found: Sequence[Quantity], text: str) -> list[Quantity]:
    """Give four of “十个人中有四个” the reading 4/10: ten may go, as it does in “four in ten”."""
    at = {quantity.start: n for n, quantity in enumerate(found)}
    result = list(found)
    for match in patterns.share().finditer(text):
        whole, some = (at.get(place) for place in patterns.named(match))
        if whole is None or some is None:
            continue
        of, count = result[whole], result[some]
        if count.value >= of.value or {of.kind, count.kind} != {"number"} or of.unit or count.unit:
            continue
        if match["of"] or of.value <= 10 or set(str(of.value)) <= {"1", "0"}:  # not “three of the 27”
            result[whole] = replace(of, firm=False)
        result[some] = replace(count, values=(*count.values, count.value / of.value))
    return result


def _magnitude(text: str, match: re.Match[str]) -> Quantity:
    """“数百万”, “成千上万”, “上千”: the scale alone; 数以百计 as 数百."""
    value = Fraction(1)
    said = match.group()
    for character in "万" if said == "成千上万" else said:
        value *= {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 10**8}.get(character, 1)
    unit, _ = units("zh").at(text, match.end())
    return Quantity(match.start(), match.end(), said, (value,), "magnitude", unit, False, True)


def _digits(text: str, match: re.Match[str]) -> Quantity:
    start, end = match.span()
    values: tuple[Fraction, ...] = (value_of(match.group()),)
    firm = not _NAME_BEFORE.search(text[max(0, start - 12) : start]) and values[0] != 1
    if (more := re.compile(r"/(\d+)\b").match(text, end)) and int(more[1]):
        values, end, firm = (values[0] / int(more[1]), values[0]), more.end(), False
    elif added := readings.vulgar(text, end):
        values, end = (values[0] + added,), end + 1
    if re.compile(r"[A-Za-z]").match(text, end) and not units("zh").at(text, end)[0]:
        firm = False
    return _measured(text, start, end, values, "ordinal" if text[start - 1 : start] == "第" else "number", firm)


def _characters(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """A number in characters, or two neighbours in a row for a rough one («七八个», «二三十»)."""
    start, end = match.span()
    said = match.group()
    before = text[start - 1 : start]
    rough = re.fullmatch("([二三四五六七八九]?十)?([一两二三四五六七八九])([二两三四五六七八九])([十百千万亿]*)", said)
    if rough and before not in ("第", "〇", "零", "点") and digit_of(rough[3]) == digit_of(rough[2]) + 1:
        if tens := rough[1]:  # 二十八九: the late twenties
            values = (*(value_of(tens + rough[n]) for n in (2, 3)), value_of(tens))
            yield _measured(text, start, end, values, "number", False)
            return
        for n in (2, 3):
            exact = value_of(rough[n] + rough[4])
            yield _measured(text, start + n - 2, end if n == 3 else start + 1, (exact,), "number", False)
        return
    exact = value_of(said)
    quarter = text.startswith("季度", end)
    counted = before == "第" or quarter or bool(patterns.classifier().match(text, end))
    if exact == 1 and not counted and not text.startswith("千", end):  # 一千瓦: one kilowatt
        return
    firm = quarter or (exact > 3 and said not in patterns.BARE and (counted or len(said) > 1))
    yield _measured(text, start, end, (exact,), "ordinal" if before == "第" else "number", firm)


def _measured(text: str, start: int, end: int, values: tuple[Fraction, ...], kind: Kind, firm: bool) -> Quantity:
    """The number with what stands around it: “多”, a classifier and “半”, a unit."""
    unit = money(text, start)
    about = _about(text, start, end)
    if text[end : end + 1] == "倍" and values[0] <= 3:  # “增加一倍”, “两倍”: ways to say “double”
        kind, firm = "loose", False
    values = _counted_otherwise(text, start, end, values)
    more = re.compile(r"\s?[多余几来]").match(text, end)
    after = more.end() if more else end
    if scale := re.compile(r"\s?[万亿]+").match(text, after):  # 30多万
        values, after = tuple(value * value_of("一" + scale.group().strip()) for value in values), scale.end()
    half = re.compile(r"\s?(?:个半|分半钟)").match(text, after)
    if half:
        values, after = (values[0] + Fraction(1, 2),), half.end()
    if half and "分" in half.group():
        unit, end = "minute", after
    elif not unit and not _WEEKDAY_AFTER.match(text, after):
        unit, past = units("zh").at(text, after)
        end = past if unit else after
    if unit in ("year", "hour", "day", "USD", "point") and (half := re.compile("半(?![年个天数])").match(text, end)):
        values, end = (values[0] + Fraction(1, 2),), half.end()
    elif unit == "hour" and (quarter := re.compile("零?([一三])刻钟?").match(text, end)):
        values, end = (values[0] + Fraction(digit_of(quarter[1]), 4),), quarter.end()
    if unit == "point" and values[0] <= 12 and values[0].denominator == 1:  # an hour; which half of the day stands afar
        values = (values[0], values[0] + 12)
    return Quantity(start, end, text[start:end], values, kind, unit, firm, about)


def _counted_otherwise(text: str, start: int, end: int, values: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
    """The readings of a number that other languages count from another beginning, or in dozens."""
    if text.startswith("倍", end) and _GROWN.search(text, max(0, start - 6), start):  # 增长四倍: fivefold
        return (*values, values[0] + 1)
    if text.endswith("倒数第", 0, start):  # 倒数第三: last but two
        return (*values, values[0] - 1)
    return (values[0] * 12,) if _DOZENS.match(text, end) else values
