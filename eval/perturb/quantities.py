"""Damage to quantities: one number, or one part of a date, becomes another.

Places are found by rules of this module's own, so that what the checks cannot read is damaged too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from random import Random

from eval.perturb.inflection import as_form_of, lemma
from summarizer.article import Language

Edit = tuple[int, int, Callable[[Random, str], str]]
"""A place [start, end) in a translation, and what makes something else of what stands there."""

_DIGITS = re.compile(r"(?<![\w.,:/-])\d+(?:[.,:\u00a0\u202f ]\d+)*(?!\d)")
_RUSSIAN_MONTHS = """январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь""".split()
_RUSSIAN_WEEKDAYS = "понедельник вторник среда четверг пятница суббота воскресенье".split()
_RUSSIAN_CARDINALS = """два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать пятнадцать двадцать
тридцать сорок пятьдесят шестьдесят семьдесят сто двести триста""".split()
_RUSSIAN_ORDINALS = "второй третий четвёртый пятый шестой седьмой восьмой девятый десятый двадцатый".split()
_RUSSIAN_SCALES = "тысяча миллион миллиард".split()
_SHORT_SCALES = "тыс млн млрд трлн".split()
_CHINESE_NUMBER = re.compile(
    "(?<![一二两三四五六七八九十百千万亿几数])[二两三四五六七八九十][一二三四五六七八九十百千万]*"
    "(?=[名位个次年岁天国人场所座艘架枚辆家项种届周]|个?月(?!球)|小时|分钟|日(?!本)|公里|米(?!诺)|吨|[美欧]元)"
)
_RUSSIAN_DAY = re.compile(
    rf"(?<!\d)(?:1[5-9]|20)\d\d(?=-?\w*\sг)|(?<!\d)\d{{1,2}}(?=\s(?:{'|'.join(m[:-1] for m in _RUSSIAN_MONTHS)}))"
)
_CHINESE_DAY = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?=年)|(?<!\d)\d{1,2}(?=日(?!本))")
_CHINESE_MONTH = re.compile(r"(?<![\d一二三四五六七八九十])(?:\d{1,2}|十[一二]?|[一二三四五六七八九])(?=月(?![球亮]))")
_CHINESE_WEEKDAY = re.compile("(?<=星期)[一二三四五六日天]|(?<=(?<![两每上下一三四])周)[一二三四五六日](?![年个岁])")
_CHINESE_SCALE = re.compile(r"(?<=[\d一二三四五六七八九十百千])[万亿](?![里众])")


def number(rng: Random, text: str, language: Language) -> str | None:
    """`text` with one number changed: digits, number words, or the word for thousands and millions; None without."""
    return _one(rng, text, list(_numbers(text, language)))


def date(rng: Random, text: str, language: Language) -> str | None:
    """`text` with a day, a month, a weekday or a year changed; None where it has none."""
    return _one(rng, text, list(_dates(text, language)))


def _one(rng: Random, text: str, edits: Sequence[Edit]) -> str | None:
    if not edits:
        return None
    start, end, other = rng.choice(edits)
    return text[:start] + other(rng, text[start:end]) + text[end:]


def _numbers(text: str, language: Language) -> Iterator[Edit]:
    yield from _places(_DIGITS, text, _digits)
    if language == "zh":
        yield from _places(_CHINESE_NUMBER, text, _characters)
        yield from _places(_CHINESE_SCALE, text, _one_of("万亿"))
    else:
        for words in (_RUSSIAN_CARDINALS, _RUSSIAN_ORDINALS, _RUSSIAN_SCALES):
            yield from _russian(text, words)
        yield from _places(re.compile(rf"\b(?:{'|'.join(_SHORT_SCALES)})\b"), text, _one_of(_SHORT_SCALES))


def _dates(text: str, language: Language) -> Iterator[Edit]:
    if language == "zh":
        yield from _places(_CHINESE_DAY, text, _digits)
        yield from _places(_CHINESE_MONTH, text, _one_of([str(n) for n in range(1, 13)]))
        yield from _places(_CHINESE_WEEKDAY, text, _one_of("一二三四五六"))
    else:
        yield from _places(_RUSSIAN_DAY, text, _digits)
        yield from _russian(text, _RUSSIAN_MONTHS)
        yield from _russian(text, _RUSSIAN_WEEKDAYS)


def _places(pattern: re.Pattern[str], text: str, other: Callable[[Random, str], str]) -> Iterator[Edit]:
    return ((match.start(), match.end(), other) for match in pattern.finditer(text))


def _russian(text: str, words: Sequence[str]) -> Iterator[Edit]:
    """The forms of the words in the text, each to become another of the words in the same form."""

    def other(rng: Random, said: str) -> str:
        return as_form_of(said, _one_of(words)(rng, lemma(said)))

    for match in re.finditer(r"\b[А-Яа-яё]+\b", text):
        said = match.group()
        a_name = said in ("Мая", "Май")
        environment = lemma(said) == "среда" and "окружающ" in text[: match.start()][-14:]
        if lemma(said) in words and not a_name and not environment:
            yield match.start(), match.end(), other


def _one_of(choices: Sequence[str]) -> Callable[[Random, str], str]:
    """What makes another of the choices of one."""
    return lambda rng, said: rng.choice([choice for choice in choices if choice != said])


def _digits(rng: Random, said: str) -> str:
    """Another number of as many digits, in the same spelling; the value of the whole changes by any amount."""
    places = [n for n, c in enumerate(said) if c.isdigit()]
    place = rng.choice(places)
    lowest = 1 if place == places[0] else 0
    other = rng.choice([d for d in range(lowest, 10) if str(d) != said[place]])
    return said[:place] + str(other) + said[place + 1 :]


def _characters(rng: Random, said: str) -> str:
    places = [n for n, c in enumerate(said) if c in "二两三四五六七八九"]
    if not places:
        return "七" + said
    place = rng.choice(places)
    return said[:place] + _one_of("三四五六七八九")(rng, said[place]) + said[place + 1 :]
