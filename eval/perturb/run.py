"""Damage each translation in every way it can be, check it, and count what was seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from random import Random

from eval.perturb import names, quantities, structure
from eval.perturb.data import Pair
from summarizer.article import Language
from summarizer.results import Flag, Place, Translated
from summarizer.verifying import check_pair
from summarizer.verifying.texts import check_texts

Damage = Callable[[Random, Pair, Language], str | None]
ALARMS = ("error", "warning")


@dataclass(frozen=True, slots=True)
class Count:
    """How often something was tried, and how often it was flagged as error or warning (`noted`: as a note only)."""

    tried: int = 0
    flagged: int = 0
    noted: int = 0

    @property
    def rate(self) -> float:
        """Flagged over tried."""
        return self.flagged / self.tried if self.tried else 0.0

    def plus(self, flags: Sequence[Flag], kinds: Sequence[str] = ()) -> Count:
        """One more trial; with `kinds`, only flags whose kind starts with one of them count."""
        counted = [f for f in flags if not kinds or f.kind.startswith(tuple(kinds))]
        alarmed = any(f.severity in ALARMS for f in counted)
        return Count(self.tried + 1, self.flagged + alarmed, self.noted + (bool(counted) and not alarmed))


def damages(pool: Sequence[names.Name]) -> dict[str, Damage]:
    """Every kind of damage, by name. `pool`: names to put in the place of others."""
    return {
        "number changed": lambda rng, p, lang: quantities.number(rng, p.reference, lang),
        "date changed": lambda rng, p, lang: quantities.date(rng, p.reference, lang),
        "name changed": lambda rng, p, lang: names.change(rng, p.source, p.reference, lang, p.names, pool),
        "names swapped": lambda rng, p, lang: names.swap(rng, p.source, p.reference, lang, p.names),
        "clause dropped": lambda rng, p, lang: structure.drop_clause(rng, p.source, p.reference, lang),
        "phrase repeated": lambda rng, p, lang: structure.repeat_phrase(rng, p.source, p.reference, lang),
        "left untranslated": lambda rng, p, lang: structure.untranslated(rng, p.source, p.reference, lang),
    }


def measure(pairs: Sequence[Pair], language: Language, seed: int = 1) -> Mapping[str, Count]:
    """False alarms on the clean pairs, and what is seen of each damage. The same seed gives the same damage."""
    rng = Random(seed)
    pool = list(dict.fromkeys(name for pair in pairs for name in pair.names))
    counts = {"clean": Count()}
    table = damages(pool)
    counts |= {kind: Count() for kind in table}
    for pair in pairs:
        before = _check(pair.source, pair.reference, language)
        counts["clean"] = counts["clean"].plus(before)
        known = {(flag.kind, flag.message) for flag in before}
        for kind, damage in table.items():
            text = damage(rng, pair, language)
            if text is not None and text != pair.reference:
                flags = [f for f in _check(pair.source, text, language) if (f.kind, f.message) not in known]
                counts[kind] = counts[kind].plus(flags)
    return counts


def dropped_sentences(pairs: Iterable[Pair], language: Language, seed: int = 1) -> Mapping[str, Count]:
    """Whole documents as running text: false alarms about their sentences, and one sentence of each lost."""
    rng = Random(seed)
    clean, dropped = Count(), Count()
    kinds = ("sentence-",)
    for sources, references in _documents(pairs):
        if len(sources) < 3:
            continue
        text = "\n\n".join(sources)
        space = "" if language == "zh" else " "
        clean = clean.plus(check_texts(text, space.join(references), "en", language).flags, kinds)
        lost = rng.randrange(len(sources))
        rest = space.join(r for n, r in enumerate(references) if n != lost)
        errors = [f for f in check_texts(text, rest, "en", language).flags if f.severity == "error"]
        dropped = dropped.plus(errors)
    return {"whole document": clean, "sentence dropped": dropped}


def alarms(source: str, text: str, language: Language) -> bool:
    """Whether a flag of severity error or warning is on `text` as the translation of the English `source`."""
    return any(flag.severity in ALARMS for flag in _check(source, text, language))


def _documents(pairs: Iterable[Pair]) -> Iterator[tuple[list[str], list[str]]]:
    for document, group in groupby(pairs, key=lambda pair: pair.document):
        members = list(group) if document else []
        yield [pair.source for pair in members], [pair.reference for pair in members]


def _check(source: str, text: str, language: Language) -> list[Flag]:
    return check_pair(source, Translated(text), Place("article", 0, language), "en", language)
