"""One sentence and its translation: all the checks, cheapest first."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.article import Language
from summarizer.results import Flag, Place, Translated
from summarizer.translating.glossary import Glossary
from summarizer.verifying import chatter, language, loss, marks, names, quantities, repetition
from summarizer.verifying.base import Doubt

LONGEST = 4000
"""Characters of a sentence that the word-by-word checks read; no sentence of a real text is longer."""

_DROWNED = {"empty", "echo", "wrong-language"}
"""Doubts after which looking for numbers and names would only repeat the obvious."""


def check_pair(
    source: str,
    translated: Translated,
    where: Place,
    source_language: Language,
    target_language: Language,
    glossary: Glossary | None = None,
) -> list[Flag]:
    """Every doubt about `translated` as the translation of the sentence `source`, as flags at `where`."""
    found = dict.fromkeys(doubts(source, translated, source_language, target_language, glossary))
    return [Flag(doubt.kind, doubt.severity, where, doubt.message) for doubt in found]


def doubts(
    source: str,
    translated: Translated,
    source_language: Language,
    target_language: Language,
    glossary: Glossary | None = None,
) -> Iterator[Doubt]:
    """The doubts of `check_pair` as they are found, some twice: who stops reading saves the dearer checks."""
    found = loss.check(source, translated, source_language, target_language)
    yield from found
    text = translated.text
    if any(doubt.kind == "empty" for doubt in found) or not text.strip():
        return
    found = language.check(source[:LONGEST], text[:LONGEST], source_language, target_language)
    yield from found
    yield from chatter.check(source, text)
    source, text = source[:LONGEST], text[:LONGEST]
    yield from repetition.check(source, text, target_language)
    if any(doubt.kind in _DROWNED and doubt.severity == "error" for doubt in found):
        return
    yield from marks.check(source, text)
    yield from names.check(source, text, source_language, target_language)
    if glossary is not None:
        for row in glossary.check(source, text, target_language):
            yield Doubt("glossary", "warning", f"glossary: “{row.source}” should be “{row.wanted}”")
    for difference in quantities.compare(source, text, source_language, target_language):
        yield Doubt(f"number-{difference.kind}", difference.severity, difference.message)
