"""Sentences: hard cases as tables, exact joining as a property, time in proportion to length."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.reading import sentences

CASES = {
    "en": [
        ["Sen. Warren, D-Mass., spoke in the U.S. Senate at 5 p.m. on Monday.", "Mr. Smith did not."],
        ["He left the U.S. on Jan. 5.", "The trip took 3.5 hours."],
        ["George W. Bush and J. R. R. Tolkien never met.", "They lived apart."],
        ["“It works,” she said.", "“It really works.”", "He agreed."],
        ['"Is it over?" he asked.', '"No."', "She left."],
        ["It rose 3.2% to $1.5 billion.", "Shares of Acme Inc. fell."],
        ["He waited … and waited.", "Nothing came."],
        ["The train leaves at 7 a.m.", "The bus follows."],
        ["Lt. Don Walsh and Dr. A. Piccard dived.", "They came back."],
        ["No. 6 seed Anna Reed won.", "She will play the No. 1 seed."],
        ["Gov. Lee, R-Texas, signed it.", "It takes effect Sept. 1."],
        ["The U.S. economy grew.", "So did the U.K.'s."],
    ],
    "ru": [
        ["В 1998 г. мост разрушился.", "Его построили заново."],
        ["Проект стоил 9,4 млрд руб. и занял 4 года.", "А. П. Климов доволен."],
        ["Построили школы, больницы и т. д. за год.", "Жители рады."],
        ["В городе 184 тыс. человек.", "Река широкая."],
        ["«Мы рады, — сказал он. — Это хорошо».", "Потом он ушел."],
        ["МОСКВА, 7 мая. Президент принес присягу.", "Церемония прошла в Кремле."],
        ["Впадина имеет ширину 38 см.", "Насосы работали."],
    ],
    "zh": [
        ["他说：“今天很冷。”", "然后他走了。"],
        ["“真的吗？”她问。", "没有人回答……", "天黑了！"],
        ["“我们成功了。”一位工程师说。", "工程历时3.5年。"],
        ["书名是《海》。", "（他没有读过。）", "她读过。"],
        ["『好！』", "众人鼓掌。"],
    ],
}
TABLE = [(language, parts) for language, rows in CASES.items() for parts in rows]


@pytest.mark.parametrize(("language", "parts"), TABLE, ids=lambda value: value if isinstance(value, str) else value[0])
def test_hard_cases(language: str, parts: list[str]) -> None:
    text = ("" if language == "zh" else " ").join(parts)
    assert [text[start:end] for start, end in sentences.split(text, language)] == parts


def test_a_blank_line_and_a_list_item_end_a_sentence() -> None:
    text = "First line\n\nsecond line\n- item one\n- item two\nwraps here."
    assert [text[a:b] for a, b in sentences.split(text, "en")] == [
        "First line",
        "second line",
        "- item one",
        "- item two\nwraps here.",
    ]


@given(
    st.text(alphabet=st.sampled_from('aB1 .!?…\n\t"“”«»()。！？”』）中文Яж;:,-\u00a0\u3000\r\x0b\u2028😀')),
    st.sampled_from(["en", "ru", "zh"]),
)
@settings(deadline=None, max_examples=300)
def test_joining_is_exact(text: str, language: str) -> None:
    position = 0
    for start, end in sentences.split(text, language):
        assert position <= start < end
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip()
        assert "\n\n" not in text[start:end]
        position = end
    assert not text[position:].strip()


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
@pytest.mark.parametrize("unit", ["word ", "“Yes. ", "（是。", "A. ", "…", "x"])
def test_time_is_linear(language: str, unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        started = time.process_time()
        sentences.split(text, language)
        return time.process_time() - started

    seconds(1_000)
    assert seconds(100_000) < 20 * seconds(20_000) + 0.5
