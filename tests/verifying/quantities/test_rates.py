"""Units without a number before them."""

from __future__ import annotations

import pytest

from summarizer.article import Language
from summarizer.verifying.quantities import compare
from summarizer.verifying.quantities.rates import Rate, lost


@pytest.mark.parametrize(
    ("source", "text", "language", "found"),
    [
        ("12 cents per kilowatt-hour", "12 центов за киловатт", "ru", [Rate("per kilowatt-hour", "киловатт")]),
        ("12 cents per kilowatt-hour", "12 центов за киловатт-час", "ru", []),
        ("12 cents per kilowatt-hour", "每度12美分", "zh", []),
        ("12 cents per kilowatt-hour", "每千瓦12美分", "zh", [Rate("per kilowatt-hour", "千瓦")]),
        ("$4 per gallon", "4 доллара за галлон", "ru", []),
        ("$4 per gallon", "доллар за литр", "ru", []),
        ("$4 per gallon", "4 доллара за штуку", "ru", [Rate("per gallon", None)]),
        ("3 people per square mile", "3 человека на квадратный километр", "ru", []),
        ("60 miles per hour, twice per day", "быстро и часто", "ru", []),
        ("Two per cent per capita, per se", "Два", "ru", []),
    ],
)
def test_a_unit_must_come_back_or_another_of_its_kind(
    source: str, text: str, language: Language, found: list[Rate]
) -> None:
    assert list(lost(source, text, "en", language)) == found


def test_another_kind_is_a_warning_and_none_a_note() -> None:
    source = "Power costs 12 cents per kilowatt-hour."
    changed, missing = (
        compare(source, text, "en", "ru") for text in ("Ток стоит 12 центов за киловатт.", "Ток стоит 12 центов.")
    )
    assert [(d.kind, d.severity, d.message) for d in changed] == [
        ("changed", "warning", "“per kilowatt-hour” has become “киловатт”")
    ]
    assert [(d.kind, d.severity) for d in missing] == [("missing", "note")]
    assert compare("Он стоит 12 центов за киловатт.", "It costs 12 cents per kilowatt.", "ru", "en") == []
