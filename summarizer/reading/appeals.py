"""Appeals of several paragraphs: a heading, prose about the outlet that may read like news, a payment line, buttons.

An appeal is found by its end, where it asks for money, and followed back to its heading. Between the two most of the
paragraphs must be about the outlet itself, so that an article *about* appeals, with one below it, loses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from summarizer.article import Reason
from summarizer.reading.phrases import SPEECH, Phrases, View

_LONGEST = 16
"""Paragraphs of the longest appeal, buttons not counted."""
_HEADING = 18
"""Words of the longest heading."""
_SHORT = 6
_STRAYS = 3
"""How many paragraphs in a row may say nothing of the outlet."""
_BETWEEN = 2
"""How many paragraphs may stand between two requests."""
_STOPS = '.。!?！？…"”»'


def is_appeal(paragraph: View, table: Phrases) -> bool:
    """Whether a paragraph by itself asks the reader to pay the outlet: a plea for *us*, or a request in its voice."""
    bare = paragraph.bare
    if table.plea.search(bare) or ((table.heading.match(bare) or table.address.match(bare)) and table.ask.search(bare)):
        return True
    if not table.ask.search(bare):
        return False
    ours, yours, outlet = (bool(p.search(bare)) for p in (table.ours, table.yours, table.outlet))
    return (outlet and (ours or yours)) or (
        ours and yours and paragraph.words <= 40 and bool(table.closing.search(bare))
    )


def blocks(
    views: Sequence[View], reasons: Sequence[Reason | None], weak: Sequence[Reason | None], tables: Sequence[Phrases]
) -> list[tuple[int, int]]:
    """The appeals as half-open ranges of indices. `reasons` and `weak` say what each paragraph is by itself."""
    signs = [
        _signs(one, reason, weak_reason, tables) for one, reason, weak_reason in zip(views, reasons, weak, strict=True)
    ]
    tail = len(signs)  # from here on there is no news
    while tail and (signs[tail - 1].ends or signs[tail - 1].furniture):
        tail -= 1
    found: list[tuple[int, int]] = []
    n = floor = 0
    while n < len(views):
        if signs[n].asks:
            start = _start(n, floor, n >= tail, views, signs, tables)
            if start is not None:
                n = _end(n, views, signs, tables)
                floor = n + 1
                found.append((start, floor))
        n += 1
    return found


@dataclass(frozen=True, slots=True)
class _Signs:
    """What speaks for a paragraph's being part of an appeal."""

    asks: bool
    """It asks for money: an appeal may end here."""
    appeal: bool
    """And it does so beyond doubt."""
    address: bool
    heads: bool
    voice: bool
    itself: bool
    ends: bool
    """It may stand behind the request: a button, a reminder, thanks."""
    furniture: bool
    """It is none of the article's, appeal or not."""
    speech: bool


def _signs(one: View, reason: Reason | None, weak: Reason | None, tables: Sequence[Phrases]) -> _Signs:
    def has(name: str) -> bool:
        return any(getattr(table, name).search(one.bare) for table in tables)

    speech = SPEECH.search(one.bare.lower()) is not None
    appeal = reason == "appeal"
    ours, yours, outlet = has("ours"), has("yours"), has("outlet")
    free = reason in (None, "promotion") and not speech and one.words <= 50
    closes = free and has("closing") and (one.words <= 10 or ours or yours or has("ask"))
    voice = not speech and (appeal or (ours and (outlet or yours)))
    return _Signs(
        asks=appeal or closes or weak == "appeal",
        appeal=appeal,
        address=(one.words <= _HEADING or appeal) and any(_heads(one, table.address) for table in tables),
        heads=(one.words <= _HEADING or appeal) and any(_heads(one, table.heading) for table in tables),
        voice=voice,
        itself=not speech and has("itself"),
        ends=appeal or closes or voice or weak == "appeal",
        furniture=reason is not None or weak is not None,
        speech=speech,
    )


def _heads(one: View, heading: re.Pattern[str]) -> bool:
    """Whether a heading stands there: a line with no stop, a very short one, or an address ("Dear readers, …")."""
    found = heading.match(one.bare)
    if not found:
        return False
    return (
        one.bare[-1:] not in _STOPS or one.words <= _SHORT or one.bare[found.end() :].lstrip()[:1] in tuple(",:!，：！")
    )


def _start(
    end: int, floor: int, last: bool, views: Sequence[View], signs: Sequence[_Signs], tables: Sequence[Phrases]
) -> int | None:
    """Where the appeal that asks for money at `end` begins; None where nothing says that it is one.

    Of the paragraphs that could open it, the one from which to `end` most speaks for an appeal and least against.
    `last`: whether no news follows.
    """
    best, most = (end, _weight(signs[end], False, False)) if signs[end].appeal else (None, 0.0)
    for start in range(end - 1, max(floor, end - _LONGEST) - 1, -1):
        if signs[start].furniture and not (signs[start].appeal or signs[start].heads):
            continue
        names = _names(start, end, views, tables)
        opens = _opens(start, views[start], signs[start], names)
        if opens is None:
            continue
        weights = [_weight(signs[n], opens, _named(views[n], names)) for n in range(start, end + 1)]
        if start == 0 and (min(weights) < 0 or not last):
            continue  # the first paragraph is the article's title
        if sum(weights) > most and _run(weights) <= _STRAYS:
            best, most = start, sum(weights)
    return best


def _run(weights: Sequence[float]) -> int:
    """The most paragraphs in a row that speak against an appeal."""
    return max((len(list(group)) for against, group in groupby(weights, lambda w: w < 0) if against), default=0)


def _opens(start: int, one: View, sign: _Signs, names: frozenset[str]) -> bool | None:
    """Whether an appeal may begin at `start` (None: it may not), and if so, whether under a heading only appeals have.

    Under such a heading, talk of newspapers and readers counts as talk of the outlet. It does not under any other short
    line, which may be a heading in an article about the press.
    """
    if sign.heads or sign.address:
        return True
    short = start > 0 and one.words <= _HEADING and one.plain[-1:] not in _STOPS
    return False if sign.voice or (short and not sign.speech and (sign.itself or _named(one, names))) else None


def _weight(sign: _Signs, itself: bool, named: bool) -> float:
    """How much a paragraph speaks for (above zero) or against its being part of an appeal."""
    if sign.address:
        return 3.0
    if sign.appeal:
        return 2.0
    if sign.speech:
        return -1.5
    if sign.heads:
        return 2.0
    if sign.voice or named:
        return 1.0
    if sign.furniture or sign.asks:
        return 0.0
    return 0.5 if itself and sign.itself else -1.0


def _names(start: int, end: int, views: Sequence[View], tables: Sequence[Phrases]) -> frozenset[str]:
    """What the outlet calls itself in its heading and its request, unless the article's beginning speaks of it too."""
    text = " . ".join(views[n].plain for n in {start, *range(max(start, end - 1), end + 1)})
    found = {name for table in tables for match in table.named.finditer(text) for name in match.groups() if name}
    opening = " ".join(one.plain for one in views[: min(2, start)])
    found |= {name.rsplit(" ", 1)[-1] for name in found}
    return frozenset(name for name in found if name not in opening)


def _named(one: View, names: frozenset[str]) -> bool:
    return any(name in one.bare or name in one.plain for name in names) and not SPEECH.search(one.bare.lower())


def _end(end: int, views: Sequence[View], signs: Sequence[_Signs], tables: Sequence[Phrases]) -> int:
    """The appeal's last paragraph: behind a request more of it may follow, another request, and buttons."""
    names = _names(end, end, views, tables)
    last, gap = end, 0
    for n in range(end + 1, len(signs)):
        if signs[n].ends:
            last, gap = n, 0
        elif not signs[n].furniture:
            gap += 1
            if gap > _BETWEEN or not (signs[n].itself or _named(views[n], names)) or signs[n].speech:
                break
    return last
