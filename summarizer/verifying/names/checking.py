"""The names of a sentence against those of its translation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from summarizer.article import Language
from summarizer.results import Severity
from summarizer.verifying.base import Doubt, quote
from summarizer.verifying.names.matching import honoured, partly_heard
from summarizer.verifying.names.mentions import Mention, mentions
from summarizer.verifying.names.strangers import ORDINARY, Stranger, strangers
from summarizer.verifying.names.target import Target
from summarizer.verifying.transliteration import is_pinyin_like

_PRONOUN = re.compile(r"\b(?:he|she|him|his|her|hers)\b", re.IGNORECASE)
_JAPANESE = re.compile(r"(?:(?:[kgsztdnhbpmr]y?|sh|ch|ts|[jfwy])?[aeiouō]u?n?(?:(?=k)k|(?=t)t|(?=s)s|(?=p)p)?)+")


@dataclass(frozen=True, slots=True)
class Difference:
    """A name that source and translation do not share. `missing`: only the source has it; `new`: only the translation;
    `changed`: both, and the one may stand for the other."""

    kind: Literal["missing", "changed", "new"]
    severity: Severity
    source: Mention | None = None
    target: Stranger | None = None


def check(source: str, text: str, source_language: Language, target_language: Language) -> list[Doubt]:
    """Doubts about the names of `source` in its translation `text`."""
    return [
        Doubt(f"name-{difference.kind}", difference.severity, _message(difference))
        for difference in compare(source, text, source_language, target_language)
    ]


def compare(source: str, text: str, source_language: Language, target_language: Language) -> list[Difference]:
    """The differences between the names of `source` and those of its translation `text`."""
    if target_language not in ("ru", "zh", "en"):
        return []
    target = Target.of(text, target_language)
    missing = [mention for mention in mentions(source, source_language) if not honoured(mention, target)]
    strange = strangers(source, source_language, target, ORDINARY if missing else ORDINARY - 10)
    found: list[Difference] = []
    severity: Severity
    for mention in missing:
        partly = partly_heard(mention, target)
        other = None if partly else next((s for s in strange if instead(mention, s)), None)
        if other is not None:
            found.append(Difference("changed", "warning", mention, other))
        else:
            severity = "warning" if not partly and _sure(mention, target_language) else "note"
            found.append(Difference("missing", severity, mention))
    if not missing:
        # A translator may say the name where the source says "he".
        spoken = source_language == "en" and bool(_PRONOUN.search(source))
        for stranger in strange:
            severity = "warning" if stranger.sure(target_language) and not spoken else "note"
            found.append(Difference("new", severity, target=stranger))
    return found


def _message(difference: Difference) -> str:
    if difference.source is None:
        return f"{quote(difference.target.text if difference.target else '')} is not in the source"
    if difference.target is None:
        return f"{quote(difference.source.text)} is not in the translation"
    return f"{quote(difference.source.text)} is not in the translation, which has {quote(difference.target.text)}"


def _sure(mention: Mention, target_language: Language) -> bool:
    """Whether a good translation hardly ever leaves this name out.

    Countries go without saying, and come as peoples and governments. In Chinese a name that the gazetteer does not
    know may be translated, or written with the characters of its own country as Japanese and Korean names are.
    """
    types = {entry.type for entry in mention.entries}
    if types == {"person"}:
        return True
    if types:
        unsure = {"country", "event", "name"} | ({"org"} if target_language == "zh" else set())
        return not mention.partial and not types & unsure
    if target_language != "zh":
        return len(mention.words) > 1
    return (
        len(mention.words) > 1
        and not any(is_pinyin_like(word) for word in mention.words)
        and not all(_JAPANESE.fullmatch(word.lower()) for word in mention.words)
    )


def instead(mention: Mention, stranger: Stranger) -> bool:
    """Whether the stranger may stand in the place of the mention: the same type of thing, where both types are known.

    Translators add countries and put them for capitals, so a country stands for a country only. A body is called by its
    acronym, and its name is translated by its meaning.
    """
    types = {entry.type for entry in mention.entries}
    if stranger.acronym or (types == {"org"} and not stranger.type):
        return False
    if stranger.latin and types and "person" not in types:
        return False
    if stranger.type == "country":
        return "country" in types
    return not stranger.type or not types or "country" in types or stranger.type in types
