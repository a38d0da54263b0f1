"""Other numbers that are right by the customs of a language, and the same numbers where they are not."""

from __future__ import annotations

import pytest

from summarizer.article import Language
from summarizer.verifying.quantities import compare


@pytest.mark.parametrize(
    ("source", "text", "language", "right"),
    [
        ("He lives on the sixth floor.", "Он живет на седьмом этаже.", "ru", True),
        ("He lives on the sixth floor.", "他住在7楼。", "zh", True),
        ("He lives on the sixth floor.", "他住在8楼。", "zh", False),
        ("He is in the sixth row.", "Он сидит в седьмом ряду.", "ru", False),
        ("It came on Sunday night.", "Это случилось в ночь на понедельник.", "ru", True),
        ("It came on Saturday night.", "Это случилось в ночь на понедельник.", "ru", False),
        ("It came on Sunday.", "Это случилось в понедельник.", "ru", False),
        ("Tourism has grown fivefold.", "旅游业增长了4倍。", "zh", True),
        ("Here a sack costs 310 dollars, there 190.", "这里一袋310美元，那里190美元。", "zh", True),
        ("Here a sack weighs 310 pounds, there 190.", "这里一袋重310磅，那里190美元。", "zh", False),
    ],
)
def test_only_what_is_customary_is_let_pass(source: str, text: str, language: Language, right: bool) -> None:
    assert (not [d for d in compare(source, text, "en", language) if d.severity != "note"]) == right
