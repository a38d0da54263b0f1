"""A digest as Markdown. Article and model text is escaped: it is data, not markup."""

from __future__ import annotations

import re

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

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)", re.MULTILINE)


def escape(text: str) -> str:
    """`text` with everything that Markdown or HTML would act on made literal, on one line."""
    one_line = re.sub(r"\s+", " ", text)
    return _LINE_START.sub(lambda m: f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", _SPECIAL.sub(r"\\\1", one_line))


def render(digest: Digest) -> str:
    """`digest` as a Markdown document."""
    article = digest.article
    blocks = [f"# {escape(article.title or 'Digest')}"]
    meta = [escape(line) for line in (article.byline, article.dateline) if line]
    blocks += ["*" + " · ".join(meta) + "*"] if meta else []
    blocks += [f"## Summary\n\n{_sentences(digest, [s.text for s in digest.summary.sentences], 'summary', None)}"]
    for translation in digest.translations.values():
        blocks += _translation(digest, translation)
    if found := checks(digest):
        rows = [
            f"| {SYMBOLS[c.severity]} {c.severity} | {escape(c.where)} | {c.kind} | {escape(c.message)} |"
            for c in found
        ]
        blocks.append("## To check\n\n| severity | where | what | why |\n|---|---|---|---|\n" + "\n".join(rows))
    if article.removed:
        removed = [f"- *{r.reason}*: {escape(r.text)}" for r in article.removed]
        blocks.append("## Removed as boilerplate\n\n" + "\n".join(removed))
    blocks.append("## Report\n\n" + "\n".join(f"- {escape(line)}" for line in report_lines(digest)))
    return "\n\n".join(blocks) + "\n"


def _translation(digest: Digest, translation: Translation) -> list[str]:
    language = translation.language
    heading = f"## {language_name(language)}" + (" (draft)" if translation.model.draft else "")
    blocks = [heading]
    if translation.title:
        title = escape(translation.title.text) + _mark(digest, "title", 0, language)
        blocks.append(f"### {title.rstrip()}")
    blocks.append("> " + _sentences(digest, [t.text for t in translation.summary], "summary", language))
    if translation.article:
        blocks += [
            space(language).join(escape(t.text) + _mark(digest, "article", n, language) for n, t in group)
            for group in paragraphs(digest, translation.article)
        ]
    return blocks


def _sentences(digest: Digest, texts: list[str], part: Part, language: Language | None) -> str:
    gap = space(language or digest.article.language)
    return gap.join(escape(text) + _mark(digest, part, n, language) for n, text in enumerate(texts))


def _mark(digest: Digest, part: Part, index: int, language: Language | None) -> str:
    found = mark(flags_at(digest, part, index, language))
    return sign_behind(f"\\[{found}\\]" if found else "", language)
