"""The names of a sentence against those of its translation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from summarizer.article import Language
from summarizer.results import Severity
from summarizer.translating.inflection import WORD, same_word
from summarizer.verifying import gazetteer
from summarizer.verifying.base import Doubt, quote
from summarizer.verifying.names import titles
from summarizer.verifying.names.exchanged import exchanged
from summarizer.verifying.names.latin import miscopied, unknown_glosses
from summarizer.verifying.names.matching import honoured, partly_heard
from summarizer.verifying.names.mentions import Mention, mentions
from summarizer.verifying.names.strangers import ORDINARY, Stranger, strangers
from summarizer.verifying.names.target import Target
from summarizer.verifying.transliteration import is_pinyin_like

_PRONOUN = re.compile(r"\b(?:he|she|him|his|her|hers)\b", re.IGNORECASE)
_FREELY = frozenset(
    "United States|United Kingdom|England|China|Russia|Soviet Union|Germany|France|Japan|India".split("|")
)
"""Countries that go without saying, by the first name that the gazetteer has."""
_QUOTED = re.compile(r"[\"“][^\"“”]{1,80}[\"”]")
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
    found = [
        Doubt(f"name-{difference.kind}", difference.severity, _message(difference, source))
        for difference in compare(source, text, source_language, target_language)
    ]
    if source_language == "en" and target_language in ("ru", "zh"):
        wrong = list(miscopied(source, text))
        found += [Doubt("name-changed", "error", _becomes(word.right, word.written)) for word in wrong]
        found += [Doubt("name-new", "warning", _added(name)) for name in unknown_glosses(source, text, wrong)]
    if pair := exchanged(source, text, source_language, target_language):
        one, other = (mention.written(source) for mention in pair)
        # Chinese puts the phrases themselves in another order so often that many a doubt is wrong.
        severity: Severity = "warning" if target_language == "ru" else "note"
        found.append(Doubt("name-exchanged", severity, f"{quote(one)} and {quote(other)} stand in each other's place"))
    return found


def compare(source: str, text: str, source_language: Language, target_language: Language) -> list[Difference]:
    """The differences between the names of `source` and those of its translation `text`."""
    if target_language not in ("ru", "zh", "en"):
        return []
    target = Target.of(text, target_language)
    ours = mentions(source, source_language)
    if "《" in text:  # works, whose titles are translated by their meaning
        ours = [mention for mention in ours if mention.entries or not _in_title(mention, source)]
    missing = [mention for mention in ours if not honoured(mention, target)]
    strange = strangers(source, source_language, target, ORDINARY if missing else ORDINARY - 10)
    found: list[Difference] = []
    severity: Severity
    for mention in missing:
        partly = partly_heard(mention, target)
        other = None if partly else next((s for s in strange if instead(mention, s, target_language)), None)
        if other is not None:
            found.append(Difference("changed", "warning", mention, other))
        else:
            vague = partly or (not strange and _titled(mention, source, target))
            severity = "warning" if not vague and _sure(mention, target_language) else "note"
            found.append(Difference("missing", severity, mention))
    if not missing:
        # A translator may say the name where the source says "he".
        spoken = source_language == "en" and bool(_PRONOUN.search(source))
        for stranger in strange:
            sure = stranger.sure(target_language) or (target_language == "ru" and _unusual_country(stranger, "ru"))
            severity = "warning" if sure and not spoken else "note"
            found.append(Difference("new", severity, target=stranger))
    return found


def _message(difference: Difference, source: str) -> str:
    if difference.source is None:
        return _added(difference.target.text if difference.target else "")
    name = quote(difference.source.written(source))
    if difference.target is None:
        return f"{name} is not in the translation"
    return _becomes(difference.source.written(source), difference.target.text)


def _added(name: str) -> str:
    return f"{quote(name)} is not in the source"


def _becomes(name: str, other: str) -> str:
    return f"{quote(name)} is not in the translation, which has {quote(other)}"


def _in_title(mention: Mention, source: str) -> bool:
    return any(mention.words[0] in quoted for quoted in _QUOTED.findall(source))


def _titled(mention: Mention, source: str, target: Target) -> bool:
    """Whether the source has a title before the name, and a Russian translation that title with no name behind it: “PM
    Modi said”, «сказал премьер-министр»."""
    if target.language != "ru":
        return False
    before = titles.tokens(source[: source.find(mention.written(source))], "en")
    ours = {entry for entry, end in titles.find(before, "en") if end == len(before) - 1}
    words = WORD.findall(target.text)
    theirs = titles.find(titles.tokens(target.text, "ru"), "ru") if ours else ()
    return any(entry in ours and not "".join(words[end + 1 : end + 2])[:1].isupper() for entry, end in theirs)


@cache
def _named_freely(language: Language) -> frozenset[str]:
    """What the countries are called that go without saying."""
    entries = (e for e in gazetteer.entries() if e.type == "country" and not _FREELY.isdisjoint(e.names("en")[:1]))
    return frozenset(name for entry in entries for name in entry.names(language))


def _unusual_country(stranger: Stranger, language: Language) -> bool:
    """Whether it is a country that translators do not name unasked."""
    return stranger.type == "country" and not any(same_word(n, stranger.text) for n in _named_freely(language))


def _sure(mention: Mention, target_language: Language) -> bool:
    """Whether a good translation hardly ever leaves this name out.

    Great powers go without saying, and come as governments. In Chinese a name that the gazetteer does not know may be
    translated, or written with the characters of its own country as Japanese and Korean names are.
    """
    types = {entry.type for entry in mention.entries}
    if types == {"person"}:
        return True
    if "country" in types:
        freely = any(not _FREELY.isdisjoint(entry.names("en")[:1]) for entry in mention.entries)
        return not freely and not mention.partial and (target_language == "zh" or len(mention.words) == 1)
    if types:
        return not mention.partial and not types & {"event", "name"}
    if target_language != "zh":
        return len(mention.words) > 1
    return (
        len(mention.words) > 1
        and not any(is_pinyin_like(word) for word in mention.words)
        and not all(_JAPANESE.fullmatch(word.lower()) for word in mention.words)
    )


def instead(mention: Mention, stranger: Stranger, target_language: Language) -> bool:
    """Whether the stranger may stand in the place of the mention: the same type of thing, where both types are known.

    Translators put a country for a body and add great powers, but do not put a country for a town. A body is called by
    its acronym, and its name is translated by its meaning.
    """
    types = {entry.type for entry in mention.entries}
    if stranger.acronym:  # “U.K.” and «ООН»
        short = "country" in types and all(word.isupper() for word in mention.words)
        return short and any(e.type == "org" for f in gazetteer.find(stranger.text, target_language) for e in f.entries)
    if types == {"org"} and not stranger.type:
        return False
    if stranger.latin and types and "person" not in types:
        return False
    if stranger.type == "country":
        return "country" in types or (not types - {"place"} and _unusual_country(stranger, target_language))
    return not stranger.type or not types or "country" in types or stranger.type in types
