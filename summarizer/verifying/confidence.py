"""Confidence: the decoder's length-normalised score, read as "likely fine" or "read this", never shown as a number.

`data/confidence.tsv` has one threshold per model and target language (`training/checks/confidence.py` makes it). A
model that is not in the table has no opinion of itself.
"""

from __future__ import annotations

from functools import cache

from summarizer.article import Language
from summarizer.results import Translated
from summarizer.verifying.base import Doubt, rows


def check(translated: Translated, model: str, target_language: Language) -> list[Doubt]:
    """A warning where the model was unsure of this sentence."""
    threshold = _thresholds().get((model, target_language))
    if threshold is None or not translated.score or translated.score >= threshold:
        return []
    return [Doubt("low-confidence", "warning", "the model was unsure of this sentence: read it")]


@cache
def _thresholds() -> dict[tuple[str, Language], float]:
    return {(model, language): float(score) for model, language, score in rows("confidence.tsv")}
