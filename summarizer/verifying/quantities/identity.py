"""The same number of something else: things that have become money, a count a year, degrees those of another scale;
and money or a share whose unit is gone altogether."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.article import Language
from summarizer.verifying.quantities.lexicon import entry, units
from summarizer.verifying.quantities.units import is_currency, same_unit
from summarizer.verifying.quantities.value import Quantity

YEARS = range(1000, 2101)
"""Numbers of so many may be years; of others the source must say so: “in 680”, “by 2300”."""
OLDEST = 125
"""Years of age that a person reaches at most."""
_YEAR = {
    "ru": re.compile(r"\d*(?:[05-9]|1[1-4]) год[ау]?\b|\d+ (?:году?\b(?! назад)|годом\b(?! ранее| раньше)|г\.)"),
    "zh": re.compile(r"\d{3,}(?:年(?!轻|一遇)|岁)"),
}
"""A number that is read as a year, or, in Chinese, as so many of them or as an age; «года» counts where one does not
say it of so many years."""
_BEFORE_A_YEAR = re.compile(
    r"\b(?:in|of|since|by|until|till|from|to|before|after|around|about|and|between|year|early|mid|late|spring|summer"
    r"|autumn|winter|born|turned|at|aged|A\.?D\.?)\s$|(?:, |[-–(])$",
    re.IGNORECASE,
)
_AFTER_A_YEAR = re.compile(r"\s?(?:B\.?C|A\.?D|B?CE\b)|(?:\s[a-z]+){1,3} years?\b|\s?[-–]\s?\d{3}")
_EXCHANGED = re.compile(
    r"\b(?:to|per|against|versus) (?:the |a )?(?:U\.?S\.? )?(?:dollar|greenback|euro|pound|yen|yuan|franc)\b",
    re.IGNORECASE,
)
"""A rate: “150 to the dollar” are yen."""
_MONEY = {
    "ru": re.compile(
        r"долл|бакс|руб|евро|фунт|юан|иен|йен|крон|франк|рупи|вон|грив|песо|реал|лир|злот|бат|[$€£¥₽₴₹]", re.IGNORECASE
    ),
    "zh": re.compile(r"[元镑块币欧郎铢$€£¥₽₹]|美金|卢布|克朗|卢比|比索|里拉|兰特|雷亚尔|第纳尔|罗提|格里夫"),
}
_SHARE = {"ru": re.compile(r"%|процент|пункт", re.IGNORECASE), "zh": re.compile(r"[%％成]|分之|个点")}
_AMBIGUOUS = ("KRW", "crown")
"""What a number may stand before and be no money: “12 won seats”, “14 crowns at Roland Garros”."""


def something_else(
    one: Quantity, other: Quantity, ours: Sequence[Quantity], source: str, target: str, language: Language
) -> bool:
    """Whether `other`, in the translation `target`, is the number `one` of `source`, whose quantities are `ours`, with
    another meaning."""
    if not (one.firm and other.firm) or {one.kind, other.kind} != {"number"}:
        return False
    if not same_unit(one.unit, other.unit):
        return True
    if one.unit and not other.unit:
        return _lost(one.unit, target, language)
    return not one.unit and (_is_money_now(other, ours, source) or _is_year_now(one, other, source, target, language))


def _is_money_now(other: Quantity, ours: Sequence[Quantity], source: str) -> bool:
    """Money may be said once for several numbers, “$5 to 7”, “$310 here, 190 there”, or not beside its number: “5
    million Swedish crowns”."""
    if not is_currency(other.unit) or _EXCHANGED.search(source):
        return False
    named = {entry("en", "measures", match[1]) for match in units("en").pattern.finditer(source)}
    return not any(is_currency(unit) and same_unit(unit, other.unit) for unit in named.union(q.unit for q in ours))


def _is_year_now(one: Quantity, other: Quantity, source: str, target: str, language: Language) -> bool:
    """Whether a number that cannot be a year has become one, or so many of them."""
    if other.unit != "year" or language not in _YEAR or not _YEAR[language].match(target, other.start):
        return False
    if target[other.end - 1] == "岁":
        return one.value > OLDEST
    if _AFTER_A_YEAR.match(source, one.end):
        return False
    if "," in one.text:
        return True
    said = _BEFORE_A_YEAR.search(source, max(0, one.start - 12), one.start)
    return one.text.isdigit() and one.value >= 100 and one.value not in YEARS and not said


def _lost(unit: str, target: str, language: Language) -> bool:
    """Whether nothing in a translation names money, or a share, any more."""
    named = _MONEY if is_currency(unit) and unit not in _AMBIGUOUS else _SHARE if unit == "%" else {}
    return language in named and not named[language].search(target)
