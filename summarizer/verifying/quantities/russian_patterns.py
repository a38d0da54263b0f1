"""What quantities look like in Russian: patterns made of the words in `data/russian.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from summarizer.verifying.quantities import readings
from summarizer.verifying.quantities.lexicon import one_of, table, words

SPACE = "[ \u00a0\u202f\u2009]"
"""What may stand between the digits of a number, and between a number and its scale."""


@cache
def ordinals() -> Mapping[str, int]:
    """Every form of the ordinal numbers, and its value."""
    endings = table("russian")["endings"]
    ordinary = endings["ordinal"].split()
    forms = {stem + ending: int(key) for stem, key in words("ru", "ordinals").items() for ending in ordinary}
    return forms | dict.fromkeys(endings["third"].split(), 3)


@cache
def scale() -> re.Pattern[str]:
    """A scale word behind a number: «млн», «тысяч»."""
    return re.compile(rf"{SPACE}?({one_of(words('ru', 'scales'))})\b\.?", re.IGNORECASE)


@cache
def span() -> re.Pattern[str]:
    """What is counted in tens or hundreds: «десятилетия», «сотня»."""
    return re.compile(rf"{SPACE}?({one_of(words('ru', 'spans'))})\b", re.IGNORECASE)


@cache
def pattern() -> re.Pattern[str]:
    """Whatever may be a quantity; the name of the group says how it is to be read."""
    russian = table("russian")
    short = ("тыс", "млн", "млрд", "трлн")
    listed = [*words("ru", "units"), *words("ru", "scales"), *ordinals()]
    # «семью» is «семья» too.
    number = one_of(w for w in listed if w not in (*short, "семью")) + r"|семью(?=\s\w+[ая]ми\b)"
    stems = one_of(russian["measured"]["stems"].split())
    counts = "одн(?:а|у|ой)|" + one_of(word for word, key in words("ru", "units").items() if 1 < int(key) < 10)
    of = one_of(stem for stem, key in words("ru", "ordinals").items() if 4 < int(key) <= 10 or int(key) in (100, 1000))
    many = [word for word, key in words("ru", "prefixes").items() if 3 < float(key) < 100]
    tens = r"десятк(?:и|ов|ам|ами|ах)|сот(?:ни|ен|ням|нями|нях|)"
    large = r"тысяч(?:и|ам|ами|ах|)|миллион(?:ы|ов|ам|ами|ах)|миллиард(?:ы|ов|ам|ами|ах)|триллион(?:ы|ов|ам|ами|ах)"
    return re.compile(
        "|".join(
            (
                r"(?P<clock>(?<![\d.,:])\d{1,2}(?::\d\d(?![\d:])|\.\d\d(?=\s(?:утра|дня|вечера|ночи)\b))"
                rf"|{readings.ZONED})",
                rf"(?P<past>\b(?i:{_past()})\b)",
                rf"(?P<without>\b(?i:{_without()})\b)",
                r"(?P<noon>\b(?i:полдень|полдня(?=\s\d)|полночь|полуночи|полночи|полудня|полудню|полуночью)\b)",
                r"(?P<hour>\b(?i:(?:(?P<within>начале|середине|конце|половин[еа])\s)?"
                rf"(?P<nth>{one_of(ordinals())})\s(?:час[ау]|(?(within)(?=утра|вечера|ночи)|часу))"
                r"(?P<daytime>\s?(?:утра|дня|вечера|ночи)|)\b))",
                r"(?P<oneoclock>\b[Чч]ас(?:а|у)?\s(?:дня|ночи)\b)",
                r"(?P<date>(?<![\d.])\d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d)(?!\d|\.\d))",
                rf"(?P<digits>(?<![\d.])(?<!:\d\d,)(?:\d{{1,3}}(?:{SPACE}\d{{3}})+(?!\d)|\d{{1,3}}(?:[.,]\d{{3}})+(?!\d)|\d+)"
                r"(?:[.,]\d+)?)",
                rf"(?P<month>\b(?i:{one_of(words('ru', 'months'))})\b)",
                rf"(?P<weekday>\b(?i:{one_of(words('ru', 'weekdays'))})\b)",
                r"(?P<roman>\b(?=[IVXХ]{2,6}\b|[IVXХ]\s?(?:[-–—]\s?[IVXХ]+\s)?(?:век|столети|вв?\.|квартал))[XХ]{0,3}(?:I[XХ]|IV|V?I{0,3})\b)",
                r"(?P<half>\b(?i:полтор[аы]|полутора(?:ста)?|половин(?:[аеуы]|ой)|пол(?:у)?год\w+|полчаса|получас\w*"
                r"|пол(?:у)?-?(?:тысяч\w+|миллион\w*|миллиард\w*|век\w*|столети\w+|сотн\w+|десятк\w+|дюжин\w+))\b)",
                r"(?P<and>\b(?P<whole>(?i:час|год|месяц|неделю|километр|метр))"
                r"\sс\s(?P<rest>(?i:половиной|третью|четвертью))\b)",
                r"(?P<part>\b(?i:(?:(?:одн[аоу]й?|две|двух|двум|двумя|три|трех|трем|тремя)\s)?"
                r"(?:трет(?:ь|и|ью|ей|ям|ями|ях)|четверт(?:ь|и|ью|ей|ям|ями|ях)))\b)",
                rf"(?P<odds>\b(?i:кажд(?:ый|ая|ое|ого|ой|ому|ую|ым)\s(?:{one_of(ordinals())})"
                rf"|(?:{counts})\s(?:{of})(?:ая|ую|ой|ых|ым|ыми))\b)",
                rf"(?P<inverted>\b(?i:(?P<thousands>тысяч|миллионов|миллиардов)\s(?P<several>{number}))\b)",
                rf"(?P<magnitude>\b(?i:(?:(?:нескольк\w+|мног\w+)\s)?(?:{tens})(?:\s(?:{large}))?"
                rf"|(?:нескольк\w+|мног\w+)\s(?:{large})|тысяч(?:и|ам|ами|ах|)\s(?:{large})"
                r"|(?<!\d\s)(?:тысяч(?:ами|ам|ах|)|миллион(?:ы|ов|ам|ами|ах)|миллиард(?:ы|ов|ам|ами|ах)))\b)",
                rf"(?P<fold>\b(?i:{one_of(words('ru', 'folds'))})\b)",
                rf"(?P<words>\b(?i:(?:{number})(?:[ \u00a0-](?:{number}))*)\b)",
                rf"(?P<span>\b(?=(?i:{one_of(words('ru', 'spans'))})\b))",
                rf"(?P<compound>\b(?P<prefix>(?i:(?:{one_of(words('ru', 'prefixes'))})+))"
                rf"-?(?P<measured>(?i:(?:{stems})\w*))\b)",
                rf"(?P<joined>\b(?P<beginning>(?i:(?:{one_of(many)})+))"
                r"-?(?P<thing>(?!десят|нар|мит)[а-я]{4,})\b)",
            )
        )
    )


def _past() -> str:
    """«десять минут девятого», «четверть восьмого», «в половине второго»: a share of the hour that is running, where
    no other thing is counted («половина второго тайма»)."""
    hours = one_of(
        form for form, hour in ordinals().items() if (hour <= 12 and form.endswith("ого")) or form == "третьего"
    )
    counts = one_of(word for word, key in words("ru", "units").items() if 0 < int(key) <= 20)
    lasting = table("russian")["clock"]["lasting"].split()
    return (
        rf"(?P<share>(?:двадцат[ьи]\s)?(?:{counts}|\d{{1,2}})\sминут[уы]?|четверть|половин[аеуы])\s(?P<running>{hours})"
        rf"(?P<pastday>\s(?:утра|дня|вечера|ночи)\b|(?!\s(?:{one_of(lasting)})\b))"
    )


def _without() -> str:
    """«без четверти шесть», «без двадцати пяти минут три»."""
    units = table("russian")["units"]
    counts = one_of(word for key in units if 0 < int(key) <= 20 for word in units[key].split() if word.endswith("и"))
    hours = one_of(units[key].split()[0] for key in units if 0 < int(key) <= 12)
    return (
        rf"без\s(?P<short>четверти|(?:двадцати\s)?(?:{counts}))(?:\sминут)?\s(?P<full>{hours}|час)"
        r"(?P<fullday>\s(?:утра|дня|вечера|ночи)\b|)"
    )
