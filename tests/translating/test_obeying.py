"""The glossary reaches the model as it can take it, and what comes back is put right where that is safe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from summarizer import builtin
from summarizer.models.engines.base import Decoding
from summarizer.results import ModelInfo, Translated
from summarizer.translating.glossary import Glossary, Term
from summarizer.translating.obeying import MARKS, hinted, knowing, obeying

GLOSSARY = Glossary(
    (
        Term("Xi Jinping", {"ru": ("Си Цзиньпин",), "zh": ("习近平",)}),
        Term("iPhone", {}, keep=True),
        Term("bank", {"ru": ("банк",)}),
    )
)


class Parrot:
    """Remembers what it was asked, and answers with one text."""

    info = ModelInfo("parrot", "CC0")

    def __init__(self, answer: str, hints: bool) -> None:
        self.answer, self.hints, self.asked = answer, hints, list[str]()

    def supports(self, source: str, target: str) -> bool:
        return True

    def translate(
        self, sentences: Sequence[str], source: str, target: str, decoding: Decoding | None = None
    ) -> Iterator[Translated]:
        self.asked += sentences
        return (Translated(self.answer) for _ in sentences)

    def candidates(
        self, sentences: Sequence[str], source: str, target: str, decoding: Decoding
    ) -> Iterator[tuple[Translated, ...]]:
        self.asked += sentences
        return ((Translated(self.answer),) for _ in sentences)


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("Xi Jinping spoke.", "ru", "⟨h⟩ Xi Jinping⟨=⟩ Си Цзиньпин⟨/h⟩ spoke."),
        ("Xi Jinping spoke.", "zh", "⟨h⟩ Xi Jinping⟨=⟩习近平⟨/h⟩ spoke."),
        ("Two iPhones.", "ru", "Two ⟨h⟩ iPhones⟨=⟩ iPhone⟨/h⟩."),
        ("A bank.", "zh", "A bank."),
        ("A ⟨h⟩ bank⟨=⟩ берег⟨/h⟩.", "ru", "A ⟨h⟩ bank⟨=⟩ банк⟨/h⟩ берег ."),
    ],
)
def test_terms_become_hints_and_foreign_marks_go(sentence: str, language: str, expected: str) -> None:
    assert hinted(sentence, GLOSSARY, language) == expected


@pytest.mark.parametrize("hints", [True, False])
def test_only_a_model_that_knows_hints_sees_them(hints: bool) -> None:
    parrot = Parrot("Выступил Си Цзиньпин.", hints)
    told = obeying(parrot, GLOSSARY)
    (out,) = told.translate(["Xi Jinping spoke."], "en", "ru")
    ((best,),) = told.candidates(["Xi Jinping spoke."], "en", "ru", Decoding())
    assert out == best == Translated("Выступил Си Цзиньпин.")
    # With hints a sentence that has a term is translated both ways.
    assert ["⟨h⟩" in text for text in parrot.asked] == ([False, True, True] if hints else [False, False])


class Torn(Parrot):
    """Honours a term only where it is hinted at, and says something else then."""

    def translate(
        self, sentences: Sequence[str], source: str, target: str, decoding: Decoding | None = None
    ) -> Iterator[Translated]:
        self.asked += sentences
        return (Translated(self.answer if "⟨h⟩ Xi" in text else f"Выступил N. {len(text)}") for text in sentences)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Говорил Си Цзиньпин.", ["Выступил N. 8", "Говорил Си Цзиньпин.", "Выступил N. 7"]),
        ("Говорил кто-то.", ["Выступил N. 8", "Выступил N. 16", "Выступил N. 7"]),  # it is no better
    ],
)
def test_a_hint_counts_only_where_it_brings_the_term(answer: str, expected: list[str]) -> None:
    torn = Torn(answer, True)
    made = obeying(torn, GLOSSARY).translate(["It rain.", "Xi Jinping spoke", "A cold."], "en", "ru")
    assert [translated.text for translated in made] == expected
    assert len(torn.asked) == 4


def test_marks_of_the_article_never_reach_a_model_that_knows_them() -> None:
    parrot = Parrot("x", True)
    list(obeying(parrot, GLOSSARY).translate(["A ⟨h⟩ bank⟨=⟩ берег⟨/h⟩.", "No ⟨/h⟩ term."], "en", "zh"))
    assert [bool(MARKS.search(text)) for text in parrot.asked] == [False, False]


def test_marks_never_reach_the_reader_and_latin_terms_are_put_into_chinese() -> None:
    (out,) = obeying(Parrot("⟨h⟩ Xi Jinping⟨/h⟩ 讲话。", True), GLOSSARY).translate(["Xi Jinping spoke."], "en", "zh")
    assert out.text == "习近平讲话。"


def test_without_a_glossary_nothing_is_wrapped() -> None:
    parrot = Parrot("", False)
    assert obeying(parrot, None) is parrot


def test_the_built_in_translator_never_prints_marks() -> None:
    translator = obeying(builtin.translator(1), GLOSSARY)
    for language in ("ru", "zh"):
        (out,) = translator.translate(["Xi Jinping visited the bank."], "en", language)
        assert out.text and not MARKS.search(out.text)


@pytest.mark.parametrize("language", ["ru", "zh"])
def test_what_the_built_in_translator_does_not_honour_is_flagged(language: str) -> None:
    from summarizer.results import Place
    from summarizer.verifying.pairs import check_pair

    glossary = Glossary((Term("Ortanga", {"ru": ("Ортанга",), "zh": ("奥尔坦加",)}),))
    sentence = "Ministers from Ortanga and France met in Geneva."
    (made,) = obeying(builtin.translator(1), glossary).translate([sentence], "en", language)
    flags = check_pair(sentence, made, Place("article", 0, language), "en", language, glossary)
    honoured = not glossary.check(sentence, made.text, language)
    assert honoured or "glossary" in {flag.kind for flag in flags}


def test_further_terms_join_those_of_the_glossary_where_hints_are_known() -> None:
    terms = [Term("Geneva", {"ru": ("Женева",)})]
    assert knowing(Parrot("", False), terms) is None
    assert knowing(obeying(Parrot("", False), GLOSSARY), terms) is None
    for translator, expected in (
        (parrot := Parrot("", True), "A bank in ⟨h⟩ Geneva⟨=⟩ Женева⟨/h⟩."),
        (obeying(parrot, GLOSSARY), "A ⟨h⟩ bank⟨=⟩ банк⟨/h⟩ in ⟨h⟩ Geneva⟨=⟩ Женева⟨/h⟩."),
    ):
        told = knowing(translator, terms)
        assert told is not None
        list(told.candidates(["A bank in Geneva."], "en", "ru", Decoding()))
        assert parrot.asked[-1] == expected
