"""The quantities of a text, whatever its language."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from summarizer.article import Language
from summarizer.verifying.quantities import chinese, english, russian
from summarizer.verifying.quantities.value import Quantity

_FINDERS: Mapping[Language, Callable[[str], list[Quantity]]] = {
    "en": english.find,
    "ru": russian.find,
    "zh": chinese.find,
}


def find(text: str, language: Language) -> list[Quantity]:
    """The quantities of `text`, left to right, without overlaps; none in a language other than en, ru and zh.

    Time is linear in the length of the text.
    """
    finder = _FINDERS.get(language)
    return finder(text) if finder else []
