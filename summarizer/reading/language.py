"""Which language a text is in: by its script and commonest words where they tell, else by py3langid."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from summarizer.article import Language

_SAMPLE = 4_000
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    """
the of and to in a is that for on was with as it by at from are be said has have his an not this who were but
they had their will he she its or which been after more than
""".split()
)
_RUSSIAN = frozenset(
    """
и в не на что с по как это из за от его для к о был была были они она он у же до при также все после или
только которые который году уже со лет может
""".split()
)
_LATIN = re.compile(r"[A-Za-z]")
_SURE = 0.6
_PLAUSIBLE = (
    "ar az be bg bn bs ca cs da de el en es et fa fi fr he hi hr hu hy id it ja ka kk ko lt lv mk ms nl no pl pt ro "
    "ru sk sl sq sr sv ta th tr uk ur vi zh"
).split()
_NOT_RUSSIAN = re.compile(r"[іїєґўјљњћђџѓќ]", re.IGNORECASE)


def detect(text: str) -> Language:
    """The ISO 639-1 code of the language most of `text` is in; `und` where there are no letters."""
    sample = text if len(text) <= _SAMPLE else text[: _SAMPLE // 2] + text[len(text) // 2 :][: _SAMPLE // 2]
    letters = len(_LETTER.findall(sample))
    if not letters:
        return "und"
    if len(_KANA.findall(sample)) > letters * 0.1:
        return "ja"
    if len(_HANGUL.findall(sample)) > letters * 0.3:
        return "ko"
    # A Chinese character carries about as much as two or three letters, so fewer of them make a Chinese text.
    if len(_HAN.findall(sample)) > letters * 0.3:
        return "zh"
    words = [word.lower() for word in _WORD.findall(sample)]
    if len(_CYRILLIC.findall(sample)) > letters * 0.5:
        if _common(words, _RUSSIAN) > 0.08 and not _NOT_RUSSIAN.search(sample):
            return "ru"
    elif _common(words, _ENGLISH) > 0.2:
        return "en"
    return _classified(sample)


def _common(words: list[str], common: frozenset[str]) -> float:
    return sum(word in common for word in words) / len(words) if words else 0.0


def _classified(sample: str) -> Language:
    code, probability = _identifier().classify(sample)
    if probability < _SURE:  # a few words: take what is likeliest among news
        if _LATIN.search(sample):
            return "en"
        if _CYRILLIC.search(sample) and not _NOT_RUSSIAN.search(sample):
            return "ru"
    return str(code)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_PLAUSIBLE)
    return identifier
