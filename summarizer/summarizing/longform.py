"""Articles longer than a model takes at once: chunks on sentence bounds, and what is made of the chunks' summaries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest

from summarizer.article import Language
from summarizer.errors import UsageError
from summarizer.reading import sentences
from summarizer.summarizing.base import Length, count_words
from summarizer.summarizing.words import terms
from summarizer.translating.segments import split

_SAME = 0.6
"""A sentence that shares more of its terms with an earlier one repeats it."""


def chunks(
    texts: Sequence[str], count: Callable[[str], int], limit: int, language: Language, least: int = 1
) -> list[str]:
    """All of `texts`, in order and complete, in as few chunks of at most `limit` tokens as go, but at least `least`.

    Chunks are about equally long and break between sentences; only a sentence that is too long itself is split.
    """
    pieces = [piece for text in texts for piece in split(text, count, limit)]
    # A space between two sentences may be a token of its own.
    sizes = [count(piece) + 1 for piece in pieces]
    number = max(least, -(-sum(sizes) // limit))
    share = sum(sizes) / number
    groups: list[list[str]] = [[]]
    room, done = limit, 0
    for piece, size in zip(pieces, sizes, strict=True):
        full = done >= share * len(groups) and len(groups) < number
        if groups[-1] and (size > room or full):
            groups.append([])
            room = limit
        groups[-1].append(piece)
        room -= size
        done += size
    joint = "" if language == "zh" else " "
    return [joint.join(group) for group in groups if group]


def whole_sentences(text: str, language: Language, cut: bool) -> list[str]:
    """The sentences of a model's output; `cut` says that the last one was not finished, so it is left out."""
    found = [" ".join(text[start:end].split()) for start, end in sentences.split(text, language)]
    return found[:-1] if cut and len(found) > 1 else found


def merge(groups: Sequence[Sequence[str]], length: Length, available: int, language: Language) -> list[str]:
    """The sentences of the chunks' summaries that make the summary, in order, none of them said twice.

    Each chunk gives its first sentence, then each its second, until there are enough. Raises `UsageError` where no
    sentence is within the words allowed.
    """
    wanted = length.limit(available)
    ranked = [
        (chunk, rank, sentence)
        for rank, row in enumerate(zip_longest(*groups))
        for chunk, sentence in enumerate(row)
        if sentence
    ]
    budget = length.words
    chosen: list[tuple[int, int, str]] = []
    for chunk, rank, sentence in ranked:
        words = count_words(sentence)
        if len(chosen) == wanted:
            break
        if (budget is not None and words > budget) or repeats(sentence, [text for _, _, text in chosen], language):
            continue
        chosen.append((chunk, rank, sentence))
        budget = None if budget is None else budget - words
    if not chosen and ranked:
        shortest = min(count_words(sentence) for _, _, sentence in ranked)
        raise UsageError(f"the shortest sentence has {shortest} words: give --words {shortest} or more")
    return [sentence for _, _, sentence in sorted(chosen)]


def repeats(sentence: str, others: Sequence[str], language: Language) -> bool:
    """Whether most of what `sentence` says stands in one of `others` already, or the other way round."""
    own = set(terms(sentence, language))
    for other in others:
        theirs = set(terms(other, language))
        smaller = min(len(own), len(theirs))
        if not smaller or len(own & theirs) > _SAME * smaller:
            return True
    return False
