"""What two token lists share: n-grams, and the longest common subsequence by bit-parallel arithmetic.

The rows of the LCS are those of Hyyrö (2004), "Bit-parallel LCS-length computation revisited": bit i of row j is 0
where one more reference token (i) lengthens the LCS with the first j hypothesis tokens. One row costs a few machine
operations for each 64 reference tokens, and the whole table can be walked back from the rows alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence


def ngram_matches(reference: Sequence[str], hypothesis: Sequence[str], n: int) -> int:
    """How many n-grams of the hypothesis are in the reference, each at most as often as there."""
    ours, theirs = ngrams(hypothesis, n), ngrams(reference, n)
    return sum(min(count, theirs[gram]) for gram, count in ours.items() if gram in theirs)


def ngrams(tokens: Sequence[str], n: int) -> Counter[tuple[str, ...]]:
    """Every run of `n` tokens and how often it occurs."""
    return Counter(zip(*(tokens[start:] for start in range(n)), strict=False))


def lcs_length(reference: Sequence[str], hypothesis: Sequence[str]) -> int:
    """Tokens in the longest common subsequence."""
    rows = _rows(reference, hypothesis)
    return len(reference) - rows[-1].bit_count()


def lcs_positions(reference: Sequence[str], hypothesis: Sequence[str]) -> set[int]:
    """Indices into the reference of one longest common subsequence: of several, the one that ROUGE-1.5.5 walks back.

    From the ends of both: a match is taken; else the reference steps back where that loses nothing, else the
    hypothesis.
    """
    rows = _rows(reference, hypothesis)
    found: set[int] = set()
    i, j = len(reference), len(hypothesis)
    while i and j:
        if reference[i - 1] == hypothesis[j - 1]:
            found.add(i - 1)
            i, j = i - 1, j - 1
        elif rows[j] >> (i - 1) & 1:
            i -= 1
        else:
            j -= 1
    return found


def union_lcs_matches(references: Sequence[Sequence[str]], hypotheses: Sequence[Sequence[str]]) -> int:
    """Summary-level LCS (Lin 2004, section 3.2): for each reference sentence the union of its LCS with every
    hypothesis sentence, a token counting at most as often as either side has it."""
    left = Counter(token for sentence in hypotheses for token in sentence)
    matches = 0
    for sentence in references:
        union: set[int] = set()
        for other in hypotheses:
            union |= lcs_positions(sentence, other)
        for position in union:
            token = sentence[position]
            if left[token] > 0:
                left[token] -= 1
                matches += 1
    return matches


def _rows(reference: Sequence[str], hypothesis: Sequence[str]) -> list[int]:
    places: dict[str, int] = {}
    for position, token in enumerate(reference):
        places[token] = places.get(token, 0) | 1 << position
    full = (1 << len(reference)) - 1
    row = full
    rows = [row]
    for token in hypothesis:
        same = row & places.get(token, 0)
        row = (row + same | row - same) & full
        rows.append(row)
    return rows
