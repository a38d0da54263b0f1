"""The Russian words of the corpus that OpenCorpora's dictionary lacks: new ones, loans, compounds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from summarizer.translating.inflection import stem
from summarizer.verifying.morphology import morphology
from training.corpus import Pair
from training.hints import TERM_COLLECTIONS

LEAST = 2
"""Uses of a stem that count as evidence: one may be a slip of the pen."""
HEAD = """# Stems (Snowball, lower case) of Russian words that OpenCorpora's dictionary lacks and the training corpus
# uses twice or more. Counted once: `python -m training attested` makes it anew.
"""
_WORD = re.compile(r"(?<![\w-])[а-яё]{4,}(?:-[а-яё]+)*(?![\w-])")


def build(pairs: Iterable[Pair]) -> list[str]:
    """The stems, in the order of their code points."""
    uses = Counter(
        word for pair in pairs if pair.collection not in TERM_COLLECTIONS for word in _WORD.findall(pair.target)
    )
    stems: Counter[str] = Counter()
    for word, count in uses.items():
        if not morphology().word_is_known(word):
            stems[stem(word)] += count
    return sorted(word for word, count in stems.items() if count >= LEAST)
