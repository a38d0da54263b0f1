"""A digest as plain text, for pipes and files."""

from __future__ import annotations

from summarizer.rendering.parts import SYMBOLS, checks, language_name, paragraphs, report_lines, run
from summarizer.results import Digest, Translation


def render(digest: Digest) -> str:
    """`digest` as plain text: summary, translations, what to check, the report."""
    article = digest.article
    blocks = [article.title] if article.title else []
    blocks += [line for line in (article.byline, article.dateline) if line]
    blocks.append(f"SUMMARY\n{run(digest, [s.text for s in digest.summary.sentences], 'summary', None)}")
    for translation in digest.translations.values():
        blocks += _translation(digest, translation)
    if found := checks(digest):
        blocks.append("TO CHECK\n" + "\n".join(f"{SYMBOLS[check.severity]} {check}" for check in found))
    blocks.append("REPORT\n" + "\n".join(report_lines(digest)))
    return "\n\n".join(blocks) + "\n"


def _translation(digest: Digest, translation: Translation) -> list[str]:
    language = translation.language
    draft = " (draft)" if translation.model.draft else ""
    blocks = [f"{language_name(language).upper()}{draft}"]
    if translation.title:
        blocks.append(run(digest, [translation.title.text], "title", language))
    blocks.append(run(digest, [t.text for t in translation.summary], "summary", language))
    if translation.article:
        blocks.append("— — —")
        for group in paragraphs(digest, translation.article):
            blocks.append(run(digest, [t.text for _, t in group], "article", language, group[0][0]))
    return blocks
