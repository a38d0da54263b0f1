"""One news article in; a short summary and checked Russian and Chinese translations out.

    from summarizer import digest, Options

    result = digest("article.txt", Options(to=("ru",)))
    print(result.summary.text)

The other names are loaded when they are first used, so `import summarizer` costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

# Not lazy, because importing the module `summarizer.digest` later would hide the function of that name behind it.
from summarizer.digest import digest

if TYPE_CHECKING:
    from summarizer.article import Article, Removed, Sentence
    from summarizer.digest import Event, Options, Runtime, Server, stream
    from summarizer.errors import SummarizerError
    from summarizer.reading import read, read_text
    from summarizer.results import Digest, Flag, Report, Summary, Translation
    from summarizer.summarizing.base import Length

__version__ = "0.1.0"

_HOMES = {
    "Article": "article",
    "Digest": "results",
    "Event": "digest",
    "Flag": "results",
    "Length": "summarizing.base",
    "Options": "digest",
    "Removed": "article",
    "Report": "results",
    "Runtime": "digest",
    "Sentence": "article",
    "Server": "digest",
    "Summary": "results",
    "SummarizerError": "errors",
    "Translation": "results",
    "read": "reading",
    "read_text": "reading",
    "stream": "digest",
}

__all__ = [
    "Article",
    "Digest",
    "Event",
    "Flag",
    "Length",
    "Options",
    "Removed",
    "Report",
    "Runtime",
    "Sentence",
    "Server",
    "SummarizerError",
    "Summary",
    "Translation",
    "digest",
    "read",
    "read_text",
    "stream",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'summarizer' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"summarizer.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
