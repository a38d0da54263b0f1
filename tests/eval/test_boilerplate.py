"""The measurement of boilerplate removal, and its floors on what ships."""

import pytest
from click.testing import CliRunner

from eval import boilerplate
from eval.boilerplate import Count, counts, main, measure, mixed
from eval.datasets import news3


def test_floors_on_what_ships() -> None:
    for (name, place, language), count in counts(news3.FOLDER).items():
        assert not count.lost, (name, place, language)
        assert count.recall >= 0.95, (name, place, language, count.missed)


@pytest.mark.parametrize(("place", "expected"), [("end", "abcXYZ"), ("between", "aXbYcZ"), ("middle", "abXYZc")])
def test_places(place: str, expected: str) -> None:
    assert "".join(mixed("abc", "XYZ", place)) == expected


def test_every_string_is_put_in_even_where_the_article_is_short() -> None:
    assert mixed("a", "XYZ", "between") == ["a", "X", "Y", "Z"]


def test_what_is_missed_or_lost_is_counted() -> None:
    count = Count()
    measure(["Officials met on Monday."], ["Advertisement", "The rain went on."], "en", "end", count)
    assert (count.added, count.found, count.missed, count.lost) == (2, 1, ["The rain went on."], [])
    measure(["Advertisement"], [], "en", "end", count)
    assert count.lost == ["Advertisement"] and count.precision == 0.5


def test_a_loss_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    good, bad = Count(10, 10, 10), Count(10, 10, 10, lost=["Officials met on Monday."])
    monkeypatch.setattr(boilerplate, "counts", lambda folder: {("news3", "end", "en"): good})
    assert CliRunner().invoke(main, []).exit_code == 0
    monkeypatch.setattr(boilerplate, "counts", lambda folder: {("news3", "end", "en"): bad})
    result = CliRunner().invoke(main, [])
    assert result.exit_code == 1 and "LOST Officials met on Monday." in result.output
