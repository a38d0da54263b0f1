"""Russian neighbours that no reading lets agree are named; what any reading allows is not."""

from __future__ import annotations

import pytest

from summarizer.models.engines.base import Generation
from summarizer.verifying.agreement import check, discords
from summarizer.verifying.choice import choose


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Это большой лето.", ["большой лето"]),
        ("Он готов к карантине.", ["к карантине"]),
        ("До дне рождения этой мероприятий нет.", ["До дне", "этой мероприятий"]),
        ("Он вошел в четырьмя дверями.", ["в четырьмя"]),
        # Right ones, and those that one cannot tell.
        ("Два новых дома, четыре больших города и пять старых мостов.", []),
        ("Его выбрали в президенты, а её взяли в заложники.", []),
        ("Наша врач и новый врач сидели в саду и на берегу.", []),
        ("Поступок, достойный сожаления, полный надежды человек.", []),
        ("Страны, имеющие границу, и захваченные полицией машины.", []),
        ("Люди, которых полиция искала, жили в метро и у кафе.", []),
        ("Из Осло в Лондон, от Путина к Байдену, по-новому и при этом.", []),
        ("Он сказал: «большой, лето».", []),
        ("С одной стороны, о нём говорили за границей, перед домом и под землю.", []),
        ("хитят абвг щщщ", []),
        ("", []),
    ],
)
def test_only_what_cannot_agree_is_named(text: str, found: list[str]) -> None:
    assert discords(text, "ru") == found


def test_the_doubt_is_a_warning_about_a_draft_only_and_no_other_language_is_asked() -> None:
    text = "Большой лето, большой лето, к карантине, большой зима."
    [doubt] = check("большой лето, к карантине, новый зима, от запад.", "ru", draft=True)
    assert (doubt.kind, doubt.severity) == ("agreement", "warning")
    assert doubt.message.startswith("these words do not agree: ") and doubt.message.endswith("…")
    assert [doubt.severity for doubt in check(text, "ru")] == ["note"]
    assert list(check(text, "zh")) == []


def test_of_two_hypotheses_that_are_about_as_likely_the_one_that_agrees_is_taken() -> None:
    likelier, other = Generation("Было большой лето.", -0.50), Generation("Было большое лето.", -0.55)
    assert choose("It was a great summer.", [likelier, other], "en", "ru") is other
