"""A digest as a file that the browser saves. The bytes travel in the answer: nothing is put on the server's disk."""

from __future__ import annotations

import base64
import re
from dataclasses import asdict
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
    digest = _typed(from_dict(data))
    _validate(digest)
    return digest


def _typed(digest: Digest) -> Digest:
    """`from_dict` trusts its fields; in a file from a stranger each must be of its type."""
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(Digest).validate_python(asdict(digest))
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise ReadError(f"this digest is damaged: {first['type']} at {place[:80]}") from None
    except RecursionError:
        raise ReadError("this digest is damaged: its sentences do not fit together") from None


def _validate(digest: Digest) -> None:
    """What the view relies on: indices that lead somewhere."""
    sentences, summary = digest.article.sentences, digest.summary.sentences
    own = [flag.where for flag in digest.report.flags if flag.where.language is None and flag.where.part == "summary"]
    if (
        [s.index for s in sentences] != list(range(len(sentences)))
        or not all(0 <= n < len(sentences) for s in summary for n in s.evidence)
        or not all(0 <= where.index < len(summary) for where in own)
        or any(t.article and len(t.article) != len(sentences) for t in digest.translations.values())
    ):
        raise ReadError("this digest is damaged: its sentences do not fit together")
