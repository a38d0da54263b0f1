"""A whole digest: counts, support of the summary, and repair that never makes it worse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from summarizer.article import Article, Sentence
from summarizer.models.engines.base import Decoding
from summarizer.results import Flag, ModelInfo, Place, Summary, SummarySentence, Translated, Translation
from summarizer.verifying import verify
from summarizer.verifying.repair import Budget, repair
from summarizer.verifying.support import evidence

TEXT = "The ministers met in Geneva on Monday and signed nothing."
GOOD = "Министры встретились в понедельник в Женеве и ничего не подписали."
INFO = ModelInfo("test", "CC0")
ARTICLE = Article(TEXT, (Sentence(0, 0, 0, len(TEXT), TEXT),), "en", "-")
SUMMARY = Summary((SummarySentence(TEXT, (0,)),), INFO)


def translation(text: str) -> Translation:
    out = Translated(text)
    return Translation("ru", None, (out,), (out,), INFO)


class Candidates:
    """Translates everything into the same candidates."""

    info = INFO

    def __init__(self, *texts: str) -> None:
        self.texts = texts

    def supports(self, source: str, target: str) -> bool:
        return True

    def translate(
        self, sentences: Sequence[str], source: str, target: str, decoding: Decoding | None = None
    ) -> Iterator[Translated]:
        return (Translated(self.texts[0]) for _ in sentences)

    def candidates(
        self, sentences: Sequence[str], source: str, target: str, decoding: Decoding
    ) -> Iterator[tuple[Translated, ...]]:
        return (tuple(Translated(text) for text in self.texts) for _ in sentences)


def test_lost_sentences_are_an_error() -> None:
    short = replace(translation(GOOD), summary=())
    assert {f.kind for f in verify(ARTICLE, SUMMARY, {"ru": short})} == {"sentences-lost"}


def test_a_summary_that_says_what_the_article_does_not_is_flagged() -> None:
    made = Summary((SummarySentence("Ministers met 14 generals in Warsaw.", ()),), INFO)
    assert {"unsupported-number", "unsupported-name"} <= {f.kind for f in verify(ARTICLE, made, {})}
    assert verify(ARTICLE, SUMMARY, {}) == ()


def test_evidence_is_the_sentence_that_says_it() -> None:
    assert evidence("A treaty was signed in Vienna.", ["Rain fell.", "They signed a treaty in Vienna."]) == (1,)


def test_repair_keeps_the_better_candidate_and_says_so() -> None:
    before = {"ru": translation(TEXT)}
    flags = verify(ARTICLE, SUMMARY, before)
    after, rest = repair(ARTICLE, SUMMARY, before, flags, {"ru": Candidates("", GOOD)})
    assert after["ru"].article == (Translated(GOOD, repaired=True),) == after["ru"].summary
    assert rest == ()


class Heeding(Candidates):
    """Knows what Geneva is called only where it is told."""

    hints = True

    def candidates(
        self, sentences: Sequence[str], source: str, target: str, decoding: Decoding
    ) -> Iterator[tuple[Translated, ...]]:
        told = {True: GOOD, False: GOOD.replace(" в Женеве", "")}
        return ((Translated(told["⟨=⟩ Женева⟨/h⟩" in sentence]),) for sentence in sentences)


def test_a_name_that_is_missing_is_told_to_a_model_that_heeds() -> None:
    before = {"ru": translation(GOOD.replace(" в Женеве", ""))}
    flags = verify(ARTICLE, SUMMARY, before)
    assert {flag.kind for flag in flags} == {"name-missing"}
    after, rest = repair(ARTICLE, SUMMARY, before, flags, {"ru": Heeding()})
    assert (after["ru"].article[0].text, rest) == (GOOD, ())
    Heeding.hints = False
    after, rest = repair(ARTICLE, SUMMARY, before, flags, {"ru": Heeding()})
    assert rest == flags


def test_repair_leaves_what_it_cannot_better_and_keeps_to_its_budget() -> None:
    before = {"ru": translation(TEXT)}
    flags = verify(ARTICLE, SUMMARY, before)
    least = Budget(characters=len(TEXT) - 1)
    for translator, budget in ((TEXT, Budget()), (GOOD, Budget(sentences=0)), (GOOD, least)):
        after, rest = repair(ARTICLE, SUMMARY, before, flags, {"ru": Candidates(translator)}, None, budget)
        assert (after["ru"], rest) == (before["ru"], flags)


def test_words_or_a_score_in_doubt_are_not_tried_again_but_words_choose_among_candidates() -> None:
    where = Place("article", 0, "ru")
    error = Flag("number-changed", "error", where, "…")
    doubts = tuple(Flag(kind, "warning", where, "…") for kind in ("adequacy", "low-confidence"))
    text = "Министры встретились в понедельник в Женеве, где люди живут и работают очень хорошо."
    source = "Ministers on Monday met bakers, sailors and teachers in Geneva and bought bread, milk and vegetables."
    article = Article(source, (Sentence(0, 0, 0, len(source), source),), "en", "-")
    summary = Summary((SummarySentence(source, (0,)),), INFO)
    good = "В понедельник министры встретились в Женеве с пекарями, моряками и учителями и купили хлеб, молоко и овощи."
    translator = {"ru": Candidates(text, good)}
    for flags, expected in ((doubts, text), ((*doubts, error), good)):
        after, _ = repair(article, summary, {"ru": translation(text)}, flags, translator)
        assert after["ru"].article[0].text == expected
