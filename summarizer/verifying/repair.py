"""Repair: a flagged sentence is translated again, and the better candidate by the same checks is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from summarizer.article import Article, Language
from summarizer.models.engines.base import Decoding
from summarizer.results import Flag, Place, Summary, Translated, Translation
from summarizer.translating.base import Translator
from summarizer.translating.glossary import Glossary
from summarizer.verifying.digests import sources, translated_at, verify
from summarizer.verifying.pairs import check_pair

_COST = {"error": 100, "warning": 10, "note": 1}
_CLAUSE = re.compile(r"(?<=[;:])\s+|(?<=,)\s+(?=(?:and|but|while|which|who|after|as|because|although)\b)|\s+[—–]\s+")


@dataclass(frozen=True, slots=True)
class Budget:
    """How much a repair may cost: sentences tried, and seconds after which no further sentence is begun."""

    sentences: int = 40
    seconds: float = 60.0


def repair(
    article: Article,
    summary: Summary,
    translations: Mapping[Language, Translation],
    flags: Sequence[Flag],
    translators: Mapping[Language, Translator],
    glossary: Glossary | None = None,
    budget: Budget | None = None,
) -> tuple[dict[Language, Translation], tuple[Flag, ...]]:
    """Try every sentence with an error or a warning again, worst first; return the translations and their flags.

    A candidate replaces a translation only where the same checks find strictly less wrong with it, so the result is
    never worse by them. Replaced translations are marked `repaired`.
    """
    budget = budget or Budget()
    started = perf_counter()
    texts = {(part, index): text for part, index, text in sources(article, summary)}
    better: dict[tuple[Language, str, Translated], Translated] = {}
    tried = 0
    for where, _ in sorted(_costs(flags).items(), key=lambda item: -item[1]):
        language = where.language
        if language is None or language not in translators or language not in translations:
            continue
        source = texts.get((where.part, where.index))
        old = translated_at(translations[language], where.part, where.index)
        if source is None or old is None or (language, source, old) in better:
            continue
        if tried >= budget.sentences or perf_counter() - started > budget.seconds:
            break
        tried += 1
        better[language, source, old] = best(translators[language], source, old, article.language, language, glossary)
    if all(old == new for (_, _, old), new in better.items()):
        return dict(translations), tuple(flags)
    repaired = {lang: _replaced(article, summary, t, better) for lang, t in translations.items()}
    return repaired, verify(article, summary, repaired, glossary)


def best(
    translator: Translator,
    source: str,
    old: Translated,
    source_language: Language,
    target_language: Language,
    glossary: Glossary | None = None,
) -> Translated:
    """The candidate with the least wrong with it, by its flags and then by score; `old` where none is better."""
    where = Place("article", 0, target_language)

    def cost(candidate: Translated) -> int:
        flags = check_pair(source, candidate, where, source_language, target_language, glossary)
        return sum(_COST[flag.severity] for flag in flags)

    kept, lowest = old, cost(old)
    for candidates in _attempts(translator, source, source_language, target_language):
        for raw in sorted(candidates, key=lambda c: -c.score):
            text = glossary.apply(source, raw.text, target_language) if glossary else raw.text
            candidate = replace(raw, text=text)
            price = cost(candidate)
            if price < lowest:
                kept, lowest = replace(candidate, repaired=True), price
        if lowest < _COST["warning"]:
            break
    return kept


def _attempts(
    translator: Translator, source: str, source_language: Language, target_language: Language
) -> Iterator[Sequence[Translated]]:
    """Candidates, from the cheapest attempt to the dearest: other hypotheses of a wide beam, then a search that may
    not repeat itself, then the sentence clause by clause."""
    yield translator.candidates(source, source_language, target_language, Decoding(beams=8, n_best=8))
    penalised = Decoding(beams=6, n_best=4, repetition_penalty=1.2, no_repeat_ngram=3, length_penalty=1.2)
    yield translator.candidates(source, source_language, target_language, penalised)
    clauses = [clause for clause in _CLAUSE.split(source) if clause.strip()]
    if len(clauses) > 1:
        search = Decoding(beams=5)
        parts = list(translator.translate(clauses, source_language, target_language, search))
        yield [_joined(parts, clauses, target_language)]


def _joined(parts: Sequence[Translated], clauses: Sequence[str], language: Language) -> Translated:
    from summarizer.translating.typography import join

    text = join([(clause, part.text) for clause, part in zip(clauses, parts, strict=True)], language)
    return Translated(
        text=text,
        score=min(part.score for part in parts),
        clipped=sum(part.clipped for part in parts),
        unknown=sum(part.unknown for part in parts),
    )


def _costs(flags: Sequence[Flag]) -> dict[Place, int]:
    """How bad each place is; places with notes only are left alone."""
    costs: dict[Place, int] = {}
    for flag in flags:
        costs[flag.where] = costs.get(flag.where, 0) + _COST[flag.severity]
    return {where: cost for where, cost in costs.items() if cost >= _COST["warning"]}


def _replaced(
    article: Article,
    summary: Summary,
    translation: Translation,
    better: Mapping[tuple[Language, str, Translated], Translated],
) -> Translation:
    found: dict[str, list[Translated]] = {"title": [], "summary": [], "article": []}
    for part, index, source in sources(article, summary):
        old = translated_at(translation, part, index)
        if old is not None:
            found[part].append(better.get((translation.language, source, old), old))
    return replace(
        translation,
        title=found["title"][0] if found["title"] else translation.title,
        summary=tuple(found["summary"]),
        article=tuple(found["article"]),
    )
