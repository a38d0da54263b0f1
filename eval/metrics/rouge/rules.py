"""What ROUGE takes for a word in each language, and what it makes of it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from eval.errors import EvalUsage
from summarizer.article import Language

_ASCII_WORD = re.compile(r"[a-z0-9]+")
_UNICODE_WORD = re.compile(r"[^\W_]+")
_CHARACTER = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3400-\u9fff\uf900-\ufaff]+")
SHORTEST_STEMMED = 4


@dataclass(frozen=True, slots=True)
class Rules:
    """A way to cut text into tokens; `signature` says all of it."""

    name: str
    signature: str
    tokenize: Callable[[str], list[str]]


def for_language(language: Language) -> tuple[Rules, ...]:
    """The rules for `language`, the one to report first. Languages without rules of their own get Unicode words."""
    if language == "en":
        return rouge_score_rules(), rouge155_rules()
    if language == "ru":
        return (russian_rules(),)
    if language == "zh":
        return (chinese_rules(),)
    return (unicode_rules(),)


def named(name: str) -> Rules:
    """Rules by name. Raises `EvalUsage` with the names there are."""
    table: dict[str, Callable[[], Rules]] = {
        "rouge-score": rouge_score_rules,
        "1.5.5": rouge155_rules,
        "ru": russian_rules,
        "zh": chinese_rules,
        "unicode": unicode_rules,
    }
    if name not in table:
        raise EvalUsage(f"no ROUGE rules {name!r}: choose one of {', '.join(table)}")
    return table[name]()


@cache
def rouge_score_rules() -> Rules:
    """Those of the `rouge-score` library with `use_stemmer=True`: NLTK's Porter stemmer, which knows extensions."""
    from nltk.stem.porter import PorterStemmer

    stem = _remembered(PorterStemmer().stem)
    return Rules("rouge-score", "rules:rouge-score|words:[a-z0-9]+|stem:porter-nltk", _tokenizer(_ASCII_WORD, stem))


@cache
def rouge155_rules(exceptions: Path | None = None) -> Rules:
    """Those of ROUGE-1.5.5 with `-m`: a word that is in WordNet's exception lists becomes what they say, any other
    goes through Porter's original algorithm (1980).

    `exceptions` is a folder with WordNet 2.0's adj.exc, adv.exc, noun.exc and verb.exc; by default the one that
    `EVAL_ROUGE_EXCEPTIONS` names. Without the lists every word is stemmed, and the signature says so."""
    import snowballstemmer

    porter = snowballstemmer.stemmer("porter").stemWord
    folder = exceptions or (Path(named) if (named := os.environ.get("EVAL_ROUGE_EXCEPTIONS")) else None)
    known = _exceptions(folder) if folder else {}
    stem = _remembered(lambda word: known.get(word) or porter(word))
    kind = "porter+wordnet2.0" if folder else "porter"
    return Rules("1.5.5", f"rules:1.5.5|words:[a-z0-9]+|stem:{kind}", _tokenizer(_ASCII_WORD, stem))


@cache
def russian_rules() -> Rules:
    """Words of letters and digits, `ё` as `е`, through Snowball's Russian stemmer."""
    import snowballstemmer

    stem = _remembered(snowballstemmer.stemmer("russian").stemWord)
    words = _tokenizer(_UNICODE_WORD, stem)
    return Rules("ru", "rules:ru|words:unicode|stem:snowball-ru", lambda text: words(text.replace("ё", "е")))


@cache
def chinese_rules() -> Rules:
    """Each Chinese character is a token; so is each run of other letters or digits. Nothing is stemmed."""
    return Rules("zh", "rules:zh|words:characters|stem:none", lambda text: _CHARACTER.findall(text.lower()))


@cache
def unicode_rules() -> Rules:
    """Words of letters and digits, not stemmed."""
    return Rules("unicode", "rules:unicode|words:unicode|stem:none", lambda text: _UNICODE_WORD.findall(text.lower()))


def _tokenizer(word: re.Pattern[str], stem: Callable[[str], str]) -> Callable[[str], list[str]]:
    def tokenize(text: str) -> list[str]:
        return [stem(w) if len(w) >= SHORTEST_STEMMED else w for w in word.findall(text.lower())]

    return tokenize


def _remembered(stem: Callable[[str], str]) -> Callable[[str], str]:
    """Texts repeat their words: each is stemmed once."""
    return cache(stem)


def _exceptions(folder: Path) -> dict[str, str]:
    """Form → base form, of the words that ROUGE-1.5.5 looks up: no hyphen, `SHORTEST_STEMMED` letters or more; the
    last list that has a form counts. Raises `EvalUsage` where a list is missing."""
    found: dict[str, str] = {}
    for kind in ("adj", "adv", "noun", "verb"):
        path = folder / f"{kind}.exc"
        try:
            lines = path.read_text("utf-8").splitlines()
        except OSError as error:
            raise EvalUsage(f"{path}: {error.strerror}: name the folder of WordNet's exception lists") from None
        for form, base, *_ in (line.split() for line in lines if len(line.split()) >= 2):
            if len(form) >= SHORTEST_STEMMED and re.fullmatch(r"[a-z]+", form):
                found[form] = base
    return found
