"""What quantities look like in Chinese: patterns made of the words in `data/chinese.toml`."""

from __future__ import annotations

import re
from functools import cache

from summarizer.verifying.quantities.chinese_numbers import CHARACTERS, DIGITS
from summarizer.verifying.quantities.chinese_times import CLOCK, TIMING
from summarizer.verifying.quantities.lexicon import one_of, table, words

BARE = ("百", "千", "万", "亿", "十", "百万", "千万", "十万", "万亿", "亿万")
"""Scales that are words by themselves, without a number before them."""
_N = "一二三四五六七八九"
_C = CHARACTERS
_KILO = "千(?=[瓦克米])"
"""Where 千 belongs to the unit: a kilowatt."""
_ANY = rf"(?:(?!{_KILO})[{_C}])+"
_COUNT = rf"(?:\d+(?:\.\d+)?[万亿]?|{_ANY})"


@cache
def classifier() -> re.Pattern[str]:
    """What is counted, behind a number."""
    return re.compile(f"[多余几来]?(?:{one_of(table('chinese')['classifiers']['words'].split())})")


@cache
def share() -> re.Pattern[str]:
    """“十个人中有四个”, “每五家就少了三家”, “六分，满分十分”: some of so many, as a share."""
    gap = "[^，。；：！？、“”,.:;]"
    return re.compile(
        rf"每(?P<of>{_COUNT})(?!年|天|周|月|小时|分钟|次)(?!个?(?:月|星期|小时)){gap}{{1,14}}?[中里内]?(?:就|便|约|只|仅|才)*"
        rf"(?:有|少了?|占|见)(?P<count>{_COUNT})"
        rf"|(?<![第近\d{_C}])(?P<of2>{_COUNT}){gap}{{1,6}}[中里](?:{gap}{{0,3}}?)有(?P<count2>{_COUNT})"
        rf"|(?<![\d.{_C}])(?P<count3>{_COUNT})分(?:[，,（(]?满分)(?P<of3>{_COUNT})分"
        rf"|满分(?P<of4>{_COUNT})分{gap}{{0,4}}[，,]?(?:给|得|打|只|拿|评|了)+(?P<count4>{_COUNT})分"
    )


def named(match: re.Match[str]) -> tuple[int, int]:
    """Where the whole and the part of a share begin."""
    wholes, parts = (
        [n for name, n in match.re.groupindex.items() if name.startswith(kind)] for kind in ("of", "count")
    )
    return max(match.start(n) for n in wholes), max(match.start(n) for n in parts)


@cache
def number() -> re.Pattern[str]:
    """A number in characters."""
    return re.compile(rf"{_ANY}(?:点[{DIGITS}]+(?:[万亿]+)?)?")


@cache
def counted(word: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What before or behind the `word` makes it a number: 十分 is “very”, before 钟 ten minutes."""
    before, after = table("chinese")["counted"][word]
    return re.compile(f"(?:{before})$"), re.compile(after)


@cache
def pattern() -> re.Pattern[str]:
    """All that a quantity may be: the name of the group that matches says what."""
    scales = r"(?:\s?(?:[十百万亿]|千(?![瓦米克伏兆]))+)?"
    mixed = rf"\d{{1,3}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?{scales}|\d+(?:\.\d+)?{scales}"
    idioms = one_of(table("chinese")["idioms"]["words"].split())
    return re.compile(
        "|".join(
            (
                rf"(?P<clock>{CLOCK})",
                rf"(?P<noon>零点(?![{DIGITS}])|午夜|正午|半夜(?!三更))",
                rf"(?P<timing>{TIMING})",
                r"(?P<date>(?<![\d/])\d{1,2}/\d{1,2}/\d{2,4}(?![\d/])|(?<!\d)\d{4}-\d\d?-\d\d?(?!\d))",
                r"(?P<attacks>(?<![\d./])9[·./]11(?![\d./])|911(?=\s?事件|\s?袭击|\s?恐))",
                rf"(?P<decade>(?:(?P<first>\d0?)、(?=\d0\s?年代))?(?:(?P<century>\d\d|[{_C}]+|上)\s?(?:个)?世纪\s?)?(?P<dd>\d{{2,4}}|[{_C}]{{1,4}})\s?年代)",
                rf"(?P<month>(?P<mm>(?<!\d)\d{{1,2}}|(?<![\d{_C}])(?:十[一二]?|[{_N}]))\s?月(?![球亮饼]))",
                r"(?P<week>(?:星期|礼拜|(?<![两每上下一三四五六七八])周)[一二三四五六日天](?![个年岁])"
                r"|(?<=[每上下])周[一二三四五六日](?![名个位只家人年岁次场艘辆架所天]))",
                r"(?P<age>[三四五六七八九]旬(?![期节斋]))",
                rf"(?P<percent>百分之(?P<pc>[\d.]+|[{_C}点]+))",
                rf"(?P<fraction>(?P<below>\d+|[{_C}]+)分之(?P<above>\d+(?:\.\d+)?|[{_C}]+(?:点[{DIGITS}]+)?)(?!决赛))",
                r"(?P<tenths>[一二三四五六七八九两]成半?(?![为立功员果就本人分都熟]))",
                rf"(?P<discount>(?<=打)(?:\d(?:\.\d)?|[{_N}]{{1,2}})折(?!扣))",
                rf"(?P<quarter>(?<![{_C}])[一三]刻钟)",
                r"(?P<magnitude>成千上万|数以[十百千万亿]+计|(?:数|几|上|成|好几)(?:[十百千万亿]+))",
                rf"(?P<counted>{one_of(table('chinese')['counted'])})",
                rf"(?P<loose>{one_of(words('zh', 'loose'))})",
                rf"(?P<idiom>{idioms}|(?:[\d{_C}]+分之)[\d{_C}]+决赛|(?<=[这那某])一(?=[二三四五六七八九]级))",
                r"(?P<half>半(?:个?多?世纪|个?多?年|个?多?小时|数|天|个月|场)|一半|过半)",
                rf"(?P<digits>(?<![\d.])(?:(?:{mixed})(?:零?\d+[百千万])*))",
                rf"(?P<characters>{number().pattern})",
            )
        )
    )
