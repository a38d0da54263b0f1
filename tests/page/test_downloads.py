"""Each format is a file that its program opens."""

from __future__ import annotations

import base64
import copy
import io
import json
import zipfile
from typing import Any

import pytest

from summarizer.errors import ReadError
from summarizer.page import downloads, events
from summarizer.page.events import Request
from summarizer.results import Digest

from .conftest import ARTICLE, Shop


@pytest.fixture
def digest(shop: Shop) -> Digest:
    *_, last = events.run(shop.workshop, "me", "en", Request(ARTICLE, None, ["ru", "zh"], "short", "builtin"))
    assert last.session
    return last.session.digest


@pytest.mark.parametrize("kind", downloads.FORMATS)
def test_every_format_is_named_after_the_article(digest: Digest, kind: str) -> None:
    file = downloads.download(digest, kind)
    assert file["name"] == "Old-town-closes-to-cars" + downloads.FORMATS[kind][0]
    assert base64.b64decode(file["content"])


@pytest.mark.parametrize("locale, word", [("en", "About this digest"), ("ru", "Об этом дайджесте")])
def test_html_speaks_the_visitor_s_language(digest: Digest, locale: str, word: str) -> None:
    page = base64.b64decode(downloads.download(digest, "html", locale)["content"]).decode()
    assert f'<html lang="{locale}">' in page and word in page


def test_the_content_is_the_digest(digest: Digest) -> None:
    def content(kind: str) -> bytes:
        return base64.b64decode(downloads.download(digest, kind)["content"])

    assert json.loads(content("json")) == digest.to_dict()
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(content("docx"))).namelist()
    assert content("html").startswith(b"<!doctype html>")
    assert "Old town closes to cars" in content("markdown").decode()
    assert downloads.opened(content("json")).to_dict() == digest.to_dict()


STRANGE: tuple[Any, ...] = (
    None,
    5,
    -1,
    10**400,
    float("nan"),
    True,
    "",
    "x",
    [],
    ["x"],
    {},
    {"a": 1},
    "ru.article[999]",
)
PLACES = (
    ("article", "language"),
    ("article", "byline"),
    ("article", "title"),
    ("article", "sentences", 1),
    ("article", "sentences", 1, "paragraph"),
    ("article", "sentences", 1, "text"),
    ("article", "removed", 0, "reason"),
    ("summary", "sentences", 0, "evidence"),
    ("summary", "model"),
    ("translations", "ru"),
    ("translations", "ru", "title", "text"),
    ("translations", "ru", "article", 1, "score"),
    ("translations", "ru", "article", 1, "clipped"),
    ("translations", "ru", "draft"),
    ("report", "sentences_out"),
    ("report", "seconds", "read"),
    ("report", "notices"),
    ("report", "flags"),
    ("report", "flags", 0, "where"),
    ("report", "flags", 0, "kind"),
    ("report", "flags", 0, "severity"),
    ("report", "flags", 0, "message"),
)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: ".".join(map(str, place)))
def test_a_digest_from_a_stranger_is_shown_or_refused_in_one_line(digest: Digest, place: tuple[str | int, ...]) -> None:
    saved = digest.to_dict()
    saved["article"]["removed"] = [{"text": "Sign up!", "reason": "promotion"}]
    saved["report"]["flags"] = [
        {"kind": "echo", "severity": "error", "where": "summary[0]", "message": "left untranslated"},
    ]
    for value in STRANGE:
        data = copy.deepcopy(saved)
        inside: Any = data
        for step in place[:-1]:
            inside = inside[step]
        inside[place[-1]] = value
        try:
            opened = downloads.opened(json.dumps(data).encode())
        except ReadError as error:
            assert str(error).startswith("this digest is damaged")
            continue
        assert events.view_of(events.Session(opened), "ru")
        for kind in downloads.FORMATS:
            downloads.download(opened, kind)
