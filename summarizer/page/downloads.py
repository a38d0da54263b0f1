"""A digest as a file that the browser saves. The bytes travel in the answer: nothing is put on the server's disk."""

from __future__ import annotations

import base64
import re
from importlib import import_module

from summarizer.article import Language
from summarizer.errors import ReadError
from summarizer.results import Digest

FORMATS = {
    "text": (".txt", "text/plain;charset=utf-8"),
    "markdown": (".md", "text/markdown;charset=utf-8"),
    "html": (".html", "text/html;charset=utf-8"),
    "docx": (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "json": (".json", "application/json"),
}


def download(digest: Digest, kind: str, locale: Language = "en") -> dict[str, str]:
    """The file's name, media type and content (base64); HTML speaks `locale` around the texts."""
    suffix, media = FORMATS[kind]
    render = import_module(f"summarizer.rendering.{kind}").render
    made: str | bytes = render(digest, locale=locale) if kind == "html" else render(digest)
    content = made if isinstance(made, bytes) else made.encode("utf-8", "replace")
    return {"name": file_stem(digest) + suffix, "type": media, "content": base64.b64encode(content).decode()}


def file_stem(digest: Digest) -> str:
    """A file name from the title: letters and digits of any script, joined by hyphens."""
    words = re.findall(r"\w+", digest.article.title or "")
    return "-".join(words)[:60].strip("-") or "digest"


def opened(content: bytes) -> Digest:
    """The digest that was saved as JSON. Raises `ReadError`."""
    import json

    from summarizer.rendering.json import from_dict

    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ReadError("this file is not JSON: open a digest that was saved here as JSON") from error
    digest = from_dict(data)
    _validate(digest)
    return digest


def _validate(digest: Digest) -> None:
    """`from_dict` trusts its fields; a file from a stranger is checked for what the view relies on."""
    sentences = digest.article.sentences
    whole = [s.index for s in sentences] == list(range(len(sentences)))
    texts = [s.text for s in sentences] + [s.text for s in digest.summary.sentences]
    texts += [t.text for tr in digest.translations.values() for t in (*tr.summary, *tr.article)]
    evidence = [n for s in digest.summary.sentences for n in s.evidence]
    severities = {flag.severity for flag in digest.report.flags}
    if (
        not whole
        or not all(isinstance(text, str) for text in texts)
        or not all(isinstance(n, int) and 0 <= n < len(sentences) for n in evidence)
        or not severities <= {"error", "warning", "note"}
        or any(t.article and len(t.article) != len(sentences) for t in digest.translations.values())
    ):
        raise ReadError("this digest is damaged: its sentences do not fit together")
