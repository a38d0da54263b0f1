"""Words that a translation makes up are named; loans, compounds, names and what the corpus knows are words."""

from __future__ import annotations

import pytest

from summarizer.models.engines.base import Generation
from summarizer.verifying import wording
from summarizer.verifying.choice import choose


@pytest.mark.parametrize(
    ("source", "text", "invented"),
    [
        ("They isolate themselves.", "Они хитят диксемоты.", ["хитят", "диксемоты"]),
        ("The agreement was organised.", "Соглашение было огранизовано, огранизовано.", ["огранизовано"]),
        # A loan that is heard in the source, a known prefix, a compound, an ending apart, a name, an acronym.
        ("He scored a touchdown as quarterback.", "Он занес тачдаун как квотербек.", []),
        ("A video judge in the north-west.", "Видеосудья на северо-западе.", []),
        ("Some coronavirus tests.", "Какие-нибудь коронавирусные тесты.", []),
        ("Grzybowski of the UNHCR spoke.", "Гжибовский из УВКБ говорил ещё.", []),
        ("Blockchain and cryptocurrency.", "Блокчейн и криптовалюта.", []),
        ("Rain.", "", []),
        ("Rain.", "brr кх-кх ъъ", []),
    ],
)
def test_only_what_is_no_word_is_named(source: str, text: str, invented: list[str]) -> None:
    assert wording.invented(source, text, "ru") == invented


def test_the_doubt_names_them_and_other_languages_have_none() -> None:
    made = "абракадабрить бракадабрить кадабрится табрить габрить вабрить"
    [doubt] = wording.check("They said nothing.", made, "ru", draft=True)
    assert (doubt.kind, doubt.severity) == ("not-a-word", "warning")
    assert [doubt.severity for doubt in wording.check("They said nothing.", made, "ru")] == ["note"]
    assert doubt.message.startswith("no dictionary has: ") and doubt.message.endswith("…")
    assert list(wording.check("They said nothing.", made, "zh")) == []


def test_of_two_hypotheses_that_are_about_as_likely_the_one_without_such_a_word_is_taken() -> None:
    likelier, other = Generation("Они хитят на улице.", -0.50), Generation("Они кричат на улице.", -0.55)
    assert choose("They shout in the street.", [likelier, other], "en", "ru") is other


@pytest.mark.parametrize("text", ["щ" * 4000, "-".join(["щяж"] * 1000), "абвг-" * 800, "щщщ " * 1000])
def test_hostile_text_costs_no_more_than_its_length(text: str) -> None:
    wording.invented("word " * 800, text, "ru")
