"""Learn how Chinese writes foreign sounds: which spellings each character stands for, from pairs of names.

    python -m training.checks.transcription PAIRS.tsv > summarizer/verifying/data/transcription.tsv

PAIRS: `English<TAB>Chinese`, one name a line, several weights by repetition. Expectation–maximisation over monotone
segmentations in which every character stands for one to `LONGEST` letters (a joint source-channel model of one
character each; Li, Zhang & Su, ACL 2004, has the idea with n-grams).
"""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

LONGEST = 5
ROUNDS = 8


def letters(name: str) -> str:
    """The plain lower-case letters of a name."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if "a" <= c <= "z")


def train(pairs: Iterable[tuple[str, str]]) -> dict[str, Counter[str]]:
    """Expected counts of (character, spelling)."""
    pairs = [(e, z) for e, z in pairs if z and len(z) <= len(e) <= LONGEST * len(z)]
    prob: dict[str, dict[str, float]] = {}
    counts: dict[str, Counter[str]] = {}
    for _ in range(ROUNDS):
        counts = defaultdict(Counter)
        for english, chinese in pairs:
            for (character, chunk), weight in posteriors(english, chinese, prob).items():
                counts[character][chunk] += weight
        prob = {}
        for character, chunks in counts.items():
            total = sum(chunks.values()) + 1.0
            prob[character] = {chunk: count / total for chunk, count in chunks.items()}
    return counts


def posteriors(english: str, chinese: str, prob: dict[str, dict[str, float]]) -> Counter[tuple[str, str]]:
    """Forward–backward over the segmentations of one pair."""
    n, m = len(english), len(chinese)

    def p(j: int, i: int, k: int) -> float:
        if not prob:
            return 1.0
        return prob.get(chinese[j], {}).get(english[i : i + k], 1e-6)

    forward = [[0.0] * (n + 1) for _ in range(m + 1)]
    backward = [[0.0] * (n + 1) for _ in range(m + 1)]
    forward[0][0] = backward[m][n] = 1.0
    for j in range(m):
        for i in range(n):
            if forward[j][i]:
                for k in range(1, min(LONGEST, n - i) + 1):
                    forward[j + 1][i + k] += forward[j][i] * p(j, i, k)
    for j in range(m - 1, -1, -1):
        for i in range(n - 1, -1, -1):
            backward[j][i] = sum(p(j, i, k) * backward[j + 1][i + k] for k in range(1, min(LONGEST, n - i) + 1))
    total = forward[m][n]
    found: Counter[tuple[str, str]] = Counter()
    if total <= 0:
        return found
    for j in range(m):
        for i in range(n):
            for k in range(1, min(LONGEST, n - i) + 1):
                weight = forward[j][i] * p(j, i, k) * backward[j + 1][i + k] / total
                if weight > 0.01:
                    found[chinese[j], english[i : i + k]] += weight
    return found


def main(path: str) -> None:
    """Print the table: character, total count, spellings with their counts."""
    pairs = [line.split("\t") for line in Path(path).read_text("utf-8").splitlines()]
    counts = train([(letters(e), z) for e, z in pairs])
    print("# How often each character stood for each spelling in transcribed names (training/checks/transcription.py).")
    print(
        "# Names: Wikidata person names (CC0; NETransliteration-COLING2018, MIT), gazetteer.tsv, Unicode CLDR cities."
    )
    print("# character\tspelling:count ...")
    for character, chunks in sorted(counts.items()):
        cells = [f"{chunk}:{count:.0f}" for chunk, count in chunks.most_common() if count >= 0.6]
        if cells and sum(chunks.values()) >= 2:
            print(character + "\t" + " ".join(cells))


if __name__ == "__main__":
    main(sys.argv[1])
