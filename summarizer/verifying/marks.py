"""Marks that must survive: quotes that open and close, URLs, e-mail addresses, handles and hashtags."""

from __future__ import annotations

import re
from collections import Counter

from summarizer.results import Severity
from summarizer.verifying.base import Doubt, quote

_ADDRESS = re.compile(
    r"https?://[^\s\u3000-\u303f\u3400-\u9fff\uff00-\uffef«»“”<>]+"
    r"|www\.[^\s\u3000-\u303f\u3400-\u9fff\uff00-\uffef«»“”<>]+"
    r"|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    r"|(?<![\w.@])@[A-Za-z0-9_]{2,}"
    r"|(?<![\w&])#[A-Za-z]\w{2,}"
)
_PAIRS = {"«": "»", "“": "”", "„": "“", "（": "）", "(": ")", "《": "》", "「": "」", "[": "]"}


def check(source: str, text: str) -> list[Doubt]:
    """Doubts about addresses and about quotes and brackets that do not close."""
    wanted, got = Counter(_addresses(source)), Counter(_addresses(text))
    doubts = []
    for address in sorted(wanted.keys() - got.keys()):
        handle = address[0] in "@#"
        # "@Twitter" in running text is often written out as the name, and a hashtag is translated.
        if not (handle and address[1:] in text.lower()):
            severity: Severity = "note" if handle else "error"
            doubts.append(Doubt("address", severity, f"{quote(address)} is missing or changed"))
    for address in sorted(got.keys() - wanted.keys()):
        if address[0] not in "@#" or wanted:
            doubts.append(Doubt("address", "warning", f"{quote(address)} is not in the source"))
    if _unbalanced(text) and not _unbalanced(source):
        doubts.append(Doubt("quotes", "note", "quotes or brackets do not close"))
    return doubts


def _addresses(text: str) -> list[str]:
    return [found.rstrip(".,;:!?)]'\"…").lower() for found in _ADDRESS.findall(text)]


def _unbalanced(text: str) -> bool:
    if text.count('"') % 2:
        return True
    # „…“ and “…” share a mark, so a German-style closing quote is counted with its own opener first.
    text = re.sub(r"„[^“”]*[“”]", "", text)
    text = re.sub(r"(?m)(?:^|(?<=\s))[\dA-Za-zа-я]{1,2}\)", "", text)
    return any(text.count(opening) != text.count(closing) for opening, closing in _PAIRS.items() if opening != "„")
