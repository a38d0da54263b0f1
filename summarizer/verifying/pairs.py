"""One sentence and its translation: all the checks, cheapest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from summarizer.article import Language
from summarizer.results import Flag, Place, Translated
from summarizer.translating.glossary import Glossary
from summarizer.verifying import (
    adequacy,
    agreement,
    chatter,
    language,
    loss,
    marks,
    names,
    quantities,
    repetition,
    wording,
)
from summarizer.verifying.base import Doubt

LONGEST = 4000
"""Characters of a sentence that the word-by-word checks read; no sentence of a real text is longer."""

_DROWNED = {"empty", "echo", "wrong-language"}
"""Doubts after which looking for numbers and names would only repeat the obvious."""


@dataclass(slots=True)
class Checker:
    """The checks of one article's pairs, each pair checked once: as soon as it is translated, while the next are being
    decoded. Who puts the digest together, repairs it and verifies it again asks for what is known."""

    source_language: Language
    glossary: Glossary | None = None
    drafts: frozenset[Language] = frozenset()
    """The languages that a model translates into whose work is a draft."""
    _known: dict[tuple[Language, str, str, int, int], tuple[Doubt, ...]] = field(default_factory=dict, init=False)

    def check(self, source: str, translated: Translated, target_language: Language) -> tuple[Doubt, ...]:
        """Every doubt about a pair."""
        return tuple(self.read(source, translated, target_language))

    def read(self, source: str, translated: Translated, target_language: Language) -> Iterator[Doubt]:
        """The same, one by one: who stops reading saves the dearer checks."""
        # No check of a pair reads the score.
        key = (target_language, source, translated.text, translated.clipped, translated.unknown)
        if key in self._known:
            yield from self._known[key]
            return
        found: dict[Doubt, None] = {}
        draft = target_language in self.drafts
        for doubt in doubts(source, translated, self.source_language, target_language, self.glossary, draft):
            if doubt not in found:
                found[doubt] = None
                yield doubt
        self._known[key] = tuple(found)


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
    draft: bool = False,
) -> Iterator[Doubt]:
    """The doubts of `check_pair` as they are found, some twice: who stops reading saves the dearer checks.

    `draft`: whether the translation is the work of a model that makes drafts."""
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
    yield from wording.check(source, text, target_language, draft)
    yield from agreement.check(text, target_language, draft)
    yield from adequacy.check(source, text, source_language, target_language)
