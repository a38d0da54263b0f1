"""Calibrate the built-in translator's confidence on held-out pairs.

    python -m training.checks.confidence ru DEV.tsv >> summarizer/verifying/data/confidence.tsv

DEV: `English<TAB>reference`, one pair a line. Prints the row for the table; on standard error, what it is worth: the
threshold is the score below which a fifth of all sentences lies, and a sentence there should be much likelier than
another to be among the worse by chrF.
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import mean

import sacrebleu

from summarizer import builtin

SHARE = 0.2
"""Share of sentences that may be marked "read this"."""


def main(language: str, path: str) -> None:
    """Translate, score, and print the threshold."""
    pairs = [line.split("\t") for line in Path(path).read_text("utf-8").splitlines()]
    translator = builtin.translator(2)
    rows = []
    for (_, reference), out in zip(pairs, translator.translate([p[0] for p in pairs], "en", language), strict=True):
        rows.append((out.score, sacrebleu.sentence_chrf(out.text, [reference]).score))
    threshold = sorted(score for score, _ in rows)[int(SHARE * len(rows))]
    ranked = sorted(chrf for _, chrf in rows)
    marked = [chrf for score, chrf in rows if score < threshold]
    others = [chrf for score, chrf in rows if score >= threshold]
    for name, worst in (("third", ranked[len(rows) // 3]), ("half", ranked[len(rows) // 2])):
        hits = sum(chrf < worst for chrf in marked) / len(marked)
        print(f"{len(marked)} of {len(rows)} marked; {hits:.0%} of them in the worst {name} by chrF", file=sys.stderr)
    print(f"mean chrF {mean(marked):.1f}, of the others {mean(others):.1f}", file=sys.stderr)
    print(f"{translator.info.name}\t{language}\t{threshold:.3f}")


if __name__ == "__main__":
    main(*sys.argv[1:3])
