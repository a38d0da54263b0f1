"""Among hypotheses of like score the one that leaves nothing out; a much better score is believed."""

from __future__ import annotations

import pytest

from summarizer.models.engines.base import Generation
from summarizer.verifying.choice import choose

SOURCE = "The council approved the budget and cut taxes."
WHOLE = "Совет утвердил бюджет и снизил налоги."
CUT = "Совет утвердил бюджет."


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((-0.5, -0.5), WHOLE),
        ((-0.5, -0.55), WHOLE),
        ((-0.5, -3.0), CUT),
    ],
)
def test_what_is_left_out_counts_beside_the_score(scores: tuple[float, float], expected: str) -> None:
    hypotheses = [Generation(text, score) for text, score in zip((CUT, WHOLE), scores, strict=True)]
    assert choose(SOURCE, hypotheses, "en", "ru").text == expected


def test_without_a_dictionary_the_likeliest_stays() -> None:
    hypotheses = [Generation("a", -1.0), Generation("b", -1.0)]
    assert choose(WHOLE, hypotheses, "ru", "en").text == "a"
    assert choose(SOURCE, hypotheses[:1], "en", "ru").text == "a"
