"""Which words of a translation answer to which English words."""

from __future__ import annotations

from itertools import chain

import pytest

from summarizer.verifying.dictionary import russian_key
from training import dictionary
from training.dictionary import Bar
from training.lexicon import Aligned

BAR = Bar(fewest=2, share=0.1, lift=1.5, single=1.5, most=3)


def aligned(*pairs: tuple[str, str]) -> list[Aligned]:
    """Pairs whose words answer to each other one by one."""
    return [
        Aligned(source.split(), target.split(), {(n, n) for n in range(len(source.split()))})
        for source, target in pairs
    ]


@pytest.mark.parametrize(
    ("pairs", "word", "expected"),
    [
        # Whatever form stands there, likeliest first; what was seen once is a slip.
        ([("Ferries", "Паромы")] * 3 + [("ferry", "судно")] * 2 + [("ferry", "кит")], "ferri", ("паромы", "судно")),
        # Parts of compounds are words.
        ([("ferry-boat", "паром-катер")] * 2, "ferri", ("паром", "катер")),
        # A function word is no source.
        ([("the", "паром")] * 5, "the", None),
        # What stands beside everything explains nothing.
        ([("ferry left", "и и"), ("boat came", "и и")] * 3, "ferri", None),
    ],
)
def test_what_words_were_linked_to(pairs: list[tuple[str, str]], word: str, expected: tuple[str, ...] | None) -> None:
    others = aligned(("port", "порт"), ("city", "город"), *[("sea", "и")] * 8) * 10
    found = dictionary.likeliest(dictionary.linked(chain(aligned(*pairs), others), "ru"), BAR)
    assert found.get(word) == (expected and tuple(map(russian_key, expected)))


def test_no_more_translations_of_a_word_are_kept_than_asked_for() -> None:
    pairs = [("ferry", word) for word in ("паром", "катер", "лодка", "корабль")] * 3
    found = dictionary.likeliest(dictionary.linked(aligned(*pairs, *[("port", "порт")] * 20), "ru"), BAR)
    assert len(found["ferri"]) == 3


def test_a_character_stands_for_the_chinese_words_that_share_it() -> None:
    pairs = [("police", word) for word in ("警察", "警方", "公安")] * 3 + [("port", "港口"), ("peace", "公平")] * 20
    counts = dictionary.with_characters(dictionary.linked(aligned(*pairs), "zh"))
    assert dictionary.likeliest(counts, Bar(2, 0.5, 1.5, 4.0, 3))["polic"] == ("警",)


def test_english_left_in_chinese_is_no_translation() -> None:
    assert dictionary.linked(aligned(*[("police", "Police")] * 3, ("port", "港口")), "zh").targets == ["港口"]


def test_a_word_is_judged_by_how_often_a_translation_is_there() -> None:
    rows = [(["ferry", "left"], "паром ушел")] * 63 + [(["ferry", "left"], "он ушел")] * 7
    found = dictionary.judged(rows, {"ferri": ("пар",), "left": ("ушел",), "boat": ("лодк",)}, "ru")
    assert found["ferri"].known == pytest.approx(0.88, abs=0.02)
    assert found["left"].known > 0.95
    assert "boat" not in found  # never seen
    assert list(dictionary.rows(found))[1] == "ferri\t88\tпар"
