"""What each language's finder reads: one table a language, (text, value, unit, kind)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from summarizer.verifying.quantities import find

ENGLISH = [
    ("57 people", "57", "", "number"),
    ("fifty-seven people", "57", "", "number"),
    ("1,234,567 votes", "1234567", "", "number"),
    ("two hundred and five thousand", "205000", "", "number"),
    ("nineteen eighty-four", "1984", "", "number"),
    ("three million", "3000000", "", "number"),
    ("$1.5 billion", "1500000000", "$", "number"),
    ("$1.5bn", "1500000000", "$", "number"),
    ("US$20", "20", "USD", "number"),
    ("£10m", "10000000", "GBP", "number"),
    ("1.5 billion euros", "1500000000", "EUR", "number"),
    ("12 rubles", "12", "RUB", "number"),
    ("41.78 lakh", "4178000", "", "number"),
    ("2,06,737 cases", "206737", "", "number"),
    ("3.2%", "3.2", "%", "number"),
    ("3.2 percent", "3.2", "%", "number"),
    ("half a million", "500000", "", "number"),
    ("half a century", "50", "year", "number"),
    ("two-thirds", "2/3", "", "number"),
    ("three and a half", "7/2", "", "number"),
    ("two and a half hours", "5/2", "hour", "number"),
    ("an hour and a half", "3/2", "hour", "number"),
    ("one in six", "1/6", "", "number"),
    ("the third attempt", "3", "", "ordinal"),
    ("the 21st century", "21", "", "ordinal"),
    ("Elizabeth II", "2", "", "ordinal"),
    ("three decades", "30", "year", "number"),
    ("two dozen", "24", "", "number"),
    ("tens of thousands", "10000", "", "magnitude"),
    ("several hundred million dollars", "100000000", "$", "magnitude"),
    ("the 1990s", "1990", "", "number"),
    ("late December", "12", "", "month"),
    ("in May", "5", "", "month"),
    ("Tuesday", "2", "", "weekday"),
    ("5 p.m.", "17", "", "time"),
    ("5:30 pm", "35/2", "", "time"),
    ("three o'clock", "3", "", "time"),
    ("a 57-year-old man", "57", "year", "number"),
    ("a two-day visit", "2", "day", "number"),
    ("18 months", "18", "month", "number"),
    ("230 square miles", "230", "mile2", "number"),
    ("20 °C", "20", "°C", "number"),
    ("2,000 megawatts", "2000", "MW", "number"),
    ("1200 GMT", "12", "", "time"),
    ("midnight", "12", "", "time"),
    ("29¾ inches", "119/4", "inch", "number"),
    ("half a mile", "1/2", "mile", "loose"),
]

RUSSIAN = [
    ("57 человек", "57", "", "number"),
    ("пятьдесят семь человек", "57", "", "number"),
    ("57-летний", "57", "year", "number"),
    ("1 234 567 голосов", "1234567", "", "number"),
    ("двести пять тысяч", "205000", "", "number"),
    ("1,5 млрд долларов", "1500000000", "$", "number"),
    ("1,5 миллиарда долларов США", "1500000000", "USD", "number"),
    ("10 млн фунтов стерлингов", "10000000", "GBP", "number"),
    ("90 тыс. рублей", "90000", "RUB", "number"),
    ("3,2%", "3.2", "%", "number"),
    ("3,2 процента", "3.2", "%", "number"),
    ("полмиллиона", "500000", "", "number"),
    ("полутора тысяч", "1500", "", "number"),
    ("две трети", "2/3", "", "number"),
    ("три с половиной", "7/2", "", "number"),
    ("два с половиной часа", "5/2", "hour", "number"),
    ("каждый шестой", "1/6", "", "number"),
    ("третья попытка", "3", "", "ordinal"),
    ("31-м членом", "31", "", "ordinal"),
    ("XXI век", "21", "", "ordinal"),
    ("три десятилетия", "30", "year", "number"),
    ("два десятка", "20", "", "number"),
    ("десятки тысяч", "10000", "", "magnitude"),
    ("несколько сотен миллионов долларов", "100000000", "$", "magnitude"),
    ("1990-е годы", "1990", "year", "number"),
    ("в конце декабря", "12", "", "month"),
    ("в мае", "5", "", "month"),
    ("во вторник", "2", "", "weekday"),
    ("в 17:30", "35/2", "", "time"),
    ("в 5 часов вечера", "17", "hour", "time"),
    ("двухдневный визит", "2", "day", "number"),
    ("двадцатипятилетний", "25", "year", "number"),
    ("18 месяцев", "18", "month", "number"),
    ("600 кв. км", "600", "km2", "number"),
    ("20 градусов Цельсия", "20", "°C", "number"),
    ("15.05.1955", "15", "", "date"),
    ("в пятом часу вечера", "16", "", "time"),
    ("в половине пятого утра", "9/2", "", "time"),
    ("в начале второго дня", "2", "day", "ordinal"),
    ("V век", "5", "", "ordinal"),
    ("сотня", "100", "", "loose"),
]

CHINESE = [
    ("57人", "57", "", "number"),
    ("五十七人", "57", "", "number"),
    ("57岁", "57", "year", "number"),
    ("1,234,567票", "1234567", "", "number"),
    ("二十万五千", "205000", "", "number"),
    ("一九八四年", "1984", "year", "number"),
    ("15亿美元", "1500000000", "USD", "number"),
    ("15.3 亿欧元", "1530000000", "EUR", "number"),
    ("２０万", "200000", "", "number"),
    ("3.2%", "3.2", "%", "number"),
    ("百分之三点二", "3.2", "%", "number"),
    ("八成", "80", "%", "number"),
    ("50多万人", "500000", "", "number"),
    ("一百二", "120", "", "number"),
    ("两千零五", "2005", "", "number"),
    ("半个世纪", "50", "year", "number"),
    ("三分之二", "2/3", "", "number"),
    ("两个半小时", "5/2", "hour", "number"),
    ("六分之一", "1/6", "", "number"),
    ("第三次", "3", "", "ordinal"),
    ("数万人", "10000", "", "magnitude"),
    ("成千上万人", "10000", "", "magnitude"),
    ("几亿美元", "100000000", "USD", "magnitude"),
    ("20世纪90年代", "1990", "", "number"),
    ("12月下旬", "12", "", "month"),
    ("五月", "5", "", "month"),
    ("星期二", "2", "", "weekday"),
    ("周日", "7", "", "weekday"),
    ("下午5时30分", "35/2", "", "time"),
    ("14时28分", "217/15", "", "time"),
    ("两天", "2", "day", "number"),
    ("18个月", "18", "month", "number"),
    ("600平方公里", "600", "km2", "number"),
    ("20摄氏度", "20", "°C", "number"),
    ("200万千瓦", "2000000", "kW", "number"),
    ("上周六", "6", "", "weekday"),
    ("上周五名工人", "5", "", "number"),
    ("四周内", "4", "week", "number"),
    ("零时01分", "1/60", "", "time"),
    ("6、70年代", "60", "", "number"),
]


@pytest.mark.parametrize(
    ("language", "text", "value", "unit", "kind"),
    [(language, *row) for language, table in (("en", ENGLISH), ("ru", RUSSIAN), ("zh", CHINESE)) for row in table],
)
def test_a_quantity_is_read(language: str, text: str, value: str, unit: str, kind: str) -> None:
    quantity = find(text, language)[0]
    exact = Fraction(value)
    assert (quantity.value, quantity.unit, quantity.kind) == (exact, unit, kind)
    assert text[quantity.start : quantity.end] == quantity.text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "He may march on. No one else knows."),
        ("ru", "Охрана окружающей среды. Марта и Мая. Он любит семью."),
        ("zh", "四川 万一 千方百计 一些 十分 三明治 五金 两岸"),
        ("fr", "57 personnes"),
    ],
)
def test_what_is_no_quantity_is_left_alone(language: str, text: str) -> None:
    assert [quantity for quantity in find(text, language) if quantity.value != 1] == []


def test_a_range_shares_its_scale_and_unit() -> None:
    for language, text in (("en", "5 to 7 million"), ("ru", "5–7 млн"), ("zh", "5至7万")):
        low, high = find(text, language)
        assert low.value * (high.value / 7) in low.values
