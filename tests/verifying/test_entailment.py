"""What a digest makes of an entailment model's verdicts; the model itself is scripted."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from summarizer.models.engines.base import Verdict
from summarizer.reading import read_text
from summarizer.results import Flag, ModelInfo, Place, Summary, SummarySentence
from summarizer.verifying import verify
from summarizer.verifying.entailment import judgements, settled

ARTICLE = read_text("Rain fell. The ministers met in Geneva on Monday and signed nothing. It was cold. Nobody cheered.")
MODEL = ModelInfo("scripted", "CC0")


class Scripted:
    """The verdict on each pair whose premise has a word; else neither."""

    info = MODEL

    def __init__(self, **verdicts: Verdict) -> None:
        self.verdicts = verdicts
        self.asked: list[tuple[str, str]] = []

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Verdict]:
        self.asked += pairs
        return [next((v for word, v in self.verdicts.items() if word in p), Verdict(0.1, 0.1)) for p, _ in pairs]


def flags(judge: Scripted, *sentences: tuple[str, tuple[int, ...]]) -> list[Flag]:
    summary = Summary(tuple(SummarySentence(text, evidence) for text, evidence in sentences), MODEL)
    elsewhere = Flag("loop", "error", Place("summary", 0, "ru"), "the same words again and again")
    return list(settled(ARTICLE, summary, judge, [*verify(ARTICLE, summary, {}), elsewhere]))


def test_premises_are_the_linked_sentences_alone_with_their_neighbours_and_together() -> None:
    judge = Scripted()
    judgements([("Cold ministers met.", (1, 3))], ARTICLE, judge)
    assert [premise for premise, _ in judge.asked] == [
        "The ministers met in Geneva on Monday and signed nothing.",
        "Nobody cheered.",
        "Rain fell. The ministers met in Geneva on Monday and signed nothing. It was cold.",
        "It was cold. Nobody cheered.",
        "The ministers met in Geneva on Monday and signed nothing. Nobody cheered.",
    ]
    judge.asked.clear()
    judgements([("Quite another matter.", ())], ARTICLE, judge)
    assert [premise for premise, _ in judge.asked] == [sentence.text for sentence in ARTICLE.sentences]


def test_what_the_model_could_not_read_is_noted() -> None:
    judge = Scripted(Rain=Verdict(0.9, 0.0, cut=7), Nobody=Verdict(0.9, 0.0, cut=2), ministers=Verdict(0.9, 0.0))
    [found] = [flag for flag in flags(judge, ("Cold ministers met.", (1, 3))) if flag.kind == "clipped"]
    # Cut: the second sentence with its neighbours, the fourth alone, with its neighbour and with the second.
    assert found.severity == "note" and "(13 tokens cut)" in found.message
    assert "clipped" not in {flag.kind for flag in flags(Scripted(), ("Cold ministers met.", (1, 3)))}


def test_the_strongest_verdicts_count() -> None:
    judge = Scripted(Rain=Verdict(0.2, 0.7), Nobody=Verdict(0.8, 0.1))
    [judged] = judgements([("Cold ministers met.", (1, 3))], ARTICLE, judge)
    assert (judged.entailment, judged.contradiction) == (0.8, 0.7)
    assert judged.against.startswith("Rain fell.")


@pytest.mark.parametrize(
    ("verdict", "kinds"),
    [
        (Verdict(0.9, 0.05), []),  # a paraphrase whose words are new
        (Verdict(0.05, 0.9), ["contradicted"]),
        (Verdict(0.2, 0.3), ["unsupported"]),  # no opinion: the words have theirs
        (Verdict(0.2), ["not-entailed"]),
    ],
)
def test_a_verdict_stands_for_what_the_words_say(verdict: Verdict, kinds: list[str]) -> None:
    found = flags(Scripted(ministers=verdict), ("Officials gathered without concluding anything.", (1,)))
    assert [flag.kind for flag in found] == [*kinds, "loop"]


def test_numbers_and_names_stay_flagged() -> None:
    found = flags(Scripted(ministers=Verdict(0.9, 0.05)), ("Ministers met 14 generals in Warsaw.", (1,)))
    assert [flag.kind for flag in found] == ["unsupported-number", "unsupported-name", "loop"]


def test_flags_stand_in_reading_order_and_the_articles_own_sentences_are_not_asked_about() -> None:
    judge = Scripted(ministers=Verdict(0.05, 0.9))
    found = flags(judge, ("Rain fell.", (0,)), ("Ministers met 14 generals.", (1,)), ("Ministers sang.", (1,)))
    assert [(flag.kind, flag.where.index) for flag in found] == [
        ("contradicted", 1), ("unsupported-number", 1), ("contradicted", 2), ("loop", 0),
    ]  # fmt: skip
    assert {hypothesis for _, hypothesis in judge.asked} == {"Ministers met 14 generals.", "Ministers sang."}
    judge.asked.clear()
    assert [flag.kind for flag in flags(judge, ("It was cold.", (2,)))] == ["loop"]
    assert judge.asked == []
