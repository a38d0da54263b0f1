"""The quantities of a text, whatever its language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from summarizer.article import Language
from summarizer.verifying.quantities import chinese, english, russian
from summarizer.verifying.quantities.value import Quantity

_FINDERS: Mapping[Language, Callable[[str], list[Quantity]]] = {
    "en": english.find,
    "ru": russian.find,
    "zh": chinese.find,
}
_ENDLESS = re.compile(r"(?:[\d〇零一二三四五六七八九十百千万亿两]|[,. \u00a0\u202f](?=\d{3}(?!\d))){60,}")
"""More digits than any quantity has; Python refuses to make a number of some thousands of them."""


def find(text: str, language: Language) -> list[Quantity]:
    """The quantities of `text`, left to right, without overlaps; none in a language other than en, ru and zh.

    Time is linear in the length of the text; a run of 60 digits and more is no quantity.
    """
    finder = _FINDERS.get(language)
    return finder(_ENDLESS.sub(lambda run: "#" * len(run.group()), text)) if finder else []
