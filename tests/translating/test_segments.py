import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.translating.segments import split


def words(text: str) -> int:
    return len(text.split())


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("one two three", 3, ["one two three"]),
        ("one two, three four; five six", 4, ["one two, three four;", " five six"]),
        ("one two, three four, five six", 2, ["one two,", " three four,", " five six"]),
        ("one two three four", 3, ["one two three", " four"]),
        ("costs 1,000 2,000 3,000", 2, ["costs 1,000", " 2,000 3,000"]),
    ],
)
def test_cuts_where_a_reader_would_pause(text: str, limit: int, expected: list[str]) -> None:
    assert split(text, words, limit) == expected


@given(st.text(max_size=300), st.integers(min_value=3, max_value=40))
def test_pieces_joined_are_the_text_and_none_is_too_long(text: str, limit: int) -> None:
    pieces = split(text, len, limit)
    assert "".join(pieces) == text
    assert all(len(piece) <= limit for piece in pieces)


@pytest.mark.parametrize("unit", ["a", "word ", "clause, ", "字"])
def test_a_hundred_thousand_characters_take_linear_time(unit: str) -> None:
    def cpu(size: int) -> float:
        start = time.process_time()
        pieces = split(unit * (size // len(unit)), len, 200)
        assert sum(map(len, pieces)) == len(unit) * (size // len(unit))
        return time.process_time() - start

    small, large = min(cpu(10_000) for _ in range(3)), min(cpu(100_000) for _ in range(2))
    assert large < 60 * small + 0.2
