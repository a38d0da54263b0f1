"""ROUGE: the same as the common library where it can be, the same as ROUGE-1.5.5 where that is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rouge_score import rouge_scorer

from eval.errors import EvalUsage
from eval.metrics.rouge.metric import Rouge
from eval.metrics.rouge.overlap import lcs_length, lcs_positions, ngram_matches, union_lcs_matches
from eval.metrics.rouge.rules import (
    chinese_rules,
    for_language,
    named,
    rouge155_rules,
    rouge_score_rules,
    russian_rules,
)
from eval.metrics.rouge.score import TYPES, Agreement, Tokens, best, rouge
from eval.tasks import Example, Output, Task

WORDS = st.sampled_from(
    "the a cats cat running ran dying sky skies happily 3.2% U.S. it's economies ponies was".split()
)
LINES = st.lists(st.lists(WORDS, max_size=9).map(" ".join), max_size=4).map("\n".join)
LETTERS = st.lists(st.sampled_from("abcd"), max_size=12)


@settings(max_examples=300, deadline=None)
@given(LINES, LINES)
def test_the_library_agrees(reference: str, hypothesis: str) -> None:
    scorer = rouge_scorer.RougeScorer(["rouge1", "rouge2", "rougeL", "rougeLsum"], use_stemmer=True)
    theirs = scorer.score(reference, hypothesis).values()
    rules = rouge_score_rules()
    ours = rouge(Tokens.of(reference, rules), Tokens.of(hypothesis, rules))
    for agreement, score in zip(ours, theirs, strict=True):
        assert (agreement.precision, agreement.recall) == pytest.approx((score.precision, score.recall))
        assert agreement.f == pytest.approx(score.fmeasure)


def slow_lcs(one: Sequence[str], other: Sequence[str]) -> int:
    table = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i, a in enumerate(one):
        for j, b in enumerate(other):
            table[i + 1][j + 1] = table[i][j] + 1 if a == b else max(table[i][j + 1], table[i + 1][j])
    return table[-1][-1]


@given(LETTERS, LETTERS)
def test_the_longest_common_subsequence(one: list[str], other: list[str]) -> None:
    positions = sorted(lcs_positions(one, other))
    assert lcs_length(one, other) == slow_lcs(one, other) == len(positions)
    rest = iter(other)
    assert all(one[p] in rest for p in positions)  # in this order in the other, too


@given(LETTERS)
def test_a_text_agrees_with_itself(tokens: list[str]) -> None:
    assert ngram_matches(tokens, tokens, 2) == max(0, len(tokens) - 1)
    assert union_lcs_matches([tokens], [tokens]) == len(tokens)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("The mice were running.", ["the", "mouse", "be", "run"]),  # all but one in the exception lists
        ("He abode, abetted, and went", ["he", "abide", "abet", "and", "go"]),
        ("U.S.-led 3.2% co-operation", ["u", "s", "led", "3", "2", "co", "oper"]),
        ("it was was", ["it", "was", "was"]),  # three letters or fewer are left alone
        ("", []),
    ],
)
def test_the_rules_of_rouge_155(text: str, tokens: list[str], lists: Path) -> None:
    assert rouge155_rules(lists).tokenize(text) == tokens


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Exception lists in WordNet's format, of the few words that the table above has."""
    folder = tmp_path_factory.mktemp("exceptions")
    for kind, rows in {
        "adj": "", "adv": "", "noun": "mice mouse\nwas be\n",
        "verb": "were be\nabode abide\nabetted abet\nwent go\nco-opted co-opt\nran run\n",
    }.items():  # fmt: skip
        (folder / f"{kind}.exc").write_text(rows, encoding="utf-8")
    return folder


def test_without_lists_every_word_is_stemmed_and_the_signature_says_so(lists: Path) -> None:
    plain, whole = rouge155_rules(), rouge155_rules(lists)
    assert plain.tokenize("The mice were running.") == ["the", "mice", "were", "run"]
    assert plain.signature.endswith("stem:porter") and whole.signature.endswith("stem:porter+wordnet2.0")


def test_a_missing_list_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvalUsage, match=r"adj\.exc"):
        rouge155_rules(tmp_path)


@pytest.mark.parametrize(
    ("rules", "one", "other", "f1"),
    [
        # The common library deletes what is not ASCII and scores both pairs 1.0.
        (russian_rules(), "Инфляция достигла 3.2%", "Морозы ударили 3.2%", 0.5),
        (russian_rules(), "министры подписали договоры", "министр подписал договор", 1.0),
        (russian_rules(), "ещё", "еще", 1.0),
        (chinese_rules(), "中国经济增长3.2%", "英国天气寒冷3.2%", 6 / 16),
        (chinese_rules(), "北约NATO峰会", "北约 nato 峰会", 1.0),
    ],
)
def test_other_languages_are_seen(rules: object, one: str, other: str, f1: float) -> None:
    from eval.metrics.rouge.rules import Rules

    assert isinstance(rules, Rules)
    assert rouge(Tokens.of(one, rules), Tokens.of(other, rules))[0].f == pytest.approx(f1)


def test_the_best_reference_counts_for_each_type() -> None:
    rules = rouge_score_rules()
    references = [Tokens.of(text, rules) for text in ("a b c d", "d c b a x")]
    found = best(references, Tokens.of("d c b a", rules))
    assert found[0] == Agreement(1.0, 1.0)
    assert found[1].f == pytest.approx(2 * 1.0 * 0.75 / 1.75)


def test_signatures_tell_every_choice() -> None:
    task = Task("t", "summarize", "en", "en", (Example("1", "x", ("a", "b")), Example("2", "x", ("a",))))
    outputs = [Output("1", "a"), Output("2", "b")]
    found = [m for rules in for_language("en") for m in Rouge(rules).measure(task, outputs)]
    assert [m.name for m in found] == [*TYPES, *TYPES]
    assert found[0].signature == (
        "ROUGE-1|refs:2,max|rules:rouge-score|words:[a-z0-9]+|stem:porter-nltk|f:1|average:mean|version:1"
    )
    assert "rules:1.5.5|words:[a-z0-9]+|stem:porter" in found[4].signature
    assert found[0].value == 50.0


def test_rules_by_name() -> None:
    assert named("1.5.5") is rouge155_rules()
    with pytest.raises(EvalUsage, match=r"no ROUGE rules 'perl': choose one of rouge-score, 1.5.5"):
        named("perl")
