"""Two digests of one article, sentence by sentence, with what differs marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from html import escape

from summarizer.article import Language
from summarizer.errors import UsageError
from summarizer.page.texts import texts
from summarizer.rendering.labels import native_name
from summarizer.results import Digest

_TOKEN = re.compile(r"[\u3400-\u9fff]|\w+|\s+|[^\w\s]")


def differences(first: str, second: str) -> tuple[str, str]:
    """Both texts as HTML, what only one of them has in <del> or <ins>."""
    a, b = _TOKEN.findall(first), _TOKEN.findall(second)
    left, right = [], []
    for operation, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        old, new = escape("".join(a[i:j])), escape("".join(b[k:m]))
        left.append(old if operation == "equal" or not old else f"<del>{old}</del>")
        right.append(new if operation == "equal" or not new else f"<ins>{new}</ins>")
    return "".join(left), "".join(right)


def render(
    first: Digest, second: Digest, locale: Language, references: tuple[Language, Sequence[str]] | None = None
) -> str:
    """The comparison as an HTML fragment. Raises `UsageError` where the digests are of different articles."""
    if [s.text for s in first.article.sentences] != [s.text for s in second.article.sentences]:
        raise UsageError("these are digests of different articles: only two of the same article can be compared")
    words, names = texts(locale), (_name(first), _name(second))
    blocks = [_table(words["compare-summary"], names, first.article.language, _summaries(first, second))]
    for language in (code for code in first.translations if code in second.translations):
        one, two = first.translations[language].article, second.translations[language].article
        rows = [(str(n + 1), a.text, b.text) for n, (a, b) in enumerate(zip(one, two, strict=False))]
        heading = native_name(language)
        if references and references[0] == language:
            pair = [_chrf([t.text for t in side], references[1]) for side in (one, two)]
            heading += f" · chrF {pair[0]:.1f} / {pair[1]:.1f}"
        same = sum(a == b for _, a, b in rows)
        heading += f" · {words['compare-same'].format(n=same, total=len(rows))}"
        blocks.append(_table(heading, names, language, rows))
    return f'<div class="pg-compare" lang="{escape(locale)}">{"".join(blocks)}</div>'


def _summaries(first: Digest, second: Digest) -> list[tuple[str, str, str]]:
    one, two = ([s.text for s in d.summary.sentences] for d in (first, second))
    size = max(len(one), len(two))
    return [(str(n + 1), one[n] if n < len(one) else "", two[n] if n < len(two) else "") for n in range(size)]


def _table(heading: str, names: tuple[str, str], language: Language, rows: Sequence[tuple[str, str, str]]) -> str:
    body = []
    for number, a, b in rows:
        left, right = differences(a, b)
        lang = escape(language)
        body.append(
            f'<tr><th scope="row">{number}</th><td lang="{lang}" dir="auto">{left}</td>'
            f'<td lang="{lang}" dir="auto">{right}</td></tr>'
        )
    head = f'<tr><td></td><th scope="col">{escape(names[0])}</th><th scope="col">{escape(names[1])}</th></tr>'
    return f"<table><caption>{escape(heading)}</caption><thead>{head}</thead><tbody>{''.join(body)}</tbody></table>"


def _name(digest: Digest) -> str:
    models = {t.model.name: None for t in digest.translations.values()}
    return f"{digest.report.profile}: {', '.join(models) or digest.summary.model.name}"


def _chrf(hypotheses: Sequence[str], references: Sequence[str]) -> float:
    """Corpus chrF as sacrebleu computes it. Raises `UsageError`."""
    if len(hypotheses) != len(references):
        raise UsageError(f"{len(references)} reference lines for {len(hypotheses)} sentences: one line a sentence")
    try:
        from sacrebleu.metrics.chrf import CHRF
    except ImportError:
        raise UsageError("scores need sacrebleu: pip install 'summarizer[eval]'") from None
    score: float = CHRF().corpus_score(list(hypotheses), [list(references)]).score
    return score
