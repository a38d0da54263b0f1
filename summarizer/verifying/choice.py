"""Choosing among a model's hypotheses: of those that it likes about as well, the one that leaves the least out,
makes up no words and has its grammar right."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.article import Language
from summarizer.models.engines.base import Generation
from summarizer.verifying import adequacy
from summarizer.verifying.agreement import discords
from summarizer.verifying.dictionary import LANGUAGES
from summarizer.verifying.wording import invented

WEIGHT = 0.5
"""What a nat of evidence that words were left out, divided among the words of the source, counts beside a nat of the
model's mean log-probability (docs/verification.md)."""
INVENTED, DISCORD = 0.25, 0.25
"""What a word that is none counts, and a pair of words that do not agree, in the same measure: about what lies between
the first and the last of a beam."""


def choose(
    source: str, hypotheses: Sequence[Generation], source_language: Language, target_language: Language
) -> Generation:
    """The best of `hypotheses`, which come best score first; the first where there is no dictionary to tell."""
    if len(hypotheses) == 1 or source_language != "en" or target_language not in LANGUAGES:
        return hypotheses[0]
    lost = adequacy.omissions(source, [made.text for made in hypotheses], target_language)
    words = max(1, len(source.split()))
    value = [
        made.score - WEIGHT * nats / words - _slips(source, made.text, target_language)
        for made, nats in zip(hypotheses, lost, strict=True)
    ]
    return hypotheses[value.index(max(value))]


def _slips(source: str, text: str, target_language: Language) -> float:
    return INVENTED * len(invented(source, text, target_language)) + DISCORD * len(discords(text, target_language))
