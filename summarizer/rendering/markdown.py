"""A digest as Markdown. Article and model text is escaped: it is data, not markup."""

from __future__ import annotations

import re

from summarizer.rendering.parts import SYMBOLS, checks, language_name, paragraphs, report_lines, run
from summarizer.results import Digest, Translation

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
    blocks += [f"## Summary\n\n{escape(run(digest, [s.text for s in digest.summary.sentences], 'summary', None))}"]
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
        blocks.append(f"### {escape(run(digest, [translation.title.text], 'title', language))}")
    blocks.append("> " + escape(run(digest, [t.text for t in translation.summary], "summary", language)))
    if translation.article:
        for group in paragraphs(digest, translation.article):
            blocks.append(escape(run(digest, [t.text for _, t in group], "article", language, group[0][0])))
    return blocks
