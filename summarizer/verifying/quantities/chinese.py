"""Quantities of Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache

from summarizer.verifying.quantities import readings
from summarizer.verifying.quantities.lexicon import money, one_of, table, units
from summarizer.verifying.quantities.value import Kind, Quantity

_JOINT = re.compile(r"\s?[-–—~～至到]\s?|、|或(?:者)?|和|[名个人岁%％]至", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:大?约|近|将近|超过|逾|超|至少|多达|高达|大概|差不多|几乎|不到|接近|估计|左右|上|达|最多|不足)\s?[$€£]?$"
)
_SCALES = (10**12, 10**8, 10**7, 10**6, 10**4, 1000)
_ABOUT_AFTER = re.compile(r"\s?[多余几]|左右|上下|以上|以下")
_NAME_BEFORE = re.compile(r"(?:[A-Za-z]|[A-Z]\w*[-–])$")
_DIGITS = "〇零一二两三四五六七八九"
_C = _DIGITS + "十百千万亿"
_WIDE = str.maketrans("０１２３４５６７８９，．：％", "0123456789,.:%")
_MORNING = ("上午", "凌晨", "清晨", "早上", "早晨", "早")
_EVENING = ("下午", "晚上", "傍晚", "晚间", "晚")
_BARE = ("百", "千", "万", "亿", "十", "百万", "千万", "十万", "万亿", "亿万")
"""Scales that are words by themselves, without a number before them."""


def find(text: str) -> list[Quantity]:
    """The quantities of a Chinese text."""
    plain = text.translate(_WIDE)
    found = readings.shared_scale(list(readings.scan(plain, _pattern(), _read)), plain, _JOINT, _SCALES)
    return [replace(quantity, text=text[quantity.start : quantity.end]) for quantity in found]


def _read(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    start, end, said = match.start(), match.end(), match.group()
    match match.lastgroup:
        case "attacks":
            yield from readings.attacks(start, end, said)
        case "month":
            month = _value(match["mm"])
            yield Quantity(start, end, said, (month,), "month" if 1 <= month <= 12 else "number")
        case "week":
            day = 7 if said[-1] in "日天" else "一二三四五六".index(said[-1]) + 1
            yield Quantity(start, end, said, (Fraction(day),), "weekday")
        case "noon":
            yield Quantity(start, end, said, readings.clock(12), "time", firm=False)
        case "clock":
            yield from _clock(match)
        case "date":
            yield from readings.digits_in(said, start, "date")
        case "percent":
            complete = match["pc"] in ("百", "一百")  # 百分之百的信任
            kind: Kind = "loose" if complete else "number"
            value = _value(match["pc"])
            yield Quantity(start, end, said, (value,), kind, "%", not complete, _about(text, start, end))
        case "tenths":
            share = Fraction(_digit(said[0]) * 10 + (5 if said.endswith("半") else 0))
            yield Quantity(start, end, said, (share, share / 100), "number", "%", False, True)
        case "fraction":
            yield from _fraction(match)
        case "decade":
            century, year = match["century"], _value(match["dd"])
            if century and century != "上" and year < 100:
                year += (_value(century) - 1) * 100
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


def _clock(match: re.Match[str]) -> Iterator[Quantity]:
    start, said = match.start(), match.group()
    if not (match["hh"] or match["h2"]):
        hour, minute = readings.hour_and_minute(said)
    else:
        named = next(name for name in ("hh", "h2") if match[name])
        hour, minute = int(_value(match[named])), 0
        part = match["mi"] or match["m2"]
        minute = int(_value(part)) if part else 30 if said.endswith("半") else 0
    day = match["day"] or match["day2"] or ""
    half: readings.Half = "pm" if day in _EVENING and hour < 12 else "am" if day in _MORNING and hour <= 12 else ""
    if hour <= 24 and minute < 60:
        yield Quantity(start, match.end(), said, readings.clock(hour, minute, half), "time")
    else:
        yield from readings.digits_in(said, start)


def _fraction(match: re.Match[str]) -> Iterator[Quantity]:
    of, count = _value(match["below"]), _value(match["above"])
    if of > count:
        values = readings.part(count, of)
        yield Quantity(match.start(), match.end(), match.group(), values, firm=count > 1)


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
    values: tuple[Fraction, ...] = (_value(match.group()),)
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
    rough = re.fullmatch("([一两二三四五六七八九])([二两三四五六七八九])([十百千万亿]*)", said)
    if rough and before not in ("第", "〇", "零", "点") and _digit(rough[2]) == _digit(rough[1]) + 1:
        for n in (1, 2):
            value = _value(rough[n] + rough[3])
            yield _measured(text, start + n - 1, end if n == 2 else start + 1, (value,), "number", False)
        return
    value = _value(said)
    quarter = text.startswith("季度", end)
    counted = before == "第" or quarter or bool(_classifier().match(text, end))
    if value == 1 and not counted:
        return
    firm = quarter or (value > 3 and said not in _BARE and (counted or len(said) > 1))
    yield _measured(text, start, end, (value,), "ordinal" if before == "第" else "number", firm)


def _measured(text: str, start: int, end: int, values: tuple[Fraction, ...], kind: Kind, firm: bool) -> Quantity:
    """The number with what stands around it: “多”, a classifier and “半”, a unit."""
    unit = money(text, start)
    about = _about(text, start, end)
    if text[end : end + 1] == "倍" and values[0] <= 3:  # “增加一倍”, “两倍”: ways to say “double”
        kind, firm = "loose", False
    more = re.compile(r"\s?[多余几来]").match(text, end)
    after = more.end() if more else end
    if scale := re.compile(r"\s?[万亿]+").match(text, after):  # 30多万
        values, after = tuple(value * _value("一" + scale.group().strip()) for value in values), scale.end()
    if half := re.compile(r"\s?个半").match(text, after):
        values, after = (values[0] + Fraction(1, 2),), half.end()
    if not unit:
        unit, past = units("zh").at(text, after)
        end = past if unit else after
    if unit in ("year", "hour", "day", "USD", "point") and (half := re.compile("半(?![年个天数])").match(text, end)):
        values, end = (values[0] + Fraction(1, 2),), half.end()
    if unit == "point" and values[0] <= 12 and values[0].denominator == 1:  # an hour; which half of the day stands afar
        values = (values[0], values[0] + 12)
    return Quantity(start, end, text[start:end], values, kind, unit, firm, about)


def _value(said: str) -> Fraction:
    """The value of a number in digits, characters or both: 3.5万, 二十三, 一九五四, 两千零五, 一百二."""
    said = said.replace(",", "").replace(" ", "")
    if "点" in said:
        whole, rest = said.split("点", 1)
        tail = re.search("[万亿]+$", rest)
        digits = "".join(str(_digit(c)) for c in (rest[: tail.start()] if tail else rest))
        value = _value(whole or "零") + Fraction(int(digits or 0), 10 ** len(digits))
        return value * (_value("一" + tail.group()) if tail else 1)
    if re.fullmatch(rf"[{_DIGITS}]+", said):
        return Fraction(int("".join(str(_digit(c)) for c in said)))
    total, section = Fraction(0), Fraction(0)
    number: Fraction | None = None
    last = 0
    for token in re.findall(r"\d+(?:\.\d+)?|.", said):
        scale = table("chinese")["scales"].get(token)
        if scale is None:
            number = Fraction(token) if token[0].isascii() else Fraction(_digit(token))
            last = 0 if token in "零〇" or token[0].isascii() else last
            continue
        if scale < 10_000:
            section += (number or 1) * scale
        else:
            section += number or 0
            total = (total + section or 1) * scale if total < scale else total + (section or 1) * scale
            section = Fraction(0)
        number, last = None, scale
    if number is not None and last >= 100:
        number *= Fraction(last, 10)  # 一百二 is 120, 三万五 35,000
    return total + section + (number or 0)


def _digit(character: str) -> int:
    return int(character) if character.isascii() else int(table("chinese")["digits"].get(character, 0))


@cache
def _classifier() -> re.Pattern[str]:
    return re.compile(f"[多余几来]?(?:{one_of(table('chinese')['classifiers']['words'].split())})")


@cache
def _pattern() -> re.Pattern[str]:
    scales = r"(?:\s?(?:[十百万亿]|千(?![瓦米克伏兆]))+)?"
    mixed = rf"\d{{1,3}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?{scales}|\d+(?:\.\d+)?{scales}"
    day = one_of([*_MORNING, *_EVENING, "中午"])
    idioms = one_of(table("chinese")["idioms"]["words"].split())
    return re.compile(
        "|".join(
            (
                rf"(?P<clock>{readings.ZONED}|(?P<day>{day})?\s?(?<![\d.:])\d{{1,2}}:\d\d(?![\d:])"
                rf"|(?P<day2>{day})\s?(?P<hh>\d{{1,2}}|[{_C}]+)\s?[时点](?:半|\s?(?P<mi>\d{{1,2}}|[{_C}]+)\s?分)?(?!间)"
                r"|(?<![\d.])(?P<h2>\d{1,2}|零)\s?[时点](?:\s?(?P<m2>\d{1,2})\s?分|半))",
                r"(?P<noon>零点|午夜|正午|半夜(?!三更))",
                r"(?P<date>(?<![\d/])\d{1,2}/\d{1,2}/\d{2,4}(?![\d/])|(?<!\d)\d{4}-\d\d?-\d\d?(?!\d))",
                r"(?P<attacks>(?<![\d./])9[·./]11(?![\d./])|911(?=\s?事件|\s?袭击|\s?恐))",
                rf"(?P<decade>(?:(?P<first>\d0?)、(?=\d0\s?年代))?(?:(?P<century>\d\d|[{_C}]+|上)\s?(?:个)?世纪\s?)?(?P<dd>\d{{2,4}}|[{_C}]{{1,4}})\s?年代)",
                rf"(?P<month>(?<![\d{_C}])(?P<mm>\d{{1,2}}|十[一二]?|[一二三四五六七八九])\s?月(?![球亮饼]))",
                r"(?P<week>(?:星期|礼拜|(?<![两每上下一三四五六七八])周)[一二三四五六日天](?![个年岁])"
                r"|(?<=[每上下])周[一二三四五六日](?![名个位只家人年岁次场艘辆架所天]))",
                r"(?P<around>(?<![到至、或\d一二三四五六七八九十])四周(?!的?时间|[前后内中以]|左右|年))",
                rf"(?P<percent>百分之(?P<pc>[\d.]+|[{_C}点]+))",
                rf"(?P<fraction>(?P<below>\d+|[{_C}]+)分之(?P<above>\d+|[{_C}]+))",
                r"(?P<tenths>[一二三四五六七八九两]成半?(?![为立功员果就本人分都熟]))",
                r"(?P<magnitude>成千上万|数以[十百千万亿]+计|(?:数|几|上|成|好几)(?:[十百千万亿]+))",
                rf"(?P<idiom>{idioms})",
                r"(?P<half>半(?:个?多?世纪|个?多?年|个?多?小时|数|天|个月|场)|一半|过半)",
                rf"(?P<digits>(?<![\d.])(?:(?:{mixed})(?:零?\d+[百千万])*))",
                rf"(?P<characters>[{_C}]+(?:点[{_DIGITS}]+(?:[万亿]+)?)?)",
            )
        )
    )
