"""A digest on a terminal: colour, wrapping, and every flagged sentence marked by a sign as well as by colour."""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.text import Text

from summarizer.article import Language
from summarizer.rendering.parts import (
    SYMBOLS,
    checks,
    flags_at,
    language_name,
    merely_unsure,
    paragraphs,
    report_lines,
    sign_behind,
    space,
)
from summarizer.results import Digest, Part, Translation

STYLES = {"error": "bold red underline", "warning": "yellow underline", "note": "dim"}


def show(digest: Digest, console: Console) -> None:
    """Print `digest` on `console`."""
    article = digest.article
    if article.title:
        console.print(Text(article.title, style="bold"))
    meta = " · ".join(line for line in (article.byline, article.dateline) if line)
    if meta:
        console.print(Text(meta, style="dim"))
    summary = _run(digest, [s.text for s in digest.summary.sentences], "summary", None)
    console.print(Panel(summary, title="Summary", title_align="left", border_style="cyan", padding=(0, 1)))
    for translation in digest.translations.values():
        console.print(_translation(digest, translation))
    _checks(digest, console)
    console.print(Rule("Report", style="dim", align="left"))
    for line in report_lines(digest):
        console.print(Text(line, style="dim"))


def _translation(digest: Digest, translation: Translation) -> RenderableType:
    language = translation.language
    name = language_name(language) + (" · draft" if translation.model.draft else "")
    parts: list[RenderableType] = [Rule(name, style="cyan", align="left")]
    if translation.title:
        title = _sentence(digest, translation.title.text, "title", 0, language)
        title.stylize("bold")
        parts.append(title)
    box = _run(digest, [t.text for t in translation.summary], "summary", language)
    parts.append(Panel(box, border_style="dim", padding=(0, 1)))
    if translation.article:
        for group in paragraphs(digest, translation.article):
            line = Text()
            for index, sentence in group:
                line.append_text(_sentence(digest, sentence.text, "article", index, language))
                line.append(space(language))
            parts.append(Padding(line, (0, 0, 1, 0)))
    return Group(*parts)


def _run(digest: Digest, texts: list[str], part: Part, language: Language | None) -> Text:
    line = Text()
    for n, text in enumerate(texts):
        line.append_text(_sentence(digest, text, part, n, language))
        line.append(space(language or digest.article.language))
    line.rstrip()
    return line


def _sentence(digest: Digest, text: str, part: Part, index: int, language: Language | None) -> Text:
    flags = [f for f in flags_at(digest, part, index, language) if f.severity != "note"]
    if not flags:
        return Text(text)
    style = "" if merely_unsure(flags) else STYLES[flags[0].severity]
    sign = sign_behind(SYMBOLS[flags[0].severity], language or digest.article.language)
    return Text.assemble((text, style), (sign, "bold"))


def _checks(digest: Digest, console: Console) -> None:
    found = checks(digest)
    if not found:
        return
    console.print(Rule("To check", style="yellow", align="left"))
    for check in found:
        where = f"{SYMBOLS[check.severity]} {check.where}"
        style = "red" if check.severity == "error" else "yellow"
        console.print(Text.assemble((where, style), f": {check.message} [{check.kind}]"))
