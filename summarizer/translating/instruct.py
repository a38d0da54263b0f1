"""Translation by an instruct model: numbered sentences in, the same numbers out, in windows that give it context."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from summarizer.article import Language
from summarizer.models import replies
from summarizer.models.engines.base import Decoding, Engine, Generation
from summarizer.models.prompts import Prompts, delimited, named
from summarizer.results import ModelInfo, Translated
from summarizer.translating.glossary import Glossary
from summarizer.translating.typography import polish

WINDOW = 12
"""Sentences a request: enough to know who "she" is, few enough that none is forgotten."""
_LINE = re.compile(r"^\s*(?:\*\*)?\[\s*(\d{1,4})\s*\](?:\*\*)?[.:：]?\s*(.*)$")


@dataclass(frozen=True, slots=True)
class InstructTranslator:
    """Every sentence whose answer is missing or unusable is asked for again, the second time alone."""

    engine: Engine
    info: ModelInfo
    prompts: Prompts
    source_limit: int = 6000
    decoding: Decoding = field(default_factory=lambda: Decoding(1024))
    glossary: Glossary | None = None

    def told(self, glossary: Glossary) -> InstructTranslator:
        """The same translator, which names the glossary's terms in its requests."""
        return replace(self, glossary=glossary)

    def supports(self, source: Language, target: Language) -> bool:
        return source != target

    def translate(
        self, sentences: Sequence[str], source: Language, target: Language, decoding: Decoding | None = None
    ) -> Iterator[Translated]:
        windows = list(self._windows([" ".join(sentence.split()) for sentence in sentences]))
        requests = [self._request(window, source, target) for window in windows]
        answers = self.engine.generate(requests, self._room(windows), source=source, target=target)
        for window, request, answer in zip(windows, requests, answers, strict=True):
            yield from self._whole(window, request, answer, source, target)

    def candidates(
        self, sentences: Sequence[str], source: Language, target: Language, decoding: Decoding
    ) -> Iterator[tuple[Translated, ...]]:
        """One candidate each: the sentence by itself, which is another question than the sentence in its window."""
        requests = [self._request([" ".join(sentence.split())], source, target) for sentence in sentences]
        windows = [[sentence] for sentence in sentences]
        answers = self.engine.generate(requests, self._room(windows), source=source, target=target)
        for sentence, answer in zip(sentences, answers, strict=True):
            yield (_translated(read(answer.text, 1).get(1, ""), answer, sentence, target),)

    def _windows(self, sentences: Sequence[str]) -> Iterator[list[str]]:
        """Neighbouring sentences, at most `WINDOW` and at most a third of what the model takes."""
        window: list[str] = []
        size = 0
        for sentence in sentences:
            count = self.engine.count(sentence) + 4
            if window and (len(window) == WINDOW or size + count > self.source_limit // 3):
                yield window
                window, size = [], 0
            window.append(sentence)
            size += count
        if window:
            yield window

    def _room(self, windows: Sequence[Sequence[str]]) -> Decoding:
        longest = max((sum(map(self.engine.count, window)) for window in windows), default=0)
        return Decoding(max(256, min(self.source_limit // 2, 4 * longest + 256)))

    def _request(self, window: Sequence[str], source: Language, target: Language) -> str:
        lines = "\n".join(f"[{n}] {sentence}" for n, sentence in enumerate(window, 1))
        return self.prompts.fill(
            "translate",
            source=named(source),
            target=named(target),
            count=len(window),
            style="\n".join((self.prompts.style(target), *self._terms(window, target))),
            sentences=delimited(lines),
        )

    def _terms(self, window: Sequence[str], target: Language) -> Iterator[str]:
        """A line for each term of the glossary that the window has."""
        found = (term for sentence in window for term in (self.glossary.find(sentence) if self.glossary else ()))
        for term in dict.fromkeys((term.source, *term.wanted(target)[:1]) for term in found):
            if len(term) == 2:
                yield f"- Put “{term[0]}” as “{term[1]}”."

    def _whole(
        self, window: Sequence[str], request: str, answer: Generation, source: Language, target: Language
    ) -> Iterator[Translated]:
        """One translation for each sentence; what stays unusable is left for verification to mark."""
        found = read(answer.text, len(window))
        bad = self._unusable(found, window, target)
        if bad and len(window) > 1:
            problem = f"the lines {', '.join(f'[{n}]' for n in bad)} were missing or unusable"
            again = self._again(request, problem, target, [window])
            found |= {n: text for n, text in read(again.text, len(window)).items() if n in bad}
            bad = self._unusable(found, window, target)
        for n, trouble in bad.items():
            alone = [window[n - 1]]
            again = self._again(self._request(alone, source, target), trouble, target, [alone])
            text = read(again.text, 1).get(1, "")
            if replies.problem(text, window[n - 1], target) is None or not found.get(n):
                found[n] = text
        for n, sentence in enumerate(window, 1):
            text = found.get(n, "")
            # A refusal is no translation, whatever language it is in: an empty one is marked as such.
            refused = (replies.problem(text, sentence, target) or "").startswith("it refused")
            yield _translated("" if refused else text, answer, sentence, target)

    def _unusable(self, found: dict[int, str], window: Sequence[str], target: Language) -> dict[int, str]:
        """What is wrong with which number."""
        troubles = {n: replies.problem(found.get(n, ""), sentence, target) for n, sentence in enumerate(window, 1)}
        return {n: trouble for n, trouble in troubles.items() if trouble}

    def _again(self, request: str, problem: str, target: Language, windows: Sequence[Sequence[str]]) -> Generation:
        prompt = self.prompts.fill("retry", request=request, problem=problem, target=named(target))
        [made] = self.engine.generate([prompt], self._room(windows), target=target)
        return made


def read(reply: str, count: int) -> dict[int, str]:
    """Number → text of the lines `[1] …` to `[count] …` of an answer; the next line goes on with it if it has none.

    Of a number given twice the first counts; numbers that were not asked for are left out. A lone sentence may come
    without its number.
    """
    text = replies.clean(reply)
    found: dict[int, str] = {}
    current: int | None = None
    for line in text.splitlines():
        match = _LINE.match(line)
        if match:
            number = int(match[1])
            current = number if 1 <= number <= count and number not in found else None
            if current:
                found[current] = match[2].strip()
        elif not line.strip():
            current = None
        elif current:
            found[current] += f" {line.strip()}"
    if count == 1 and not found and not any(_LINE.match(line) for line in text.splitlines()):
        found[1] = " ".join(text.split())
    return {number: replies.bare(text) for number, text in found.items()}


def _translated(text: str, answer: Generation, sentence: str, target: Language) -> Translated:
    return Translated(polish(text, sentence, target), clipped=abs(min(answer.clipped, 0)) if not text else 0)
