"""The output must be in the language asked for: not the source's, not another's, not the other Chinese script."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz import fuzz

from summarizer.article import Language
from summarizer.results import Severity
from summarizer.verifying.base import Doubt, quote

_SCRIPT = {
    "en": re.compile(r"[A-Za-z\u00c0-\u024f]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "zh": re.compile(r"[\u3400-\u9fff]"),
}
_LATIN = _SCRIPT["en"]
_FOREIGN = re.compile(r"[\u0590-\u1cff\u3040-\u30ff\uac00-\ud7af]")
_UKRAINIAN = re.compile(r"[іїєґІЇЄҐўЎ]")
# A name or term that stays in Latin script: capitals, digits, or a mark inside.
_LATIN_WORD = re.compile(r"(?<![\w@./#-])[a-z]{3,}(?![\w@/.-]*[@/.]\w)(?!\w)")


def check(source: str, text: str, source_language: Language, target_language: Language) -> list[Doubt]:
    """Doubts about which language and script the translation is in."""
    script = _SCRIPT.get(target_language)
    letters = sum(c.isalpha() for c in text)
    if script is None or letters < 2:
        return []
    own = len(script.findall(text))
    words = _LATIN_WORD.findall(source)
    # Without three ordinary words the source may be names and codes only, which may stay as they are.
    if source_language != target_language and len(words) + (source_language != "en") * 3 >= 3:
        if fuzz.ratio(source.lower(), text.lower(), score_cutoff=80) and own < letters / 3:
            return [Doubt("echo", "error", "left untranslated")]
        # Chinese letters carry more each: a sentence with many Latin names is still Chinese.
        foreign_words = len(_LATIN_WORD.findall(text)) >= 3 or not _LATIN.search(text)
        if own < letters * (0.10 if target_language == "zh" else 0.25) and (foreign_words or not own):
            return [Doubt("wrong-language", "error", f"not in the language asked for: {quote(text)}")]
    doubts = []
    if target_language != "en":
        doubts += _left_over(source, text)
    if target_language == "zh":
        doubts += _traditional(source, text)
    foreign = _FOREIGN.findall(text)
    if len(foreign) > len(_FOREIGN.findall(source)):
        doubts.append(Doubt("wrong-language", "warning", f"foreign script: {quote(''.join(foreign[:10]))}"))
    if target_language == "ru" and len(_UKRAINIAN.findall(text)) > len(_UKRAINIAN.findall(source)):
        doubts.append(Doubt("wrong-language", "warning", "letters that Russian does not have"))
    return doubts


def _left_over(source: str, text: str) -> list[Doubt]:
    """Runs of ordinary lower-case words of the source that stand untranslated in the output."""
    known = set(_LATIN_WORD.findall(source))
    run: list[str] = []
    longest: list[str] = []
    for word in re.findall(r"\S+", re.sub(r"[\u0400-\u04ff\u3400-\u9fff]+", " \0 ", text)):
        bare = word.strip(",.;:!?()\"'“”«»")
        run = [*run, bare] if bare.lower() in known else []
        longest = max(longest, run, key=len)
    if len(longest) >= 3:
        return [Doubt("echo", "warning", f"left untranslated: {quote(' '.join(longest))}")]
    return []


def _traditional(source: str, text: str) -> list[Doubt]:
    """Characters that the Traditional character set (Big5) has and the Simplified one (GB 2312) does not.

    One alone may be a rare character of a personal name.
    """
    found = [c for c in text if "\u4e00" <= c <= "\u9fff" and c not in source and _traditional_only(c)]
    if len(found) < 2:
        return []
    severity: Severity = "error" if len(found) >= 4 else "warning"
    return [Doubt("traditional", severity, f"Traditional characters: {''.join(found[:8])}")]


@cache
def _traditional_only(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        pass
    else:
        return False
    try:
        character.encode("big5")
    except UnicodeEncodeError:
        return False
    return True
