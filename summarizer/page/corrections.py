"""A person's correction of a translated sentence: put in its place, and checked again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from summarizer.article import Language
from summarizer.errors import UsageError
from summarizer.results import Digest, Flag, Place, Translated, Translation
from summarizer.translating.glossary import Glossary

LONGEST = 10_000
"""Characters of one corrected sentence."""


def correct(digest: Digest, place: Place, text: str, glossary: Glossary | None = None) -> tuple[Digest, set[Place]]:
    """`digest` with `text` at `place`, and the places that changed. Raises `UsageError`.

    An extractive summary repeats the article's sentences: where source and translation are the same as at `place`, the
    correction counts there too.
    """
    from summarizer.verifying import check_pair

    text = " ".join(text.split())
    pairs = dict(_pairs(digest, place.language)) if place.language in digest.translations else {}
    if place not in pairs or place.language is None:
        raise UsageError("there is no such sentence to correct")
    if not text or len(text) > LONGEST:
        raise UsageError("a corrected sentence cannot be empty or endless")
    source = pairs[place][0]
    twins = {p for p, pair in pairs.items() if pair == pairs[place]}
    corrected = Translated(text)
    flags: list[Flag] = []
    for twin in sorted(twins, key=str):
        flags += check_pair(source, corrected, twin, digest.article.language, place.language, glossary)
    translation = _put(digest.translations[place.language], twins, corrected)
    rest = tuple(flag for flag in digest.report.flags if flag.where not in twins)
    changed = replace(
        digest,
        translations={**digest.translations, place.language: translation},
        report=replace(digest.report, flags=(*rest, *flags)),
    )
    return changed, twins


def _pairs(digest: Digest, language: Language | None) -> Iterator[tuple[Place, tuple[str, str]]]:
    """Every translated place with its source text and its translation."""
    if language is None:
        return
    article, translation = digest.article, digest.translations[language]
    if article.title and translation.title:
        yield Place("title", 0, language), (article.title, translation.title.text)
    for n, (summarized, made) in enumerate(zip(digest.summary.sentences, translation.summary, strict=False)):
        yield Place("summary", n, language), (summarized.text, made.text)
    for n, (sentence, made) in enumerate(zip(article.sentences, translation.article, strict=False)):
        yield Place("article", n, language), (sentence.text, made.text)


def _put(translation: Translation, places: set[Place], text: Translated) -> Translation:
    here = {(place.part, place.index) for place in places}
    return replace(
        translation,
        title=text if ("title", 0) in here else translation.title,
        summary=tuple(text if ("summary", n) in here else old for n, old in enumerate(translation.summary)),
        article=tuple(text if ("article", n) in here else old for n, old in enumerate(translation.article)),
    )
