"""The same number of something else: things that have become money, a count a year, degrees those of another scale;
and money or a share whose unit is gone altogether."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.article import Language
from summarizer.verifying.quantities.units import is_currency, same_unit
from summarizer.verifying.quantities.value import Quantity

LAST_YEAR = 2100
"""Up to here numbers may be years."""
OF_OLD = 1000
"""Below, the source must say that a number is a year: “in 680”."""
_YEAR = {
    "ru": re.compile(r"\d*(?:[05-9]|1[1-4]) год[ау]?\b|\d+ (?:году?\b|годом\b(?! ранее| раньше)|г\.)"),
    "zh": re.compile(r"\d{3,}[年岁]"),
}
"""A number that is read as a year, or, in Chinese, as so many of them or as an age; «года» counts where one does not
say it of so many years."""
_SAID_OF_YEARS = re.compile(r"\b(?:in|of|since|by|until|till|from|to|before|after|around|about|and|year|A\.?D\.?)\s$")
_EXCHANGED = re.compile(r"\b(?:to|per|against) (?:the |a )?(?:dollar|euro|pound|yen|yuan|franc)\b", re.I)
"""A rate: “150 to the dollar” are yen."""
_MONEY = {
    "ru": re.compile(
        r"долл|бакс|руб|евро|фунт|юан|иен|йен|крон|франк|рупи|вон|гривн|песо|реал|лир|злот|бат|[$€£¥₽₴₹]", re.I
    ),
    "zh": re.compile(r"[元镑块币$€£¥₽₹]|美金|卢布|法郎|克朗|卢比|比索|里拉|兰特|雷亚尔|第纳尔|罗提|铢"),
}
_SHARE = {"ru": re.compile(r"%|процент", re.I), "zh": re.compile(r"[%％成]|分之|个点")}


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
    """Money may be said once for several numbers: “$5 to 7”, “$310 here, 190 there”."""
    if not is_currency(other.unit) or _EXCHANGED.search(source):
        return False
    return not any(is_currency(q.unit) and same_unit(q.unit, other.unit) for q in ours)


def _is_year_now(one: Quantity, other: Quantity, source: str, target: str, language: Language) -> bool:
    """Whether a number that cannot be a year has become one, or so many of them."""
    if other.unit != "year" or language not in _YEAR or not _YEAR[language].match(target, other.start):
        return False
    if "," in one.text or one.value > LAST_YEAR:
        return True
    said = _SAID_OF_YEARS.search(source, max(0, one.start - 8), one.start)
    return 100 <= one.value < OF_OLD and one.text.isdigit() and not said


def _lost(unit: str, target: str, language: Language) -> bool:
    """Whether nothing in a translation names money, or a share, any more."""
    named = _MONEY if is_currency(unit) else _SHARE if unit == "%" else {}
    return language in named and not named[language].search(target)
