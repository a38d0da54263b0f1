"""A glossary: how the user wants certain terms translated, or that they must stay as they are.

CSV with a header, `source,ru,zh,…,dnt`: one term a row, alternatives in one cell separated by `|` (the first is the
preferred one), a cell left empty where a language has no rule, and `dnt` (do not translate) set to `1`, `yes`, `true`
or `x` for a term that stays as it is. Or TBX (ISO 30042), in either of its dialects.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from summarizer.article import Language
from summarizer.errors import GlossaryError
from summarizer.translating.inflection import WORD, contains

_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]+)*")
_YES = {"1", "yes", "y", "true", "x", "+", "да", "是"}
_NO = {"", "0", "no", "n", "false", "-", "нет", "否"}
_TOKEN = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
LARGEST = 50_000_000
"""Bytes: a larger file is not a glossary."""


@dataclass(frozen=True, slots=True)
class Term:
    """One row: the term, its translations by language (preferred first), or that it is not to be translated."""

    source: str
    targets: Mapping[Language, tuple[str, ...]]
    keep: bool = False

    def wanted(self, language: Language) -> tuple[str, ...]:
        """What may stand for the term in `language`; empty where the glossary does not say."""
        return (self.source,) if self.keep else self.targets.get(language, ())


@dataclass(frozen=True, slots=True)
class Miss:
    """A term of the source that the translation does not have as the glossary wants it."""

    source: str
    wanted: str


@dataclass(frozen=True)
class Glossary:
    """Terms, found in a sentence by longest match. The source side is matched with plurals and without regard to case,
    except that a term written with capitals is matched with its capitals."""

    terms: tuple[Term, ...]
    _index: dict[str, Any] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index: dict[str, Any] = {}
        for term in self.terms:
            node = index
            for token in _tokens(term.source):
                node = node.setdefault(_fold(token), {})
            node.setdefault("", []).append(term)
        object.__setattr__(self, "_index", index)

    @classmethod
    def load(cls, path: str | Path) -> Glossary:
        """Read a CSV or TBX file. Raises `GlossaryError` with the line that is wrong."""
        path = Path(path)
        try:
            if path.stat().st_size > LARGEST:
                raise GlossaryError(f"{path}: over {LARGEST // 1_000_000} MB: split the glossary")
            raw = path.read_bytes()
        except OSError as error:
            raise GlossaryError(f"{path}: cannot be read ({error.strerror})") from None
        tbx = path.suffix.lower() in {".tbx", ".xml"} or raw.lstrip()[:5] in (b"<?xml", b"<tbx ", b"<mart")
        terms = list(_tbx(raw, path)) if tbx else list(_csv(_decoded(raw, path), path))
        if not terms:
            raise GlossaryError(f"{path}: no terms in it")
        return cls(tuple(terms))

    def find(self, sentence: str) -> list[Term]:
        """The terms of `sentence`, longest match first come, left to right, without overlaps. Linear in its length."""
        return [term for _, _, term in self.spans(sentence)]

    def spans(self, sentence: str) -> list[tuple[int, int, Term]]:
        """As `find`, each term with its place [start, end) in the sentence."""
        matches = list(_TOKEN.finditer(sentence))
        tokens = [match.group() for match in matches]
        found, i = [], 0
        while i < len(tokens):
            term, size = self._longest(tokens, i)
            if term is not None:
                found.append((matches[i].start(), matches[i + size - 1].end(), term))
            i += size
        return found

    def _longest(self, tokens: Sequence[str], start: int) -> tuple[Term | None, int]:
        best: Term | None = None
        node: dict[str, Any] | None = self._index
        size = 1
        for n in range(start, len(tokens)):
            node = node.get(_fold(tokens[n])) if node else None
            if node is None:
                break
            for term in node.get("", ()):
                if _same_case(term.source, tokens[start : n + 1]):
                    best, size = term, n + 1 - start
        return best, size

    def check(self, source: str, target: str, language: Language) -> list[Miss]:
        """The terms of `source` that `target`, its translation into `language`, does not honour."""
        words = WORD.findall(target)
        misses = []
        for term in {t.source: t for t in self.find(source)}.values():
            wanted = term.wanted(language)
            if wanted and not any(_there(form, target, words) for form in wanted):
                misses.append(Miss(term.source, wanted[0]))
        return misses

    def apply(self, source: str, target: str, language: Language) -> str:
        """`target` with terms that were left in the source's script replaced, where that is safe: in Chinese, which
        does not inflect."""
        if language != "zh":
            return target
        for term in self.find(source):
            wanted = term.wanted(language)
            if wanted and not term.keep and not any(form in target for form in wanted):
                pattern = rf"(?<![A-Za-z]){re.escape(term.source)}(?![A-Za-z])\s?"
                target = re.sub(pattern, lambda _, w=wanted[0]: w, target)  # type: ignore[misc]
        return target


def _there(form: str, target: str, words: list[str]) -> bool:
    return form.lower() in target.lower() if _HAN.search(form) else contains(form, words)


def _tokens(text: str) -> list[str]:
    """Words, and Chinese characters one by one."""
    return _TOKEN.findall(text)


def _fold(token: str) -> str:
    """A key that a word shares with its plural."""
    token = token.casefold()
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("s", "")):
        if token.endswith(ending) and len(token) > len(ending) + 2 and not token.endswith("ss"):
            return token[: -len(ending)] + instead
    return token


def _same_case(term: str, tokens: Sequence[str]) -> bool:
    words = _tokens(term)
    return all(not any(c.isupper() for c in a) or a[:1] == b[:1] for a, b in zip(words, tokens, strict=True)) and all(
        not (a.isupper() and len(a) > 1) or b.isupper() or b.rstrip("s").isupper()
        for a, b in zip(words, tokens, strict=True)
    )


def _decoded(raw: bytes, path: Path) -> str:
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise GlossaryError(f"{path}, line {line}: not UTF-8 text: save the glossary as UTF-8") from None
    if "\0" in text:
        raise GlossaryError(f"{path}: not a text file: save the glossary as CSV in UTF-8, or as TBX")
    return text


def _csv(text: str, path: Path) -> Iterator[Term]:
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows = _rows(reader, path)
    header = [name.strip().lower() for name in next(rows, (0, []))[1]]
    languages = [name for name in header if name not in ("source", "dnt")]
    wrong = [name for name in languages if not _CODE.fullmatch(name)]
    if header.count("source") != 1 or wrong or len(set(header)) != len(header) or len(header) < 2:
        got = ",".join(header)[:60] or "an empty line"
        raise GlossaryError(f"{path}, line 1: the header must be source,ru,zh,…,dnt (language codes); found {got}")
    seen: dict[str, tuple[int, Term]] = {}
    for line, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            raise GlossaryError(f"{path}, line {line}: {len(cells)} columns where the header has {len(header)}")
        term = _term(dict(zip(header, (cell.strip() for cell in cells), strict=True)), languages, path, line)
        if term.source in seen:
            first, earlier = seen[term.source]
            if earlier != term:
                raise GlossaryError(
                    f"{path}, line {line}: “{term.source}” has other translations on line {first}: keep one row "
                    "(alternatives go in one cell, separated by |)"
                )
            continue
        seen[term.source] = line, term
        yield term


def _rows(reader: Any, path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise GlossaryError(f"{path}, line {reader.line_num}: not valid CSV ({error})") from None


def _term(row: Mapping[str, str], languages: Sequence[str], path: Path, line: int) -> Term:
    source, mark = row["source"], row.get("dnt", "").lower()
    if not _tokens(source):
        raise GlossaryError(f"{path}, line {line}: the source term is empty")
    if mark not in _YES | _NO:
        raise GlossaryError(f"{path}, line {line}: dnt must be 1 or empty, not {mark[:20]!r}")
    cells = {code: tuple(form.strip() for form in row[code].split("|") if form.strip()) for code in languages}
    targets = {code: forms for code, forms in cells.items() if forms}
    if not targets and mark not in _YES:
        raise GlossaryError(f"{path}, line {line}: “{source}” has no translation and is not marked dnt")
    return Term(source, targets, mark in _YES)


def _tbx(raw: bytes, path: Path) -> Iterator[Term]:
    from lxml import etree  # type: ignore[import-untyped]

    # No entities, no DTD, no network: the file is the user's, but it came from somewhere.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise GlossaryError(f"{path}: not valid TBX ({error})") from None
    if root.getroottree().docinfo.internalDTD is not None and b"<!ENTITY" in raw:
        raise GlossaryError(f"{path}: TBX with entities of its own is not read: remove the DOCTYPE")
    for entry in root.iter("{*}termEntry", "{*}conceptEntry"):
        forms: dict[str, list[str]] = {}
        for section in entry.iter("{*}langSet", "{*}langSec"):
            code = section.get("{http://www.w3.org/XML/1998/namespace}lang", "und").split("-")[0].lower()
            terms = (" ".join("".join(t.itertext()).split()) for t in section.iter("{*}term"))
            forms.setdefault(code, []).extend(t for t in terms if t)
        sources = forms.pop("en", None) or (forms.pop(next(iter(forms))) if forms else [])
        targets = {code: tuple(values) for code, values in forms.items() if values}
        for source in sources:
            if _tokens(source) and targets:
                yield Term(source, targets)
