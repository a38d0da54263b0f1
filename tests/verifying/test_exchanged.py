"""Two names in each other's place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.verifying import names
from summarizer.verifying.names import titles
from summarizer.verifying.names.exchanged import Anchor, agreement, exchanged

MET = (
    "Chancellor Angela Merkel flew to Moscow on Monday to talk about gas, and "
    "President Vladimir Putin called it a success."
)
PORTS = "A ship with grain left Odessa for the first time, and another with fertilizer arrived in Istanbul at night."


@pytest.mark.parametrize(
    ("source", "text", "language", "pair"),
    [
        (
            MET,
            "Канцлер Владимир Путин прилетел в понедельник в Москву поговорить о газе, а президент Ангела Меркель "
            "назвала это успехом.",
            "ru",
            {"Angela Merkel", "Vladimir Putin"},
        ),
        (
            PORTS,
            "Судно с зерном впервые вышло из Стамбула, а другое, с удобрениями, ночью прибыло в Одессу.",
            "ru",
            {"Odessa", "Istanbul"},
        ),
        (
            PORTS,
            "一艘载有谷物的船首次驶离伊斯坦布尔，另一艘载有化肥的船夜间抵达敖德萨。",
            "zh",
            {"Odessa", "Istanbul"},
        ),
    ],
)
def test_names_that_changed_places_are_found(source: str, text: str, language: str, pair: set[str]) -> None:
    found = exchanged(source, text, "en", language)
    assert found is not None
    assert {mention.text for mention in found} == pair
    assert "name-exchanged" in {doubt.kind for doubt in names.check(source, text, "en", language)}


@pytest.mark.parametrize(
    ("source", "text", "language"),
    [
        (
            MET,
            "Канцлер Ангела Меркель прилетела в понедельник в Москву поговорить о газе, а президент Владимир Путин "
            "назвал это успехом.",
            "ru",
        ),
        (
            MET,
            "Успехом назвал это президент Владимир Путин, а канцлер Ангела Меркель прилетела в понедельник в Москву "
            "поговорить о газе.",
            "ru",
        ),
        (
            PORTS,
            "一艘载有谷物的船首次驶离敖德萨，另一艘载有化肥的船夜间抵达伊斯坦布尔。",
            "zh",
        ),
        ("Latvia and Estonia agreed.", "Эстония и Латвия согласились.", "ru"),
        ("Latvia and Estonia agreed.", "爱沙尼亚和拉脱维亚同意了。", "zh"),
    ],
)
def test_names_in_their_place_are_left_alone_in_whatever_order(source: str, text: str, language: str) -> None:
    assert exchanged(source, text, "en", language) is None


ANCHORS = st.lists(st.builds(Anchor, st.integers(20, 60), st.floats(0, 60)), max_size=12)


@given(st.integers(0, 9), st.integers(10, 19), st.floats(0, 29), st.floats(30, 60), ANCHORS)
def test_to_exchange_two_names_turns_their_agreement_round(
    here: int, there: int, first: float, second: float, anchors: list[Anchor]
) -> None:
    straight = agreement(Anchor(here, first), Anchor(there, second), anchors)
    crossed = agreement(Anchor(here, second), Anchor(there, first), anchors)
    assert crossed == pytest.approx(-straight)


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("PM Modi said", "en", [("prime minister", 0)]),
        ("заместителя министра иностранных дел", "ru", [("deputy foreign minister", 3)]),
        ("министрами", "ru", [("cabinet minister", 0)]),
        ("副总统讲话", "zh", [("vice president", 2)]),
        ("nobody", "en", []),
    ],
)
def test_the_longest_title_is_found_in_any_form(text: str, language: str, found: list[tuple[str, int]]) -> None:
    said = titles.tokens(text, language)
    assert [(entry.names("en")[0], end) for entry, end in titles.find(said, language)] == found
