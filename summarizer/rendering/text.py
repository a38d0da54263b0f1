"""A digest as plain text, for pipes and files."""

from __future__ import annotations

from summarizer.article import Language
from summarizer.rendering.parts import SYMBOLS, checks, flags_at, language_name, mark, paragraphs, report_lines, space
from summarizer.results import Digest, Part, Translation


def render(digest: Digest) -> str:
    """`digest` as plain text: summary, translations, what to check, the report."""
    article = digest.article
    blocks = [article.title] if article.title else []
    blocks += [line for line in (article.byline, article.dateline) if line]
    blocks += ["SUMMARY\n" + space(article.language).join(s.text for s in digest.summary.sentences)]
    for translation in digest.translations.values():
        blocks += _translation(digest, translation)
    if found := checks(digest):
        blocks.append("TO CHECK\n" + "\n".join(f"{SYMBOLS[check.severity]} {check}" for check in found))
    blocks.append("REPORT\n" + "\n".join(report_lines(digest)))
    return "\n\n".join(blocks) + "\n"


def _translation(digest: Digest, translation: Translation) -> list[str]:
    language = translation.language
    gap = space(language)
    draft = " (draft)" if translation.model.draft else ""
    blocks = [f"{language_name(language).upper()}{draft}"]
    if translation.title:
        blocks.append(translation.title.text)
    blocks.append(gap.join(t.text + _marks(digest, "summary", n, language) for n, t in enumerate(translation.summary)))
    if translation.article:
        blocks.append("— — —")
        blocks += [
            gap.join(t.text + _marks(digest, "article", n, language) for n, t in group)
            for group in paragraphs(digest, translation.article)
        ]
    return blocks


def _marks(digest: Digest, part: Part, index: int, language: Language) -> str:
    """One sign behind a sentence that has something to check; notes are left to the list."""
    found = mark(flags_at(digest, part, index, language))
    return f" [{found}]" if found else ""
