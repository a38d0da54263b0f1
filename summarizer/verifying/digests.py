"""A whole digest: sentences in = sentences out, every pair, and what the summary says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from summarizer.article import Article, Language
from summarizer.reading.language import detect
from summarizer.results import Flag, Part, Place, Summary, Translated, Translation
from summarizer.translating.glossary import Glossary
from summarizer.verifying import chatter, confidence, support
from summarizer.verifying.pairs import Checker

LONG_ENOUGH = 80
"""Characters from which on a text's language can be told."""


def verify(
    article: Article,
    summary: Summary,
    translations: Mapping[Language, Translation],
    glossary: Glossary | None = None,
    checker: Checker | None = None,
) -> tuple[Flag, ...]:
    """Every doubt about a digest, in reading order: the summary against the article, then each translation.

    `checker` may know pairs already; else one with `glossary` is made.
    """
    checker = checker or Checker(article.language, glossary)
    flags = [*support.check_summary(article, summary), *_foreign(article, summary)]
    for language, translation in translations.items():
        flags += _counts(article, summary, translation)
        flags += _pairs(article, summary, translation, language, checker)
    return tuple(flags)


def _foreign(article: Article, summary: Summary) -> Iterator[Flag]:
    """A summary must be in the article's language, and talk about the article, not to the reader."""
    own = [n for n, sentence in enumerate(summary.sentences) if sentence.text not in article.text]
    text = " ".join(summary.sentences[n].text for n in own)
    if len(text) >= LONG_ENOUGH and (found := detect(text)) not in (article.language, "und"):
        message = f"the summary is in {found}, the article in {article.language}"
        yield Flag("wrong-language", "error", Place("summary", own[0]), message)
    for n in own:
        for doubt in chatter.check(article.text, summary.sentences[n].text):
            yield Flag(doubt.kind, doubt.severity, Place("summary", n), doubt.message)


def sources(article: Article, summary: Summary) -> Iterator[tuple[Part, int, str]]:
    """The source sentences of a digest, in reading order, with their places."""
    if article.title:
        yield "title", 0, article.title
    for n, sentence in enumerate(summary.sentences):
        yield "summary", n, sentence.text
    for n, sentence_of_article in enumerate(article.sentences):
        yield "article", n, sentence_of_article.text


def translated_at(translation: Translation, part: Part, index: int) -> Translated | None:
    """The translation that answers to a place of the source, where there is one."""
    if part == "title":
        return translation.title
    texts = translation.summary if part == "summary" else translation.article
    return texts[index] if index < len(texts) else None


def _pairs(
    article: Article, summary: Summary, translation: Translation, language: Language, checker: Checker
) -> list[Flag]:
    # An extractive summary repeats the article's sentences, and their flags.
    seen: dict[tuple[str, Translated], list[Flag]] = {}
    flags: list[Flag] = []
    for part, index, source in sources(article, summary):
        translated = translated_at(translation, part, index)
        if translated is None:
            continue
        where = Place(part, index, language)
        if (source, translated) not in seen:
            doubts = [
                *checker.check(source, translated, language),
                *confidence.check(source, translated, translation.model.name, article.language, language),
            ]
            seen[source, translated] = [Flag(doubt.kind, doubt.severity, where, doubt.message) for doubt in doubts]
        flags += [replace(flag, where=where) for flag in seen[source, translated]]
    return flags


def _counts(article: Article, summary: Summary, translation: Translation) -> Iterator[Flag]:
    """Sentences in = sentences out. An article that was not translated at all was not asked for."""
    parts: tuple[tuple[Part, int, int], ...] = (
        ("summary", len(summary.sentences), len(translation.summary)),
        ("article", len(article.sentences), len(translation.article)),
    )
    for part, wanted, got in parts:
        if got != wanted and (got or part == "summary"):
            message = f"{wanted} sentences in, {got} out"
            yield Flag("sentences-lost", "error", Place(part, min(got, wanted), translation.language), message)
    if article.title and translation.title is None:
        yield Flag("sentences-lost", "error", Place("title", 0, translation.language), "the title was not translated")
