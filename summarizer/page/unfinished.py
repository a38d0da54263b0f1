"""What there is of a digest that was stopped, as a digest: a sentence that is missing is empty, flagged and counted."""

from __future__ import annotations

from collections.abc import Mapping

from summarizer.article import Language
from summarizer.profiles import Models
from summarizer.rendering.reading import Reading
from summarizer.results import Digest, ModelInfo, Place, Report, Summary, Translated, Translation
from summarizer.translating.glossary import Glossary
from summarizer.verifying import verify
from summarizer.verifying.digests import sources

MISSING = Translated("")


def unfinished(reading: Reading, summary: Summary, models: Models, glossary: Glossary | None = None) -> Digest:
    """The digest of `reading`, which was to be made with `models`; checked, but not repaired."""
    article = reading.article
    made = _made(reading, summary)
    translations = {
        language: _translation(reading, summary, made, language, translator.info)
        for language in reading.languages
        if (translator := models.translators.get(language)) and translator.supports(article.language, language)
    }
    done = {language: sum(t is not MISSING for t in found.article) for language, found in translations.items()}
    notices = list(models.notices)
    for language, sentences in done.items():
        notices.append(f"stopped before the end: {language} has {sentences} of {len(article.sentences)} sentences")
    report = Report(
        profile=models.profile,
        sentences_in=len(article.sentences),
        sentences_out=done,
        clipped=sum(text.clipped for text in made.values()),
        unknown=sum(text.unknown for text in made.values()),
        removed=len(article.removed),
        flags=verify(article, summary, translations, glossary),
        notices=tuple(notices),
    )
    return Digest(article, summary, translations, report)


def _made(reading: Reading, summary: Summary) -> Mapping[tuple[Language, str], Translated]:
    """By language and source text: an extractive summary has the translations of the article's sentences too."""
    return {
        (language, source): reading.texts[place]
        for language in reading.languages
        for part, index, source in sources(reading.article, summary)
        if (place := Place(part, index, language)) in reading.texts
    }


def _translation(
    reading: Reading,
    summary: Summary,
    made: Mapping[tuple[Language, str], Translated],
    language: Language,
    model: ModelInfo,
) -> Translation:
    def text(source: str) -> Translated:
        return made.get((language, source), MISSING)

    article = reading.article
    title = text(article.title) if article.title else None
    of_summary = tuple(text(sentence.text) for sentence in summary.sentences)
    return Translation(language, title, of_summary, tuple(text(s.text) for s in article.sentences), model)
