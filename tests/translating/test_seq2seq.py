"""One sentence in, one sentence out, whatever the engine behind it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.article import Language
from summarizer.errors import UnsupportedDirection
from summarizer.models.engines.base import Decoding, Generation
from summarizer.results import ModelInfo
from summarizer.translating.seq2seq import Seq2SeqTranslator


@dataclass
class Shouting:
    """Upper-cases; a word is a token."""

    asked: list[tuple[str, Decoding, Language | None, Language | None]] = field(default_factory=list)
    result: Generation = field(default_factory=lambda: Generation("", -0.5, 2))

    def generate(
        self,
        texts: Sequence[str],
        decoding: Decoding,
        *,
        source: Language | None = None,
        target: Language | None = None,
    ) -> Iterator[Generation]:
        for text in texts:
            self.asked.append((text, decoding, source, target))
            best = Generation(
                text.strip().upper(), self.result.score, self.result.tokens, self.result.clipped, self.result.unknown
            )
            others = tuple(Generation(f"{text.strip()} {n}", -n, 1) for n in range(1, decoding.n_best))
            yield Generation(best.text, best.score, best.tokens, best.clipped, best.unknown, others)

    def count(self, text: str) -> int:
        return len(text.split())


def translator(engine: Shouting, limit: int = 6) -> Seq2SeqTranslator:
    return Seq2SeqTranslator(engine, ModelInfo("loud", "CC0-1.0"), {"en": ("ru", "zh"), "ru": ("en",)}, limit)


@given(st.lists(st.text(alphabet="ab ,.;", max_size=60), max_size=8), st.sampled_from(["ru", "zh"]))
def test_as_many_out_as_in_and_nothing_is_lost(sentences: list[str], target: Language) -> None:
    made = list(translator(Shouting()).translate(sentences, "en", target))
    assert len(made) == len(sentences)
    for sentence, translated in zip(sentences, made, strict=True):
        assert [c for c in translated.text if c.isalnum()] == [c for c in sentence.upper() if c.isalnum()]


def test_a_long_sentence_goes_in_pieces_and_comes_back_as_one() -> None:
    engine = Shouting()
    (made,) = translator(engine).translate(["when it rained all day long, they left the town at last."], "en", "ru")
    assert [text.strip() for text, *_ in engine.asked] == [
        "when it rained all day long,",
        "they left the town at last.",
    ]
    assert made.text == "WHEN IT RAINED ALL DAY LONG, THEY LEFT THE TOWN AT LAST."


def test_the_engine_is_told_the_languages_and_how_to_search() -> None:
    engine = Shouting()
    list(translator(engine).translate(["a b"], "en", "zh", Decoding(beams=7, no_repeat_ngram=3)))
    (_, decoding, source, target) = engine.asked[0]
    assert (source, target, decoding.beams, decoding.no_repeat_ngram, decoding.n_best) == ("en", "zh", 7, 3, 1)


def test_what_the_decoder_lost_is_summed_over_the_pieces() -> None:
    engine = Shouting(result=Generation("", -0.5, 4, clipped=-1, unknown=2))
    (made,) = translator(engine, limit=3).translate(["a b c d e f"], "en", "ru")
    assert (made.clipped, made.unknown, made.score) == (2, 4, -0.5)


def test_candidates_best_first() -> None:
    (ranks,) = translator(Shouting()).candidates(["a b"], "en", "ru", Decoding(beams=3, n_best=3))
    assert [one.text for one in ranks] == ["A B", "a b 1", "a b 2"]


@pytest.mark.parametrize(("source", "target"), [("ru", "zh"), ("de", "ru"), ("en", "en"), ("und", "ru")])
def test_a_direction_it_does_not_know(source: Language, target: Language) -> None:
    loud = translator(Shouting())
    assert not loud.supports(source, target)
    with pytest.raises(UnsupportedDirection, match=f"loud does not translate {source} → {target} .*en → ru/zh"):
        next(loud.translate(["a"], source, target))


def test_closing_stops_the_work() -> None:
    engine = Shouting()
    running = translator(engine).translate(["a", "b", "c"], "en", "ru")
    next(running)
    running.close()
    assert len(engine.asked) == 1


def test_what_is_to_choose_sees_all_hypotheses_of_each_piece() -> None:
    seen: list[tuple[str, int]] = []

    def last(piece: str, hypotheses: Sequence[Generation], source: Language, target: Language) -> Generation:
        seen.append((piece.strip(), len(hypotheses)))
        return hypotheses[-1]

    choosing = replace(translator(Shouting()), choose=last)
    sentences = ["when it rained all day long, they left the town at last.", "a b"]
    made = list(choosing.translate(sentences, "en", "ru", Decoding(beams=3)))
    assert seen == [("when it rained all day long,", 3), ("they left the town at last.", 3), ("a b", 3)]
    assert [translated.text for translated in made] == [
        "when it rained all day long, 2, they left the town at last. 2",
        "a b 2",
    ]
