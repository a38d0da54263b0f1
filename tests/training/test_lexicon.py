"""Words and phrases found in aligned sentences."""

from __future__ import annotations

import importlib.util
from collections import Counter
from pathlib import Path

import pytest

from training import lexicon, recipe
from training.corpus import Pair
from training.errors import RecipeError
from training.work import Work

from .conftest import NOUNS, sentences

ALIGNER = all(importlib.util.find_spec(name) for name in ("eflomal", "jieba"))


@pytest.mark.parametrize(
    ("source", "target", "links", "expected"),
    [
        ("old ferry", "старый паром", {(0, 0), (1, 1)}, {"old=старый", "ferry=паром", "old ferry=старый паром"}),
        # A word that is also linked outside the phrase is no part of it.
        ("coast guard", "береговая охрана", {(0, 0), (0, 1), (1, 1)}, {"coast guard=береговая охрана"}),
        # An article without a partner neither begins nor ends a phrase.
        ("the ferry", "паром", {(1, 0)}, {"ferry=паром"}),
        ("gust", "порыв ветра", {(0, 0), (0, 1)}, {"gust=порыв ветра"}),
        ("a b", "один два", set(), set()),
    ],
)
def test_phrases_are_consistent_with_the_links(
    source: str, target: str, links: lexicon.Links, expected: set[str]
) -> None:
    found = lexicon.phrases(source.split(), target.split(), links)
    assert {f"{' '.join(s)}={' '.join(t)}" for s, t in found} == expected


def test_links_that_one_direction_found_count_next_to_agreed_ones() -> None:
    there, back = {(0, 0), (1, 1), (5, 5)}, {(0, 0), (2, 1)}
    assert lexicon.symmetrized(there, back) == {(0, 0), (1, 1)}


def test_the_likeliest_translations_are_kept_commonest_phrases_first() -> None:
    seen = Counter(
        {
            ("ferry", "паром"): 9, ("ferry", "парома"): 6, ("ferry", "паромом"): 5, ("ferry", "лодка"): 3,
            ("gust", "порыв"): 3, ("squall", "шквал"): 2,
        }
    )  # fmt: skip
    assert list(lexicon.choose(seen)) == [("ferry", "паром"), ("ferry", "парома"), ("gust", "порыв")]


@pytest.mark.parametrize(
    ("source", "target", "language", "expected"),
    [
        ("ferry", "паром", "ru", True),
        ("sanctions against Iran", "санкции против Ирана", "ru", True),
        ("exhibition in", "выставке в", "ru", False),
        ("the ferry", "паром", "ru", False),
        ("Project", "Project", "ru", False),
        ("S - 400", "С - 400", "ru", False),
        ("ferry", "渡轮", "zh", True),
        ("tool", "的工具", "zh", True),
        ("quick", "快的", "zh", True),
        ("own server", "自己的服务器的", "zh", False),
        ("new", "的新", "zh", False),
        ("Linux", "Linux系统", "zh", False),
    ],
)
def test_what_teaches_a_word(source: str, target: str, language: str, expected: bool) -> None:
    assert lexicon.usable(source, target, language) is expected


@pytest.mark.skipif(not ALIGNER, reason="needs the extra `training`")
@pytest.mark.parametrize(("language", "column"), [("ru", 0), ("zh", 1)])
def test_the_nouns_of_a_corpus_are_found(language: str, column: int) -> None:
    pairs = [Pair("wmt", row[0], row[1 + column]) for row in sentences(400)]
    found = {pair.source: pair.target for pair in lexicon.build(pairs, language)}
    right = [noun for noun in NOUNS if found.get(noun, "").lower() == NOUNS[noun][column].lower()]
    assert len(right) >= len(NOUNS) - 1


@pytest.mark.skipif(ALIGNER, reason="the extra `training` is there")
def test_without_the_aligner_the_step_says_what_to_install() -> None:
    with pytest.raises(RecipeError, match=r"pip install 'summarizer\[training\]'"):
        lexicon.build([Pair("wmt", "The ferry left.", "Паром ушёл.")] * 3, "ru")


def test_a_lexicon_is_packed_where_there_is_one(tmp_path: Path) -> None:
    work, said = Work(tmp_path), []
    for language in ("ru", "zh"):
        pairs = [Pair("wmt", row[0], row[1 if language == "ru" else 2]) for row in sentences(200)]
        recipe.corpora.write(pairs, work.clean(language))
    recipe.tokenizer(work, None, 460, said.append)
    recipe.corpora.write([Pair(lexicon.COLLECTION, "ferry", "паром")], work.lexicon("ru"))
    recipe.pack(work, 0, said.append)
    from training import pack

    packed = pack.load(work.pack())
    assert lexicon.COLLECTION in packed.names
    assert (packed.collection == packed.names.index(lexicon.COLLECTION)).sum() == 1
