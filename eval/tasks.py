"""What is measured: a task is a list of examples of one kind of work in one direction. Plain values."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Literal

from eval.errors import EvalError
from summarizer.article import Language

Kind = Literal["summarize", "translate", "digest", "read", "check"]
"""summarize: article → summary in its own language. translate: sentence → sentence. digest: article → summary in
another language. read: article with boilerplate → the article alone. check: translations, right or
damaged → which are doubted (`eval.checks`)."""


@dataclass(frozen=True, slots=True)
class Example:
    """One thing to do, and how people did it. Sentences of a summary stand on lines of their own."""

    id: str
    source: str
    references: tuple[str, ...]
    title: str | None = None
    domain: str = ""
    document: str = ""
    """Of which document a sentence is: sentences of one are not independent, and are resampled together."""
    boilerplate: tuple[str, ...] = ()
    """Blocks of `source` that are none of the article (tasks of kind `read`)."""


@dataclass(frozen=True, slots=True)
class Output:
    """What a system made of the example with the same id; `seconds` of wall time, 0.0 where unknown."""

    id: str
    text: str
    seconds: float = 0.0


@dataclass(frozen=True)
class Task:
    """Examples of one kind and direction. Raises `EvalError` where they cannot be a test set."""

    name: str
    kind: Kind
    source_language: Language
    target_language: Language
    examples: tuple[Example, ...]
    sentences: int = 3
    """How long a summary is asked for, in sentences: about as long as the references."""

    def __post_init__(self) -> None:
        if not self.examples:
            raise EvalError(f"{self.name}: there is no example in it")
        for example in self.examples:
            if not isinstance(example.source, str) or not example.source.strip():
                raise EvalError(f"{self.name}: {example.id} has no source text")
            if not example.references:
                raise EvalError(f"{self.name}: {example.id} has no reference")
            for reference in example.references:
                if not isinstance(reference, str) or not reference.strip():
                    raise EvalError(f"{self.name}: {example.id} has an empty reference")
        repeated = [name for name, count in Counter(e.id for e in self.examples).items() if count > 1]
        if repeated:
            raise EvalError(f"{self.name}: id {repeated[0]} occurs more than once: ids must be unique")

    @cached_property
    def hash(self) -> str:
        """SHA-256 of everything a system or metric sees of this task; the first 16 hexadecimal digits."""
        content = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    def only(self, examples: Sequence[Example]) -> Task:
        """The same task with these examples."""
        return replace(self, examples=tuple(examples))


def align(task: Task, outputs: Sequence[Output], system: str) -> list[Output]:
    """`outputs` in the order of the task's examples. Raises `EvalError` on a missing, repeated or unknown id."""
    found = {output.id: output for output in outputs}
    if len(found) != len(outputs):
        twice = next(name for name, count in Counter(o.id for o in outputs).items() if count > 1)
        raise EvalError(f"{system} on {task.name}: two outputs for {twice}")
    missing = [example.id for example in task.examples if example.id not in found]
    if missing:
        raise EvalError(
            f"{system} on {task.name}: {len(found)} outputs for {len(task.examples)} examples; {missing[0]} has none"
        )
    unknown = found.keys() - {example.id for example in task.examples}
    if unknown:
        raise EvalError(f"{system} on {task.name}: an output for {min(unknown)}, which is not in the data")
    return [found[example.id] for example in task.examples]
