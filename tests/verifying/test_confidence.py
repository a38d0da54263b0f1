"""The decoder's score and the words without a counterpart, read as "read this", for models whose chances are known."""

from __future__ import annotations

import pytest

from summarizer.article import Article, Language, Sentence
from summarizer.results import ModelInfo, Severity, Summary, SummarySentence, Translated, Translation
from summarizer.verifying import confidence, verify

BUILTIN = "builtin-translator"
SOURCE = "The ministers met on Monday and signed nothing."
GOOD = {
    "ru": "Министры встретились в понедельник и ничего не подписали.",
    "zh": "部长们周一会面，没有签署任何文件。",
    "en": SOURCE,
}


@pytest.mark.parametrize(
    ("model", "score", "source_language", "language", "severities"),
    [
        (BUILTIN, -3.0, "en", "ru", ["error"]),
        (BUILTIN, -0.8, "en", "ru", ["warning"]),
        (BUILTIN, -0.1, "en", "ru", []),
        (BUILTIN, -3.0, "en", "zh", ["error"]),
        (BUILTIN, -0.9, "en", "zh", ["warning"]),
        (BUILTIN, -0.1, "en", "zh", []),
        (BUILTIN, 0.0, "en", "zh", []),  # no score: written over, or read from a file
        (BUILTIN, -3.0, "en", "en", []),
        (BUILTIN, -3.0, "zh", "ru", []),  # no such direction was graded
        ("a-model-without-a-row", -3.0, "en", "ru", []),
    ],
)
def test_a_small_chance_of_being_fine_is_a_warning_and_hardly_any_an_error(
    model: str, score: float, source_language: Language, language: Language, severities: list[Severity]
) -> None:
    found = confidence.check(SOURCE, Translated(GOOD[language], score=score), model, source_language, language)
    assert [(doubt.kind, doubt.severity) for doubt in found] == [("low-confidence", one) for one in severities]
    assert not any(char.isdigit() for doubt in found for char in doubt.message)


@pytest.mark.parametrize("language", ["ru", "zh"])
def test_lost_words_a_low_score_and_length_speak_against_a_sentence(language: Language) -> None:
    def chance(source: str, text: str, score: float) -> float:
        signs = confidence.signs(source, Translated(text, score=score), language)
        return confidence.chance(confidence._coefficients()[BUILTIN, language], signs)

    lost = {"ru": "Кошки спали в пятницу дома.", "zh": "猫咪睡在家里。"}[language]
    good = chance(SOURCE, GOOD[language], -0.4)
    assert chance(SOURCE, GOOD[language], -0.8) < good
    assert chance(SOURCE, lost, -0.4) < good
    assert chance(f"{SOURCE[:-1]}, and {SOURCE[4:-1]}, and {SOURCE[4:]}", GOOD[language] * 3, -0.4) < good


def test_it_stands_where_the_sentence_stands() -> None:
    text = "The ministers met in Geneva on Monday and signed nothing."
    article = Article(text, (Sentence(0, 0, 0, len(text), text),), "en", "-")
    summary = Summary((SummarySentence(text, (0,)),), ModelInfo("test", "CC0"))
    out = Translated("Министры встретились в понедельник в Женеве и ничего не подписали.", score=-3.0)
    translation = Translation("ru", None, (out,), (out,), ModelInfo(BUILTIN, "Apache-2.0"))
    places = [flag.where.part for flag in verify(article, summary, {"ru": translation})]
    assert places == ["summary", "article"]
