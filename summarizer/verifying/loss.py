"""Loss: nothing came out, tokens were cut or unknown, or far too little (or too much) came out."""

from __future__ import annotations

import math
import re
from functools import cache

from summarizer.article import Language
from summarizer.results import Severity, Translated
from summarizer.verifying.base import Doubt, rows

SHORTEST = 15
"""Characters of source below which a length ratio says nothing."""

SIGN = 12
"""Letters by which the name of a currency is longer than its sign."""
_SIGN = re.compile(r"[$€£¥]")


def check(source: str, translated: Translated, source_language: Language, target_language: Language) -> list[Doubt]:
    """Doubts about the amount of text that came out."""
    text = translated.text.strip()
    if not any(c.isalnum() for c in text):
        if not any(c.isalnum() for c in source):
            return []
        what = "nothing came out" if not text else "only punctuation came out"
        return [Doubt("empty", "error", what)]
    doubts = []
    if translated.clipped:
        doubts.append(
            Doubt("clipped", "error", f"the model cut this sentence short ({translated.clipped} tokens lost)")
        )
    if translated.unknown:
        count = translated.unknown
        doubts.append(
            Doubt("unknown-tokens", "warning", f"{count} piece{'s' * (count > 1)} of the source unknown to the model")
        )
    if "\ufffd" in text or "<unk>" in text or "⁇" in text:
        doubts.append(Doubt("unknown-tokens", "error", "a character was lost: the model's vocabulary lacks it"))
    return doubts + _length(source.strip(), text, source_language, target_language)


def _length(source: str, text: str, source_language: Language, target_language: Language) -> list[Doubt]:
    if len(source) < SHORTEST:
        return []
    low, high = bounds(len(source), source_language, target_language)
    # Chinese newspapers put the original name in brackets behind its transcription.
    length = float(len(text))
    if target_language == "zh":  # a Latin letter says a third of what a character says
        text = re.sub(r"\s?[(（][A-Za-zÀ-ɏ.'’ -]+[)）]", "", text)
        length = len(text) - 2 / 3 * len(re.findall(r"[A-Za-zÀ-ɏ ]", text))
    ratio = length / len(source)
    if target_language != "zh":  # “£10m” is a phrase in words
        high *= 1 + SIGN * len(_SIGN.findall(source)) / len(source)
    if low <= ratio <= high:
        return []
    # Half as far again beyond a bound that 1 in 500 good translations crosses is no accident.
    severity: Severity = "error" if ratio < low / 1.5 or ratio > high * 1.5 else "warning"
    if high < ratio < high * 1.15:
        severity = "note"  # translators explain: "£10m" grows to a phrase
    if ratio < low:
        return [Doubt("too-short", severity, f"{round(length)} characters for {len(source)}: something may be missing")]
    return [Doubt("too-long", severity, f"{round(length)} characters for {len(source)}: something may be added")]


def bounds(length: int, source_language: Language, target_language: Language) -> tuple[float, float]:
    """The lowest and highest usual ratio of target to source characters for a source of `length` characters.

    Learned per pair and length from professional translations (`data/length_ratios.tsv`); a pair that was not
    learned has no bounds.
    """
    for start, low, high in _learned().get((source_language, target_language), ()):
        if length >= start:
            return low, high
    return 0.0, math.inf


def usual(source_language: Language, target_language: Language) -> float:
    """The median ratio of target to source characters in sentences of usual length; 1 for an unknown pair."""
    pair = (source_language, target_language)
    medians = [float(row[4]) for row in rows("length_ratios.tsv") if (row[0], row[1]) == pair]
    return medians[len(medians) // 2] if medians else 1.0


@cache
def _learned() -> dict[tuple[Language, Language], list[tuple[int, float, float]]]:
    table: dict[tuple[Language, Language], list[tuple[int, float, float]]] = {}
    for source, target, start, low, _median, high in rows("length_ratios.tsv"):
        table.setdefault((source, target), []).append((int(start), float(low), float(high)))
    return {pair: sorted(entries, reverse=True) for pair, entries in table.items()}
