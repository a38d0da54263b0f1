"""What quantities look like in English: patterns made of the words in `data/english.toml`."""

from __future__ import annotations

import re
from functools import cache

from summarizer.verifying.quantities import readings
from summarizer.verifying.quantities.lexicon import one_of, table, words


@cache
def scale() -> re.Pattern[str]:
    """A scale word behind a number: “million”, “bn”."""
    return re.compile(rf"[\s-]?({one_of(table('english')['scales'])})\b", re.IGNORECASE)


@cache
def span() -> re.Pattern[str]:
    """What is counted in tens, dozens or hundreds: “decades”, “dozen”."""
    return re.compile(rf"[\s-]?({one_of(words('en', 'spans'))})\b", re.IGNORECASE)


@cache
def pattern() -> re.Pattern[str]:
    """Whatever may be a quantity; the name of the group says how it is to be read."""
    lists = table("english")
    small = one_of([*lists["units"], *lists["tens"]])
    scales = one_of(["hundred", "thousand", "million", "billion", "trillion"])
    ordinals = one_of(lists["ordinals"])
    any_word = f"{small}|{scales}|{ordinals}"
    large = "thousand|million|billion|trillion"
    parts = one_of(lists["parts"])
    counts = one_of(word for word, value in lists["units"].items() if 1 < value < 10)
    hours = one_of(word for word, value in lists["units"].items() if 0 < value <= 12)
    measures = [word for word in words("en", "measures") if word[:1].isalpha()]
    comma = r"(?:(?<=thousand)|(?<=million)|(?<=billion)),\s"
    return re.compile(
        "|".join(
            (
                r"(?P<clock>(?<![\d.,])\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.m\.|[ap]m\b|[AP]M\b|[AP]\.M\.)"
                rf"|(?<![\d.,:])\d{{1,2}}:\d\d(?![\d:])|{readings.ZONED})",
                rf"(?P<noon>\b(?i:{one_of(words('en', 'times'))})\b)",
                rf"(?P<oclock>\b(?i:{one_of(lists['units'])}|\d{{1,2}})\so['’]clock)",
                rf"(?P<spoken>\b(?i:{_spoken(hours)})\b)",
                rf"(?P<daytime>\b(?i:(?:{hours}|\d{{1,2}})\s(?:in\sthe\s(?:morning|afternoon|evening)|at\snight))\b)",
                r"(?P<date>(?<![\d/])\d{1,2}/\d{1,2}/\d{2,4}(?![\d/])|(?<!\d)\d{4}-\d\d-\d\d(?!\d))",
                r"(?P<attacks>(?<![\d/])9/11(?![\d/]))",
                rf"(?P<idiom>\b(?i:{one_of(words('en', 'idioms'))})\b)",
                rf"(?P<age>\b(?i:{one_of(words('en', 'ages'))})\b)",
                r"(?P<nothing>\b(?i:goalless|scoreless)\b)",
                rf"(?P<part>\b(?i:half[\s-](?:an?\s)?(?:{large}|century|decade|dozen)"
                rf"|quarter(?=\sof\san?\s(?:{large}|century)\b)|(?:an?|one)[\s-](?:{parts})"
                rf"|(?!two\squarters)(?:{counts})[\s-](?:{parts})s)"
                r"\b(?![\s-]?(?:time|day)\b))",
                rf"(?P<andhalf>\b(?i:an?|one)\s(?P<halved>{large}|{one_of(words('en', 'spans'))}|{one_of(measures)})"
                r"\sand\sa\s(?P<more>half|quarter)\b)",
                rf"(?P<magnitude>\b(?i:(?:(?:tens|hundreds|thousands|dozens|scores)\sof\s)?(?:thousands|millions|billions"
                rf"|trillions)|tens|hundreds|dozens|(?:several|a\sfew|many|a\scouple(?:\sof)?)\s(?:(?:hundred|thousand)\s)?"
                rf"(?:hundred|dozen|{large}))\b)",
                rf"(?P<fold>\b(?i:{one_of(words('en', 'folds'))})\b)",
                r"(?P<digits>(?<![\d.])(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,2}(?:,\d\d)+,\d{3}(?!\d)|\d+)(?:\.\d+)?)",
                rf"(?P<month>\b(?:{one_of(words('en', 'months'))})(?!\w))",
                rf"(?P<weekday>\b(?:{one_of(words('en', 'weekdays'))})\b)",
                r"(?P<roman>\b(?=[IVX]{2,6}\b)X{0,3}(?:IX|IV|V?I{0,3})\b)",
                rf"(?P<decade>\b(?i:(?:(?:mid|late)[\s-])?(?:{one_of(lists['decades'])}))\b)",
                rf"(?P<span>\b(?=(?i:{one_of(words('en', 'spans'))})\b))",
                rf"(?P<words>\b(?i:(?:{any_word})(?:(?:[\s-]|{comma})(?:and\s)?(?:{any_word})\b)*)\b)",
                r"(?P<half>\b(?i:half)\b(?!-))",
            )
        )
    )


def _spoken(hours: str) -> str:
    """Times of day in words: “half past two”, “a quarter to six”; “ten to six” may be a range."""
    hour = rf"(?:{hours}|\d{{1,2}})"
    spelt = r"(?:twenty[\s-]five|twenty|ten|five)(?:\sminutes)?"
    minutes = rf"(?:{spelt}|\d{{1,2}}(?:\sminutes)?)"
    when = r"\s(?:in\sthe\s(?:morning|afternoon|evening)|at\snight|on\s[A-Z]\w+day)\b"
    part_of_day = r"(?:\s(?:in\sthe\s(?:morning|afternoon|evening)|at\snight))?"
    return (
        rf"(?:half\spast|(?:a\s)?quarter\s(?:past|to)|{minutes}\spast)\s{hour}\b{part_of_day}"
        rf"|(?<=\bat\s){spelt}\sto\s{hour}\b{part_of_day}|{spelt}\sto\s{hour}(?={when}){part_of_day}"
    )
