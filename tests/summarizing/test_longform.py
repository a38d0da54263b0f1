"""Long articles: chunks on sentence bounds, nothing cut, nothing said twice."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import UnsupportedDirection, UsageError
from summarizer.models.engines.base import Decoding, Generation
from summarizer.models.engines.fake import FakeEngine
from summarizer.reading import read_text
from summarizer.results import ModelInfo
from summarizer.summarizing.base import Length
from summarizer.summarizing.longform import chunks, merge, whole_sentences
from summarizer.summarizing.seq2seq import Seq2SeqSummarizer

INFO = ModelInfo("fake", "Apache-2.0")
_WORDS = st.lists(st.text("abcdef", min_size=1, max_size=8), min_size=1, max_size=30).map(" ".join)


def _count(text: str) -> int:
    return len(text.split())


@given(st.lists(_WORDS, min_size=1, max_size=40), st.integers(5, 60), st.integers(1, 6))
def test_nothing_is_cut(texts: list[str], limit: int, least: int) -> None:
    made = chunks(texts, _count, limit, "en", least)
    assert " ".join(made).split() == " ".join(texts).split()
    assert all(_count(chunk) <= limit for chunk in made)


@given(st.lists(_WORDS.filter(lambda text: _count(text) <= 10), min_size=8, max_size=40), st.integers(1, 6))
def test_chunks_break_between_sentences_and_are_as_many_as_asked(texts: list[str], least: int) -> None:
    made = chunks(texts, _count, 1000, "en", least)
    assert len(made) <= least
    rest = list(texts)
    for chunk in made:
        taken: list[str] = []
        while " ".join(taken) != chunk:
            taken.append(rest.pop(0))
    assert not rest


def test_a_sentence_that_was_cut_short_is_left_out() -> None:
    assert whole_sentences("One is done. Two is done. And three is", "en", cut=True) == ["One is done.", "Two is done."]
    assert whole_sentences("Only one that is", "en", cut=True) == ["Only one that is"]


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (Length(sentences=2), ["The bank closes branches.", "Ministers met in Oslo."]),
        (Length("long"), ["The bank closes branches.", "Unions protested.", "Ministers met in Oslo."]),
        (Length(words=4), ["The bank closes branches."]),
        (Length(words=8), ["The bank closes branches.", "Ministers met in Oslo."]),
    ],
)
def test_merging_takes_from_every_chunk_and_repeats_nothing(length: Length, expected: list[str]) -> None:
    groups = [
        ["The bank closes branches.", "Unions protested."],
        ["Ministers met in Oslo.", "The bank closes branches."],
    ]
    assert merge(groups, length, 20, "en") == expected


def test_too_few_words_for_any_sentence() -> None:
    with pytest.raises(UsageError, match="give --words 4 or more"):
        merge([["The bank closes branches."]], Length(words=2), 20, "en")


def _article(sentences: int) -> str:
    return "\n\n".join(f"Town {n} has visitors{n}a and bridges{n}b over river{n}c." for n in range(1, sentences + 1))


def _lead(text: str, *_: object) -> str:
    """A model that repeats the first and the last sentence of what it is given."""
    found = re.findall(r"Town \d+ has[^.]+\.", text)
    return " ".join(dict.fromkeys((found[0], found[-1])))


@pytest.mark.parametrize("sentences", [1, 3, 40, 400])
@pytest.mark.parametrize("length", [Length("short"), Length("long"), Length(sentences=5)])
def test_every_sentence_of_an_article_reaches_the_model(sentences: int, length: Length) -> None:
    engine = FakeEngine(_lead)
    article = read_text(_article(sentences))
    summary = Seq2SeqSummarizer(engine, INFO, 120, Decoding(80)).summarize(article, length)
    seen = {int(n) for text in engine.asked for n in re.findall(r"Town (\d+) has", text)}
    assert seen == set(range(1, sentences + 1))
    assert all(_count(text) <= 120 for text in engine.asked)
    assert len({s.text for s in summary.sentences}) == len(summary.sentences) <= length.limit(sentences)
    assert all(s.evidence for s in summary.sentences)


def test_exactly_as_many_sentences_as_asked_where_the_model_can() -> None:
    article = read_text(_article(40))
    summary = Seq2SeqSummarizer(FakeEngine(_lead), INFO, 120, Decoding(80)).summarize(article, Length(sentences=6))
    assert len(summary.sentences) == 6


def test_a_summary_that_ran_out_of_room_ends_on_a_sentence() -> None:
    engine = FakeEngine(lambda *_: Generation("Town 1 has one. And town 2 has", clipped=-1))
    summary = Seq2SeqSummarizer(engine, INFO, 120, Decoding(80)).summarize(read_text(_article(4)), Length("short"))
    assert summary.text == "Town 1 has one."


def test_an_article_in_another_language_is_an_error() -> None:
    summarizer = Seq2SeqSummarizer(FakeEngine(), INFO, 120, Decoding(80), ("en",))
    with pytest.raises(UnsupportedDirection, match="articles in en, and this one is in ru"):
        summarizer.summarize(read_text("Банк закроет отделения. Об этом сообщили вчера в Москве."), Length())
