"""Repair: a flagged sentence is translated again, and the better candidate by the same checks is kept."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress, islice
from math import inf
from typing import Literal

from summarizer.article import Article, Language
from summarizer.models.engines.base import Decoding
from summarizer.results import UNSURE, Flag, Place, Summary, Translated, Translation
from summarizer.translating.base import Translator
from summarizer.translating.glossary import Glossary, Term
from summarizer.translating.obeying import knowing
from summarizer.verifying.digests import sources, translated_at, verify
from summarizer.verifying.names.mentions import mentions
from summarizer.verifying.pairs import Checker
from summarizer.verifying.substitution import respelt, substituted

_COST = {"error": 100, "warning": 10, "note": 1}
_CLAUSE = re.compile(r"(?<=[;:])\s+|(?<=,)\s+(?=(?:and|but|while|which|who|after|as|because|although)\b)|\s+[—–]\s+")


@dataclass(frozen=True, slots=True)
class Budget:
    """How much a repair may cost: sentences tried, and their characters together.

    Counted, not timed: the same input gives the same digest on a slow machine.
    """

    sentences: int = 40
    characters: int = 10_000
    """Forty long sentences; a text without full stops is left as it is."""


def repair(
    article: Article,
    summary: Summary,
    translations: Mapping[Language, Translation],
    flags: Sequence[Flag],
    translators: Mapping[Language, Translator],
    glossary: Glossary | None = None,
    budget: Budget | None = None,
    checker: Checker | None = None,
) -> tuple[dict[Language, Translation], tuple[Flag, ...]]:
    """Try every sentence with an error or a warning again, worst first; return the translations and their flags.

    A candidate replaces a translation only where the checks of a pair find strictly less wrong with it, so the result
    is never worse by them; how sure the model was of it is asked afterwards. Replaced translations are marked
    `repaired`. `checker` may know pairs already.
    """
    checker = checker or Checker(article.language, glossary)
    cases = list(_cases(article, summary, translations, flags, translators, checker, budget or Budget()))
    # One language decodes while another is checked.
    turns = deque(
        _attempts([case for case in cases if case.language == language], translator)
        for language, translator in translators.items()
    )
    while turns:
        turn = turns.popleft()
        if next(turn, False):
            turns.append(turn)
    for case in cases:
        if case.lowest >= _COST["warning"]:
            case.consider(_substituted(case))
    better = {(case.language, case.source, case.old): case.kept for case in cases if case.kept != case.old}
    if not better:
        return dict(translations), tuple(flags)
    repaired = {lang: _replaced(article, summary, t, better) for lang, t in translations.items()}
    return repaired, verify(article, summary, repaired, checker=checker)


@dataclass(slots=True)
class _Case:
    """A sentence under repair: the best translation so far by its flags, then by score, and what is wrong with it."""

    source: str
    old: Translated
    language: Language
    checker: Checker
    kept: Translated = field(init=False)
    lowest: int = field(init=False)
    seen: set[tuple[str, int, int]] = field(default_factory=set, init=False)
    """Text, clipped and unknown tokens of every candidate so far."""

    def __post_init__(self) -> None:
        self.kept, self.lowest = self.old, self._cost(self.old)
        self.consider([self.old])  # with its names respelt it may do

    def consider(self, candidates: Sequence[Translated]) -> None:
        for raw in sorted(candidates, key=lambda c: -c.score):
            glossary = self.checker.glossary
            text = glossary.apply(self.source, raw.text, self.language) if glossary else raw.text
            text = respelt(self.source, text, self.checker.source_language, self.language)
            candidate = replace(raw, text=text)
            # Beams overlap, and no check reads the score.
            same = (text, candidate.clipped, candidate.unknown)
            if same in self.seen:
                continue
            self.seen.add(same)
            cost = self._cost(candidate, self.lowest)
            if cost < self.lowest:
                self.kept, self.lowest = replace(candidate, repaired=True), cost

    def _cost(self, candidate: Translated, enough: float = inf) -> int:
        """How bad it is; once that is `enough`, no further check is made."""
        cost = 0
        for doubt in self.checker.read(self.source, candidate, self.language):
            cost += _COST[doubt.severity]
            if cost >= enough:
                break
        return cost


def _cases(
    article: Article,
    summary: Summary,
    translations: Mapping[Language, Translation],
    flags: Sequence[Flag],
    translators: Mapping[Language, Translator],
    checker: Checker,
    budget: Budget,
) -> Iterator[_Case]:
    """The distinct sentences that are to be tried again, worst first, as far as `budget` goes."""
    texts = {(part, index): text for part, index, text in sources(article, summary)}
    seen: set[tuple[Language, str, Translated]] = set()
    left = budget.characters
    for where, _ in sorted(_costs(flags).items(), key=lambda item: -item[1]):
        language = where.language
        if language is None or language not in translators or language not in translations:
            continue
        source = texts.get((where.part, where.index))
        old = translated_at(translations[language], where.part, where.index)
        if len(seen) >= budget.sentences:
            return
        if source is None or old is None or (language, source, old) in seen or len(source) > left:
            continue
        seen.add((language, source, old))
        left -= len(source)
        yield _Case(source, old, language, checker)


Found = Iterator[Sequence[Translated]]
"""For each sentence its candidates."""


def _named(translator: Translator, sentences: Sequence[str], source: Language, target: Language) -> Found:
    """The sentence with what its names are called written into it, where the gazetteer knows and the model heeds."""
    terms: dict[str, Term] = {}
    having: list[bool] = []
    for sentence in sentences:
        known = [mention for mention in mentions(sentence, source) if mention.entries and not mention.partial]
        called = {mention.written(sentence): mention.entries[0].names(target) for mention in known}
        terms |= {name: Term(name, {target: wanted}) for name, wanted in called.items() if wanted}
        having.append(any(called.values()))
    told = knowing(translator, list(terms.values()))
    asked = list(compress(sentences, having)) if told else []
    found = told.candidates(asked, source, target, Decoding(beams=6, n_best=4)) if told else iter(())
    return (next(found) if told and has_name else () for has_name in having)


def _wide(translator: Translator, sentences: Sequence[str], source: Language, target: Language) -> Found:
    """Other hypotheses of a wide beam."""
    return translator.candidates(sentences, source, target, Decoding(beams=6, n_best=6))


def _penalised(translator: Translator, sentences: Sequence[str], source: Language, target: Language) -> Found:
    """A search that may not repeat itself."""
    search = Decoding(beams=6, n_best=4, repetition_penalty=1.2, no_repeat_ngram=3, length_penalty=1.2)
    return translator.candidates(sentences, source, target, search)


def _by_clause(translator: Translator, sentences: Sequence[str], source: Language, target: Language) -> Found:
    """The sentence clause by clause, where it has several."""
    split = [[clause for clause in _CLAUSE.split(sentence) if clause.strip()] for sentence in sentences]
    flat = [clause for clauses in split if len(clauses) > 1 for clause in clauses]
    parts = translator.translate(flat, source, target, Decoding(beams=5))
    return (
        [_joined(list(islice(parts, len(clauses))), clauses, target)] if len(clauses) > 1 else [] for clauses in split
    )


_ATTEMPTS = (_named, _wide, _penalised, _by_clause)
"""From the cheapest to the dearest; each tries all sentences that are still bad together."""


def _attempts(cases: Sequence[_Case], translator: Translator) -> Iterator[Literal[True]]:
    """Try the cases of one language; stops, with True, whenever an attempt has been handed to the translator."""
    for attempt in _ATTEMPTS:
        open_ = [case for case in cases if case.lowest >= _COST["warning"]]
        if not open_:
            return
        sentences = [case.source for case in open_]
        found = attempt(translator, sentences, open_[0].checker.source_language, open_[0].language)
        yield True
        for case, candidates in zip(open_, found, strict=True):
            case.consider(candidates)


def _substituted(case: _Case) -> list[Translated]:
    """The best translation so far with its wrong numbers and names written over."""
    texts = substituted(case.source, case.kept.text, case.checker.source_language, case.language)
    return [replace(case.kept, text=text) for text in texts]


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
    """How bad each place is. Places with notes only are left alone, and those where only the words or the score are in
    doubt: a weak model has many, and to try them all again would cost much time."""
    costs: dict[Place, int] = {}
    for flag in flags:
        if flag.kind not in ("adequacy", UNSURE):
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
