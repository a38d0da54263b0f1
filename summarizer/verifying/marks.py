"""Marks that must survive: quotes that open and close, URLs, e-mail addresses, handles and hashtags."""

from __future__ import annotations

import re
from collections import Counter

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
    doubts = [
        Doubt("address", "error", f"{quote(address)} is missing or changed")
        for address in sorted(wanted.keys() - got.keys())
        if not address.startswith("#")
    ]
    doubts += [
        Doubt("address", "warning", f"{quote(a)} is not in the source")
        for a in sorted(got.keys() - wanted.keys())
        if not a.startswith("#")
    ]
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
