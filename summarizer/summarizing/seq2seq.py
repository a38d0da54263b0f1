"""Summaries by an encoder–decoder model (BART, PEGASUS, T5, LED): in its own words, of the whole article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarizer.article import Article, Language
from summarizer.errors import EmptyArticle, UnsupportedDirection
from summarizer.models.engines.base import Decoding, Engine
from summarizer.results import ModelInfo, Summary, SummarySentence
from summarizer.summarizing.base import Length
from summarizer.summarizing.longform import chunks, merge, whole_sentences
from summarizer.verifying.support import evidence

_MARGIN = 8
"""Tokens left for the marks around an input."""
_SENTENCE_TOKENS = 40
"""Tokens of a news sentence, generously: how many sentences one pass of a model gives."""


@dataclass(frozen=True, slots=True)
class Seq2SeqSummarizer:
    """Summarises with `engine`, whose inputs have at most `source_limit` tokens.

    A longer article is summarised chunk by chunk, and the chunks' summaries are summarised again until they are as
    short as asked; a longer summary than one pass gives is made from more and shorter chunks.
    """

    engine: Engine
    info: ModelInfo
    source_limit: int
    decoding: Decoding
    languages: tuple[Language, ...] = ()
    """Those that the model knows; empty where it does not say."""

    def supports(self, language: Language) -> bool:
        return not self.languages or language in self.languages

    def summarize(self, article: Article, length: Length) -> Summary:
        """Raises `EmptyArticle`, `UnsupportedDirection`, and `UsageError` where every sentence is over the words
        allowed."""
        if not article.sentences:
            raise EmptyArticle("there is no sentence to summarise in this article")
        if not self.supports(article.language):
            known = ", ".join(self.languages)
            raise UnsupportedDirection(
                f"{self.info.name} summarises articles in {known}, and this one is in {article.language}: choose "
                "another model with --summarizer, or --profile builtin"
            )
        texts = [sentence.text for sentence in article.sentences]
        wanted = length.limit(len(texts))
        found = self._enough(texts, article.language, length, wanted)
        return Summary(tuple(SummarySentence(text, evidence(text, texts)) for text in found), self.info)

    def _enough(self, texts: Sequence[str], language: Language, length: Length, wanted: int) -> list[str]:
        """As many sentences as wanted, by more and shorter chunks where fewer give too little."""
        each = max(1, self.decoding.max_new_tokens // _SENTENCE_TOKENS)
        least = 1 if length.words is not None else -(-wanted // each)
        best: list[str] = []
        while True:
            groups = self._condensed(texts, language, least, max(wanted, each))
            found = merge(groups, length, len(texts), language)
            best = max(best, found, key=len)
            if len(best) >= wanted or length.sentences is None or len(groups) >= len(texts) or least > 2 * wanted:
                return best
            least += 1

    def _condensed(self, texts: Sequence[str], language: Language, least: int, enough: int) -> list[list[str]]:
        """Sentences of each chunk's summary; a second pass over them, and a third, while they are far too many."""
        limit = self.source_limit - _MARGIN
        while True:
            parts = chunks(texts, self.engine.count, limit, language, least)
            groups = self._pass(parts, language)
            flat = [text for group in groups for text in group]
            if len(parts) <= least or len(flat) <= enough or len(flat) >= len(texts):
                return groups
            texts = flat

    def _pass(self, parts: Sequence[str], language: Language) -> list[list[str]]:
        shortest = min(map(self.engine.count, parts))
        # A summary is not to be padded out to a length that its source does not have.
        search = replace(self.decoding, min_new_tokens=min(self.decoding.min_new_tokens, shortest // 3))
        made = self.engine.generate(parts, search, source=language)
        return [whole_sentences(one.text, language, one.clipped == -1) for one in made]
