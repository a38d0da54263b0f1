"""Calibrate the built-in translator's confidence on graded sentences.

    python -m training.checks.confidence

Prints the rows for `summarizer/verifying/data/confidence.tsv`, fitted to the graded sentences of `eval/data/judged`
that former weights translated; on standard error, what they are worth on those of the newest weights: the area under
the ROC curve, and how many sentences are marked.
"""

from __future__ import annotations

import sys

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from eval.judged import FINE, Judged, fitted, held_out
from eval.perturb.support import auc
from summarizer import builtin
from summarizer.article import Language
from summarizer.verifying import confidence

LANGUAGES: tuple[Language, ...] = ("ru", "zh")
SHRINKAGE = 0.1
"""Weight of the squared coefficients beside the likelihood: hardly any, but without it a separable set has no best."""


def main() -> None:
    """Fit, test and print."""
    for language in LANGUAGES:
        coefficients = fit(fitted(language), language)
        _test(coefficients, held_out(language), language)
        print(builtin.TRANSLATOR.name, language, *(f"{value:.3f}" for value in coefficients), sep="\t")


def fit(rows: list[Judged], language: Language) -> tuple[float, ...]:
    """Intercept and weights of the chance that a sentence is fine."""
    signs = np.array([(1.0, *confidence.signs(row.source, row.translated, language)) for row in rows])
    sides = np.array([1.0 if row.grade >= FINE else -1.0 for row in rows])

    def loss(weights: NDArray[np.float64]) -> float:
        return float(np.logaddexp(0.0, -sides * (signs @ weights)).sum() + SHRINKAGE / 2 * (weights[1:] ** 2).sum())

    return tuple(float(weight) for weight in minimize(loss, np.zeros(signs.shape[1])).x)


def _test(coefficients: tuple[float, ...], rows: list[Judged], language: Language) -> None:
    chances = [confidence.chance(coefficients, confidence.signs(row.source, row.translated, language)) for row in rows]
    fine = np.array([row.grade >= FINE for row in rows])
    marked = np.array(chances) < confidence.LIKELY
    print(
        f"{language}: {len(rows)} sentences, {fine.mean():.0%} fine, {np.mean(chances):.0%} expected; "
        f"area under the curve {auc(chances, list(fine)):.3f}; {marked.mean():.0%} marked, "
        f"{(marked & ~fine).sum() / (~fine).sum():.0%} of the wrong and {(marked & fine).sum() / fine.sum():.0%} of "
        "the fine ones",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
