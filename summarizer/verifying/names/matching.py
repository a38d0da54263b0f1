"""Whether a translation has a name: as the gazetteer writes it, as it sounds, or in Latin script."""

from __future__ import annotations

import re

from summarizer.translating.inflection import WORD, same_word, stem
from summarizer.verifying import gazetteer
from summarizer.verifying.names.mentions import Mention, ordinary
from summarizer.verifying.names.target import Target
from summarizer.verifying.transcription import score
from summarizer.verifying.transliteration import is_pinyin, likeness_russian

LIKE_RUSSIAN = 63.0
LIKE_KNOWN = 72.0
"""What the gazetteer knows, and the translation does not call by any of its names, must be more like it: “Sydney” is
68 % like «Сычуань»."""
LIKE_LOWER_CASE = 82.0
"""A Russian word without a capital must be more like a name, unless it is an adjective made from one."""
HEARD = 2.0
"""Nats from which a stretch of transcription characters is a transcription of the name."""
HEARD_CLEARLY = 8.0
"""Nats from which any stretch of Chinese is one: characters may be unusual, or belong to a name that is known."""
_ADJECTIVE = re.compile(r"(?:ийск|инск|овск|евск|ск)(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)$")


def honoured(mention: Mention, target: Target, closely: bool = True) -> bool:
    """Whether the translation has the name, in any of the ways in which it may. Not `closely`: in the usual ways only,
    which is much faster."""
    if any(word.lower() in target.latin for word in mention.words if len(word) > 2 or len(mention.words) == 1):
        return True
    if any(_has_variant(entry, target) or _has_short_form(entry, target) for entry in mention.entries):
        return True
    last = mention.words[-1]
    if mention.entries and (len(last) < 4 or (ordinary(last.lower()) and len(mention.words) > 1)):
        return False
    return _sounds(mention, target, closely)


def _has_short_form(entry: gazetteer.Entry, target: Target) -> bool:
    """Whether an English name of one word is kept: WSJ for “The Wall Street Journal”."""
    return any(name.lower() in target.latin for name in entry.names("en") if len(name) > 1 and " " not in name)


def partly_heard(mention: Mention, target: Target) -> bool:
    """Whether a Chinese translation has a transcription of one word of a longer name: the others may be spelt in a way
    that is not known."""
    return (
        target.language == "zh"
        and len(mention.words) > 1
        and any(_heard_chinese(word, target, False) >= 3 * HEARD for word in mention.words if len(word) > 3)
    )


def _sounds(mention: Mention, target: Target, closely: bool) -> bool:
    if target.language == "ru":
        spellings = dict.fromkeys((mention.words[-1], "".join(mention.words)))  # «Тамилнад»
        bar = LIKE_KNOWN if mention.entries else LIKE_RUSSIAN
        return any(_like_russian(word, other, bar) for word in spellings for other in target.words)
    return target.language == "zh" and _sounds_chinese(mention.words, target, closely)


def _sounds_chinese(words: tuple[str, ...], target: Target, closely: bool) -> bool:
    """The last word by itself, or the words of the name taken together."""
    scores = [_heard_chinese(word, target, closely) for word in words if len(word) > 2]
    if not scores:
        return False
    return scores[-1] >= HEARD or (scores[-1] >= 0 and sum(scores) >= HEARD * len(scores))


def _heard_chinese(word: str, target: Target, closely: bool) -> float:
    if any(is_pinyin(word, run) for run in target.han):
        return 2 * HEARD
    heard = max((score(word, run) for run in target.runs), default=-9.0)
    if heard < HEARD and closely and any(score(word, run) >= HEARD_CLEARLY for run in target.han):
        return HEARD
    return heard


def _like_russian(word: str, other: str, bar: float) -> bool:
    if _ADJECTIVE.search(other) and likeness_russian(word, _ADJECTIVE.sub("", other)) >= LIKE_RUSSIAN:
        return True
    if other[0].isupper():
        return likeness_russian(word, other) >= bar
    return likeness_russian(word, other) >= LIKE_LOWER_CASE


def _has_variant(entry: gazetteer.Entry, target: Target) -> bool:
    names = entry.names(target.language)
    if target.language == "zh":
        return any(_has_chinese(name, entry.type, target.text) for name in names)
    return any(_has_words(name, entry.type, target) for name in names)


def _has_words(name: str, kind: str, target: Target) -> bool:
    """A person by the last word; anything else by most of its words."""
    words = [part for word in WORD.findall(name) for part in re.split(r"[-'’]", word) if part]
    if not words:
        return False
    if kind == "person":
        words = words[-1:]
    there = sum(any(_same_or_derived(word, other, kind) for other in target.words) for word in words)
    return there >= 0.6 * len(words)


def _same_or_derived(word: str, other: str, kind: str) -> bool:
    """A form of the word, or, of a place, an adjective made from it («Балтика», «прибалтийский»), which may begin a
    sentence, or its people («кенийцы»)."""
    if same_word(word, other):
        return True
    if kind not in ("place", "country", "name") or not (other[0].islower() or _ADJECTIVE.search(other)):
        return False
    root, other = stem(word)[:5], other.lower()
    return len(root) >= 3 and (root in other if len(root) >= 4 else other.startswith((f"{root}ск", f"{root}ий")))


def _has_chinese(name: str, kind: str, text: str) -> bool:
    name = name.strip("《》“”")
    if name in text:
        return True
    if kind == "person" and "·" in name:
        return name.rsplit("·", 1)[1] in text
    if len(name) < 4:
        return False
    size = -(-len(name) * 6 // 10)
    return any(name[i : i + size] in text for i in range(len(name) - size + 1))
