"""What a check returns: a doubt about one sentence, before anyone knows where in a digest the sentence stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from summarizer.results import Severity


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason to look at a sentence. `kind` and `severity` as in `Flag`; `message` is one line for an editor."""

    kind: str
    severity: Severity
    message: str


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of `data/<name>`, tab-separated; lines that start with `#` (where the data came from) are skipped."""
    text = resources.files("summarizer.verifying").joinpath("data", name).read_text("utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#"))


def quote(text: str, width: int = 60) -> str:
    """`text` for a message: in quotes, shortened."""
    text = " ".join(text.split())
    return f"“{text if len(text) <= width else text[: width - 1].rstrip() + '…'}”"
