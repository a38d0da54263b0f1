"""Two digests of one article, sentence by sentence, with what differs marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape

from summarizer.article import Language
from summarizer.errors import UsageError
from summarizer.page.texts import texts
from summarizer.rendering.labels import native_name
from summarizer.results import Digest

_TOKEN = re.compile(r"[\u3400-\u9fff]|\w+|\s+|[^\w\s]")
_SACREBLEU = {"zh": "zh"}
"""The tokenizer of BLEU where it is not 13a."""


@dataclass(frozen=True, slots=True)
class Row:
    """What both digests say in one place; `source` is empty for the summary, which is in the source's language."""

    source: str
    first: str
    second: str


def differences(first: str, second: str) -> tuple[str, str]:
    """Both texts as HTML, what only one of them has in <mark>: neither is the other's correction."""
    a, b = _TOKEN.findall(first), _TOKEN.findall(second)
    left: list[str] = []
    right: list[str] = []
    for operation, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        for side, text in ((left, "".join(a[i:j])), (right, "".join(b[k:m]))):
            side.append(escape(text) if operation == "equal" else _marked(text))
    return "".join(left), "".join(right)


def _marked(text: str) -> str:
    """`text` in <mark>, without the white space around it."""
    inner = text.strip()
    before, _, after = text.partition(inner) if inner else (text, "", "")
    return before + (f"<mark>{escape(inner)}</mark>" if inner else "") + after


def render(
    first: Digest, second: Digest, locale: Language, references: tuple[Language, Sequence[str]] | None = None
) -> str:
    """The comparison as an HTML fragment; `references` are the article's sentences as a person translated them.

    Raises `UsageError` where the digests are of different articles, or the references do not fit.
    """
    if [s.text for s in first.article.sentences] != [s.text for s in second.article.sentences]:
        raise UsageError("these are digests of different articles: only two of the same article can be compared")
    words = texts(locale)
    names = (f"{words['compare-this']} · {_name(first)}", f"{words['compare-other']} · {_name(second)}")
    source = first.article.language
    blocks = [_table(locale, words["compare-summary"], names, source, source, _summaries(first, second))]
    for language in (code for code in first.translations if code in second.translations):
        one, two = ([t.text for t in d.translations[language].article] for d in (first, second))
        sources = [s.text for s in first.article.sentences]
        rows = [Row(s, a, b) for s, a, b in zip(sources, one, two, strict=False)]
        blocks.append(_table(locale, native_name(language), names, language, source, rows))
        if references and references[0] == language:
            lines = _scores(one, two, references[1], language)
            blocks.append(f'<p class="pg-scores" lang="en">{"<br>".join(map(escape, lines))}</p>')
    only = f'<label class="pg-only"><input type="checkbox"> <span>{escape(words["compare-only"])}</span></label>'
    return f'<div class="pg-compare" lang="{escape(locale)}">{only}{"".join(blocks)}</div>'


def _summaries(first: Digest, second: Digest) -> list[Row]:
    one, two = ([s.text for s in d.summary.sentences] for d in (first, second))
    size = max(len(one), len(two))
    return [Row("", *(side[n] if n < len(side) else "" for side in (one, two))) for n in range(size)]


def _table(
    locale: Language, name: str, names: tuple[str, str], language: Language, source: Language, rows: Sequence[Row]
) -> str:
    words = texts(locale)
    with_source = any(row.source for row in rows)
    heads = [escape(head) for head in ((words["source"],) if with_source else ()) + names]
    same = sum(row.first == row.second for row in rows)
    count = escape(words["compare-same"].format(n=same, total=len(rows)))
    body = []
    for number, row in enumerate(rows, start=1):
        cells = (
            [f'<td class="pg-source" lang="{escape(source)}" dir="auto">{escape(row.source)}</td>']
            if with_source
            else []
        )
        cells += [
            f'<td lang="{escape(language)}" dir="auto" data-by="{escape(by)}">{text}</td>'
            for by, text in zip(names, differences(row.first, row.second), strict=True)
        ]
        kind = ' class="pg-same"' if row.first == row.second else ""
        body.append(f'<tr{kind}><th scope="row">{number}</th>{"".join(cells)}</tr>')
    columns = "".join(f'<th scope="col">{head}</th>' for head in heads)
    return (
        f"<table><caption>{escape(name)} <small>· {count}</small></caption>"
        f"<thead><tr><td></td>{columns}</tr></thead><tbody>{''.join(body)}</tbody></table>"
    )


def _name(digest: Digest) -> str:
    models = {t.model.name: None for t in digest.translations.values()}
    return f"{digest.report.profile}: {', '.join(models) or digest.summary.model.name}"


def _scores(one: Sequence[str], two: Sequence[str], references: Sequence[str], language: Language) -> list[str]:
    """Corpus chrF and BLEU of both sides, each with sacrebleu's signature. Raises `UsageError`."""
    if len(one) != len(references):
        raise UsageError(f"the reference must be one line a sentence: it has {len(references)} for {len(one)}")
    try:
        from sacrebleu.metrics.bleu import BLEU
        from sacrebleu.metrics.chrf import CHRF
    except ImportError:
        raise UsageError("scores need sacrebleu: pip install 'summarizer[eval]'") from None
    lines = []
    for metric in (CHRF(), BLEU(tokenize=_SACREBLEU.get(language, "13a"))):
        pair = [metric.corpus_score(list(side), [list(references)]) for side in (one, two)]
        lines.append(f"{pair[0].name} {pair[0].score:.1f} / {pair[1].score:.1f} · {metric.get_signature()}")
    return lines
