"""What makes a digest fast, counted, so that a noisy machine cannot change the answer: batches, texts and checks."""

from __future__ import annotations

import cProfile
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest

from summarizer import Options, builtin, read_text
from summarizer.digest import stream
from summarizer.models.engines.base import Decoding
from summarizer.models.engines.ctranslate2 import WIDTH, CTranslate2Engine
from summarizer.models.engines.fake import FakeEngine
from summarizer.profiles import Models
from summarizer.results import Digest, ModelInfo, Translated
from summarizer.summarizing.extractive import ExtractiveSummarizer
from summarizer.translating.seq2seq import Seq2SeqTranslator
from summarizer.verifying import pairs, repair

ARTICLE = "\n\n".join(
    f"The town of Halden counted {n} new houses last year. Its mayor said that {n + 3} more will follow in May."
    for n in range(11, 23)
)

CALLS = 3000
"""Of Python functions that reading, summarising and checking may make a sentence; they made 2,050 when this was set."""


def digest(engine: FakeEngine) -> Digest:
    """A digest of `ARTICLE` into Russian by a fake engine, without repair."""
    translator = Seq2SeqTranslator(engine, ModelInfo("fake", ""), {"en": ("ru",)}, 72)
    models = Models("fake", ExtractiveSummarizer(), {"ru": translator})
    *_, last = stream(read_text(ARTICLE), Options(to=("ru",), repair=False), models=models)
    assert isinstance(last.item, Digest)
    return last.item


def test_a_sentence_is_decoded_once() -> None:
    """The summary repeats sentences of the article, and their translations are used again."""
    engine = FakeEngine()
    made = digest(engine)
    assert len(engine.asked) == len(set(engine.asked)) == len(made.article.sentences)
    assert made.summary.sentences


class _Words:
    """A tokenizer of words."""

    def encode(self, text: str, source: str | None, target: str | None) -> list[str]:
        return [">>", *text.split(), "</s>"]

    def target_prefix(self, target: str | None) -> None:
        return None

    def decode(self, tokens: Sequence[str]) -> str:
        return " ".join(tokens)

    def count(self, text: str) -> int:
        return len(text.split())

    def unknown(self, tokens: Sequence[str]) -> int:
        return 0


class _Copies:
    """In place of `ctranslate2.Translator`: remembers each batch and gives it back."""

    def __init__(self) -> None:
        self.batches: list[list[list[str]]] = []

    def translate_batch(self, batch: list[list[str]], **options: Any) -> list[Any]:
        self.batches.append(batch)
        return [_Future(tokens) for tokens in batch]


class _Future:
    def __init__(self, tokens: list[str]) -> None:
        self.hypotheses, self.scores = [tokens], [0.0]

    def result(self) -> _Future:
        return self


def batches(
    texts: Sequence[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Any,
    decoding: Decoding | None = None,
    **options: int,
) -> list[list[list[str]]]:
    """What the CTranslate2 engine hands to CTranslate2 for `texts`."""
    model = _Copies()
    engine = CTranslate2Engine(tmp_path, _Words(), **options)  # type: ignore[arg-type]
    monkeypatch.setattr(engine, "_load", lambda: model)
    made = list(engine.generate(texts, decoding or Decoding(), source="en", target="ru"))
    assert [f">> {text} </s>" for text in texts] == [generation.text for generation in made]
    return model.batches


@pytest.mark.parametrize(
    ("lengths", "most"),
    [
        ([20] * 8, 1),
        ([5, 30] * 12, 2),  # the first chunk, and one more: one width
        ([5, 60] * 12, 4),  # two widths in each
        ([20] * 200, 14),
    ],
)
def test_sentences_share_batches(lengths: list[int], most: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    found = batches([" ".join("x" * n) for n in lengths], monkeypatch, tmp_path)
    assert len(found) <= most


@pytest.mark.parametrize(
    ("lengths", "threads", "found"),
    [
        ([20] * 16, 2, [8, 8]),  # one width, two cores
        ([20] * 16, 8, [4, 4, 4, 4]),  # fewer sentences are not worth a core
        ([5, 60] * 8, 2, [8, 8]),  # a width each
        ([20] * 3, 2, [3]),
    ],
)
def test_no_core_is_idle_beside_a_full_batch(
    lengths: list[int], threads: int, found: list[int], monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    texts = [" ".join("x" * n) for n in lengths]
    made = batches(texts, monkeypatch, tmp_path, threads=threads)
    assert [len(batch) - 1 for batch in made] == found  # one row is the filler


@pytest.mark.parametrize(
    ("lengths", "forced", "fillers"),
    [
        ([20] * 16, 0, 2),
        ([20] * 16, 32, 0),  # it would be decoded to 32 tokens like a sentence
        ([*[20] * 7, WIDTH - 2, *[20] * 7, WIDTH - 2], 0, 0),  # with both marks a sentence is as wide already
        ([*[20] * 7, WIDTH - 2, *[20] * 8], 0, 1),
    ],
)
def test_no_row_is_decoded_for_nothing(
    lengths: list[int], forced: int, fillers: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    """What CTranslate2 alone would be given on two cores, and a row of filling where a batch must be widened."""
    texts = [" ".join("x" * n) for n in lengths]
    made = batches(texts, monkeypatch, tmp_path, Decoding(min_new_tokens=forced), threads=2)
    rows = [row for batch in made for row in batch]
    assert [row for row in rows if row[0] == ">>"] == [[">>", *text.split(), "</s>"] for text in texts]
    assert [row for row in rows if row[0] != ">>"] == [["</s>"] * WIDTH] * fillers


def test_filling_costs_next_to_no_decoding(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the tokens that the built-in model decodes for an article of sixteen short sentences, at most one in fifty is
    none of a sentence's, whatever the weights: a filler's only output is its end mark."""
    translator = builtin.translator(threads=2)
    engine = translator.engine
    assert isinstance(engine, CTranslate2Engine)
    real, decoded = engine._submit, Counter[str]()

    def submit(batch: list[list[str]], *rest: Any) -> Any:
        results = real(batch, *rest)
        for n, result in enumerate(results):
            # The end mark is decoded too.
            decoded["sentences" if n < len(batch) else "filling"] += len(result.result().hypotheses[0]) + 1
        return results

    monkeypatch.setattr(engine, "_submit", submit)
    sentences = [sentence.text for sentence in read_text(ARTICLE).sentences][:16]
    assert all(made.text for made in translator.translate(sentences, "en", "ru"))
    assert 0 < decoded["filling"] <= decoded["sentences"] / 50


class _Eager(FakeEngine):
    """Begins at the call, as CTranslate2 does. `together` has how many calls were under way when each began to be read;
    what its caller does then, it does beside the others."""

    def __init__(self) -> None:
        super().__init__(reply=lambda text, source, target: "")  # nothing: an error, so all is tried again
        self.under_way = 0
        self.together: list[int] = []

    def generate(self, texts: Sequence[str], decoding: Decoding, **languages: Any) -> Any:
        self.under_way += bool(texts)
        return self._read(list(super().generate(texts, decoding, **languages)))

    def _read(self, made: list[Any]) -> Any:
        for n, generation in enumerate(made):
            if n == 0:
                self.together.append(self.under_way)
            if n == len(made) - 1:
                self.under_way -= 1
            yield generation


def test_languages_are_in_flight_together() -> None:
    """One language is decoded while the other is read and checked, in translation and all through repair."""
    engine = _Eager()
    translator = Seq2SeqTranslator(engine, ModelInfo("fake", ""), {"en": ("ru", "zh")}, 72)
    models = Models("fake", ExtractiveSummarizer(), dict.fromkeys(("ru", "zh"), translator))
    list(stream(read_text(ARTICLE), Options(to=("ru", "zh")), models=models))
    assert engine.together == [2, 1, 2, 2, 2, 1]  # the last of the translations, and of the attempts, is alone


def test_padding_is_bounded(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    """A batch's tokens and its padding stay within the budget, and nobody is padded by more than a width."""
    found = batches([" ".join("x" * n) for n in range(1, 150)], monkeypatch, tmp_path)
    for batch in found:
        widest = max(map(len, batch))
        assert all(widest - len(tokens) < WIDTH for tokens in batch)
        assert widest * len(batch) <= 1024


def test_repair_stops_checking_what_is_no_better(monkeypatch: pytest.MonkeyPatch) -> None:
    """A candidate seen before is not checked again, and a bad one only until it is as bad as what is there."""
    source, old = "It costs 40 euros in Oslo.", Translated("Это стоит 30 евро в Осло.", -1.0)
    case = repair._Case(source, old, "ru", pairs.Checker("en"))
    read: list[str] = []
    real = pairs.doubts

    def counted(*given: Any) -> Any:
        for doubt in real(*given):
            read.append(doubt.kind)
            yield doubt

    monkeypatch.setattr(pairs, "doubts", counted)
    empty, right = Translated("", -0.5), Translated("Это стоит 40 евро в Осло.", -2.0)
    case.consider([empty, Translated("", -0.6), right, right])
    assert read.count("empty") == 1
    assert case.kept.text == right.text


def test_a_pair_is_checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a whole digest, repaired and verified again: what one step knows of a pair the next does not find out anew."""
    seen: list[tuple[Any, ...]] = []
    real = pairs.doubts

    def counted(source: str, translated: Translated, *languages: Any) -> Any:
        seen.append((source, translated.text, *languages))
        return real(source, translated, *languages)

    monkeypatch.setattr(pairs, "doubts", counted)
    engine = FakeEngine(reply=lambda text, source, target: text.replace("1", "7").replace("town", "город"))
    assert repaired(engine).report.flags
    assert seen and max(Counter(seen).values()) == 1


class _Counting(FakeEngine):
    """Notes what each call is asked to decode."""

    def __init__(self) -> None:
        super().__init__(reply=lambda text, source, target: "")  # nothing: an error, so all is tried again
        self.calls: list[tuple[int, int]] = []

    def generate(self, texts: Sequence[str], decoding: Decoding, **languages: Any) -> Any:
        self.calls.append((len(texts), decoding.beams))
        return super().generate(texts, decoding, **languages)


def repaired(engine: FakeEngine) -> Digest:
    """A digest of `ARTICLE` into Russian by a fake engine, with repair."""
    translator = Seq2SeqTranslator(engine, ModelInfo("fake", ""), {"en": ("ru",)}, 72)
    models = Models("fake", ExtractiveSummarizer(), {"ru": translator})
    *_, last = stream(read_text(ARTICLE), Options(to=("ru",)), models=models)
    assert isinstance(last.item, Digest)
    return last.item


def test_repair_decodes_no_more_than_it_says() -> None:
    """What a sentence costs that no attempt betters, in rows of the decoder (hypotheses that it keeps alive)."""
    engine = _Counting()
    sentences = len(repaired(engine).article.sentences)
    first, *attempts = engine.calls
    assert first == (sentences, 4)
    assert attempts == [(sentences, 6), (sentences, 6), (0, 5)]  # no sentence has clauses
    assert sum(count * beams for count, beams in attempts) <= 12 * sentences


def test_a_sentence_is_tokenised_twice_at_most(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    """Once to see whether it fits, once to be decoded."""
    words = _Words()
    seen: list[str] = []

    def tokens(text: str) -> list[str]:
        seen.append(text)
        return text.split()

    monkeypatch.setattr(words, "count", lambda text: len(tokens(text)))
    monkeypatch.setattr(words, "encode", lambda text, source, target: [">>", *tokens(text), "</s>"])
    engine = CTranslate2Engine(tmp_path, words)  # type: ignore[arg-type]
    monkeypatch.setattr(engine, "_load", _Copies)
    translator = Seq2SeqTranslator(engine, ModelInfo("fake", ""), {"en": ("ru",)}, 72)
    texts = [f"The town counted {n} houses." for n in range(40)]
    assert len(list(translator.translate(texts, "en", "ru"))) == len(texts)
    assert max(Counter(seen).values()) <= 2


def test_python_calls_around_the_decoder() -> None:
    """All of a digest but decoding, in function calls a sentence: no clock, so no noise."""
    engine = FakeEngine(reply=lambda text, source, target: "Город насчитал двенадцать новых домов.")
    digest(engine)  # tables are loaded
    profile = cProfile.Profile()
    made = profile.runcall(digest, engine)
    assert sum(row.callcount for row in profile.getstats()) / len(made.article.sentences) < CALLS
