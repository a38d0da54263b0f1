"""The project's own training sentences: well formed, and nothing that is evaluated or shown is among them."""

from __future__ import annotations

import json
import re
from pathlib import Path

from training import corpus, recipe

PROJECT = Path(__file__).resolve().parents[2]


def words(text: str) -> str:
    """What is compared: two texts that differ in punctuation and capitals only are the same."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def english() -> list[str]:
    return [
        line.split("\t")[0] for path in sorted(recipe.SENTENCES.glob("*.tsv")) for line in path.read_text().splitlines()
    ]


def test_each_has_its_translations_and_none_comes_twice() -> None:
    for language in corpus.LANGUAGES:
        pairs = list(corpus._sentences(recipe.SENTENCES, language))
        assert len(pairs) > 10_000
        assert {corpus.fault(pair, language) for pair in pairs} <= {None, "numbers", "markup"}
    assert len(set(map(words, english()))) == len(english())


def test_no_sentence_that_is_evaluated_or_shown_is_among_them() -> None:
    known = set(map(words, english()))
    for path in sorted((PROJECT / "eval" / "data" / "news3").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            texts = (document["title"], *document["sentences"], *document["summary"])
            assert not known & {words(text["en"]) for text in texts}
    for path in (PROJECT / "examples").glob("*.*"):
        if path.suffix in (".txt", ".md"):
            shown = re.split(r"(?<=[.!?”\"])\s+|\n", path.read_text(encoding="utf-8"))
            assert not known & {words(text) for text in shown if len(text) > 20}
