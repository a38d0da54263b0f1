"""Each format is a file that its program opens."""

from __future__ import annotations

import base64
import io
import json
import zipfile

import pytest

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


def test_the_content_is_the_digest(digest: Digest) -> None:
    def content(kind: str) -> bytes:
        return base64.b64decode(downloads.download(digest, kind)["content"])

    assert json.loads(content("json")) == digest.to_dict()
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(content("docx"))).namelist()
    assert content("html").startswith(b"<!doctype html>")
    assert "Old town closes to cars" in content("markdown").decode()
    assert downloads.opened(content("json")).to_dict() == digest.to_dict()
