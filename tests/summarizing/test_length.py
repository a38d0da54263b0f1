"""How long a summary shall be."""

import pytest

from summarizer.errors import UsageError
from summarizer.summarizing.base import Length, count_words


@pytest.mark.parametrize(
    ("given", "limit"),
    [((None, None, None), 4), (("short", None, None), 2), (("long", None, None), 8), ((None, 5, None), 5)],
)
def test_parse(given: tuple[str | None, int | None, int | None], limit: int) -> None:
    assert Length.parse(*given).limit(100) == limit


@pytest.mark.parametrize(
    "given", [("huge", None, None), ("short", 3, None), (None, 3, 50), (None, 0, None), (None, None, -1)]
)
def test_nonsense_is_a_usage_error(given: tuple[str | None, int | None, int | None]) -> None:
    with pytest.raises(UsageError):
        Length.parse(*given)


@pytest.mark.parametrize(
    ("text", "words"), [("It's 3.5% of a well-known U.S. firm.", 7), ("他在2024年说。", 5), ("", 0)]
)
def test_count_words(text: str, words: int) -> None:
    assert count_words(text) == words
