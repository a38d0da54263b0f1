"""Quantities of Chinese."""

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
    shared_scale,
    table,
    unit_pattern,
    words_of,
)

_JOINT = re.compile(r"\s?[-–—~～至到]\s?|、|或(?:者)?|和|[名个人岁%％]至", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:大?约|近|将近|超过|逾|超|至少|多达|高达|大概|差不多|几乎|不到|接近|估计|左右|上|达|最多|不足)\s?[$€£]?$"
)
_MORE = re.compile(r"多|余|左右|上下|以上|以下|几|来")
_C = "〇零一二两三四五六七八九十百千万亿"


def find(text: str) -> list[Quantity]:
    """The quantities of a Chinese text."""
    plain = text.translate(_WIDE)
    found = shared_scale(list(_all(plain)), plain, _JOINT)
    return [Quantity(q.start, q.end, text[q.start : q.end], q.values, q.kind, q.unit, q.firm, q.about) for q in found]


_WIDE = str.maketrans("０１２３４５６７８９，．：％", "0123456789,.:%")


def _all(text: str) -> Iterator[Quantity]:
    pattern = _pattern()
    at = 0
    while match := pattern.search(text, at):
        found = list(_read(text, match))
        yield from found
        at = max([match.end(), match.start() + 1, *(quantity.end for quantity in found)])


def _read(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    start, end, kind = match.start(), match.end(), match.lastgroup or ""
    said = match.group()
    parts = [match.group(name) for name in ("a", "b") if match.groupdict().get(name)]
    if kind == "month":
        number = _integer(match["mm"])
        if 1 <= number <= 12:
            yield Quantity(start, end, said, (Fraction(number),), "month")
    elif kind == "week":
        yield Quantity(
            start,
            end,
            said,
            (Fraction("一二三四五六日天".index(said[-1]) % 7 + 1 if said[-1] != "天" else 7),),
            "weekday",
        )
    elif kind == "clock":
        yield from _clock(text, match)
    elif kind == "date":
        for part in re.finditer(r"\d+", said):
            yield Quantity(start + part.start(), start + part.end(), part.group(), (Fraction(int(part.group())),))
    elif kind == "percent":
        value = _value(match["pc"])
        yield Quantity(
            start, end, said, (value,), "number", "%", True, bool(_ABOUT.search(text[max(0, start - 4) : start]))
        )
    elif kind == "tenths":
        value = Fraction(_integer(said[0]) * 10 + (5 if said.endswith("半") else 0))
        yield Quantity(start, end, said, (value, value / 100), "number", "%", False, True)
    elif kind == "fraction":
        below, above = _value(match["below"]), _value(match["above"])
        if below:
            yield Quantity(start, end, said, (above / below, above), firm=False)
    elif kind == "decade":
        century = re.match(rf"(?P<c>\d+|[{_C}]+)世纪", said)
        number = int(_value(match["dd"]))
        if century and number < 100:
            number += (_integer(century["c"]) - 1) * 100
        yield Quantity(start, end, said, decade(number))
    elif kind == "vague":
        base = {"十": 10, "百": 100, "千": 1000, "万": 10000, "亿": 10**8}
        value = Fraction(1)
        for character in said:
            value *= base.get(character, 1)
        yield Quantity(start, end, said, (value,), "number", "", False, True)
    elif kind == "half":
        yield Quantity(
            start,
            end,
            said,
            (Fraction(1, 2), *([Fraction(6)] if "年" in said else [Fraction(30)] if "时" in said else [])),
            firm=False,
        )
    elif kind == "idiom":
        return
    elif kind == "digits":
        yield _digits(text, match)
    else:
        yield from _characters(text, match)
    del parts


def _clock(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    said = match.group()
    if ":" in said:
        hour, minute = (int(part) for part in re.findall(r"\d+", said)[:2])
    else:
        hour = _integer(match["hh"])
        minute = 30 if said.endswith("半") else _integer(match["mi"]) if match["mi"] else 0
    part = match["day"] or match["day2"] or ""
    half: Any = (
        "pm"
        if part in ("下午", "晚上", "傍晚", "晚间", "晚") and hour < 12
        else "am"
        if part in ("上午", "凌晨", "清晨", "早上", "早晨", "早") and hour <= 12
        else ""
    )
    if hour <= 24 and minute < 60:
        yield Quantity(match.start(), match.end(), said, clock(hour, minute, half), "time")
    else:
        for number in re.finditer(r"\d+", said):
            here = match.start() + number.start()
            yield Quantity(here, here + len(number.group()), number.group(), (Fraction(int(number.group())),))


def _digits(text: str, match: re.Match[str]) -> Quantity:
    start, end = match.span()
    said = match.group()
    values: tuple[Fraction, ...] = (_value(said),)
    firm = not re.search(r"(?:[A-Za-z]|[A-Z]\w*[-–])$", text[max(0, start - 12) : start])
    if (part := re.compile(r"/(\d+)\b").match(text, end)) and int(part[1]):
        values, end, firm = (values[0] / int(part[1]), values[0]), part.end(), False
    if re.compile(r"[A-Za-z]").match(text, end) and not _unit(text, end)[0]:
        firm = False
    kind: Any = "ordinal" if text[start - 1 : start] == "第" else "number"
    return _finished(text, start, end, values, kind, firm)


def _characters(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """A number in characters, or two neighbours in a row for a rough one («七八个»)."""
    start, end = match.span()
    said = match.group()
    before = text[start - 1 : start]
    if re.fullmatch("[一二三四五六七八九]{2}", said) and before not in ("第", "〇", "零", "点"):
        for n, character in enumerate(said):
            yield _finished(text, start + n, start + n + 1, (Fraction(_integer(character)),), "number", False)
        return
    value = _value(said)
    counted = before == "第" or bool(_classifier().match(text, end))
    bare = said in ("百", "千", "万", "亿", "千万", "百万", "亿万", "十万", "万亿", "十")
    firm = value > 3 and ((counted and said not in ("百", "千", "万", "亿")) or (len(said) > 1 and not bare))
    if value == 1 and not counted:
        return
    yield _finished(text, start, end, (value,), "ordinal" if before == "第" else "number", firm)


def _unit(text: str, end: int) -> tuple[str, int]:
    pattern, groups = _measures()
    match = pattern.match(text, end)
    return (groups[match.lastgroup], match.end()) if match and match.lastgroup else ("", end)


def _finished(text: str, start: int, end: int, values: tuple[Fraction, ...], kind: Any, firm: bool) -> Quantity:
    sign = re.search(rf"({one_of(_signs())})\s?$", text[max(0, start - 5) : start])
    about = bool(_ABOUT.search(text[max(0, start - 4) : start]))
    if more := _MORE.match(text, end):
        about, end = True, more.end()
    if scale := re.compile("[万亿]+").match(text, end):  # 30多万
        factor = 1
        for character in scale.group():
            factor *= table("chinese")["scales"][character]
        values, end = tuple(value * factor for value in values), scale.end()
    unit, end = (_signs()[sign[1]], end) if sign else _unit(text, end)
    if half := re.compile(r"个?半(?![岛导])").match(text, end):
        values, end = (values[0] + Fraction(1, 2), values[0]), half.end()
    about = about or bool(_MORE.match(text, end)) or text[end : end + 1] == "+"
    return Quantity(start, end, text[start:end], values, kind, unit, firm, about)


def _value(said: str) -> Fraction:
    """The value of digits, characters, or both: 2亿3000万, 一点五, 二〇二〇."""
    said = said.replace(",", "").replace(" ", "")
    if "点" in said:
        whole, _, rest = said.partition("点")
        digits = "".join(str(_digit(c)) for c in rest)
        return Fraction(_integer(whole)) + Fraction(int(digits or 0), 10 ** len(digits))
    if re.fullmatch(r"[〇零一二两三四五六七八九]+", said):
        return Fraction(int("".join(str(_digit(c)) for c in said)))
    total, section, number = Fraction(0), Fraction(0), Fraction(0)
    pending = False
    for token in re.findall(r"\d+(?:\.\d+)?|.", said):
        if token[0].isdigit() and token[0] in "0123456789":
            number, pending = Fraction(token), True
        elif token in ("万", "亿", "兆"):
            section += number
            if token == "亿" or not section:
                total, section = (total + section or 1) * table("chinese")["scales"][token], Fraction(0)
            else:
                total, section = total + section * 10_000, Fraction(0)
            number, pending = Fraction(0), False
        elif token in ("十", "百", "千"):
            section += (number if pending else 1) * table("chinese")["scales"][token]
            number, pending = Fraction(0), False
        else:
            number, pending = Fraction(_digit(token)), bool(_digit(token))
    return total + section + number


def _digit(character: str) -> int:
    return int(table("chinese")["digits"].get(character, 0)) if not character.isascii() else int(character)


def _integer(said: str) -> int:
    return int(_value(said)) if said else 0


@cache
def _signs() -> dict[str, str]:
    return words_of(table("signs")["signs"])


@cache
def _classifier() -> re.Pattern[str]:
    return re.compile(f"[多余几来]?(?:{one_of(table('chinese')['classifiers']['words'].split())})")


@cache
def _measures() -> tuple[re.Pattern[str], dict[str, str]]:
    pattern, groups = unit_pattern(table("chinese")["measures"])
    return re.compile(rf"\s?(?:{pattern})(?![A-Za-z])"), groups


@cache
def _pattern() -> re.Pattern[str]:
    mixed = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?[十百千万亿]*|\d+(?:\.\d+)?[十百千万亿]*"
    day = "上午|下午|凌晨|清晨|早上|早晨|晚上|傍晚|晚间|中午|早|晚"
    return re.compile(
        "|".join(
            (
                rf"(?P<clock>(?P<day>{day})?\s?(?<![\d.:])\d{{1,2}}:\d\d(?![\d:])"
                rf"|(?P<day2>{day})(?P<hh>\d{{1,2}}|[{_C}]+)[时点](?:半|(?P<mi>\d{{1,2}}|[{_C}]+)分)?(?!间))",
                r"(?P<date>(?<![\d/])\d{1,2}/\d{1,2}/\d{2,4}(?![\d/])|(?<!\d)\d{4}-\d\d?-\d\d?(?!\d))",
                rf"(?P<decade>(?:(?:\d\d|[{_C}]+)世纪)?(?P<dd>\d{{2,4}}|[{_C}]{{1,4}})年代)",
                rf"(?P<month>(?<![\d{_C}])(?P<mm>\d{{1,2}}|十[一二]?|[一二三四五六七八九])月(?!球|亮|饼))",
                r"(?P<week>(?:星期|礼拜|周)[一二三四五六日天](?![个]))",
                rf"(?P<percent>百分之(?P<pc>[\d.]+|[{_C}点]+))",
                rf"(?P<fraction>(?P<below>\d+|[{_C}]+)分之(?P<above>\d+|[{_C}]+))",
                r"(?P<tenths>[一二三四五六七八九两]成半?(?![为立功员果就本人分都熟]))",
                r"(?P<vague>(?:数|几|上|成|好几)(?:[十百千万亿]+))",
                rf"(?P<idiom>{one_of(table('chinese')['idioms']['words'].split())})",
                r"(?P<half>半(?:个?多?年|个?多?小时|数|天|个月|场)|一半|过半)",
                rf"(?P<digits>(?<![\d.])(?:(?:{mixed})(?:零?\d+[百千万]+)*))",
                rf"(?P<characters>[{_C}]+(?:点[〇零一二三四五六七八九]+(?:[万亿]+)?)?)",
            )
        )
    )
