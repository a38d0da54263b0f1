"""Calibrate an entailment model on labelled summary sentences.

    python -m training.checks.entailment MODEL FOLDER >> summarizer/verifying/data/entailment.tsv

FOLDER has qags_cnndm.jsonl.xz and qags_xsum.jsonl.xz (Wang et al., ACL 2020). A logistic regression of the model's
verdicts and of the words' score is fitted to the sentences of every second article; the threshold is the chance below
which `SHARE` of those lie that people found supported, but no sentence is flagged that is likelier supported than not.
Prints the row for the table; on standard error, what it is worth on the other articles.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from eval.perturb import entailment
from eval.perturb.support import Labelled, agreed, qags
from summarizer.verifying.entailment import Calibration, Judgement

SHARE = 0.03
"""Share of supported sentences that may be flagged."""
RIDGE = 1e-3
"""Keeps the weights finite where the verdicts part the sentences cleanly."""


def main(model: str, folder: str) -> None:
    """Judge, fit, and print the row."""
    data = [each for name in ("qags_cnndm", "qags_xsum") for each in qags(Path(folder) / f"{name}.jsonl.xz")]
    judge = entailment.load(model)
    ours, theirs = ([each for each in data if each.held_out is held] for held in (False, True))
    row = fit(ours, entailment.judged(ours, judge))
    chances = [row.chance(each) for each in entailment.judged(theirs, judge)]
    worth = agreed(theirs, chances, [chance < row.threshold for chance in chances])
    print(
        f"held out: {worth.sentences} sentences, AUC {worth.auc:.3f}, flagged {worth.flagged_supported:.1%} of "
        f"{worth.supported} supported, {worth.flagged_other:.1%} of the others",
        file=sys.stderr,
    )
    numbers = (row.bias, row.entailment, row.contradiction, row.words, row.threshold)
    print("\t".join([judge.info.name, *(f"{number:.4f}" for number in numbers)]))


def fit(data: Sequence[Labelled], judged: Sequence[Judgement]) -> Calibration:
    """The regression of `data`'s labels on their judgements."""
    features = np.array([(1.0, each.entailment, each.contradiction or 0.0, each.words) for each in judged])
    signs = np.array([1.0 if each.supported else -1.0 for each in data])

    def loss(weights: np.ndarray) -> float:
        penalty = RIDGE * float(weights[1:] @ weights[1:])
        return float(np.logaddexp(0, -signs * (features @ weights)).mean()) + penalty

    weights = [float(weight) for weight in minimize(loss, np.zeros(4)).x]
    chances = [Calibration(*weights, threshold=0.0).chance(each) for each in judged]
    supported = sorted(chance for chance, each in zip(chances, data, strict=True) if each.supported)
    return Calibration(*weights, threshold=min(0.5, supported[int(SHARE * len(supported))]))


if __name__ == "__main__":
    main(*sys.argv[1:3])
