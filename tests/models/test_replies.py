"""What instruct models say besides the answer, and what makes an answer unusable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.models import replies
from summarizer.translating.instruct import read

TEXT = "The bank will close 120 branches next year."


@pytest.mark.parametrize(
    ("reply", "answer"),
    [
        (TEXT, TEXT),
        (f"<think>They want it short.</think>\n\n{TEXT}", TEXT),
        (f"They want it short.\n</think>\n{TEXT}", TEXT),
        ("<think>I never stop thinking", ""),
        (f"Sure! Here is the summary:\n\n{TEXT}", TEXT),
        (f"Certainly.\n{TEXT}", TEXT),
        (f"**Summary:** {TEXT}", TEXT),
        (f"# Summary\n{TEXT}", TEXT),
        (f"```text\n{TEXT}\n```", TEXT),
        (f"“{TEXT}”", TEXT),
        (f"{TEXT}\n\nLet me know if you need anything else!", TEXT),
        (f"{TEXT}<|im_end|>", TEXT),
        ("Вот краткое изложение статьи:\n\nБанк закроет 120 отделений.", "Банк закроет 120 отделений."),
        ("以下是摘要：\n该银行将关闭120家分行。", "该银行将关闭120家分行。"),
        ("The **bank** closes.", "The bank closes."),
        # An article may begin like small talk does; nothing of it is lost.
        ("Here is what is known: the bank closes.", "Here is what is known: the bank closes."),
        ("Вот что известно: банк закрывается.", "Вот что известно: банк закрывается."),
        ("Summary:", "Summary:"),
    ],
)
def test_the_answer_alone(reply: str, answer: str) -> None:
    assert replies.clean(reply) == answer


@pytest.mark.parametrize(
    ("answer", "source", "language", "trouble"),
    [
        (TEXT, TEXT, "en", None),
        ("", TEXT, "en", "empty"),
        ("I'm sorry, but I can't assist with that.", TEXT, "en", "refused"),
        ("К сожалению, я не могу помочь с этим.", TEXT, "ru", "refused"),
        ("抱歉，我无法翻译这段内容。", TEXT, "zh", "refused"),
        ("I can't help with that, the clerk said.", "I can't help with that, the clerk said.", "en", None),
        ("“I can't breathe,” he said.", TEXT, "en", None),
        ("Извините, — сказал министр.", "“Sorry,” said the minister.", "ru", None),
        (TEXT, TEXT, "ru", "another language"),
        ("Банк закроет 120 отделений.", TEXT, "zh", "another language"),
        ("Reuters", "Reuters", "ru", None),
        ("120", "120", "zh", None),
        ("Конечно! Вот перевод: банк закроется. Надеюсь, это поможет!", TEXT, "ru", "spoke to the reader"),
        ("Die Bank wird im nächsten Jahr Filialen schließen. " * 3, TEXT, "en", "another language"),
    ],
)
def test_what_is_wrong(answer: str, source: str, language: str, trouble: str | None) -> None:
    found = replies.problem(answer, source, language)
    assert (found is None) if trouble is None else (found is not None and trouble in found)


@pytest.mark.parametrize(
    ("reply", "count", "found"),
    [
        ("[1] Один.\n[2] Два.", 2, {1: "Один.", 2: "Два."}),
        ("Конечно!\n\n[1] Один.\n[2] Два.\n\nНадеюсь, это поможет!", 2, {1: "Один.", 2: "Два."}),
        ("[2] Два.\n[1] Один.", 2, {1: "Один.", 2: "Два."}),
        ("[1] Один.\n[1] Ещё раз.\n[2] Два.", 2, {1: "Один.", 2: "Два."}),
        ("[1] Один.\n[3] Лишнее.\n[0] Лишнее.", 2, {1: "Один."}),
        ("[1] Один,\nна двух строках.\n[2] Два.", 2, {1: "Один, на двух строках.", 2: "Два."}),
        ("**[1]** Один.\n[ 2 ]: Два.", 2, {1: "Один.", 2: "Два."}),
        ("<think>[1] think</think>[1] Один.", 1, {1: "Один."}),
        ("Один.", 1, {1: "Один."}),
        ("[7] Один.", 1, {}),
        ("", 3, {}),
        ("[1] Один.\n\nPS: I added a joke.", 1, {1: "Один."}),
        ("1. Один.\n2. Два.", 2, {}),
        ("[1] В [2] году.", 2, {1: "В [2] году."}),
        ("[1] Вот что известно: всё.", 1, {1: "Вот что известно: всё."}),
        ("[1] Один.<|im_end|>\n<|im_start|>user", 1, {1: "Один."}),
    ],
)
def test_numbered_lines(reply: str, count: int, found: dict[int, str]) -> None:
    assert read(reply, count) == found


@given(st.text(max_size=400), st.integers(1, 5))
def test_no_reply_is_too_strange(reply: str, count: int) -> None:
    assert set(read(reply, count)) <= set(range(1, count + 1))
    replies.problem(replies.clean(reply), "x", "ru")


@given(st.text(alphabet="<think>/[]1\n #*`", max_size=2000))
def test_time_is_bounded_on_hostile_replies(reply: str) -> None:
    read(reply * 20, 3)
