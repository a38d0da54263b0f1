"""The package's own checks as tasks: right translations, damaged in known ways (`eval.perturb`), and graded
translations (`eval.judged`).

One score for each kind of damage, the share that is flagged as error or warning; and the share of right translations
that are flagged: false alarms. Of the graded ones, the shares of the wrong and of the fine that are flagged, and the
shares of the flagged and of the others that are wrong and fine. Outputs of a system play no part, so the row is called
`checks`.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import replace
from pathlib import Path

from eval import judged
from eval.datasets.news3 import FOLDER
from eval.metrics.base import Better
from eval.perturb.data import news3
from eval.perturb.run import Count, dropped_sentences, measure
from eval.results import Results, Score, SystemInfo, TaskInfo
from eval.systems.fingerprint import of_packages
from summarizer.article import Language

SYSTEM = "checks"
SEED = 1
_CLEAN = {"clean": "false alarms", "whole document": "false alarms, documents"}
_FALSE = {*_CLEAN, "fine flagged"}
_Z = 1.959964


def add(results: Results, folder: Path = FOLDER) -> Results:
    """`results` with the checks' scores on the collection that ships; where they crash, marked as a system that did."""
    found = fingerprint()
    try:
        tasks, scores = _measured(folder)
    except Exception as error:
        why = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        return replace(results, systems=(*results.systems, SystemInfo(SYSTEM, found, failures={"*": why})))
    return replace(
        results,
        tasks=(*results.tasks, *tasks),
        scores=(*results.scores, *scores),
        systems=(*results.systems, SystemInfo(SYSTEM, found)),
    )


def fingerprint() -> str:
    """A hash of the code that the scores are of."""
    return of_packages("eval.perturb", "eval.judged", "summarizer.verifying")


def _measured(folder: Path) -> tuple[list[TaskInfo], list[Score]]:
    tasks: list[TaskInfo] = []
    scores: list[Score] = []
    for language in ("ru", "zh"):
        pairs = list(news3(folder, language, "all"))
        content = "\n".join(f"{p.source}\t{p.reference}" for p in pairs)
        name = f"news3/check-en-{language}"
        tasks.append(TaskInfo(name, "check", "en", language, len(pairs), _hash(content)))
        counts = {**measure(pairs, language, SEED), **dropped_sentences(pairs, language, SEED)}
        scores += [_score(name, language, kind, count) for kind, count in counts.items() if count.tried]
        graded = judged.held_out(language)
        content = "\n".join(f"{row.grade}\t{row.source}\t{row.translated.text}" for row in graded)
        name = f"judged/check-en-{language}"
        tasks.append(TaskInfo(name, "check", "en", language, len(graded), _hash(content)))
        shares = judged.measure(graded, language)
        scores += [_score(name, language, kind, count) for kind, count in shares.items() if count.tried]
    return tasks, scores


def wilson(found: int, tried: int) -> tuple[float, float]:
    """95 % interval of a share in percent (Wilson 1927): it behaves near 0 and 100, where others do not."""
    share, z2 = found / tried, _Z * _Z
    middle = (share + z2 / (2 * tried)) / (1 + z2 / tried)
    half = _Z / (1 + z2 / tried) * math.sqrt(share * (1 - share) / tried + z2 / (4 * tried * tried))
    return max(0.0, 100 * (middle - half)), min(100.0, 100 * (middle + half))


def _score(task: str, language: Language, kind: str, count: Count) -> Score:
    low, high = wilson(count.flagged, count.tried)
    better: Better = "lower" if kind in _FALSE else "higher"
    signature = f"flagged|error+warning|n:{count.tried}|seed:{SEED}|interval:wilson"
    return Score(SYSTEM, task, _CLEAN.get(kind, kind), 100 * count.rate, low, high, better, signature)


def _hash(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()[:16]
