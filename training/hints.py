"""Glossary hints as training material, so that the model obeys one at translation time.

In a source sentence a hint stands where the term stood: `⟨h⟩ Xi Jinping⟨=⟩ Си Цзиньпин⟨/h⟩` for Russian (the lemma:
the model inflects it), `⟨h⟩ Xi Jinping⟨=⟩习近平⟨/h⟩` for Chinese. Method: Dinu et al., "Training Neural Machine
Translation to Apply Terminology Constraints" (ACL 2019), with lemmas as in Bergmanis and Pinnis (EACL 2021).
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from summarizer.article import Language
from summarizer.verifying.dictionary import RUSSIAN, Target, look_up, russian_key
from summarizer.verifying.morphology import morphology
from training.corpus import Pair
from training.tokenizer import HINT_CLOSE, HINT_OPEN, HINT_TARGET

TERM_COLLECTIONS = ("news3-terms", "gazetteer", "iso-codes-names", "libgweather-locations", "mledoze-countries")
NAME_COLLECTIONS = ("netranslit-person-names", "libgweather-locations")
"""Where the names come from that are put for others."""
NEWS = ("sentences", "wmt", "yummy", "newsarchive", "news3", "1tv", "tico", "xquad", "un-", "mlqe", "mt-gen")
"""How the collections are called whose sentences are given hints."""
UNLIKE = 0.3
"""How often a name that is put in is called in the target what another one is: then only the hint can be right."""
_GOVERNED = re.compile(
    r"\b(?:в|во|на|за|про|через|под|о|об|у|к|ко|с|со|от|до|из|по|для|без|над|перед|между|при|против|ради|среди)\s+$",
    re.IGNORECASE,
)
"""A preposition before a Russian name: where it has its first form all the same, that may be the accusative."""
_WORD = re.compile(r"[\w'’.-]*\w")
_COMMON = re.compile(r"(?<![\w'’.-])[a-z]+(?![\w'’-])")
_LONGEST = 5
"""Words in the longest term looked for."""


def annotate(term: str, target: str, language: str) -> str:
    """The hint that stands for `term` in a source sentence."""
    return f"{HINT_OPEN} {term}{HINT_TARGET}{' ' if language == 'ru' else ''}{target}{HINT_CLOSE}"


def dictionary(pairs: Iterable[Pair]) -> dict[str, list[str]]:
    """English name → its translations, from the collections that list names and terms."""
    found: dict[str, list[str]] = {}
    for pair in pairs:
        if pair.collection in TERM_COLLECTIONS and len(pair.source) > 2 and len(pair.target) > 1:
            targets = found.setdefault(pair.source, [])
            if pair.target not in targets:
                targets.append(pair.target)
    return found


def hinted(pairs: Iterable[Pair], terms: Mapping[str, list[str]], language: str, rng: random.Random) -> Iterator[Pair]:
    """A copy of each pair with one to three of the terms it holds on both sides written as hints."""
    for pair in pairs:
        if pair.collection in TERM_COLLECTIONS or len(pair.source) < 30:
            continue
        found = [(start, end, target) for start, end, target in _matches(pair.source, terms, pair.target, language)]
        if not found:
            continue
        source = pair.source
        for start, end, target in sorted(rng.sample(found, min(len(found), rng.randint(1, 3))), reverse=True):
            source = source[:start] + annotate(source[start:end], target, language) + source[end:]
        yield Pair("hinted", source, pair.target)


def exchanged(
    pairs: Iterable[Pair],
    terms: Mapping[str, list[str]],
    names: Sequence[tuple[str, str]],
    language: str,
    rng: random.Random,
) -> Iterator[Pair]:
    """A copy of each pair that has the name of a term once on either side (in Russian in its first form): there stands
    another of `names` (English, target) in its place, and in the source a hint what it is called in the target.

    The terms of `hinted` are known well: hints that are needed teach more."""
    for pair in pairs:
        if len(pair.source) < 30:
            continue
        found = [
            match for match in _matches(pair.source, terms, pair.target, language) if pair.source[match[0]].isupper()
        ]
        rng.shuffle(found)
        for start, end, known in found:
            place = _only(known, pair.target, language)
            if place is None or pair.source.count(pair.source[start:end]) != 1:
                continue
            name, called = rng.choice(names)
            if rng.random() < UNLIKE:
                called = rng.choice(names)[1]
            source = pair.source[:start] + annotate(name, called, language) + pair.source[end:]
            yield Pair("hinted-names", source, pair.target[: place[0]] + called + pair.target[place[1] :])
            break


def worded(pairs: Iterable[Pair], language: Language, rng: random.Random) -> Iterator[Pair]:
    """A copy of each pair that has a common word translated in a less usual way, which is written as a hint.

    The word's first translation would come unasked, so only another one teaches that hints count."""
    for pair in pairs:
        if len(pair.source) < 30:
            continue
        target = Target.of(pair.target, language)
        words = [match for match in _COMMON.finditer(pair.source) if len(match[0]) > 3]
        rng.shuffle(words)
        for match in words:
            entry = look_up(match[0], language)
            if entry is None or target.has_any(entry.translations[:1]) or not target.has_any(entry.translations):
                continue
            called = (_chinese if language == "zh" else _russian)(pair.target, entry.translations[1:])
            if called is None or len(re.findall(rf"\b{match[0]}\b", pair.source)) != 1:
                continue
            hint = annotate(match[0], called, language)
            yield Pair("hinted-words", pair.source[: match.start()] + hint + pair.source[match.end() :], pair.target)
            break


def _chinese(target: str, translations: Sequence[str]) -> str | None:
    """The longest translation that the target has, if it is a word and not a part of many."""
    return max((t for t in translations if len(t) > 1 and target.count(t) == 1), key=len, default=None)


def _russian(target: str, translations: Sequence[str]) -> str | None:
    """The dictionary form of the noun in the target that is one of the translations."""
    for word in RUSSIAN.findall(target):
        if russian_key(word) in translations and word.islower():
            lemma = _lemma(word)
            if lemma is not None:
                return lemma
    return None


@cache
def _lemma(word: str) -> str | None:
    best = morphology().parse(word)[0]
    return str(best.normal_form).replace("ё", "е") if "NOUN" in best.tag and best.is_known else None


def _only(known: str, target: str, language: str) -> tuple[int, int] | None:
    """Where the target has the name, if it has it once, as a word of its own and (Russian) in its first form."""
    pattern = re.escape(known) if language == "zh" else rf"\b{re.escape(known)}\b"
    places = [match.span() for match in re.finditer(pattern, target)]
    if len(places) != 1 or (language == "ru" and _GOVERNED.search(target[: places[0][0]])):
        return None
    return places[0]


def _matches(text: str, terms: Mapping[str, list[str]], target: str, language: str) -> Iterator[tuple[int, int, str]]:
    words = list(_WORD.finditer(text))
    folded = target.lower()
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            start, end = words[at].start(), words[at + length - 1].end()
            for lemma in terms.get(text[start:end], ()):
                if _occurs(lemma, target, folded, language):
                    yield start, end, lemma
                    at += length - 1
                    break
            else:
                continue
            break
        at += 1


def _occurs(lemma: str, target: str, folded: str, language: str) -> bool:
    """Whether the term is in the target: as it is in Chinese, each word by its stem in Russian."""
    if language == "zh":
        return lemma in target
    return all(word[: max(3, len(word) - 3)] in folded for word in lemma.lower().split())
