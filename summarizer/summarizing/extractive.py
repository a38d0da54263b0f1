"""The built-in summarizer: the article's own sentences, chosen by a small linear model, without redundancy."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources

from summarizer.article import Article, Sentence
from summarizer.errors import EmptyArticle, UsageError
from summarizer.results import ModelInfo, Summary, SummarySentence
from summarizer.summarizing.base import Length, count_words
from summarizer.summarizing.features import Features, measure
from summarizer.summarizing.words import terms

_REPEATED = 0.7
"""A sentence that shares more of its terms with one already chosen says nothing new."""
_DANGLING = 5
"""How often another beginning is looked for."""
INFO = ModelInfo("extractive", "Apache-2.0")


class ExtractiveSummarizer:
    """Picks whole sentences, word for word, in source order; each is its own evidence. Deterministic."""

    def __init__(self, weights: Mapping[str, float] | None = None) -> None:
        """`weights` of the features, by name; by default those that ship with the package."""
        self._weights = dict(weights or shipped_weights())

    @property
    def info(self) -> ModelInfo:
        """Name and licence."""
        return INFO

    def summarize(self, article: Article, length: Length) -> Summary:
        """Raises `EmptyArticle`, and `UsageError` where every sentence is longer than the words allowed."""
        if not article.sentences:
            raise EmptyArticle("there is no sentence to summarise in this article")
        chosen = choose(article, length, self._weights)
        return Summary(tuple(SummarySentence(s.text, (s.index,)) for s in chosen), INFO)


@cache
def shipped_weights() -> Mapping[str, float]:
    """The trained weights, from `extractive.toml`, which also says what they were trained on."""
    text = resources.files("summarizer.summarizing").joinpath("extractive.toml").read_text(encoding="utf-8")
    weights: dict[str, float] = tomllib.loads(text)["weights"]
    return weights


def choose(article: Article, length: Length, weights: Mapping[str, float]) -> list[Sentence]:
    """The article's best sentences, as long as `length` allows, in its order.

    The first of them does not begin with a pronoun whose noun was left behind, where another can be had.
    """
    sentences = article.sentences
    bags = [frozenset(terms(s.text, article.language)) for s in sentences]
    features = measure(article, bags)
    sizes = [count_words(s.text) for s in sentences]
    if length.words is not None and min(sizes) > length.words:
        raise UsageError(f"the shortest sentence has {min(sizes)} words: give --words {min(sizes)} or more")
    scores = [f.score(weights) for f in features]
    for _ in range(_DANGLING):
        chosen = _greedy(features, scores, bags, sizes, length, weights["redundancy"])
        first = min(chosen)
        if not first or not features[first].values["pronoun"] or not features[first].eligible:
            break
        features[first] = replace(features[first], eligible=False)
    return [sentences[n] for n in sorted(chosen)]


def _greedy(
    features: Sequence[Features],
    scores: Sequence[float],
    bags: Sequence[frozenset[str]],
    sizes: Sequence[int],
    length: Length,
    redundancy: float,
) -> list[int]:
    """The best sentence, then the next less what it repeats of those chosen, and so on."""
    budget = length.words
    limit = length.limit(len(features))
    order = _candidates(features, sizes, length)
    chosen: list[int] = []
    overlap = [0.0] * len(features)

    def standing(n: int) -> tuple[bool, bool]:
        return features[n].eligible, overlap[n] < _REPEATED

    while order and len(chosen) < limit:
        fitting = [n for n in order if budget is None or sizes[n] <= budget]
        if not fitting:
            break
        best = max(fitting, key=lambda n: (*standing(n), scores[n] - redundancy * overlap[n], -n))
        if chosen and not all(standing(best)) and length.sentences is None:
            break
        chosen.append(best)
        order.remove(best)
        budget = None if budget is None else budget - sizes[best]
        for n in order:
            overlap[n] = max(overlap[n], _overlap(bags[n], bags[best]))
    return chosen


def _candidates(features: Sequence[Features], sizes: Sequence[int], length: Length) -> list[int]:
    """The sentences that stand by themselves; all of them where an exact number is due or none of those fits."""
    able = [n for n, feature in enumerate(features) if feature.eligible]
    fits = [n for n in able if length.words is None or sizes[n] <= length.words]
    return able if fits and length.sentences is None else list(range(len(features)))


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of `one`'s terms that `other` has already."""
    return len(one & other) / len(one) if one else 1.0
