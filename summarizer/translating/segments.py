"""Sentences too long for a model are translated in pieces, cut where a reader would pause, and joined again.

Nothing is clipped: the pieces of a sentence, joined, are the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable

# Strongest pause first: after ; : or a dash, after a comma, at a space, anywhere.
_PAUSES = (
    re.compile(r"(?<=[;；:：])(?=\s|[^\W\d])|(?=\s[—–-]\s)"),
    re.compile(r"(?<=[,，、])(?!\d)"),
    re.compile(r"(?=\s)"),
)


def split(text: str, count: Callable[[str], int], limit: int) -> list[str]:
    """Cut `text` into pieces of at most `limit` tokens each, as few as a greedy left-to-right packing gives.

    `count` gives the number of tokens of a string. White space at a cut stays with the piece after it.
    """
    if count(text) <= limit:
        return [text]
    return _pack(text, count, limit, 0)


def _pack(text: str, count: Callable[[str], int], limit: int, level: int) -> list[str]:
    atoms = [a for a in _PAUSES[level].split(text) if a] if level < len(_PAUSES) else _slices(text, limit)
    pieces: list[str] = []
    room = 0
    for atom in atoms:
        size = count(atom)
        if size > limit and level < len(_PAUSES):
            pieces += _pack(atom, count, limit, level + 1)
            room = limit - count(pieces[-1])
        elif pieces and size <= room:
            pieces[-1] += atom
            room -= size
        else:
            pieces.append(atom)
            room = limit - size
    return pieces


def _slices(text: str, limit: int) -> list[str]:
    """A run without any pause: one character is at most a few tokens, so a third of the limit is a safe width."""
    width = max(1, limit // 3)
    return [text[i : i + width] for i in range(0, len(text), width)]
