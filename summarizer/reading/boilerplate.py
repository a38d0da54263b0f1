"""What publishers append to an article or put between its paragraphs, and how to tell it from news.

Evidence, never a list of outlets. A *line* says by its form what it is ("Read more: …", "© …"); a *weak* line
("Donate", "Monthly") only where other furniture stands beside it or nothing comes after it. An *appeal* speaks in the
outlet's voice (we, our newsroom) to the reader (you, please) about paying, and takes with it the paragraphs around it
that belong to it (see `appeals`). Words within quotation marks are no evidence: they are somebody's in the news.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.article import Reason, Removed
from summarizer.reading import appeals
from summarizer.reading.phrases import SPEECH, Phrases, View, phrases, view


def remove(paragraphs: Sequence[str], language: str) -> tuple[list[str], list[Removed]]:
    """Part `paragraphs` into those of the article and the blocks that are none of it, each with its reason, in order.

    Neighbouring paragraphs of one appeal make one block, joined by empty lines; every word of `paragraphs` is in one of
    the two lists.
    """
    views = [view(paragraph) for paragraph in paragraphs]
    # English furniture stands in articles of every language.
    tables = [phrases(code) for code in ((language, "en") if language in ("ru", "zh") else ("en",))]
    reasons = [_reason(one, tables) for one in views]
    weak = [_weak(one, tables) for one in views]
    for start, end in appeals.blocks(views, reasons, weak, tables):
        reasons[start:end] = ["appeal"] * (end - start)
    _spread(reasons, weak)
    if reasons and reasons[0] == "related":
        reasons[0] = None  # "Explainer: …" is the article's own title there
    return _parted(paragraphs, reasons)


def _parted(paragraphs: Sequence[str], reasons: Sequence[Reason | None]) -> tuple[list[str], list[Removed]]:
    kept: list[str] = []
    removed: list[Removed] = []
    previous: Reason | None = None
    for paragraph, reason in zip(paragraphs, reasons, strict=True):
        if reason is None:
            kept.append(paragraph)
        elif reason == previous == "appeal":
            removed[-1] = Removed(f"{removed[-1].text}\n\n{paragraph}", "appeal")
        else:
            removed.append(Removed(paragraph, reason))
        previous = reason
    return kept, removed


def _reason(paragraph: View, tables: Sequence[Phrases]) -> Reason | None:
    """What a paragraph is by itself; None for news."""
    if not re.search(r"\w", paragraph.plain):
        return "navigation"  # a row of dashes or stars between two parts
    for table in tables:
        for reason, longest, pattern in table.lines:
            if paragraph.words <= longest and pattern.match(paragraph.plain):
                return reason
        bare = paragraph.bare
        if bare.startswith("“”") or SPEECH.search(bare.lower()):
            continue
        if appeals.is_appeal(paragraph, table):
            return "appeal"
        if paragraph.words <= 60 and table.invitation.search(bare) and table.promoted.search(bare):
            return "promotion"
    return None


def _weak(paragraph: View, tables: Sequence[Phrases]) -> Reason | None:
    """What a paragraph would be beside other furniture."""
    for table in tables:
        for reason, longest, pattern in table.weak:
            if paragraph.words <= longest and pattern.fullmatch(paragraph.plain):
                return reason
    return None


def _spread(reasons: list[Reason | None], weak: Sequence[Reason | None]) -> None:
    """Weak lines go where their neighbour goes, and at the article's end in any case."""
    total = len(reasons)
    for n in reversed(range(total)):
        if reasons[n] is None and weak[n] and (n + 1 == total or reasons[n + 1]):
            reasons[n] = weak[n]
    for n in range(1, total):
        if reasons[n] is None and weak[n] and reasons[n - 1]:
            reasons[n] = weak[n]
