"""A digest as plain text, for pipes and files."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.article import Language
from summarizer.rendering.parts import (
    SYMBOLS,
    checks,
    flags_at,
    language_name,
    mark,
    paragraphs,
    report_lines,
    sign_behind,
    space,
)
from summarizer.results import Digest, Part, Translation


def render(digest: Digest) -> str:
    """`digest` as plain text: summary, translations, what to check, the report."""
    article = digest.article
    blocks = [article.title] if article.title else []
    blocks += [line for line in (article.byline, article.dateline) if line]
    blocks.append(f"SUMMARY\n{_run(digest, [s.text for s in digest.summary.sentences], 'summary', None)}")
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
        blocks.append(_run(digest, [translation.title.text], "title", language))
    blocks.append(_run(digest, [t.text for t in translation.summary], "summary", language))
    if translation.article:
        blocks.append("— — —")
        for group in paragraphs(digest, translation.article):
            blocks.append(_run(digest, [t.text for _, t in group], "article", language, group[0][0]))
    return blocks


def _run(digest: Digest, texts: Sequence[str], part: Part, language: Language | None, first: int = 0) -> str:
    """Sentences one after the other, the first being that of index `first`, a sign behind those that have something to
    check; notes are left to the list."""
    signs = (mark(flags_at(digest, part, first + n, language)) for n in range(len(texts)))
    signed = [
        text + sign_behind(f"[{sign}]" if sign else "", language) for text, sign in zip(texts, signs, strict=True)
    ]
    return space(language or digest.article.language).join(signed).rstrip()
