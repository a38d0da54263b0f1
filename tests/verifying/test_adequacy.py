"""Words of a sentence that nothing in its translation stands for."""

from __future__ import annotations

from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.translating.inflection import stem
from summarizer.verifying import adequacy, dictionary

FERRIES = (
    "Ferries between the port and the islands were suspended for two days because of the storm, "
    "and shops and bakeries in the villages soon had neither bread nor milk nor vegetables to sell."
)


def said(source: str, text: str, language: str) -> str:
    return "".join(doubt.message for doubt in adequacy.check(source, text, "en", language))


@pytest.mark.parametrize(
    ("source", "text", "language", "lost"),
    [
        (
            FERRIES,
            "Паромное сообщение между портом и островами было приостановлено на два дня из-за шторма.",
            "ru",
            {"shops", "bakeries", "villages"},
        ),
        (
            FERRIES,
            "В деревенских магазинах и пекарнях вскоре не осталось ни хлеба, ни молока, ни овощей.",
            "ru",
            {"Ferries", "islands", "storm"},
        ),
        (FERRIES, "由于暴风雨，港口与各岛之间的渡轮停航两天。", "zh", {"shops", "bread", "milk"}),
        (
            "Ferries resume after a search for a missing trawler, the coast guard said.",
            "这个国家的人民生活得很好，大家都喜欢看书。",
            "zh",
            {"Ferries", "search", "guard"},
        ),
        (
            "Ferries resume after a search for a missing trawler, the coast guard said.",
            "Путешествие возобновило по всей стране, где люди живут очень хорошо.",
            "ru",
            {"Ferries", "search", "guard"},
        ),
    ],
)
def test_words_without_counterpart_are_named(source: str, text: str, language: str, lost: set[str]) -> None:
    message = said(source, text, language)
    assert message.startswith("nothing in the translation stands for: ")
    named = set(message.split(": ")[1].rstrip("…").split(", "))
    assert len(named & lost) >= 2, message


@pytest.mark.parametrize(
    ("source", "text", "language"),
    [
        (
            FERRIES,
            "Из-за шторма паромы между портом и островами не ходили двое суток, и вскоре в магазинах и пекарнях "
            "деревень кончились хлеб, молоко и овощи.",
            "ru",
        ),
        (
            FERRIES,
            "由于暴风雨，港口与各岛之间的渡轮停航两天，村里的商店和面包房很快就没有面包、牛奶和蔬菜可卖了。",
            "zh",
        ),
        ("He kicked the bucket.", "Он сыграл в ящик.", "ru"),
        ("Port Ellary, Inish Var, Marigold", "Порт-Эллари, Иниш-Вар, «Мариголд»", "ru"),
        ("He kicked the bucket.", "他翘辫子了。", "zh"),
        (FERRIES, "", "ru"),
        (FERRIES, "Les ferries ne circulaient plus.", "zh"),
        (FERRIES, "Les ferries ne circulaient plus.", "ru"),
        (FERRIES, "Les ferries ne circulaient plus.", "fr"),
        ("", "Паромы не ходили.", "ru"),
    ],
)
def test_what_is_there_in_other_words_is_left_alone(source: str, text: str, language: str) -> None:
    assert said(source, text, language) == ""


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("The ferry left Port Ellary on Friday.", ["ferry", "left", "on"]),
        ("He said: “Ferries run.”", ["said", "Ferries", "run"]),
        ("Ferries Resume After Search In Lorn", ["Ferries", "Resume", "After", "Search"]),
        ("12 km — 1.5%", ["km"]),
    ],
)
def test_names_and_numbers_are_left_to_others(source: str, words: list[str]) -> None:
    assert list(adequacy.content(source)) == words


@given(st.lists(st.floats(-3, 3), max_size=12))
def test_no_stretch_is_worse_than_the_worst(evidence: list[float]) -> None:
    total, start, end = adequacy.worst_stretch(evidence)
    sums = [sum(evidence[i:j]) for i in range(len(evidence)) for j in range(i + 1, len(evidence) + 1)]
    assert total == pytest.approx(max([0.0, *sums]))
    assert total == pytest.approx(sum(evidence[start:end]))


@pytest.mark.parametrize("language", dictionary.LANGUAGES)
def test_every_row_of_the_dictionary_can_be_looked_up(language: str) -> None:
    data = resources.files("summarizer.verifying").joinpath("data", f"dictionary.{language}.tsv")
    lines = data.read_text("utf-8").splitlines()
    assert lines == sorted(lines), "it is searched by halves"
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert len({key for key, *_ in rows}) == len(rows) > 20_000
    for key, known, translations in rows:
        assert key == key.lower() and 0 < int(known) < 100 and translations.split()


@pytest.mark.parametrize(
    ("word", "language", "there"),
    [("ferries", "ru", "паромы"), ("resumed", "ru", "возобновили"), ("ferries", "zh", "渡轮")],
)
def test_a_word_is_known_in_any_form(word: str, language: str, there: str) -> None:
    entry = dictionary.look_up(word, language)
    assert entry is not None and entry.known > 0.5
    assert dictionary.Target.of(there, language).has_any(entry.translations)
    assert not dictionary.Target.of("кошка 猫", language).has_any(entry.translations)
    assert dictionary.look_up(stem("qwzx"), language) is None
