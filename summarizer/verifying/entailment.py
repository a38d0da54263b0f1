"""Entailment: whether the article bears a summary sentence out, by a model of natural language inference.

Each sentence that is not the article's own is held against the source sentences that carry it: each of them alone, with
its neighbours, and all together; the strongest verdicts count (SummaC-ZS: Laban et al., TACL 2022, doi
10.1162/tacl_a_00453). `data/entailment.tsv` has a row for each calibrated model (`training/checks/entailment.py` makes
it): a logistic regression of the verdicts and of `support.score`, and the chance below which a sentence is flagged.
A model without a row is taken at its word.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from summarizer.article import Article
from summarizer.models.engines.base import Judge
from summarizer.models.waiting import long_work
from summarizer.results import Flag, Place, Summary
from summarizer.verifying import support
from summarizer.verifying.base import quote, rows

SURE = 0.5
"""A verdict above this is likelier than all others together."""
MOST_PREMISES = 40
"""Sentences of the article that a summary sentence without evidence is held against, from the beginning."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a model says of one summary sentence: the strongest verdicts among its premises, and the words' score."""

    entailment: float
    contradiction: float | None
    """None where the model does not tell contradiction from mere absence."""
    words: float
    """`support.score`."""
    against: str = ""
    """The premise that contradicts most."""
    cut: int = 0
    """Tokens of the premises that the model could not read."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """The chance that people find a sentence supported, as a logistic regression of a model's judgement."""

    bias: float
    entailment: float
    contradiction: float
    words: float
    threshold: float
    """Below this chance a sentence is flagged."""

    def chance(self, judgement: Judgement) -> float:
        """From 0 to 1."""
        verdicts = self.entailment * judgement.entailment + self.contradiction * (judgement.contradiction or 0.0)
        return (1 + math.tanh((self.bias + verdicts + self.words * judgement.words) / 2)) / 2  # the logistic function


def settled(article: Article, summary: Summary, judge: Judge, flags: Sequence[Flag]) -> tuple[Flag, ...]:
    """`flags`, with warnings where the article does not bear a summary sentence out, or contradicts it.

    Where the model has an opinion, it stands in place of what the words alone had to say (`unsupported`); numbers and
    names that the article does not have stay flagged, for such models overlook them.
    """
    own = [n for n, sentence in enumerate(summary.sentences) if not support.verbatim(sentence.text, article.text)]
    if not own:
        return tuple(flags)
    with long_work(f"{judge.info.name} reads the summary"):
        judged = judgements([(summary.sentences[n].text, summary.sentences[n].evidence) for n in own], article, judge)
    row = calibration(judge.info.name)
    found, heard = list[Flag](), set[Place]()
    for n, judgement in zip(own, judged, strict=True):
        where, said = Place("summary", n), verdict(judgement, row)
        if said == "contradicted":
            message = f"the article says otherwise: {quote(judgement.against)}"
            found.append(Flag("contradicted", "warning", where, message))
        elif said == "not-entailed":
            message = f"the article does not bear this out: {quote(summary.sentences[n].text)}"
            found.append(Flag("not-entailed", "warning", where, message))
        if said or judgement.entailment > SURE:
            heard.add(where)
        if judgement.cut:
            message = f"{judge.info.name} did not read all this was held against ({judgement.cut} tokens cut)"
            found.append(Flag("clipped", "note", where, message))
    found += [flag for flag in flags if not (flag.kind == "unsupported" and flag.where in heard)]
    # In reading order: the summary against the article first.
    return tuple(sorted(found, key=lambda flag: (1, 0) if flag.where.language else (0, flag.where.index)))


def judgements(sentences: Sequence[tuple[str, Sequence[int]]], article: Article, judge: Judge) -> list[Judgement]:
    """A judgement on each (sentence, indices of the article's sentences that carry it), all in one call."""
    premises = [list(_premises(article, evidence)) for _, evidence in sentences]
    texts = [text for text, _ in sentences]
    pairs = [(premise, text) for text, found in zip(texts, premises, strict=True) for premise in found]
    verdicts = iter(judge.judge(pairs))
    judged = []
    for text, found in zip(texts, premises, strict=True):
        mine = [(next(verdicts), premise) for premise in found]
        against = [(verdict.contradiction, premise) for verdict, premise in mine if verdict.contradiction is not None]
        contradiction, premise = max(against, default=(None, ""))
        entailment = max((verdict.entailment for verdict, _ in mine), default=0.0)
        words = support.score(text, article.text, article.language)
        cut = sum(verdict.cut for verdict, _ in mine)
        judged.append(Judgement(entailment, contradiction, words, premise, cut))
    return judged


def verdict(judgement: Judgement, calibrated: Calibration | None) -> str | None:
    """`contradicted`, `not-entailed`, or None where there is nothing to say.

    Without calibration only a plain word counts: a contradiction that outweighs everything, or, of a model that knows
    no contradiction, that its other label outweighs entailment.
    """
    against = judgement.contradiction
    contradicted = against is not None and against > max(SURE, judgement.entailment)
    if calibrated is None:
        bad = contradicted or (against is None and judgement.entailment < SURE)
    else:
        bad = calibrated.chance(judgement) < calibrated.threshold
    return ("contradicted" if contradicted else "not-entailed") if bad else None


@cache
def calibration(model: str) -> Calibration | None:
    """The row of `data/entailment.tsv` for a model by its name in the catalogue."""
    found = {name: Calibration(*map(float, numbers)) for name, *numbers in rows("entailment.tsv")}
    return found.get(model)


def _premises(article: Article, evidence: Iterable[int]) -> Iterator[str]:
    """Each linked sentence, each with its neighbours, all linked ones together; without links, each sentence."""
    sentences, linked = article.sentences, sorted(evidence)
    texts = [sentences[n].text for n in linked] or [each.text for each in sentences[:MOST_PREMISES]]
    for n in linked:
        first, last = sentences[max(0, n - 1)], sentences[min(len(sentences), n + 2) - 1]
        texts.append(article.text[first.start : last.end])
    texts.append(("" if article.language in ("zh", "ja") else " ").join(sentences[n].text for n in linked))
    yield from dict.fromkeys(text for text in texts if text)
