"""Summaries by an instruct model, asked with `prompts/summarize.txt`."""

from __future__ import annotations

from dataclasses import dataclass, field

from summarizer.article import Article, Language
from summarizer.errors import EmptyArticle, ModelError
from summarizer.models import replies
from summarizer.models.engines.base import Decoding, Engine
from summarizer.models.prompts import Prompts, delimited, named
from summarizer.results import ModelInfo, Summary, SummarySentence
from summarizer.summarizing.base import Length, count_words
from summarizer.summarizing.longform import chunks, merge, whole_sentences
from summarizer.verifying.support import evidence

RETRIES = 2


@dataclass(frozen=True, slots=True)
class InstructSummarizer:
    """An article over `source_limit` tokens is summarised part by part, and then the parts' summaries."""

    engine: Engine
    info: ModelInfo
    prompts: Prompts
    source_limit: int = 6000
    decoding: Decoding = field(default_factory=lambda: Decoding(1024))

    def summarize(self, article: Article, length: Length) -> Summary:
        """Raises `EmptyArticle`, `UsageError` where every sentence is over the words allowed, `ModelError` where the
        model gives nothing that can be used, and `ServerError`."""
        if not article.sentences:
            raise EmptyArticle("there is no sentence to summarise in this article")
        texts = [sentence.text for sentence in article.sentences]
        whole = "\n\n".join(" ".join(s.text for s in paragraph) for paragraph in article.paragraphs)
        room = self.source_limit - self.engine.count(self.prompts.fill("summarize", language="", length="", article=""))
        parts = [whole]
        if self.engine.count(whole) > room:
            parts = chunks(texts, self.engine.count, max(room, 64), article.language)
        while True:
            found = [self._ask("summarize", part, article.language, length, len(texts)) for part in parts]
            if len(parts) == 1:
                break
            joined = chunks([text for group in found for text in group], self.engine.count, room, article.language)
            if len(joined) >= len(parts):
                break
            parts = joined
        chosen = merge(found, length, len(texts), article.language)
        return Summary(tuple(SummarySentence(text, evidence(text, texts)) for text in chosen), self.info)

    def _ask(self, task: str, text: str, language: Language, length: Length, available: int) -> list[str]:
        """The sentences of the summary of `text`; once more with `shorten` where they are too many."""
        request = self.prompts.fill(
            task, language=named(language), length=_said(length, available), article=delimited(text)
        )
        reply, cut = self._tried(request, text, language)
        found = whole_sentences(reply, language, cut)
        over = len(found) > length.limit(available) or (length.words is not None and count_words(reply) > length.words)
        if task == "summarize" and over:
            shorter = self._ask("shorten", " ".join(found), language, length, available)
            return shorter if len(shorter) < len(found) or length.words is not None else found
        return found

    def _tried(self, request: str, source: str, language: Language) -> tuple[str, bool]:
        """The first usable answer, else the last that says anything: verification marks what is wrong with it."""
        prompt, best = request, ("", False)
        trouble = None
        for _ in range(RETRIES + 1):
            [made] = self.engine.generate([prompt], self.decoding, source=language, target=language)
            text = replies.clean(made.text)
            trouble = replies.problem(text, source, language)
            if trouble is None:
                return text, made.clipped == -1
            best = (text, made.clipped == -1) if text else best
            prompt = self.prompts.fill("retry", request=request, problem=trouble, target=named(language))
        if not best[0]:
            raise ModelError(
                f"{self.info.name} gave no summary in {RETRIES + 1} tries ({trouble}): choose another model"
            )
        return best


def _said(length: Length, available: int) -> str:
    if length.sentences is not None:
        return f"exactly {_many(length.limit(available))}"
    if length.words is not None:
        return f"at most {length.words} words, in whole sentences"
    return f"{_many(length.limit(available))}"


def _many(count: int) -> str:
    return f"{count} sentence{'s' if count > 1 else ''}"
