"""Words of Russian (and English) text brought together over their endings, well enough to ask "is this term there?"."""

from __future__ import annotations

import re
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_VOWELS = re.compile(r"[аеёиоуыэюяьъйaeiouy]")


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """The Snowball stem of a word, in lower case, ё as е. Words without Cyrillic letters are stemmed as English."""
    import snowballstemmer  # type: ignore[import-untyped,unused-ignore]

    word = word.lower().replace("ё", "е")
    # A stemmer for each word: it keeps its work in itself, and articles are digested by several threads.
    stemmer = snowballstemmer.stemmer("russian" if any("а" <= c <= "я" for c in word) else "english")
    return str(stemmer.stemWord(word))


def same_word(a: str, b: str) -> bool:
    """Whether `a` and `b` look like forms of one word: equal stems, or stems that differ in a fleeting vowel or by
    the last letter or two of a long word («рынок», «рынка»; «Дания», «Данией»)."""
    first, second = stem(a), stem(b)
    if first == second:
        return True
    short = min(len(first), len(second))
    if short < 3 or first[0] != second[0]:
        return False
    if _VOWELS.sub("", first[1:]) == _VOWELS.sub("", second[1:]) and abs(len(first) - len(second)) <= 2:
        return True
    if _shared(first, second) >= max(5, len(first) - 1, len(second) - 1):
        return True
    # Snowball takes some nouns for verb forms («залив» → «зал»): compare the words themselves too.
    a, b = a.lower(), b.lower()
    return _shared(a, b) >= max(4, len(a) - 3, len(b) - 3)


def _shared(a: str, b: str) -> int:
    """Length of the common beginning."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def contains(phrase: str, text_words: list[str]) -> bool:
    """Whether the words of `phrase` stand together, in order and in any form, among `text_words`."""
    words = WORD.findall(phrase)
    size = len(words)
    if not size:
        return True
    return any(
        all(same_word(a, b) for a, b in zip(words, text_words[i : i + size], strict=True))
        for i in range(len(text_words) - size + 1)
    )
