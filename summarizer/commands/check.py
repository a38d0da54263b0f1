"""`summarize check SOURCE TRANSLATION`: check a translation, whoever made it."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.errors import EmptyArticle, ReadError, TooLarge, UsageError

if TYPE_CHECKING:
    from summarizer.verifying.texts import Checked

SCHEMA = "check/1"
LANGUAGES = ("en", "ru", "zh")
LARGEST = 20_000_000
"""Bytes of a text."""


@click.command("check", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("source", metavar="SOURCE")
@click.argument("translation", metavar="TRANSLATION")
@click.option("--lang", type=click.Choice(LANGUAGES), required=True, help="The language of the translation.")
@click.option(
    "--source-lang", type=click.Choice(LANGUAGES), help="The language of the source; by default told from it."
)
@click.option(
    "--glossary", type=click.Path(path_type=Path), help="CSV (source,ru,zh,dnt) or TBX: what must be honoured."
)
@click.option("--format", "format_", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Exit with 3 on warnings too.")
@click.option("-q", "--quiet", is_flag=True, help="Text: errors and warnings only, no notes.")
def command(
    *,
    source: str,
    translation: str,
    lang: str,
    source_lang: str | None,
    glossary: Path | None,
    format_: str,
    strict: bool,
    quiet: bool,
) -> int:
    """Check TRANSLATION against SOURCE: loss, numbers, names, language, loops, marks, glossary.

    Both are text files (- for standard input). With as many lines, they are taken as aligned line by line; else they
    are split into sentences and aligned, and what has no partner is reported. Exit code 3 if there are errors.
    """
    from summarizer.translating.glossary import Glossary
    from summarizer.verifying.texts import check_texts

    if source == translation == "-":
        raise UsageError("only one of the two texts can come from standard input")
    terms = Glossary.load(glossary) if glossary else None
    ours, theirs = _read(source), _read(translation)
    language = source_lang or _language(ours)
    if language == lang:
        raise UsageError(f"the source is in {lang} too: name its language with --source-lang, or correct --lang")
    checked = check_texts(ours, theirs, language, lang, terms)
    click.echo(_json(checked, language, lang) if format_ == "json" else _text(checked, quiet))
    bad = ("error", "warning") if strict else ("error",)
    return 3 if any(flag.severity in bad for flag in checked.flags) else 0


def _read(path: str) -> str:
    try:
        raw = sys.stdin.buffer.read(LARGEST + 1) if path == "-" else _bytes(Path(path))
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror})") from None
    if len(raw) > LARGEST:
        raise TooLarge(f"{path}: over {LARGEST // 1_000_000} MB: check it in parts")
    try:
        text = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        raise ReadError(f"{path}: not UTF-8 text: save it as UTF-8") from None
    if not text.strip():
        raise EmptyArticle(f"{path}: there is no text in it")
    return text.replace("\r\n", "\n").replace("\0", "")


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _language(text: str) -> str:
    """Told by the script alone: the three languages do not share theirs."""
    counts = {
        "zh": 3 * len(re.findall(r"[\u3400-\u9fff]", text)),  # a character says what three letters say
        "ru": len(re.findall(r"[\u0400-\u04ff]", text)),
        "en": len(re.findall(r"[A-Za-z]", text)),
    }
    return max(counts, key=lambda code: counts[code])


def _json(checked: Checked, source_language: str, target_language: str) -> str:
    document = {
        "schema": SCHEMA,
        "source_language": source_language,
        "target_language": target_language,
        "alignment": checked.alignment,
        "segments": {"source": checked.source_segments, "target": checked.target_segments},
        "flags": [
            {"kind": flag.kind, "severity": flag.severity, "where": str(flag.where), "message": flag.message}
            for flag in checked.flags
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _text(checked: Checked, quiet: bool) -> str:
    from summarizer.rendering.parts import SYMBOLS

    unit = "line" if checked.alignment == "lines" else "sentence"
    shown = [flag for flag in checked.flags if not (quiet and flag.severity == "note")]
    lines = [f"{SYMBOLS[f.severity]} {unit} {f.where.index + 1}  {f.kind}: {f.message}" for f in shown]
    counts = {severity: sum(f.severity == severity for f in checked.flags) for severity in SYMBOLS}
    total = ", ".join(f"{count} {severity}{'s' * (count != 1)}" for severity, count in counts.items())
    lines.append(f"{checked.source_segments} {unit}s against {checked.target_segments}: {total}")
    return "\n".join(lines)
