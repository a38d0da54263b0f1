"""Which sentences of a text answer to which of its translation.

Dynamic programming over beads of 1–1, 1–0, 0–1, 2–1, 1–2 and 2–2 sentences by their lengths, after Gale & Church
(Computational Linguistics 19, 1993), with anchors (numbers and names) as a second witness, in a band around the
diagonal: time is linear in the length of the texts.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_PRIORS = {(1, 1): 0.1, (1, 0): 3.5, (0, 1): 5.0, (2, 1): 7.0, (1, 2): 4.0, (2, 2): 8.0}
"""What each bead costs. Gale & Church's are −log of its frequency in good translations (1–0: 4.6, 2–1: 3.1); here a
lost sentence must be found, so that it is likelier than two translated as one."""
SPREAD = 0.22
"""Standard deviation of the log of the length ratio in professional translations of long sentences."""
PRESENT, ABSENT = -1.5, 1.0
"""What an anchor that is in the other sentence, or is not, adds to the cost of a bead."""
BAND = 25
"""Sentences on either side of the diagonal that are looked at, besides the difference in their number."""

Anchors = Callable[[int, int], Sequence[bool]]
"""For source sentence i and target sentence j: for each anchor of i, whether j has it."""


@dataclass(frozen=True, slots=True)
class Bead:
    """Source sentences [start, end) and the target sentences [start, end) that answer to them; either may be empty."""

    source: tuple[int, int]
    target: tuple[int, int]


def align(source: Sequence[str], target: Sequence[str], ratio: float, anchors: Anchors | None = None) -> list[Bead]:
    """The cheapest sequence of beads. `ratio`: usual target characters for one source character."""
    n, m = len(source), len(target)
    band = BAND + abs(n - m)
    known: dict[tuple[int, int], Sequence[bool]] = {}

    def seen(i: int, j: int) -> Sequence[bool]:
        if anchors is None:
            return ()
        if (i, j) not in known:
            known[i, j] = anchors(i, j)
        return known[i, j]

    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(n + 1):
        middle = i * m // max(n, 1)
        for j in range(max(0, middle - band), min(m, middle + band) + 1):
            for (a, b), prior in _PRIORS.items():
                before = best.get((i - a, j - b))
                if before is None:
                    continue
                cost = before[0] + prior
                if a and b:
                    cost += _length(source[i - a : i], target[j - b : j], ratio)
                    cost += _witness([[seen(x, y) for y in range(j - b, j)] for x in range(i - a, i)])
                if (i, j) not in best or cost < best[i, j][0]:
                    best[i, j] = cost, (a, b)
    return _path(best, n, m)


def _length(source: Sequence[str], target: Sequence[str], ratio: float) -> float:
    """Half the squared deviation of the log length ratio: short sentences vary more."""
    expected = sum(map(len, source)) * ratio
    got = sum(map(len, target))
    if not expected or not got:
        return 8.0
    spread = SPREAD * math.sqrt(1 + 40 / expected)
    return min(12.0, (math.log(got / expected) / spread) ** 2 / 2)


def _witness(rows: list[list[Sequence[bool]]]) -> float:
    total = 0.0
    for cells in rows:
        hits = [any(anchor) for anchor in zip(*cells, strict=True)]
        total += sum(PRESENT if hit else ABSENT for hit in hits[:8])
    return total


def _path(best: dict[tuple[int, int], tuple[float, tuple[int, int]]], n: int, m: int) -> list[Bead]:
    beads = []
    i, j = n, m
    while i or j:
        a, b = best[i, j][1]
        beads.append(Bead((i - a, i), (j - b, j)))
        i, j = i - a, j - b
    return beads[::-1]
