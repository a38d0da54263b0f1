"""Confidence: is a model's sentence likely fine, must it be read, or is it almost certainly wrong? Never shown as
a number.

The chance that a strict grader would find the sentence fine is a logistic function of three things: the decoder's
length-normalised score, how many of the source's words have no counterpart by the dictionary, and how long the source
is. `data/confidence.tsv` has its coefficients for each model and target language, fitted to graded sentences
(`training/checks/confidence.py`, `eval/data/judged`). A model that is not in the table has no opinion of itself.
"""

from __future__ import annotations

import math
from functools import cache

from summarizer.article import Language
from summarizer.results import UNSURE, Translated
from summarizer.verifying import adequacy
from summarizer.verifying.base import Doubt, rows

LIKELY = 0.5
"""Chance from which a sentence is likely fine: more likely than not."""
HARDLY = 0.02
"""Below this chance a sentence is an error: of some six hundred such that were graded none was fine
(docs/verification.md)."""


def check(
    source: str, translated: Translated, model: str, source_language: Language, target_language: Language
) -> list[Doubt]:
    """A warning where `model` is more likely than not to have got this sentence wrong, an error where it hardly can
    have got it right."""
    coefficients = _coefficients().get((model, target_language))
    if coefficients is None or not translated.score or source_language != "en":
        return []
    fine = chance(coefficients, signs(source, translated, target_language))
    if fine >= LIKELY:
        return []
    if fine >= HARDLY:
        return [Doubt(UNSURE, "warning", "the model was unsure here: read it")]
    return [Doubt(UNSURE, "error", "almost certainly wrong: have it translated again, by a person or a better model")]


def signs(source: str, translated: Translated, target_language: Language) -> tuple[float, float, float]:
    """What speaks for or against a translation from English: the decoder's score (mean log-probability of a token);
    the share, from 0 to 1, of the words in the dictionary that have no counterpart; the log of the source's words."""
    witnesses = adequacy.witnesses(source, translated.text, target_language)
    lost = sum(witness.evidence > 0 for witness in witnesses) / max(1, len(witnesses))
    return translated.score, lost, math.log(max(1, len(source.split())))


def chance(coefficients: tuple[float, ...], found: tuple[float, ...]) -> float:
    """From 0 to 1: the logistic function of an intercept and a weight for each of `found`."""
    intercept, *weights = coefficients
    return 1 / (1 + math.exp(-intercept - sum(w * x for w, x in zip(weights, found, strict=True))))


@cache
def _coefficients() -> dict[tuple[str, Language], tuple[float, ...]]:
    return {(model, language): tuple(map(float, numbers)) for model, language, *numbers in rows("confidence.tsv")}
