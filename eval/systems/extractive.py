"""Baselines that choose whole sentences: the lead, chance, TextRank and LexRank; and the oracle, who may look."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from eval.metrics.rouge.rules import for_language
from eval.metrics.rouge.score import Tokens, rouge
from eval.systems.fingerprint import of_packages
from eval.tasks import Example, Output, Task
from summarizer.reading.sentences import split

Choose = Callable[[Task, Example, Sequence[str]], Sequence[int]]
"""Which of an article's sentences to take, by index."""


@dataclass(frozen=True, slots=True)
class Extractive:
    """Summarises by `choose`; the chosen sentences are given in the order of the article."""

    name: str
    choose: Choose

    def does(self, task: Task) -> bool:
        return task.kind == "summarize"

    def fingerprint(self) -> str:
        return f"{self.name}-{of_packages('eval.systems', 'eval.metrics.rouge', 'summarizer.reading.sentences')}"

    def outputs(self, task: Task) -> Iterator[Output]:
        for example in task.examples:
            started = time.perf_counter()
            sentences = [example.source[a:b] for a, b in split(example.source, task.source_language)]
            chosen = sorted(self.choose(task, example, sentences))
            text = "\n".join(sentences[n] for n in chosen)
            yield Output(example.id, text, time.perf_counter() - started)


def lead(count: int | None = None) -> Choose:
    """The first `count` sentences; by default as many as the task asks for."""
    return lambda task, example, sentences: range(min(count or task.sentences, len(sentences)))


def chance(task: Task, example: Example, sentences: Sequence[str]) -> Sequence[int]:
    """Sentences drawn without repetition; the draw depends on the example's id alone."""
    return Random(example.id).sample(range(len(sentences)), min(task.sentences, len(sentences)))


def oracle(task: Task, example: Example, sentences: Sequence[str]) -> Sequence[int]:
    """Greedily the sentence that adds most to ROUGE-1 + ROUGE-2 F against the reference, while one does
    (Nallapati, Zhai and Zhou 2017): about the best that whole sentences can do."""
    rules = for_language(task.target_language)[0]
    references = [Tokens.of(reference, rules) for reference in example.references]
    bags = [Tokens.of(sentence, rules) for sentence in sentences]
    chosen: list[int] = []
    reached = 0.0
    while len(chosen) < task.sentences:
        gains = [
            (_value(references, [bags[m] for m in sorted([*chosen, n])]), -n)
            for n in range(len(bags))
            if n not in chosen
        ]
        value, index = max(gains, default=(0.0, 0))
        if value <= reached:
            break
        reached = value
        chosen.append(-index)
    return chosen


def _value(references: Sequence[Tokens], parts: Sequence[Tokens]) -> float:
    whole = Tokens([word for part in parts for word in part.words], [])
    return max(sum(agreement.f for agreement in rouge(reference, whole)[:2]) for reference in references)


def graph(method: str) -> Choose:
    """`textrank` (Mihalcea and Tarau 2004) or `lexrank` (Erkan and Radev 2004), by sumy, with our words and stems."""

    def choose(task: Task, example: Example, sentences: Sequence[str]) -> Sequence[int]:
        from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
        from sumy.summarizers.lex_rank import LexRankSummarizer
        from sumy.summarizers.text_rank import TextRankSummarizer

        tokenizer = _Words(task)
        document = ObjectDocumentModel([Paragraph([Sentence(sentence, tokenizer) for sentence in sentences])])
        summarizer = (TextRankSummarizer if method == "textrank" else LexRankSummarizer)()
        nodes = document.sentences
        found = summarizer(document, min(task.sentences, len(sentences)))
        return [next(n for n, node in enumerate(nodes) if node is sentence) for sentence in found]

    return choose


class _Words:
    """Sumy's tokenizer seam, on the rules of ROUGE: its own needs a download."""

    def __init__(self, task: Task) -> None:
        self._rules = for_language(task.source_language)[0]

    def to_sentences(self, text: str) -> list[str]:
        return [text]

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(self._rules.tokenize(text))
