"""One news article in; a short summary and checked Russian and Chinese translations out.

>>> from summarizer import digest, Options
>>> result = digest("article.txt", Options(to=("ru",)))          # doctest: +SKIP
>>> print(result.summary.text)                                   # doctest: +SKIP
"""

from summarizer.article import Article, Removed, Sentence
from summarizer.digest import Event, Options, Runtime, Server, digest, stream
from summarizer.errors import SummarizerError
from summarizer.reading import read, read_text
from summarizer.results import Digest, Flag, Report, Summary, Translation
from summarizer.summarizing.base import Length

__version__ = "0.1.0"

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
    "Summary",
    "SummarizerError",
    "Translation",
    "digest",
    "read",
    "read_text",
    "stream",
]
