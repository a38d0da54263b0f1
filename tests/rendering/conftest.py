"""A small digest that has something of everything, and one whose every free text is hostile."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from summarizer.article import Article, Removed, Sentence
from summarizer.results import (
    Digest,
    Flag,
    ModelInfo,
    Place,
    Report,
    Summary,
    SummarySentence,
    Translated,
    Translation,
)

SENTENCES = (("Two dogs ran.", 0), ("One cat sat.", 0), ("It rained on Monday.", 1))
TRANSLATED = {
    "ru": ("Бежали две собаки.", "Сидела кошка.", "В понедельник шёл дождь."),
    "zh": ("两只狗跑了。", "一只猫坐着。", "周一下雨。"),
}


def build(say: Callable[[str], str] = str) -> Digest:
    """Three sentences in two paragraphs; `say` is given every text that is not ours."""
    text, found = "", []
    for index, (sentence, paragraph) in enumerate(SENTENCES):
        words = say(sentence)
        text += "" if not index else " " if paragraph == SENTENCES[index - 1][1] else "\n\n"
        found.append(Sentence(index, paragraph, len(text), len(text) + len(words), words))
        text += words
    article = Article(
        text,
        tuple(found),
        "en",
        "pets.txt",
        say("Pets"),
        say("By A. Reed"),
        say("LORN"),
        (Removed(say("Give!"), "appeal"),),
    )
    model = ModelInfo(say("tiny"), "Apache-2.0", draft=True)
    summary = Summary((SummarySentence(say("Dogs ran."), (0,)), SummarySentence(say("It rained."), (2,))), model)
    translations = {}
    for language, words in TRANSLATED.items():
        made = tuple(Translated(say(one), -0.25) for one in words)
        translations[language] = Translation(language, Translated(say("T")), (made[0], made[2]), made, model)
    flags = (
        Flag("name-new", "warning", Place("title", 0, "zh"), say("who is that")),
        Flag("number-missing", "error", Place("article", 0, "ru"), say("“Two” is missing")),
        Flag("number-missing", "error", Place("summary", 0, "ru"), say("“Two” is missing")),
        Flag("confidence", "note", Place("article", 1, "zh"), say("read this")),
    )
    seconds = {"read": 0.01, "summarize": 0.02}
    report = Report("builtin", 3, {"ru": 3, "zh": 3}, 1, 2, 3, 1, flags, seconds, (say("a draft"),))
    return Digest(article, summary, translations, report)


@pytest.fixture
def digest() -> Digest:
    return build()


@pytest.fixture
def hostile() -> Callable[[str], Digest]:
    """Builds a digest in which every text that is not ours is the given one."""
    return lambda text: build(lambda _: text)
