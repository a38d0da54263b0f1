"""Two whole texts, whoever translated the one into the other: aligned, and every pair checked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from summarizer.article import Language
from summarizer.reading.sentences import split
from summarizer.results import Flag, Place, Translated
from summarizer.translating.glossary import Glossary
from summarizer.verifying import loss, names
from summarizer.verifying.alignment import Anchors, align
from summarizer.verifying.base import quote
from summarizer.verifying.pairs import check_pair

PARAGRAPH = 3
"""Sentences from which a line is a paragraph, and is aligned inside."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found. `Place.index` of a flag counts segments of the source from 0: lines where the texts agreed line
    by line, else sentences; of an added sentence, segments of the translation."""

    flags: tuple[Flag, ...]
    alignment: Literal["lines", "sentences"]
    source_segments: int
    target_segments: int

    @property
    def errors(self) -> tuple[Flag, ...]:
        """The flags of severity error."""
        return tuple(flag for flag in self.flags if flag.severity == "error")


def check_texts(
    source: str, target: str, source_language: Language, target_language: Language, glossary: Glossary | None = None
) -> Checked:
    """Check `target` as the translation of `source`.

    Texts with as many lines are taken as aligned line by line; paragraphs are aligned inside. Others are split into
    sentences and aligned, and what has no partner is flagged.
    """
    lines, others = _lines(source, target)
    if len(lines) == len(others):
        flags: list[Flag] = []
        for n, (line, other) in enumerate(zip(lines, others, strict=True)):
            flags += _line(n, line, other, source_language, target_language, glossary)
        return Checked(tuple(flags), "lines", len(lines), len(others))
    ours, theirs = _sentences(source, source_language), _sentences(target, target_language)
    flags = _aligned(ours, theirs, source_language, target_language, glossary)
    return Checked(tuple(flags), "sentences", len(ours), len(theirs))


def _lines(source: str, target: str) -> tuple[list[str], list[str]]:
    """The lines of both, empty ones kept only where that makes their numbers agree."""
    ours, theirs = source.strip("\n").splitlines(), target.strip("\n").splitlines()
    if len(ours) != len(theirs):
        ours, theirs = ([line for line in side if line.strip()] for side in (ours, theirs))
    return ours, theirs


def _line(
    n: int, line: str, other: str, source_language: Language, target_language: Language, glossary: Glossary | None
) -> list[Flag]:
    where = Place("article", n, target_language)
    if not line.strip():
        return []
    ours = _sentences(line, source_language)
    if len(ours) < PARAGRAPH or not other.strip():
        return check_pair(line, Translated(other), where, source_language, target_language, glossary)
    theirs = _sentences(other, target_language)
    inside = _aligned(ours, theirs, source_language, target_language, glossary)
    return [Flag(flag.kind, flag.severity, where, flag.message) for flag in inside]


def _sentences(text: str, language: Language) -> list[str]:
    return [text[start:end] for start, end in split(text, language)]


def _aligned(
    ours: Sequence[str],
    theirs: Sequence[str],
    source_language: Language,
    target_language: Language,
    glossary: Glossary | None,
) -> list[Flag]:
    ratio = loss.usual(source_language, target_language)
    anchors = _anchors(ours, theirs, source_language, target_language)
    flags: list[Flag] = []
    for bead in align(ours, theirs, ratio, anchors):
        source, target = ours[slice(*bead.source)], theirs[slice(*bead.target)]
        where = Place("article", bead.source[0], target_language)
        if not target:
            message = f"no translation found of {quote(' '.join(source))}"
            flags.append(Flag("sentence-missing", "error", where, message))
        elif not source:
            place = Place("article", bead.target[0], target_language)
            flags.append(Flag("sentence-added", "warning", place, f"nothing in the source for {quote(target[0])}"))
        else:
            space = "" if target_language == "zh" else " "
            whole = Translated(space.join(target))
            flags += check_pair(" ".join(source), whole, where, source_language, target_language, glossary)
    return flags


def _anchors(
    ours: Sequence[str], theirs: Sequence[str], source_language: Language, target_language: Language
) -> Anchors:
    """Numbers in digits, and names."""
    numbers = [_numbers(text) for text in ours]
    digits = [set(_numbers(text)) for text in theirs]
    mentions = [names.mentions(text, source_language) for text in ours]
    targets = [names.Target.of(text, target_language) for text in theirs]

    def seen(i: int, j: int) -> list[bool]:
        found = [number in digits[j] for number in numbers[i]]
        return found + [names.honoured(mention, targets[j], closely=False) for mention in mentions[i]]

    return seen


def _numbers(text: str) -> list[str]:
    """Numbers in digits, without the marks that group thousands."""
    return re.findall(r"\d+", re.sub(r"(?<=\d)[,\u00a0\u202f ](?=\d{3}(?!\d))", "", text))
