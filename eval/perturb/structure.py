"""Damage to whole stretches: a clause lost, a phrase said again, a sentence left as it was."""

from __future__ import annotations

import re
from random import Random

from summarizer.article import Language

_CLAUSE = {"zh": re.compile(r"(?<=[，；：])"), "ru": re.compile(r"(?<=[,;:])\s+|\s+(?=— )")}
SHORTEST = 0.25
"""Share of the translation that a lost clause has at least: a shorter one may be an aside."""


def drop_clause(rng: Random, source: str, text: str, language: Language) -> str | None:
    """`text` without one of its clauses; None where it has but one, or no clause is a quarter of it."""
    clauses = [clause for clause in _CLAUSE[language].split(text) if clause]
    long = [n for n, clause in enumerate(clauses) if SHORTEST <= len(clause) / len(text) <= 0.75]
    if len(clauses) < 2 or not long:
        return None
    lost = rng.choice(long)
    kept = [clause for n, clause in enumerate(clauses) if n != lost]
    joined = ("" if language == "zh" else " ").join(kept).rstrip(" ,;:，；：—")
    end = text.rstrip()[-1:]
    return joined if joined.endswith(end) or end.isalnum() else joined + end


def repeat_phrase(rng: Random, source: str, text: str, language: Language) -> str | None:
    """`text` with a phrase of three to eight words (six to fourteen characters of Chinese) said twice in a row."""
    units = list(text) if language == "zh" else text.split(" ")
    low, high = (6, 14) if language == "zh" else (3, 8)
    if len(units) < high + 2:
        return None
    size = rng.randint(low, high)
    start = rng.randrange(len(units) - size)
    phrase = units[start : start + size]
    return ("" if language == "zh" else " ").join(units[: start + size] + phrase + units[start + size :])


def untranslated(rng: Random, source: str, text: str, language: Language) -> str | None:
    """The source itself; None for fragments of names and numbers, which may stay as they are."""
    return source if len(re.findall(r"\b[a-z]{3,}\b", source)) >= 4 else None
