"""Published scores, reproduced from the published outputs: a harness that cannot do this measures something else.

Needs a folder with the outputs (docs/exactness.md says which files and where they come from).
"""

from __future__ import annotations

import csv
import json
import lzma
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.errors import EvalError
from eval.metrics.rouge.metric import Rouge
from eval.metrics.rouge.rules import rouge155_rules
from eval.metrics.translation import Sacrebleu
from eval.tasks import Example, Output, Task

XSUM_SYSTEMS = {
    "lead": "LEAD",
    "ext-oracle": "Ext-Oracle",
    "ptgen": "PtGen",
    "convs2s": "ConvS2S",
    "topic-convs2s": "T-ConvS2S",
}
_DIGITS = {1e-6: 6, 0.05: 1, 0.01: 2}
"""As many decimals as were published, by tolerance."""
ROUGE_TYPES = ("ROUGE-1", "ROUGE-2", "ROUGE-L")


@dataclass(frozen=True, slots=True)
class Row:
    """A published score beside ours. `tolerance`: how far apart they may be, which is how exactly it was published."""

    collection: str
    system: str
    metric: str
    published: float
    ours: float
    tolerance: float

    @property
    def difference(self) -> float:
        """Ours less the published."""
        return self.ours - self.published

    @property
    def within(self) -> bool:
        """Whether they agree."""
        return abs(self.difference) <= self.tolerance


def rows(folder: Path) -> list[Row]:
    """Every published score for which the outputs are in `folder`. Raises `EvalError` where there are none."""
    found = [*wmt21(folder), *flores(folder), *xsum(folder)]
    if not found:
        raise EvalError(f"{folder}: none of the published outputs is here (docs/exactness.md says what is needed)")
    return found


def wmt21(folder: Path) -> Iterator[Row]:
    """Every system of WMT21 news, BLEU and chrF, against each reference, to 1e-6."""
    table = folder / "translation" / "wmt21_published_scores.tsv"
    published = list(_table(table)) if table.exists() else []
    for pair in ("en-ru", "en-zh"):
        path = folder / "translation" / f"wmt21.{pair}.jsonl.xz"
        wanted = [row for row in published if row["pair"] == pair]
        if not wanted or not path.exists():
            continue
        lines = _lines(path)
        for reference in sorted({row["metric"].split("-")[1] for row in wanted}):
            where = "both references" if reference == "all" else f"reference {reference}"
            task = _task(f"WMT21 {pair}", pair, lines, [_references(line, reference) for line in lines])
            for metric, name in (("bleu", "BLEU"), ("chrf", "chrF")):
                measure = Sacrebleu(name).prepared(task)
                for row in wanted:
                    if row["metric"] == f"{metric}-{reference}":
                        ours = measure(_outputs(task, row["system"], lines)).value
                        yield Row(f"WMT21 {pair}, {where}", row["system"], name, float(row["published"]), ours, 1e-6)


def flores(folder: Path) -> Iterator[Row]:
    """FLORES-200 devtest as published with the Bergamot models: BLEU, given with one decimal."""
    table = folder / "translation" / "flores_published_scores.tsv"
    published = list(_table(table)) if table.exists() else []
    for pair in ("en-ru", "en-zh"):
        path = folder / "translation" / f"flores-devtest.{pair}.jsonl.xz"
        if not path.exists():
            continue
        lines = _lines(path)
        task = _task(f"FLORES {pair}", pair, lines, [(line["ref"],) for line in lines])
        measure = Sacrebleu("BLEU").prepared(task)
        for row in published:
            if row["pair"] == pair and row["system"] in lines[0]["systems"]:
                ours = measure(_outputs(task, row["system"], lines)).value
                # One decimal is published, so half of the last digit is unknown.
                yield Row(f"FLORES {pair}", row["system"], "BLEU", float(row["published_bleu"]), ours, 0.05)


def xsum(folder: Path) -> Iterator[Row]:
    """Five systems on XSum's 11,334 test articles under ROUGE-1.5.5 (Narayan, Cohen and Lapata 2018)."""
    place = folder / "rouge" / "xsum"
    gold = place / "gold-test-sentences.txt.xz"
    if not gold.exists():
        return
    references = _text(gold)
    examples = tuple(Example(str(n), line, (line,)) for n, line in enumerate(references))
    task = Task("XSum", "summarize", "en", "en", examples, 1)
    for file, system in XSUM_SYSTEMS.items():
        made = [Output(str(n), line) for n, line in enumerate(_text(place / f"{file}-test-output.txt.xz"))]
        measured = {m.name: m.value for m in Rouge(rouge155_rules(folder / "rouge")).measure(task, made)}
        published = _published_rouge(place / f"{file}-test-output.rouge")
        for metric in ROUGE_TYPES:
            yield Row("XSum test", system, metric, published[metric], measured[metric], 0.01)


def page(found: Sequence[Row]) -> str:
    """The page of the documentation."""
    wrong = [row for row in found if not row.within]
    text = _INTRODUCTION.format(count=len(found), verdict="all agree" if not wrong else f"{len(wrong)} do not agree")
    for collection in dict.fromkeys(row.collection for row in found):
        group = [row for row in found if row.collection == collection]
        digits = _DIGITS[group[0].tolerance]
        largest = max(abs(row.difference) for row in group)
        text += f"\n## {collection}\n\nTolerance {group[0].tolerance:g}; largest difference {largest:.2g}.\n\n"
        text += "| system | metric | published | ours | difference |\n|---|---|---:|---:|---:|\n"
        for row in group:
            ours, off = f"{row.ours:.{max(digits, 3)}f}", f"{row.difference:+.{max(digits, 3)}f}"
            text += f"| {row.system} | {row.metric} | {row.published:.{digits}f} | {ours} | {off} |\n"
    return text


_INTRODUCTION = """# Exactness

Published scores beside those that this harness computes from the published outputs: {count} scores, {verdict}.
Made by `python -m eval exactness --data FOLDER --write docs/exactness.md`; a test does the same where the data are
present.

What the folder holds, and where it comes from:

- `translation/wmt21.en-ru.jsonl.xz`, `wmt21.en-zh.jsonl.xz`, `wmt21_published_scores.tsv`: sources, references, the
  outputs of every system and their scores, from wmt-conference/wmt21-news-systems. Signatures
  `nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp` (Russian), `tok:zh` (Chinese); chrF
  `nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no`. Known trap: with `13a` a Chinese sentence is one word.
- `translation/flores-devtest.en-*.jsonl.xz`, `flores_published_scores.tsv`: FLORES-200 devtest with outputs and BLEU
  (one decimal) from mozilla/firefox-translations-models.
- `rouge/xsum/`: outputs and ROUGE-1.5.5 scores (two decimals) from EdinburghNLP/XSum. Our ROUGE-1.5.5 is written from
  the rules: lower case, runs of `[a-z0-9]`, WordNet 2.0's exception lists and else Porter's original algorithm on words
  of four letters and more, F with beta 1, plain mean. The `rouge-score` library leaves out the exception lists and uses
  NLTK's extended stemmer: up to 0.4 points lower on the same outputs.
"""


def _outputs(task: Task, system: str, lines: Sequence[dict[str, Any]]) -> list[Output]:
    return [Output(e.id, line["systems"][system]) for e, line in zip(task.examples, lines, strict=True)]


def _task(name: str, pair: str, lines: Sequence[dict[str, Any]], references: Sequence[tuple[str, ...]]) -> Task:
    source, target = pair.split("-")
    examples = tuple(
        Example(str(line["id"]), line["src"], reference) for line, reference in zip(lines, references, strict=True)
    )
    return Task(name, "translate", source, target, examples)


def _references(line: dict[str, Any], which: str) -> tuple[str, ...]:
    """One of them, or `all` at once."""
    return tuple(line["refs"].values()) if which == "all" else (line["refs"][which],)


def _published_rouge(path: Path) -> dict[str, float]:
    match = re.search(r"f-score >> \S+ ([\d./]+)", path.read_text("utf-8"))
    if match is None:
        raise EvalError(f"{path}: no f-scores in it")
    values = [float(value) for value in match[1].split("/")]
    return dict(zip(ROUGE_TYPES, (values[0], values[1], values[3]), strict=True))


def _table(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in _text(path)]


def _text(path: Path) -> list[str]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        return file.read().removesuffix("\n").split("\n")
