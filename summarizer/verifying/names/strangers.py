"""Names in a translation that nothing in the source explains."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from summarizer.article import Language
from summarizer.translating.inflection import WORD, same_word
from summarizer.verifying import gazetteer
from summarizer.verifying.morphology import morphology
from summarizer.verifying.names.mentions import ordinary
from summarizer.verifying.names.target import Target, within_longer
from summarizer.verifying.transcription import coverage
from summarizer.verifying.transliteration import likeness_russian, typical

EXPLAINS = 1.3
"""Nats per character from which the names of the source explain a Chinese transcription."""
IS = 2.0
"""Nats per character from which a Chinese name that the gazetteer has for another is one of the source's."""
RIVAL = 15.0
EXPLAINED = 57.0
ORDINARY = 76.0
"""Likeness to some word of the source from which a name in the translation is no stranger."""
_HAN = re.compile(r"[\u3400-\u9fff]+")
_SHORT = re.compile(r"(?<=, )[A-Z](?:[a-z]{1,5}(?=\.)|\.[A-Z](?=\.))|\b[A-Z][a-z]{2,4}\b")
"""An abbreviation as it may be of a place: “Aurora, Colo.”, “Asheville, N.C.”, “Cal Fire”."""
_TITLES = ("博士", "爵士", "女士")
"""Titles after a name, that begin with a character of transcriptions."""


@dataclass(frozen=True, slots=True)
class Stranger:
    """A name in the translation that nothing in the source explains; `type` as in the gazetteer, "" if not in it."""

    text: str
    type: str = ""
    dotted: bool = False
    """Whether it is Chinese, and a dot joins it to another part of a name."""

    @property
    def acronym(self) -> bool:
        """Whether it is one, in whatever script."""
        return len(self.text) < 6 and self.text.isupper()

    @property
    def latin(self) -> bool:
        """Whether it is in Latin script."""
        return self.text.isascii()

    def sure(self, language: Language) -> bool:
        """Whether translators into `language` hardly ever add such a name: they do add countries, towns, bodies, brands
        in Latin script and acronyms."""
        if self.type == "person" or self.dotted:
            return True
        if self.type == "place":
            return language == "zh" and len(self.text) > 2
        # A transcription may be of a common noun, and an acronym of what the source spells out.
        vague = bool(_HAN.match(self.text)) or self.acronym or self.latin
        return not self.type and not vague


def strangers(source: str, source_language: Language, target: Target, likeness: float = ORDINARY) -> list[Stranger]:
    """Names in the translation that nothing in the source explains; an ordinary word of the source explains a Russian
    name from `likeness` on."""
    words = tuple(dict.fromkeys(gazetteer.bare(word) for word in gazetteer.WORD.findall(source)))
    known = frozenset(entry for f in gazetteer.find(source, source_language) for entry in f.entries)
    lower = {part.lower() for word in words for part in re.split(r"[-'’]", word)}
    found = [
        Stranger(word)
        for word in _latin_names(target)
        if word.lower() not in lower and not any(other.startswith(word.lower()) for other in lower)
    ]
    short = _SHORT.findall(source) if source_language == "en" else []
    if target.language == "ru":
        known |= _called_by_last_word(target, words)
        found += [
            Stranger(word, "country" if _a_russian_country(word) else "")
            for word in _russian_names(target)
            if not _explained_russian(word, words, known, target, likeness)
            and not any(_shortened(entry, short) for entry in _russian_places(word))
        ]
    elif target.language == "zh":
        found += _chinese_names(target, words, known, short)
    return found


def _called_by_last_word(target: Target, source_words: tuple[str, ...]) -> frozenset[gazetteer.Entry]:
    """The bodies in a Russian translation that the source calls by the last of their words, as clubs are: “United”."""
    bodies = (entry for f in gazetteer.find(target.text, "ru") for entry in f.entries if entry.type == "org")
    return frozenset(e for e in bodies if any(name.rpartition(" ")[2] in source_words for name in e.names("en")))


def _shortened(entry: gazetteer.Entry, short: Sequence[str]) -> bool:
    """Whether one of the abbreviations may be of this place: the same first letter, the others in the same order.

    They explain a name, and do not ask for one: a state after its town may go.
    """
    names = [name.lower() for name in entry.names("en")] if entry.type == "place" else []
    return any(re.match(".*".join(word.lower()), name) for word in short for name in names)


def _said(entry: gazetteer.Entry, lower: set[str]) -> bool:
    """Whether the source has most of the words of one of the English names, short ones apart; of a person, any."""
    for name in entry.names("en"):
        words = [word.lower() for word in gazetteer.WORD.findall(name)]
        words = [word for word in words if len(word) > 3] or words
        if 2 * sum(word in lower for word in words) > (0 if entry.type == "person" else len(words)):
            return True
    return False


def _latin_names(target: Target) -> list[str]:
    return [word for word in target.words if len(word) > 2 and word.isascii() and word.isalpha() and word[0].isupper()]


def _russian_names(target: Target) -> list[str]:
    """Capitalised words that the dictionary has as names or does not have at all, and acronyms."""
    opening = target.text.lstrip('«“„"—– ')
    return [
        word
        for word in dict.fromkeys(WORD.findall(target.text))
        if word[0].isupper()
        and "А" <= word[0] <= "я"
        and len(word) > 1
        and not re.search("о-[А-Яа-я]", word)  # «Азиатско-Тихоокеанский»
        and (word.isupper() or _tagged_a_name(word, opening[len(word) :] if opening.startswith(word) else None))
    ]


def _tagged_a_name(word: str, after: str | None) -> bool:
    """A name by the dictionary; or, unless a sentence starts with it, a noun that the dictionary does not have.

    `after`: what follows the first word of a sentence. A word that is not in the dictionary is called a name by its
    ending only; before a name it may as well be a title («Квотербек Герберт»).
    """
    tag = morphology().parse(word)[0].tag
    known = morphology().word_is_known(word)
    if after is not None and not known and after[:2].strip()[:1].isupper():
        return False
    if any(grammeme in tag for grammeme in ("Name", "Surn", "Patr", "Geox", "Orgn", "Trad")):
        return True
    return after is None and "NOUN" in tag and not known


def _explained_russian(
    word: str, source_words: tuple[str, ...], known: frozenset[gazetteer.Entry], target: Target, likeness: float
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
        name = other[0].isupper() and not ordinary(other.lower())
        if like >= (EXPLAINED if name else likeness) and like >= _best_russian(other, target) - RIVAL:
            return True
    return False


def _best_russian(word: str, target: Target) -> float:
    return max((likeness_russian(word, other) for other in target.words if other[0].isupper()), default=0.0)


def _a_russian_country(word: str) -> bool:
    return word in _russian_countries() or any(
        same_word(name, word) for name in _russian_countries() if name[:3] == word[:3]
    )


@lru_cache(maxsize=4096)
def _russian_places(word: str) -> tuple[gazetteer.Entry, ...]:
    """The places of one word of which this is a form."""
    return tuple(
        entry
        for entry in gazetteer.entries()
        if entry.type == "place" and any(name[:3] == word[:3] and same_word(name, word) for name in entry.names("ru"))
    )


@cache
def _russian_countries() -> frozenset[str]:
    """Countries of one word, and their adjectives and peoples where they have a capital: translators add them."""
    names = (name for entry in gazetteer.entries() if entry.type == "country" for name in entry.names("ru"))
    return frozenset(name for name in names if name[0].isupper() and name.isalpha())


def _chinese_names(
    target: Target, source_words: tuple[str, ...], known: frozenset[gazetteer.Entry], short: Sequence[str]
) -> Iterator[Stranger]:
    explained = [name for entry in known for name in entry.names("zh") if len(name) > 1]
    lower = {word.lower() for word in source_words}
    capitals = [word for word in source_words if word[:1].isupper()]
    seen = []
    for f in gazetteer.find(target.text, "zh"):
        name = "".join(f.words)
        spelt = re.search("·?".join(f.words), target.text)
        name = spelt.group() if spelt else name
        seen.append(name)
        if "·" in name and within_longer(name, target.text):  # Tallinn in 洛蕾塔·林奇
            continue
        vague = len(name) < 3 and f.entries[0].type not in ("person", "country", "place")
        if vague or name not in target.text or within_longer(name, target.text):
            continue
        if any(coverage(word, name.rstrip("州省市县郡")) >= IS for word in capitals):
            continue
        if not (
            known.intersection(f.entries)
            or any(name in other or other in name for other in explained)
            or any(_said(entry, lower) or _shortened(entry, short) for entry in f.entries)
            or f"{name}长" in target.text  # a minister, whom the source names otherwise
        ):
            yield Stranger(name, f.entries[0].type)
    rest = target.text
    for name in (*seen, *explained, *_TITLES):
        rest = rest.replace(name, " ")
    letters = [*capitals, *(one + two for one, two in pairwise(capitals))]
    others = [word for word in source_words if len(word) > 4 and word.islower()]
    for run in re.findall(rf"{typical()}{{3,}}|{typical()}{{2,}}(?=·)|(?<=·){typical()}{{2,}}", rest):
        explains = any(coverage(word, run) >= EXPLAINS for word in letters)
        if not explains and not any(coverage(word, run) >= 2 * EXPLAINS for word in others):
            yield Stranger(run, dotted=f"·{run}" in target.text or f"{run}·" in target.text)
