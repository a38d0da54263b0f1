import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from summarizer.translating.typography import join, polish

RUSSIAN = [
    # text, source, expected
    ('Он сказал: "Да".', 'He said: "Yes."', "Он сказал: «Да»."),
    ("Он сказал: “Да”.", "", "Он сказал: «Да»."),
    ('Газета "Новый "Век"" вышла.', "", "Газета «Новый „Век“» вышла."),
    ('Рост 5" и всё.', "", 'Рост 5" и всё.'),  # an odd mark is left alone
    ("Рост на 3.2%.", "Growth of 3.2%.", "Рост на 3,2%."),
    ("Версия 3.2.1 вышла.", "Version 3.2.1 is out.", "Версия 3.2.1 вышла."),
    ("Адрес 10.0.0.1.", "Address 10.0.0.1.", "Адрес 10.0.0.1."),
    ("Всего 1,250,000 долларов.", "A total of $1,250,000.", "Всего 1\u00a0250\u00a0000 долларов."),
    ("Всего 1,250 км.", "", "Всего 1,250 км."),  # the source does not say it is a thousand mark
    ("Москва - столица", "", "Москва — столица"),
    ("Счёт 3-1", "", "Счёт 3-1"),
    ("Да , нет .", "", "Да, нет."),
]

CHINESE = [
    ('他说:"是的".', "他说：“是的”。"),
    ("增长3.2%,达到1,250人.", "增长3.2%，达到1,250人。"),
    ("会议 于 10:30 开始.", "会议于10:30开始。"),
    ("他在 Google 工作.", "他在Google工作。"),
    ("总统(左)出席", "总统（左）出席"),
    ("A, B, and C", "A, B, and C"),
]


@pytest.mark.parametrize(("text", "source", "expected"), RUSSIAN)
def test_russian(text: str, source: str, expected: str) -> None:
    assert polish(text, source, "ru") == expected


@pytest.mark.parametrize(("text", "expected"), CHINESE)
def test_chinese(text: str, expected: str) -> None:
    assert polish(text, "", "zh") == expected


@given(st.text(alphabet='абв "“”«»„.,123-%', max_size=60), st.sampled_from(["ru", "zh"]))
def test_only_marks_change(text: str, language: str) -> None:
    def kept(s: str) -> str:
        return "".join(c for c in s if c.isalnum())

    assert kept(polish(text, text, language)) == kept(text)


@given(st.text(alphabet='абв "“”«»„.,123-%', max_size=60))
@example('„ "1')
def test_polishing_twice_changes_nothing_more(text: str) -> None:
    once = polish(text, "", "ru")
    assert polish(once, "", "ru") == once


def test_pieces_get_the_sources_own_pause_back() -> None:
    pieces = [("When it rained,", "Когда шёл дождь."), (" they left.", "они ушли.")]
    assert join(pieces, "ru") == "Когда шёл дождь, они ушли."
    pieces = [
        ("In Lorn,", "В Лорне."),
        (" where waves rose,", "Где росли волны."),
        (" which Russia saw.", "Россия видела."),
    ]
    assert join(pieces, "ru") == "В Лорне, где росли волны, Россия видела."
    assert join([("It rained:", "Дождь."), ('"Where?"', "Где?")], "ru") == "Дождь: Где?"
    assert join([("When it rained,", "下雨时。"), (" they left.", "他们离开了。")], "zh") == "下雨时，他们离开了。"
