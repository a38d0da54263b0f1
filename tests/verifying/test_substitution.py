"""Numbers and names written over."""

from __future__ import annotations

import pytest

from summarizer.article import Language
from summarizer.verifying.substitution import respelt, substituted


@pytest.mark.parametrize(
    ("source", "text", "language", "expected"),
    [
        ("The search took 19 hours.", "Поиск занял 119 часов.", "ru", "Поиск занял 19 часов."),
        ("The search took 19 hours.", "搜索持续了119小时。", "zh", "搜索持续了19小时。"),
        ("It cost $1.5 billion.", "Это стоило 2,5 млрд долларов.", "ru", "Это стоило 1,5 млрд долларов."),
        ("It cost $1.5 billion.", "花费了25亿美元。", "zh", "花费了15亿美元。"),
        ("Debt was 12,345 tons.", "Долг составил 2345 тонн.", "ru", "Долг составил 12\u00a0345 тонн."),
        ("It happened in December 1998.", "这发生在1998年3月。", "zh", "这发生在1998年12月。"),
        # Chinese does not inflect, so the currency can be put right as well.
        ("Revenue grew to €5.83 billion.", "收入增长至583亿元。", "zh", "收入增长至58.3亿欧元。"),
        # Several, where the digits say which is which.
        (
            "It fell by €0.38 billion to €2.15 billion.",
            "下降038亿欧元至215亿欧元。",
            "zh",
            "下降3.8亿欧元至21.5亿欧元。",
        ),
        ("It lost $41.2 and $30.6 million.", "Потеряно 4,12 и 3,06 млн.", "ru", "Потеряно 41,2 и 30,6 млн."),
        # The gazetteer's name, as long as the source's and in the case of the word it replaces.
        ("Putin met Macron in Paris.", "Шольц встретил Макрона в Париже.", "ru", "Путин встретил Макрона в Париже."),
        ("Macron met Putin in Paris.", "Макрон встретил Шольца в Париже.", "ru", "Макрон встретил Путина в Париже."),
        ("Putin met Macron in Paris.", "朔尔茨在巴黎会见了马克龙。", "zh", "普京在巴黎会见了马克龙。"),
    ],
)
def test_the_right_one_takes_the_place_of_the_wrong_one(source: str, text: str, language: str, expected: str) -> None:
    assert next(substituted(source, text, "en", language), None) == expected


@pytest.mark.parametrize(
    ("source", "text", "language", "expected"),
    [
        ("Peer Steinbrueck spoke.", "斯坦布鲁克（Peinbrueck）讲话。", "zh", "斯坦布鲁克（Steinbrueck）讲话。"),
        ("Madhya Pradesh closed schools.", "Madhia Pradesh закрыл школы.", "ru", "Madhya Pradesh закрыл школы."),
        ("Kassym-Jomart Tokayev", "KssymJomart Tokayov", "ru", "Kassym-Jomart Tokayev"),
        ("He spoke.", "他（Smith）讲话。", "zh", "他（Smith）讲话。"),
    ],
)
def test_names_in_latin_script_are_spelt_as_in_the_source(
    source: str, text: str, language: Language, expected: str
) -> None:
    assert respelt(source, text, "en", language) == expected


@pytest.mark.parametrize(
    ("source", "text", "language"),
    [
        ("The search took 19 hours.", "Поиск занял 19 часов.", "ru"),
        ("The search took 19 hours.", "Поиск был долгим.", "ru"),  # missing: nothing to write over
        ("It cost €1.5 billion.", "Это стоило 1,5 млрд рублей.", "ru"),  # only Russian grammar could say it
        ("Two-thirds of the voters agreed.", "Согласились четыре пятых избирателей.", "ru"),  # no digits
        ("Putin met Macron in Paris.", "普京在巴黎会见了马克龙。", "zh"),
        ("The men were found at Port Ellary.", "Мужчин нашли в Лидцке.", "ru"),  # in no list: the flag says more
        ("Sales rose 5% and costs 7%.", "Продажи выросли на 15%, а расходы на 17%.", "ru"),  # which is which?
        ("Putin met Macron.", "Шольц встретил Меркель.", "ru"),  # which of them stands for which?
        ("", "", "zh"),
    ],
)
def test_what_is_right_or_cannot_be_written_stays(source: str, text: str, language: str) -> None:
    assert list(substituted(source, text, "en", language)) == []


def test_several_are_written_over_together_and_one_by_one() -> None:
    found = list(substituted("Putin paid 19 rubles.", "Шольц заплатил 190 рублей.", "en", "ru"))
    assert found[0] == "Путин заплатил 19 рублей."
    assert set(found[1:]) == {"Шольц заплатил 19 рублей.", "Путин заплатил 190 рублей."}
