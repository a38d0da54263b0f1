"""The versioned JSON: stable names, and a digest that comes back as it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from summarizer.errors import ReadError
from summarizer.rendering.json import from_dict, place_from, render, to_dict
from summarizer.results import Digest, Place


def shape(value: Any) -> Any:
    """The names in `value`, without what they hold."""
    if isinstance(value, dict):
        return {name: shape(part) for name, part in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return type(value).__name__


TEXT = {
    "index": "int",
    "text": "str",
    "score": "float",
    "clipped": "int",
    "unknown": "int",
    "repaired": "bool",
    "flags": [{"kind": "str", "severity": "str", "message": "str"}],
}
TRANSLATION = {
    "title": {**{name: kind for name, kind in TEXT.items() if name != "index"}, "flags": []},
    "summary": [TEXT],
    "article": [TEXT],
    "model": "str",
    "licence": "str",
    "draft": "bool",
}
SCHEMA = {
    "schema": "str",
    "article": {
        "title": "str",
        "byline": "str",
        "dateline": "str",
        "language": "str",
        "source": "str",
        "text": "str",
        "sentences": [{"index": "int", "paragraph": "int", "start": "int", "end": "int", "text": "str"}],
        "removed": [{"text": "str", "reason": "str"}],
    },
    "summary": {
        "sentences": [{"text": "str", "evidence": ["int"]}],
        "model": "str",
        "licence": "str",
        "draft": "bool",
    },
    "report": {
        "profile": "str",
        "sentences_in": "int",
        "sentences_out": {"ru": "int", "zh": "int"},
        "clipped": "int",
        "unknown": "int",
        "repaired": "int",
        "removed": "int",
        "flags": [{"kind": "str", "severity": "str", "where": "str", "message": "str"}],
        "notices": ["str"],
        "seconds": {"read": "float", "summarize": "float"},
    },
}


def test_the_schema_has_these_names_and_no_others(digest: Digest) -> None:
    found = shape(to_dict(digest))
    translations = found.pop("translations")
    assert found == SCHEMA
    assert translations["ru"] == TRANSLATION
    assert to_dict(digest)["schema"] == "digest/1"


def test_a_digest_comes_back_as_it_was(digest: Digest) -> None:
    assert from_dict(json.loads(render(digest))) == digest


@pytest.mark.parametrize("text", ["\u2028", '"\\', "</script>", "\ud83d\ude00", "é\u0301"])
def test_so_does_any_text(text: str, hostile: Callable[[str], Digest]) -> None:
    digest = hostile(text.encode("utf-16", "surrogatepass").decode("utf-16"))
    assert from_dict(json.loads(render(digest))) == digest


def test_it_is_readable(digest: Digest) -> None:
    assert render(digest).endswith("}\n") and "Бежали" in render(digest)


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda data: data.update(schema="digest/2"), "digest/2"),
        (lambda data: data.clear(), "no digest"),
        (lambda data: data.pop("summary"), "summary"),
        (lambda data: data["article"].pop("sentences"), "sentences"),
        (lambda data: data["report"]["flags"][0].update(where="nowhere"), "nowhere"),
        (lambda data: data.update(translations=[]), "damaged"),
    ],
)
def test_what_is_no_digest_is_refused_in_one_line(
    damage: Callable[[dict[str, Any]], Any], message: str, digest: Digest
) -> None:
    data = to_dict(digest)
    damage(data)
    with pytest.raises(ReadError, match=message) as caught:
        from_dict(data)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "place", [Place("title"), Place("summary", 3), Place("article", 12, "zh"), Place("title", 0, "ru")]
)
def test_places_have_names(place: Place) -> None:
    assert place_from(str(place)) == place
