"""Raw corpora → clean pairs: what is read, what is dropped and why.

A corpus folder holds `train.en-ru.tsv.xz` and `train.en-zh.tsv.xz` (source name, English, target; tab-separated) and,
where there is one, `news3/*.jsonl` (trilingual documents with a glossary). A folder of sentences holds `*.tsv`
(English, Russian, Chinese): the project's own, in `training/sentences`. A gazetteer holds names (type, English,
Russian, Chinese; variants after `|`): that of the checks.
"""

from __future__ import annotations

import json
import lzma
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from training.errors import RecipeError

LANGUAGES = ("ru", "zh")
TAGS = {"ru": ">>rus<<", "zh": ">>cmn_Hans<<"}
"""What a source sentence begins with, to say which language is wanted (the convention of OPUS-MT)."""

SENTENCES = "sentences"
"""The collection of the project's own sentences."""
HELD_OUT_EVERY = 3
"""Of the news3 documents every third one (the first, the fourth, …) is a reference for evaluation and never trained
on."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One sentence and its translation, and the name of the collection it came from."""

    collection: str
    source: str
    target: str


def held_out(corpus: Path) -> list[dict[str, object]]:
    """The news3 documents kept for evaluation."""
    return [doc for n, doc in _documents(corpus) if n % HELD_OUT_EVERY == 0]


def read(corpus: Path, sentences: Path, names: Path, language: str) -> Iterator[Pair]:
    """Every pair of the corpus, of the folder of sentences and of the gazetteer `names` in `language`, uncleaned.
    Raises `RecipeError` on a missing or malformed file."""
    path = corpus / f"train.en-{language}.tsv.xz"
    try:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                cells = line.rstrip("\n").split("\t")
                if len(cells) != 3:
                    raise RecipeError(
                        f"{path}:{number}: {len(cells)} columns where 3 are needed (source, English, {language})"
                    )
                yield Pair(*cells)
    except FileNotFoundError:
        raise RecipeError(f"{path}: not found; give the folder of the corpus with --corpus") from None
    except (lzma.LZMAError, EOFError, UnicodeDecodeError) as error:
        raise RecipeError(f"{path}: damaged ({error}); fetch it again") from None
    yield from _news3(corpus, language)
    yield from _gazetteer(names, language)
    yield from _sentences(sentences, language)


def _documents(corpus: Path) -> Iterator[tuple[int, dict[str, object]]]:
    for path in sorted((corpus / "news3").glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            try:
                yield number, json.loads(line)
            except json.JSONDecodeError as error:
                raise RecipeError(f"{path}:{number + 1}: not JSON ({error.msg})") from None


def _news3(corpus: Path, language: str) -> Iterator[Pair]:
    for number, doc in _documents(corpus):
        if number % HELD_OUT_EVERY == 0:
            continue
        try:
            for text in (doc["title"], *doc["sentences"], *doc["summary"]):  # type: ignore[misc]
                yield Pair("news3", text["en"], text[language])  # type: ignore[index,call-overload]
            for en, *targets in doc["glossary"]:  # type: ignore[attr-defined]
                yield Pair("news3-terms", en, targets[LANGUAGES.index(language)])
        except (KeyError, TypeError, IndexError) as error:
            raise RecipeError(f"news3: document {doc.get('id', number)} lacks {error}") from None


def _gazetteer(path: Path, language: str) -> Iterator[Pair]:
    column = 2 + LANGUAGES.index(language)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        cells = line.split("\t")
        if line.startswith("#") or cells[0] == "type":
            continue
        if len(cells) < 4:
            raise RecipeError(f"{path}:{number}: {len(cells)} columns where at least 4 are needed (type, en, ru, zh)")
        preferred = cells[column].split("|")[0]
        if preferred:
            yield from (Pair("gazetteer", en, preferred) for en in cells[1].split("|"))


def _sentences(folder: Path, language: str) -> Iterator[Pair]:
    column = 1 + LANGUAGES.index(language)
    for path in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            cells = line.split("\t")
            if len(cells) != 3:
                raise RecipeError(f"{path}:{number}: {len(cells)} columns where 3 are needed (English, ru, zh)")
            yield Pair(SENTENCES, cells[0], cells[column])


_CYRILLIC = re.compile(r"[а-яёА-ЯЁ]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")
_MARKUP = re.compile(r"[{}<>\\|@#$^~`=_*\[\]]|::|\(\)|https?:")
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*")
_MAGNITUDE = re.compile(r"[万亿千百兆]|тыс|млн|млрд|million|billion|thousand")
_RATIO = {"ru": (0.45, 2.4), "zh": (1.3, 9.0)}
"""English characters to target characters: outside these a pair longer than 20 characters is not a translation."""


def fault(pair: Pair, language: str) -> str | None:
    """Why `pair` is no training material, in one word, or None when it is."""
    source, target = pair.source, pair.target
    if not source.strip() or not target.strip():
        return "empty"
    if source == target:
        return "identical"
    latin, wanted = len(_LATIN.findall(source)), len((_CYRILLIC if language == "ru" else _HAN).findall(target))
    foreign = len(_CYRILLIC.findall(source)) + len(_HAN.findall(source))
    if foreign * 10 > latin or not latin:
        return "source-language"
    if wanted < len(_LATIN.findall(target)) * (1.0 if language == "ru" else 0.5) or not wanted:
        return "target-language"
    low, high = _RATIO[language]
    if max(len(source), len(target)) > 20 and not low <= len(source) / len(target) <= high:
        return "length-ratio"
    if len(_MARKUP.findall(source)) + len(_MARKUP.findall(target)) > 1 + len(source) // 80:
        return "markup"
    if not _MAGNITUDE.search(source + target):
        ours, theirs = _numbers(source), _numbers(target)
        if (ours - theirs) | (theirs - ours) and len(ours & theirs) * 2 < len(ours | theirs):
            return "numbers"
    return None


def _numbers(text: str) -> set[str]:
    return {n for n in (re.sub(r"\D", "", m) for m in _NUMBER.findall(text)) if len(n) > 1}


def clean(pairs: Iterable[Pair], language: str, dropped: Counter[str]) -> Iterator[Pair]:
    """The pairs without a fault and without repetitions; `dropped` counts the others by reason. The project's own
    sentences were checked when they were written: a rule that takes “October” and 10月 for a fault is not for them."""
    seen: set[tuple[str, str]] = set()
    for pair in pairs:
        reason = None if pair.collection == SENTENCES else fault(pair, language)
        key = (pair.source, pair.target)
        if reason is None and key in seen:
            reason = "repeated"
        if reason is None:
            seen.add(key)
            yield pair
        else:
            dropped[reason] += 1


def write(pairs: Iterable[Pair], path: Path) -> int:
    """Write pairs, one a line; how many there were."""
    count = 0
    with path.open("w", encoding="utf-8") as out:
        for pair in pairs:
            out.write(f"{pair.collection}\t{pair.source}\t{pair.target}\n")
            count += 1
    return count


def load(path: Path) -> list[Pair]:
    """Pairs written by `write`. Raises `RecipeError` where the earlier step has not been run."""
    if not path.exists():
        raise RecipeError(f"{path}: not found; run `python -m training clean` first")
    return [Pair(*line.split("\t")) for line in path.read_text(encoding="utf-8").split("\n") if line]
