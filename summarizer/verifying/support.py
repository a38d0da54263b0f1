"""Support: what a summary sentence says must be in the article.

A sentence taken from the article word for word is supported. Any other is linked to the sentences that share its words,
weighted by how rare they are in the article; names and numbers of it that the article does not have are flagged.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarizer.article import Article, Language
from summarizer.results import Flag, Place, Summary
from summarizer.translating.inflection import stem
from summarizer.verifying import names, quantities
from summarizer.verifying.base import quote

WEAK = 0.6
"""Share of a sentence's weight that its sources must cover; below it the sentence is hardly in the article."""
MOST_LINKS = 3
NEW = 0.7
"""What is left of a sentence's support for each number or name of it that the text does not have."""

_WORD = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+(?:[.,]\d+)*")
_STOP = frozenset(
    """
    a an the and or but of in on at to for from by with as is are was were be been being has have had do does did
    will would can could may might shall should must not no it its he she they them his her their we our you your
    i this that these those there which who whom whose what when where while than then so if into over after
    before about also more most said says say new one и в во на с со к по за из у о об от до не что как а но для
    это он она они его ее их был была было были будет же бы при или который также году
    """.split()
)


def check_summary(article: Article, summary: Summary) -> Iterator[Flag]:
    """Doubts about each summary sentence."""
    for index, sentence in enumerate(summary.sentences):
        if verbatim(sentence.text, article.text):
            continue
        where = Place("summary", index)
        for kind, message in doubts(sentence.text, article.text, article.language):
            yield Flag(kind, "warning", where, message)


def verbatim(sentence: str, text: str) -> bool:
    """Whether `sentence` stands in `text` word for word."""
    return " ".join(sentence.split()) in " ".join(text.split())


def doubts(sentence: str, text: str, language: Language) -> Iterator[tuple[str, str]]:
    """(kind, message) of what `sentence` says and `text` does not: numbers, names, or nearly all of it."""
    lower = text.lower()
    for number in dict.fromkeys(_new_numbers(sentence, text, language)):
        yield "unsupported-number", f"{quote(number)} is not in the article"
    stems = {stem(word) for word in _WORD.findall(text)}
    for mention in names.mentions(sentence, language):
        words = [word for word in mention.words if len(word) > 2]
        if words and not any(word.lower() in lower or stem(word) in stems for word in words):
            yield "unsupported-name", f"{quote(mention.written(sentence))} is not in the article"
    if coverage(sentence, text) < WEAK:
        yield "unsupported", f"little of it is in the article: {quote(sentence)}"


def score(sentence: str, text: str, language: Language) -> float:
    """How well `text` supports `sentence`, from 0 to 1: `coverage`, less for every number or name that is not there."""
    new = sum(kind in ("unsupported-number", "unsupported-name") for kind, _ in doubts(sentence, text, language))
    return coverage(sentence, text) * NEW**new


def evidence(sentence: str, sources: Sequence[str]) -> tuple[int, ...]:
    """The indices of the (at most three) sources that together carry most of `sentence`, in order.

    Greedy: the source that covers most of the weight not covered yet, while it adds a tenth of it.
    """
    weights = _weights(sources)
    wanted = {word: weights.get(word, 1.0) for word in _content(sentence)}
    total = sum(wanted.values())
    bags = [set(_content(source)) for source in sources]
    chosen: list[int] = []
    while wanted and len(chosen) < MOST_LINKS:
        gains = [sum(w for word, w in wanted.items() if word in bag) for bag in bags]
        best = max(range(len(gains)), key=gains.__getitem__, default=-1)
        if best < 0 or gains[best] < 0.1 * total:
            break
        chosen.append(best)
        wanted = {word: w for word, w in wanted.items() if word not in bags[best]}
    return tuple(sorted(chosen))


def coverage(sentence: str, text: str) -> float:
    """0 to 1: how much of the sentence stands in one stretch of the text, by pairs of neighbouring words and words.

    The average of the share of its content words and of its word pairs (rarer ones weigh the same) that the text has.
    """
    words = _content(sentence)
    if not words:
        return 1.0
    there = set(_content(text))
    share = sum(word in there for word in words) / len(words)
    if len(words) < 2:
        return share
    pairs = _pairs(_content(text))
    own = _pairs(words)
    return (share + sum(pair in pairs for pair in own) / len(own)) / 2


def _pairs(words: Sequence[str]) -> set[tuple[str, str]]:
    """Neighbours, and neighbours but one: a summary drops adjectives."""
    return set(pairwise(words)) | set(zip(words, words[2:], strict=False))


def _weights(sources: Sequence[str]) -> dict[str, float]:
    frequency = Counter(word for source in sources for word in set(_content(source)))
    return {word: math.log(1 + len(sources) / count) for word, count in frequency.items()}


def _content(text: str) -> list[str]:
    return [stem(word) for word in _WORD.findall(text) if word.lower() not in _STOP]


def _new_numbers(sentence: str, text: str, language: Language) -> Iterator[str]:
    """The numbers of `sentence` that are not in `text`, as they are written. In a language without a reader, digits."""
    joined, whole = (re.sub(r"(?<=\d)([.,]) (?=\d)", r"\1", t) for t in (sentence, text))  # tokenised: "3, 800"
    said = {value for quantity in quantities.find(whole, language) for value in quantity.values}
    found = quantities.find(joined, language)
    yield from (quantity.text for quantity in found if quantity.firm and said.isdisjoint(quantity.values))
    if language not in ("en", "ru", "zh"):
        yield from (number for number in re.findall(r"\d+", joined) if number not in whole)
