"""Repetition loops: a decoder that says the same thing again and again."""

from __future__ import annotations

import re
import zlib
from collections import Counter

from summarizer.article import Language
from summarizer.verifying.base import Doubt, quote

_HAN_OR_WORD = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+|[,，;；、:：.。]")
PAUSES = frozenset(",，;；、:：.。")
_DOUBLED = re.compile(r"(?<![\w-])([^\W\d_]{5,}) \1(?![\w-])", re.IGNORECASE)
"""A word of five letters and more said twice with nothing between: 2 of 1002 references of WMT21 have one, and both are
slips."""


def check(source: str, text: str, target_language: Language) -> list[Doubt]:
    """A phrase or a long word said twice, an n-gram that fills the sentence, or text that compresses far too well.

    What the source itself repeats is no doubt.
    """
    tokens = [t.lower() for t in _HAN_OR_WORD.findall(text)]
    found = _stutter(tokens) or _frequent(tokens) or _doubled(text)
    if found:
        phrase = ("" if target_language == "zh" else " ").join(found)
        if not _repeats(source):
            return [Doubt("loop", "error", f"repeats {quote(phrase)}")]
        return []
    if _compression(text) > 2.5 and _compression(text) > 1.6 * _compression(source) and not _repeats(source):
        return [Doubt("loop", "error", "the same words again and again")]
    return []


def _repeats(source: str) -> bool:
    tokens = [t.lower() for t in _HAN_OR_WORD.findall(source)]
    return any(found is not None for found in (_stutter(tokens), _frequent(tokens), _doubled(source)))


def _doubled(text: str) -> list[str] | None:
    found = _DOUBLED.search(text)
    return found[0].split() if found else None


def _stutter(tokens: list[str], longest: int = 24) -> list[str] | None:
    """A run of tokens followed by itself. One short token twice is style («чуть-чуть», “谢谢”), so a run must say
    something: two words, or four Chinese characters, or come three times."""
    for size in range(1, min(longest, len(tokens) // 2) + 1):
        same = 0
        for i in range(len(tokens) - size):
            same = same + 1 if tokens[i] == tokens[i + size] else 0
            if same < size:
                continue
            run = tokens[i + 1 - size : i + 1]
            words = [token for token in run if token not in PAUSES]
            letters = sum(len(word) for word in words)
            # Numbers in a row («10 10»), and a phrase taken up again after a pause, are style too.
            if any(word.isdigit() for word in words) and size < 3:
                continue
            paused = len(words) < len(run) or tokens[i - size] in PAUSES
            enough, long = (6, 12) if paused else (4, 6)  # words, or letters of two words
            if same >= 2 * size + (size == 1) or (len(words) >= 2 and letters >= long) or len(words) >= enough:
                return words
    return None


def _frequent(tokens: list[str], size: int = 4) -> list[str] | None:
    """An n-gram of `size` tokens that comes four times or more and makes up a quarter of the sentence."""
    grams = Counter(zip(*(tokens[k:] for k in range(size)), strict=False))
    if not grams:
        return None
    gram, count = grams.most_common(1)[0]
    return list(gram) if count >= 4 and count * size >= len(tokens) / 4 else None


def _compression(text: str) -> float:
    raw = text.encode()
    return len(raw) / len(zlib.compress(raw)) if len(raw) >= 100 else 1.0
