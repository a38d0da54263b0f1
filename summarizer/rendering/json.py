"""The versioned JSON form of a digest, the same in the command, the page's API, the batch and the service."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from summarizer.article import Article, Removed, Sentence
from summarizer.errors import ReadError
from summarizer.results import (
    SCHEMA,
    Digest,
    Flag,
    ModelInfo,
    Place,
    Report,
    Summary,
    SummarySentence,
    Translated,
    Translation,
)


def render(digest: Digest) -> str:
    """`digest` as indented JSON with a final newline."""
    return json.dumps(to_dict(digest), ensure_ascii=False, indent=2) + "\n"


def to_dict(digest: Digest) -> dict[str, Any]:
    """`digest` as plain dicts, lists, strings and numbers."""
    article, summary, report = digest.article, digest.summary, digest.report
    return {
        "schema": SCHEMA,
        "article": {
            "title": article.title,
            "byline": article.byline,
            "dateline": article.dateline,
            "language": article.language,
            "source": article.source,
            "text": article.text,
            "sentences": [
                {"index": s.index, "paragraph": s.paragraph, "start": s.start, "end": s.end, "text": s.text}
                for s in article.sentences
            ],
            "removed": [{"text": r.text, "reason": r.reason} for r in article.removed],
        },
        "summary": {
            "sentences": [{"text": s.text, "evidence": list(s.evidence)} for s in summary.sentences],
            **_model(summary.model),
        },
        "translations": {
            language: {
                "title": _translated(t.title, _flags_at(report.flags, f"{language}.title"), None) if t.title else None,
                "summary": _texts(t.summary, report.flags, "summary", language),
                "article": _texts(t.article, report.flags, "article", language),
                **_model(t.model),
            }
            for language, t in digest.translations.items()
        },
        "report": {
            "profile": report.profile,
            "sentences_in": report.sentences_in,
            "sentences_out": dict(report.sentences_out),
            "clipped": report.clipped,
            "unknown": report.unknown,
            "repaired": report.repaired,
            "removed": report.removed,
            "flags": [flag_to_dict(flag) for flag in report.flags],
            "notices": list(report.notices),
            "seconds": {stage: round(s, 3) for stage, s in report.seconds.items()},
        },
    }


def flag_to_dict(flag: Flag) -> dict[str, str]:
    """A flag as JSON; `where` is such as `ru.article[3]`."""
    return {"kind": flag.kind, "severity": flag.severity, "where": str(flag.where), "message": flag.message}


def _model(model: ModelInfo) -> dict[str, Any]:
    return {"model": model.name, "licence": model.licence, "draft": model.draft}


def _texts(texts: Sequence[Translated], flags: Sequence[Flag], part: str, language: str) -> list[dict[str, Any]]:
    return [_translated(t, _flags_at(flags, f"{language}.{part}[{n}]"), n) for n, t in enumerate(texts)]


def _flags_at(flags: Sequence[Flag], where: str) -> list[Flag]:
    return [flag for flag in flags if str(flag.where) == where]


def _translated(translated: Translated, flags: Sequence[Flag], index: int | None) -> dict[str, Any]:
    fields: dict[str, Any] = {} if index is None else {"index": index}
    return fields | {
        "text": translated.text,
        "score": round(translated.score, 4),
        "clipped": translated.clipped,
        "unknown": translated.unknown,
        "repaired": translated.repaired,
        "flags": [{"kind": f.kind, "severity": f.severity, "message": f.message} for f in flags],
    }


def from_dict(data: Mapping[str, Any]) -> Digest:
    """The digest that `to_dict` made `data` of. Raises `ReadError` where `data` is something else."""
    schema = data.get("schema") if isinstance(data, Mapping) else None
    if schema != SCHEMA:
        raise ReadError(f"this is no digest: its schema is {schema!r}, not {SCHEMA!r}")
    try:
        return Digest(
            _article_from(data["article"]),
            Summary(
                tuple(SummarySentence(s["text"], tuple(s["evidence"])) for s in data["summary"]["sentences"]),
                _model_from(data["summary"]),
            ),
            {language: _translation_from(language, t) for language, t in data["translations"].items()},
            _report_from(data["report"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ReadError(f"this digest is damaged: {type(error).__name__} at {error}") from error


def _article_from(data: Mapping[str, Any]) -> Article:
    return Article(
        text=data["text"],
        sentences=tuple(
            Sentence(s["index"], s["paragraph"], s["start"], s["end"], s["text"]) for s in data["sentences"]
        ),
        language=data["language"],
        source=data["source"],
        title=data["title"],
        byline=data["byline"],
        dateline=data["dateline"],
        removed=tuple(Removed(r["text"], r["reason"]) for r in data["removed"]),
    )


def _model_from(data: Mapping[str, Any]) -> ModelInfo:
    return ModelInfo(data["model"], data["licence"], data["draft"])


def _translation_from(language: str, data: Mapping[str, Any]) -> Translation:
    return Translation(
        language,
        _translated_from(data["title"]) if data["title"] else None,
        tuple(_translated_from(t) for t in data["summary"]),
        tuple(_translated_from(t) for t in data["article"]),
        _model_from(data),
    )


def _translated_from(data: Mapping[str, Any]) -> Translated:
    return Translated(data["text"], data["score"], data["clipped"], data["unknown"], data["repaired"])


def _report_from(data: Mapping[str, Any]) -> Report:
    return Report(
        profile=data["profile"],
        sentences_in=data["sentences_in"],
        sentences_out=dict(data["sentences_out"]),
        clipped=data["clipped"],
        unknown=data["unknown"],
        repaired=data["repaired"],
        removed=data["removed"],
        flags=tuple(Flag(f["kind"], f["severity"], place_from(f["where"]), f["message"]) for f in data["flags"]),
        seconds=dict(data["seconds"]),
        notices=tuple(data["notices"]),
    )


def place_from(where: str) -> Place:
    """The inverse of `str(Place)`. Raises `ValueError`."""
    language, _, rest = where.rpartition(".")
    part, _, index = rest.partition("[")
    if part not in ("title", "summary", "article"):
        raise ValueError(where)
    return Place(part, int(index.rstrip("]") or 0), language or None)  # type: ignore[arg-type]
