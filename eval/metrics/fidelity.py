"""What a translation or a summary got wrong, by the package's own checks (`summarizer.verifying`).

The checks know neither the reference nor which system is scored. They see numbers, names, loss, loops, echoes and the
language; a fluent wrong sentence they do not see.
"""

from __future__ import annotations

from collections.abc import Sequence

from eval.metrics.base import Measured, rate
from eval.tasks import Example, Output, Task
from summarizer.article import Language
from summarizer.reading.language import detect
from summarizer.results import Flag, Place, Translated
from summarizer.verifying import check_pair, repetition, support

VERSION = 1
_WRONG = ("wrong-language", "echo", "traditional")
_LOUD = ("error", "warning")


class TranslationFidelity:
    """Share of sentences, in percent, with an error; with wrong numbers or names; in another language."""

    def measure(self, task: Task, outputs: Sequence[Output]) -> list[Measured]:
        flags = [_flags(task, example, output) for example, output in zip(task.examples, outputs, strict=True)]
        errors = [[f for f in found if f.severity == "error"] for found in flags]
        loud = [[f for f in found if f.severity in _LOUD] for found in flags]
        return [
            _share("errors", [bool(e) for e in errors]),
            _share("number faults", [any(f.kind.startswith("number") for f in found) for found in loud]),
            _share("name faults", [any(f.kind.startswith("name") for f in found) for found in loud]),
            _share("wrong language", [any(f.kind in _WRONG for f in found) for found in loud]),
        ]


class SummaryFidelity:
    """Share of summary sentences, in percent, that say a number or name that the article does not have."""

    def measure(self, task: Task, outputs: Sequence[Output]) -> list[Measured]:
        numbers: list[tuple[float, float]] = []
        names: list[tuple[float, float]] = []
        wrong: list[bool] = []
        for example, output in zip(task.examples, outputs, strict=True):
            lines = [line for line in output.text.split("\n") if line.strip()]
            found = [
                {kind for kind, _ in support.doubts(line, _whole(example), task.source_language)} for line in lines
            ]
            numbers.append((float(sum("unsupported-number" in kinds for kinds in found)), float(len(lines))))
            names.append((float(sum("unsupported-name" in kinds for kinds in found)), float(len(lines))))
            wrong.append(not in_language(output.text, task.target_language))
        return [
            rate("number faults", f"number-faults|summary-sentences|version:{VERSION}", "lower", numbers),
            rate("name faults", f"name-faults|summary-sentences|version:{VERSION}", "lower", names),
            _share("wrong language", wrong),
        ]


class DigestFidelity:
    """Share of digests, in percent, that are in another language or repeat themselves in a loop."""

    def measure(self, task: Task, outputs: Sequence[Output]) -> list[Measured]:
        wrong = [not in_language(output.text, task.target_language) for output in outputs]
        loops = [
            any(d.severity in _LOUD for d in repetition.check(example.source, output.text, task.target_language))
            for example, output in zip(task.examples, outputs, strict=True)
        ]
        return [_share("wrong language", wrong), _share("loops", loops)]


def in_language(text: str, target: Language) -> bool:
    """Whether the package takes `text` for `target`; of an empty text it is false."""
    return bool(text.strip()) and detect(text) == target


def _flags(task: Task, example: Example, output: Output) -> list[Flag]:
    where = Place("article", 0, task.target_language)
    return check_pair(example.source, Translated(output.text), where, task.source_language, task.target_language)


def _whole(example: Example) -> str:
    return f"{example.title}\n\n{example.source}" if example.title else example.source


def _share(name: str, hits: Sequence[bool]) -> Measured:
    signature = f"{name.replace(' ', '-')}|outputs|version:{VERSION}"
    return rate(name, signature, "lower", [(float(hit), 1.0) for hit in hits])
