"""Names: each name of the source must be in the translation, as the gazetteer writes it or as it sounds.

A name that the gazetteer knows is looked for in all its variants and, in Russian, in any inflected form. Any other
capitalised word of an English source that is no ordinary word is looked for by its sound (see `transliteration`):
among the words of a Russian translation, among the transcription characters of a Chinese one, or kept in Latin
script. Many a name is rightly put another way (a pronoun, an adjective, "the Swiss city"), so what is missing alarms
only where the translation also has a name that the source does not explain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from summarizer.article import Language
from summarizer.results import Severity
from summarizer.translating.inflection import WORD, same_word, stem
from summarizer.verifying import gazetteer
from summarizer.verifying.base import Doubt, quote, rows
from summarizer.verifying.transcription import coverage, score, transcribes
from summarizer.verifying.transliteration import is_pinyin, is_pinyin_like, likeness_russian, typical

LIKE_RUSSIAN = 63.0
EXPLAINS = 0.7
"""Nats per character from which the names of the source explain a Chinese transcription."""
HEARD = 2.0
"""Nats from which a Chinese transcription is one of the name."""
LIKE_LOWER_CASE = 82.0
"""A Russian word without a capital must be more like a name, unless it is an adjective made from one."""
RIVAL = 15.0
EXPLAINED = 57.0
ORDINARY = 76.0
"""Likeness to some word of the source from which a name in the translation is no stranger."""
_PRONOUN = re.compile(r"\b(?:he|she|him|his|her|hers)\b", re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u9fff]+")
_ADJECTIVE = re.compile(r"(?:ийск|инск|овск|евск|ск)(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)$")
_JAPANESE = re.compile(r"(?:(?:[kgsztdnhbpmr]y?|sh|ch|ts|[jfwy])?[aeiouō]u?n?(?:(?=k)k|(?=t)t|(?=s)s|(?=p)p)?)+")
_SUFFIX = re.compile(
    r"(?:ing|flows?|ans|tion|sion|ness|ment|ments|ism|ists?|ians?|ese|ish|ity|ities|ly|able|ible|ous|ed|ers|gate)$"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the source: its words, and what the gazetteer knows of it."""

    words: tuple[str, ...]
    entries: tuple[gazetteer.Entry, ...] = ()
    partial: bool = False
    """Part of a longer name («the African National Congress», “Gulf of Aden”) that the gazetteer does not have."""

    @property
    def text(self) -> str:
        """The name as written, single spaces."""
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class Target:
    """A translation, taken apart once."""

    text: str
    language: Language
    words: tuple[str, ...]
    latin: frozenset[str]
    runs: tuple[str, ...]
    han: tuple[str, ...]

    @classmethod
    def of(cls, text: str, language: Language) -> Target:
        """`text` taken apart: words, Latin words (lower case), runs of transcription characters, of Chinese."""
        words = tuple(dict.fromkeys(part for word in WORD.findall(text) for part in re.split(r"[-'’]", word) if part))
        latin = frozenset(word.lower() for word in re.findall(r"[A-Za-zÀ-ɏ0-9]+", text))
        runs = _runs(text) if language == "zh" else ()
        return cls(text, language, words, latin, runs, tuple(_HAN.findall(text)))


def _runs(text: str) -> tuple[str, ...]:
    """The longest stretches of characters that names are transcribed with, outside the names that are known."""
    rest = text
    for found in gazetteer.find(text, "zh"):
        name = "".join(found.words)
        if not _within_longer(name, text):
            rest = re.sub("·?".join(found.words), " ", rest)
    return tuple(dict.fromkeys("".join(c if transcribes(c) else " " for c in rest).split()))


def check(source: str, text: str, source_language: Language, target_language: Language) -> list[Doubt]:
    """Doubts about the names of `source` in its translation `text`."""
    if target_language not in ("ru", "zh", "en"):
        return []
    target = Target.of(text, target_language)
    missing = [mention for mention in mentions(source, source_language) if not honoured(mention, target)]
    strange = strangers(source, source_language, target, ORDINARY if missing else ORDINARY - 10)
    doubts: list[Doubt] = []
    severity: Severity
    for mention in missing:
        other = next((s for s in strange if _instead(mention, s)), None)
        if other is not None:
            message = f"{quote(mention.text)} is not in the translation, which has {quote(other.text)}"
            doubts.append(Doubt("name-changed", "warning", message))
        else:
            severity = "warning" if _sure(mention, target_language) else "note"
            doubts.append(Doubt("name-missing", severity, f"{quote(mention.text)} is not in the translation"))
    if not missing:
        # A translator may say the name where the source says "he".
        spoken = source_language == "en" and bool(_PRONOUN.search(source))
        for stranger in strange:
            severity = "warning" if stranger.sure and not spoken else "note"
            doubts.append(Doubt("name-new", severity, f"{quote(stranger.text)} is not in the source"))
    return doubts


def _sure(mention: Mention, target_language: Language) -> bool:
    """Whether a good translation hardly ever leaves this name out.

    Countries go without saying, and come as peoples and governments. In Chinese a name that the gazetteer does not
    know may be translated, or written with the characters of its own country as Japanese and Korean names are.
    """
    types = {entry.type for entry in mention.entries}
    if types == {"person"}:
        return True
    if types:
        unsure = {"country", "event", "name"} | ({"org"} if target_language == "zh" else set())
        return not mention.partial and not types & unsure
    if target_language != "zh":
        return len(mention.words) > 1
    return (
        len(mention.words) > 1
        and not any(is_pinyin_like(word) for word in mention.words)
        and not all(_JAPANESE.fullmatch(word.lower()) for word in mention.words)
    )


def _instead(mention: Mention, stranger: Stranger) -> bool:
    """Whether the stranger may stand in the place of the mention: the same type of thing, where both types are known.

    Translators add countries and put them for capitals, so a country stands for a country only.
    """
    types = {entry.type for entry in mention.entries}
    if stranger.type == "country":
        return "country" in types
    return not stranger.type or not types or "country" in types or stranger.type in types


def mentions(text: str, language: Language) -> list[Mention]:
    """The names of a text: those of the gazetteer, and in English those that can only be names."""
    found = gazetteer.find(text, language)
    result = [Mention(f.words, f.entries, language == "en" and _goes_on(text, f)) for f in found]
    if language == "en":
        taken = {f.start + k for f in found for k in range(len(f.words))}
        result += _transcribed(text, taken)
    return list(dict.fromkeys(result))


def _goes_on(text: str, found: gazetteer.Found) -> bool:
    """Whether a capitalised word, a number or "of" follows or precedes at once: the name may be part of another."""
    spans = [m.span() for m in gazetteer.WORD.finditer(text)]
    start, end = spans[found.start][0], spans[found.start + len(found.words) - 1][1]
    after = re.match(r"[ -](?:of\b|and [A-Z]|[A-Z0-9])", text[end : end + 8])
    before = re.search(r"\S [A-Z][\w.]*[ -](?:of )?$", text[:start])
    return bool(after or before)


def _transcribed(text: str, taken: set[int]) -> list[Mention]:
    """Runs of capitalised words that no dictionary has, outside the words `taken`."""
    words = [(m.start(), gazetteer.bare(m.group())) for m in gazetteer.WORD.finditer(text)]
    capitals = sum(w[:1].isupper() for _, w in words)
    headline = capitals > 0.6 * len(words) and len(words) > 3
    result: list[Mention] = []
    run: list[str] = []
    end = -2
    for n, (_, word) in enumerate(words):
        if n in taken or not _only_a_name(word) or (headline and not _rare(word)):
            continue
        if run and n != end + 1:
            result.append(Mention(tuple(run)))
            run = []
        run.append(word)
        end = n
    if run:
        result.append(Mention(tuple(run)))
    return result


def _rare(word: str) -> bool:
    return len(word) >= 5


def _only_a_name(word: str) -> bool:
    return (
        len(word) >= 4 and word[0].isupper() and word[1:].islower() and word.isalpha() and not _ordinary(word.lower())
    )


def _ordinary(word: str) -> bool:
    words = _words()
    return word in words or (word.endswith("s") and word[:-1] in words) or bool(_SUFFIX.search(word))


@cache
def _words() -> frozenset[str]:
    return frozenset(word for (line,) in rows("words.txt") for word in line.split())


def honoured(mention: Mention, target: Target) -> bool:
    """Whether the translation has the name, in any of the ways in which it may."""
    if any(word.lower() in target.latin for word in mention.words if len(word) > 2 or len(mention.words) == 1):
        return True
    if any(_has_variant(entry, target) for entry in mention.entries):
        return True
    last = mention.words[-1]
    if mention.entries and (len(last) < 4 or (_ordinary(last.lower()) and len(mention.words) > 1)):
        return False
    return _sounds(mention, target)


def _sounds(mention: Mention, target: Target) -> bool:
    if target.language == "ru":
        return any(_like_russian(mention.words[-1], other) for other in target.words)
    return target.language == "zh" and _sounds_chinese(mention.words, target)


def _sounds_chinese(words: tuple[str, ...], target: Target) -> bool:
    """The last word by itself, or the words of the name taken together."""
    scores = [_heard_chinese(word, target) for word in words if len(word) > 2]
    if not scores:
        return False
    return scores[-1] >= HEARD or (scores[-1] >= 0 and sum(scores) >= HEARD * len(scores))


def _heard_chinese(word: str, target: Target) -> float:
    if any(is_pinyin(word, run) for run in target.han):
        return 2 * HEARD
    return max((score(word, run) for run in target.runs), default=-9.0)


def _like_russian(word: str, other: str) -> bool:
    if _ADJECTIVE.search(other) and likeness_russian(word, _ADJECTIVE.sub("", other)) >= LIKE_RUSSIAN:
        return True
    if other[0].isupper():
        return likeness_russian(word, other) >= LIKE_RUSSIAN
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
    """A form of the word, or, of a place, an adjective made from it («Балтика», «прибалтийский»)."""
    if same_word(word, other):
        return True
    root = stem(word)[:5]
    return (
        kind in ("place", "country", "name")
        and len(root) >= 3
        and other[0].islower()
        and (root in other if len(root) >= 4 else other.startswith(root + "ск"))
    )


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


@dataclass(frozen=True, slots=True)
class Stranger:
    """A name in the translation that nothing in the source explains; `type` as in the gazetteer, "" if not in it."""

    text: str
    type: str = ""

    @property
    def sure(self) -> bool:
        """Whether translators hardly ever add such a name: they do add countries, towns, bodies and acronyms."""
        if self.type == "person":
            return True
        # A transcription may be of a common noun, and an acronym of what the source spells out.
        vague = bool(_HAN.match(self.text)) or (len(self.text) < 6 and self.text.isupper())
        return not self.type and not vague


def strangers(source: str, source_language: Language, target: Target, ordinary: float = 76.0) -> list[Stranger]:
    """Names in the translation that nothing in the source explains; an ordinary word of the source explains a Russian
    name from a likeness of `ordinary` on."""
    words = tuple(dict.fromkeys(gazetteer.bare(word) for word in gazetteer.WORD.findall(source)))
    known = frozenset(entry for f in gazetteer.find(source, source_language) for entry in f.entries)
    lower = {word.lower() for word in words}
    found = [Stranger(word) for word in _latin_names(target) if word.lower() not in lower]
    if target.language == "ru":
        found += [
            Stranger(word, "country" if _a_russian_country(word) else "")
            for word in _russian_names(target)
            if not _explained_russian(word, words, known, target, ordinary)
        ]
    elif target.language == "zh":
        found += _chinese_names(target, words, known)
    return found


def _latin_names(target: Target) -> list[str]:
    return [word for word in target.words if len(word) > 2 and word.isascii() and word.isalpha() and word[0].isupper()]


def _russian_names(target: Target) -> list[str]:
    """Capitalised words that the dictionary has as names or does not have at all, and acronyms."""
    return [
        word
        for word in dict.fromkeys(WORD.findall(target.text))
        if word[0].isupper()
        and "А" <= word[0] <= "я"
        and len(word) > 1
        and not re.search("о-[А-Яа-я]", word)  # «Азиатско-Тихоокеанский»
        and (word.isupper() or _tagged_a_name(word, target.text.lstrip('«“„"—– ').startswith(word)))
    ]


def _tagged_a_name(word: str, first: bool) -> bool:
    """A name by the dictionary; or, unless a sentence starts with it, a noun that the dictionary does not have."""
    tag = _morphology().parse(word)[0].tag
    if any(grammeme in tag for grammeme in ("Name", "Surn", "Patr", "Geox", "Orgn", "Trad")):
        return True
    return not first and "NOUN" in tag and not _morphology().word_is_known(word)


@cache
def _morphology() -> Any:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer()


def _explained_russian(
    word: str, source_words: tuple[str, ...], known: frozenset[gazetteer.Entry], target: Target, ordinary: float
) -> bool:
    parts = [part for part in word.split("-") if len(part) > 1]
    names = [part for entry in known for name in entry.names("ru") for part in re.findall(r"\w+", name)]
    if any(same_word(name, part) for name in names for part in parts):
        return True
    for other in source_words:
        if len(other) < 3:
            continue
        like = max((likeness_russian(other, part) for part in parts), default=0.0)
        # A name explains what sounds vaguely like it, an ordinary word only what sounds just like it, and
        # what another word of the translation answers to much better explains nothing here.
        name = other[0].isupper() and not _ordinary(other.lower())
        if like >= (EXPLAINED if name else ordinary) and like >= _best_russian(other, target) - RIVAL:
            return True
    return False


def _best_russian(word: str, target: Target) -> float:
    return max((likeness_russian(word, other) for other in target.words if other[0].isupper()), default=0.0)


def _a_russian_country(word: str) -> bool:
    return word in _russian_countries() or any(
        same_word(name, word) for name in _russian_countries() if name[:3] == word[:3]
    )


@cache
def _russian_countries() -> frozenset[str]:
    """Countries of one word, and their adjectives and peoples where they have a capital: translators add them."""
    names = (name for entry in gazetteer.entries() if entry.type == "country" for name in entry.names("ru"))
    return frozenset(name for name in names if name[0].isupper() and name.isalpha())


def _chinese_names(
    target: Target, source_words: tuple[str, ...], known: frozenset[gazetteer.Entry]
) -> Iterator[Stranger]:
    explained = [name for entry in known for name in entry.names("zh") if len(name) > 1]
    lower = {word.lower() for word in source_words}
    seen = []
    for f in gazetteer.find(target.text, "zh"):
        name = "".join(f.words)
        spelt = re.search("·?".join(f.words), target.text)
        name = spelt.group() if spelt else name
        seen.append(name)
        vague = len(name) < 3 and f.entries[0].type not in ("person", "country")
        if vague or name not in target.text or _within_longer(name, target.text):
            continue
        english = (word for entry in f.entries for text in entry.names("en") for word in gazetteer.WORD.findall(text))
        if not (
            known.intersection(f.entries)
            or any(name in other or other in name for other in explained)
            or any(word in source_words or (len(word) > 2 and word.lower() in lower) for word in english)
        ):
            yield Stranger(name, f.entries[0].type)
    rest = target.text
    for name in (*seen, *explained):
        rest = rest.replace(name, " ")
    letters = "".join(word for word in source_words if word[:1].isupper())
    others = [word for word in source_words if len(word) > 4 and word.islower()]
    for run in re.findall(rf"{typical()}{{3,}}|{typical()}{{2,}}(?=·)|(?<=·){typical()}{{2,}}", rest):
        if coverage(letters, run) < EXPLAINS and not any(coverage(word, run) >= 2 * EXPLAINS for word in others):
            yield Stranger(run)


def _within_longer(name: str, text: str) -> bool:
    """Whether a short Chinese name stands only inside a longer transcription, as 列宁 in 列宁纳坎."""
    if len(name) > 3 or not re.fullmatch(f"{typical()}+", name):
        return False
    sound = typical()
    return not re.search(f"(?<!{sound})(?<!·){re.escape(name)}(?!{sound})(?!·)", text)
