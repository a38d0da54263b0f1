"""The decoder's score read as "read this", for models whose threshold is known."""

from __future__ import annotations

import pytest

from summarizer.article import Article, Sentence
from summarizer.results import ModelInfo, Summary, SummarySentence, Translated, Translation
from summarizer.verifying import confidence, verify

BUILTIN = "builtin-translator"


@pytest.mark.parametrize(
    ("model", "score", "language", "flagged"),
    [
        (BUILTIN, -3.0, "ru", True),
        (BUILTIN, -0.1, "ru", False),
        (BUILTIN, -3.0, "zh", True),
        (BUILTIN, 0.0, "zh", False),  # no score: written over, or read from a file
        (BUILTIN, -3.0, "en", False),
        ("a-model-without-a-row", -3.0, "ru", False),
    ],
)
def test_a_score_below_the_models_threshold_is_a_warning(
    model: str, score: float, language: str, flagged: bool
) -> None:
    found = confidence.check(Translated("Слово.", score=score), model, language)  # type: ignore[arg-type]
    assert [(doubt.kind, doubt.severity) for doubt in found] == [("low-confidence", "warning")] * flagged
    assert not any(char.isdigit() for doubt in found for char in doubt.message)


def test_it_stands_where_the_sentence_stands() -> None:
    text = "The ministers met in Geneva on Monday and signed nothing."
    article = Article(text, (Sentence(0, 0, 0, len(text), text),), "en", "-")
    summary = Summary((SummarySentence(text, (0,)),), ModelInfo("test", "CC0"))
    out = Translated("Министры встретились в понедельник в Женеве и ничего не подписали.", score=-3.0)
    translation = Translation("ru", None, (out,), (out,), ModelInfo(BUILTIN, "Apache-2.0"))
    places = [flag.where.part for flag in verify(article, summary, {"ru": translation})]
    assert places == ["summary", "article"]
