"""The same quantity in two languages is one value; another is told, as missing, changed or new."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words

from summarizer.verifying.quantities import compare, find

SAME = [
    ("$1.5 billion", "1,5 млрд долларов", "15亿美元"),
    ("57", "57-летний", "57岁"),
    ("a two-day visit", "двухдневный визит", "为期两天的访问"),
    ("late December", "в конце декабря", "12月下旬"),
    ("the 21st century", "XXI век", "二十一世纪"),
    ("his third term", "его третий срок", "他的第三个任期"),
    ("3.2 percent", "3,2%", "百分之三点二"),
    ("on May 15, 1955", "15 мая 1955 года", "1955年5月15日"),
    ("12/25/1999", "25.12.1999", "1999-12-25"),
    ("on Tuesday", "во вторник", "星期二"),
    ("at 2:28 p.m.", "в 14:28", "14时28分"),
    ("at 5 p.m.", "в 5 часов вечера", "下午5点"),
    ("two and a half hours", "два с половиной часа", "两个半小时"),
    ("an hour and a half", "полтора часа", "一个半小时"),
    ("six months", "полгода", "半年"),
    ("aged 41", "41-летняя", "41岁"),
    ("5 to 7 million people", "5–7 млн человек", "500万至700万人"),
    ("won 3-1", "выиграли со счетом 3:1", "以3比1获胜"),
    ("12 miles (20 km)", "20 км", "20公里"),
    ("230 square miles", "600 кв. км", "600平方公里"),
    ("90 degrees Fahrenheit", "32 градуса Цельсия", "32摄氏度"),
    ("2,000 megawatts", "2000 МВт", "200万千瓦"),
    ("three decades", "тридцать лет", "三十年"),
    ("half a century", "полвека", "半个世纪"),
    ("two dozen people", "два десятка человек", "20多人"),
    ("half a million", "полмиллиона", "50万"),
    ("two-thirds", "две трети", "三分之二"),
    ("one in six", "каждый шестой", "六分之一"),
    ("tens of thousands", "десятки тысяч", "数万"),
    ("millions of people", "миллионы людей", "数百万人"),
    ("doubled", "удвоился", "翻了一番"),
    ("the 1960s", "1960-е годы", "20世纪60年代"),
    ("after 9/11", "после 11 сентября", "“9·11”之后"),
    ("GBP 10m", "10 млн фунтов стерлингов", "1,000 万英镑"),
    ("fifty-seven", "пятьдесят семь", "五十七"),
    ("at 12:00 GMT", "в 12:00 по Гринвичу", "格林尼治时间12时00分"),
    ("shortly after 3 a.m.", "в начале четвертого утра", "凌晨3点刚过"),
    ("notes of 10 trillion, 20 trillion and 50 trillion", "банкноты в 10, 20 и 50 трлн", "10万亿、20万亿和50万亿"),
    ("29¾ inches", "29¾ дюйма", "29¾英寸"),
    ("since the 1800s", "с XIX века", "19世纪以来"),
    ("in the 10th century", "в X веке", "10世纪"),
    ("two to four weeks", "от двух до четырех недель", "二到四周"),
    ("minus 7 degrees Celsius", "20 градусов по Фаренгейту", "零下7摄氏度"),
    ("a hundred pupils", "сотня учеников", "100名学生"),
    ("half a mile", "800 метров", "800米"),
    ("last Saturday", "в прошлую субботу", "上周六"),
    ("in the first quarter", "в I квартале", "一季度"),
    ("third-quarter profit", "прибыль за третий квартал", "第三季度利润"),
    ("on Aug. 5", "5 авг.", "8月5日"),
    ("from $5 to 7", "от 5 до 7 долларов", "从5美元到7美元"),
    ("300 kilowatt-hours", "300 кВт·ч", "300千瓦时"),
]


@pytest.mark.parametrize("row", SAME, ids=[row[0] for row in SAME])
@pytest.mark.parametrize(("one", "other"), [(0, 1), (0, 2), (1, 2), (1, 0), (2, 0)])
def test_the_same_quantity_raises_no_alarm(row: tuple[str, str, str], one: int, other: int) -> None:
    languages = ("en", "ru", "zh")
    found = compare(row[one], row[other], languages[one], languages[other])
    assert [d for d in found if d.severity != "note"] == []


@pytest.mark.parametrize(
    ("source", "target", "language", "kind", "severity"),
    [
        ("It cost $1.5 billion.", "Это стоило 1,6 млрд долларов.", "ru", "changed", "error"),
        ("It cost $1.5 billion.", "Это стоило 1,5 млн долларов.", "ru", "changed", "error"),
        ("It cost $1.5 billion.", "Это стоило 1,5 млрд евро.", "ru", "changed", "warning"),
        ("It cost $1.5 billion.", "耗资15万美元。", "zh", "changed", "error"),
        ("He died at 88.", "Он умер.", "ru", "missing", "warning"),
        ("He died.", "Он умер в 88 лет.", "ru", "new", "warning"),
        ("on Tuesday", "в среду", "ru", "changed", "error"),
        ("in May 1955", "в июне 1955 года", "ru", "changed", "error"),
        ("two-thirds", "две пятых", "ru", "changed", "warning"),
        ("a two-day visit", "трехдневный визит", "ru", "changed", "warning"),
        ("millions", "миллиарды", "ru", "changed", "warning"),
        ("the 1960s", "1980-е годы", "ru", "changed", "error"),
        ("at 2:28 p.m.", "15时28分", "zh", "changed", "error"),
        ("about 3,200 soms", "около 3100 сумов", "ru", "changed", "error"),
        ("12 miles (20 km)", "26 км", "ru", "changed", "error"),
        ("his third term", "第四个任期", "zh", "changed", "warning"),
        ("a crew of three in a bomber", "一架轰炸机，机上九人", "zh", "changed", "warning"),
        ("They want better ties.", "七国都希望改善关系。", "zh", "new", "warning"),
        ("Ohio, Texas, Utah and Iowa", "俄亥俄、得克萨斯、犹他和艾奥瓦六州", "zh", "new", "warning"),
        ("several thousand people in 1969", "в 1969 году несколько миллиардов человек", "ru", "changed", "warning"),
        ("thousands of people", "миллион человек", "ru", "changed", "warning"),
        ("at 9 a.m. the two men", "上午9时，九人", "zh", "changed", "warning"),
        ("on Saturday", "上周五", "zh", "changed", "error"),
        ("in the first quarter", "在第二季度", "zh", "changed", "error"),
        ("in the first quarter", "во втором квартале", "ru", "changed", "error"),
        ("on Feb. 19, 2026", "2026年19日", "zh", "missing", "warning"),
        ("on 19 February 2026", "19, 2026 г.", "ru", "missing", "warning"),
        ("to build 50,000 vans", "建50,000美元", "zh", "changed", "warning"),
        ("It cost $5. It has 9,870 vans.", "Она стоит 5 долларов. У нее 9870 руб.", "ru", "changed", "warning"),
        ("down from 2,960", "2960年", "zh", "changed", "warning"),
        ("for 139,900 zlotys", "139,9000兹罗提", "zh", "changed", "error"),
        ("It fell by 40 percent.", "Стопроцентное падение.", "ru", "missing", "warning"),
        ("Prices rose by 11.3% in May.", "В мае цены выросли на 11.3.3%.", "ru", "changed", "error"),
        ("Prices rose by 11.3% in May.", "5月物价上涨了11.3.3%。", "zh", "changed", "error"),
        ("a rate of 86.6", "ставка 86,6,6", "ru", "changed", "error"),
        ("It made 300 kilowatt-hours.", "Он произвел 300 киловатт.", "ru", "changed", "warning"),
        ("It weighs 5 kg.", "长5公里。", "zh", "changed", "warning"),
        ("It fell by 71%.", "На 71% снизилось на 71%.", "ru", "new", "warning"),
        ("It opened in 2015.", "В 2015 году 2015 года открыт.", "ru", "new", "warning"),
        ("between April and December", "12月至12月间", "zh", "new", "warning"),
        ("a death toll of 1,127", "погибли в 1127 году", "ru", "changed", "warning"),
        ("above the 308 she needed", "выше 308 года", "ru", "changed", "warning"),
        ("standing at 1,127", "1127岁时", "zh", "changed", "warning"),
        ("with 594 floods", "有594年洪水", "zh", "changed", "warning"),
        ("It cost ¥32 billion.", "Он стоил 32 млрд.", "ru", "changed", "warning"),
        ("It cost ¥32 billion.", "耗资320亿。", "zh", "changed", "warning"),
        ("inflation of 231 percent", "инфляция в 231", "ru", "changed", "warning"),
        ("It was 20 degrees Fahrenheit.", "20摄氏度。", "zh", "changed", "warning"),
        ("It opened about 8 p.m.", "Он открылся примерно в 8:00.", "ru", "changed", "error"),
    ],
)
def test_another_quantity_is_told(source: str, target: str, language: str, kind: str, severity: str) -> None:
    found = [d for d in compare(source, target, "en", language) if d.severity != "note"]
    assert (kind, severity) in [(d.kind, d.severity) for d in found]


@pytest.mark.parametrize(
    ("source", "target", "language"),
    [
        ("Ohio, Texas, Utah and Iowa are to pay.", "俄亥俄、得克萨斯、犹他和艾奥瓦四州将付款。", "zh"),
        ("5 came and 5 went.", "По 5 пришли и ушли.", "ru"),
        ("a profit of 100 million Swedish crowns", "прибыль в 100 миллионов шведских крон", "ru"),
        ("It fell to 300 Thai baht.", "跌至300泰铢。", "zh"),
        ("In 476 the empire fell.", "В 476 году империя пала.", "ru"),
        ("By 2300 the ice could vanish.", "到2300年冰可能消失。", "zh"),
        ("around 2500 BC", "около 2500 года до н. э.", "ru"),
        ("Li Bai (701-762)", "李白（701年—762年）", "zh"),
        ("another 5,000 or so years", "再过5000年左右", "zh"),
        ("Some 1,200 young people came.", "来了约1200年轻人。", "zh"),
        ("3,200 from 4,000 a year ago", "3200 по сравнению с 4000 год назад", "ru"),
        ("Kissinger, 100, died.", "100岁的基辛格去世。", "zh"),
        ("It runs from June 10 to 15.", "6月10日持续到6月15日。", "zh"),
        ("Sales rose in June from the same month last year.", "6月销售额较去年6月增长。", "zh"),
        ("It ended 2-all.", "Закончилось 2:2.", "ru"),
        ("5G networks and phones", "5G网络和5G手机", "zh"),
        ("A 19-year-old man and woman died.", "Погибли 19-летний мужчина и 19-летняя женщина.", "ru"),
        ("between January and June 2022", "с января 2022 по июнь 2022 года", "ru"),
        ("in 29 French-speaking countries", "в 29 франкоязычных странах", "ru"),
        ("Of the 20, 12 won seats.", "20人中有12人当选。", "zh"),
        ("3.2 billion Swiss francs", "32亿瑞郎", "zh"),
        ("17.05 to the U.S. dollar", "17,05 песо за доллар", "ru"),
        ("from 6:30 p.m. to 8:30 p.m.", "с 6:30 до 8:30 вечера", "ru"),
        ("at 11:45 p.m.", "в 11:45 ночи", "ru"),
        ("He was born in 680.", "Он родился в 680 году.", "ru"),
        ("up from 8,900 the year before", "против 8900 годом ранее", "ru"),
        ("more than 308 years", "более 308 лет", "ru"),
        ("The yen fell to 150 to the dollar.", "日元跌至1美元兑150日元。", "zh"),
        ("It's four bucks.", "Это четыре бакса.", "ru"),
        ("It opened about 8 p.m.", "Он открылся примерно в 20:00.", "ru"),
        ("It opened at 8:00.", "Он открылся в 8:00.", "ru"),
        ("Neither would say who was at fault.", "两家公司都不愿表态。", "zh"),
        ("No one knows for certain, 29 said.", "Никто не знает, сказали 29.", "ru"),
        ("a man in his 20s", "мужчина 20–29 лет", "ru"),
        ("a single teacher faces 100 pupils", "на одного учителя приходится сотня учеников", "ru"),
        ("It was a full-on assault.", "Это было стопроцентное нападение.", "ru"),
        ("They trust him fully.", "他们对他百分之百信任。", "zh"),
        ("a storm in the crowd", "人群四散奔逃，抢七局，三聚氰胺", "zh"),
        ("Version 2.1.3 has 1,234,567 users.", "У версии 2.1.3 1.234.567 пользователей.", "ru"),
        ("It came on 3 May 2021.", "Это вышло 03.05.2021.", "ru"),
    ],
)
def test_what_translators_add_and_leave_out_raises_no_alarm(source: str, target: str, language: str) -> None:
    assert [d for d in compare(source, target, "en", language) if d.severity != "note"] == []


def test_a_rough_number_may_be_rounded_and_an_exact_one_not() -> None:
    assert compare("1,946 people", "около 1950 человек", "en", "ru") == []
    assert compare("1,946 people", "1950 человек", "en", "ru")


CARDINALS = st.one_of(st.integers(4, 120), st.integers(4, 10**6))


@given(CARDINALS, st.sampled_from(["en", "ru"]), st.sampled_from(["en", "ru"]))
def test_a_number_in_words_is_the_number_in_digits(number: int, one: str, other: str) -> None:
    said = num2words(number, lang=one)
    assert [quantity.value for quantity in find(said, one)] == [number]
    assert [d for d in compare(said, f"{number}", one, other) if d.severity != "note"] == []


@given(st.integers(4, 10**9), st.integers(4, 10**9), st.sampled_from(["ru", "zh"]))
def test_digits_agree_exactly_when_they_are_the_same(ours: int, theirs: int, language: str) -> None:
    found = compare(f"He counted {ours:,} of them.", f"{theirs}", "en", language)
    assert bool(found) == (ours != theirs)


@given(st.integers(1, 9999), st.sampled_from(["千", "万", "亿"]))
def test_chinese_scales_multiply(number: int, scale: str) -> None:
    (quantity,) = find(f"{number}{scale}人", "zh")
    assert quantity.value == number * {"千": 10**3, "万": 10**4, "亿": 10**8}[scale]


@given(
    st.text(alphabet="0123456789.,:-–/%$ один two三十万年月日тыс\n", max_size=60), st.sampled_from(["en", "ru", "zh"])
)
def test_whatever_is_read_stands_in_the_text_in_order_and_agrees_with_itself(text: str, language: str) -> None:
    found = find(text, language)
    assert all(text[q.start : q.end] == q.text and q.values for q in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert [d for d in compare(text, text, language, language) if d.severity != "note"] == []


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.sampled_from(["5 ", "7,", "one ", "сто ", "тысяч ", "三", "万", "1.5% ", "-", "в мае "]), min_size=1)
)
def test_time_grows_no_faster_than_the_text(pieces: list[str]) -> None:
    def seconds(size: int) -> float:
        text = ("".join(pieces) * size)[:size]
        started = time.process_time()
        for language in ("en", "ru", "zh"):
            find(text, language)
        return time.process_time() - started

    seconds(200)
    assert seconds(20_000) < 40 * (seconds(2_000) + 0.02)


@pytest.mark.parametrize(
    "run", ["7" * 5000, "三" * 20_000, "123" + ",456" * 2000, "一百" * 4000, "1" * 90 + "." + "2" * 5000]
)
@pytest.mark.parametrize("language", ["en", "ru", "zh"])
def test_endless_digits_are_no_quantity_and_no_crash(run: str, language: str) -> None:
    found = find(f"{run} and 15 %", language)
    assert [q.text for q in found][-1:] in (["15 %"], ["15"]) and all(len(q.text) < 60 for q in found)


def test_a_table_of_numbers_is_compared_as_a_whole() -> None:
    ours, theirs = (" ".join(str(n) for n in range(start, start + 200)) for start in (1000, 5000))
    (found,) = compare(ours, theirs, "en", "ru")
    assert "more than" in found.message
