"""A deterministic engine for tests and documentation: it says what a function makes of the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from summarizer.article import Language
from summarizer.models.engines.base import Decoding, Generation


def echo(text: str, source: Language | None, target: Language | None) -> str:
    """The text itself, marked with its target."""
    return f"[{target}] {text}" if target else text


@dataclass
class FakeEngine:
    """Counts words as tokens; `asked` remembers every text in order."""

    reply: Callable[[str, Language | None, Language | None], str | Generation] = echo
    asked: list[str] = field(default_factory=list)

    def count(self, text: str) -> int:
        """How many words `text` has."""
        return len(text.split())

    def generate(
        self,
        texts: Sequence[str],
        decoding: Decoding,
        *,
        source: Language | None = None,
        target: Language | None = None,
    ) -> Iterator[Generation]:
        for text in texts:
            self.asked.append(text)
            made = self.reply(text, source, target)
            yield made if isinstance(made, Generation) else Generation(made, tokens=self.count(made))
