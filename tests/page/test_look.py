"""How the page is served: quiet, on loopback, with nothing from outside."""

from __future__ import annotations

import re

from summarizer.page.examples import examples
from summarizer.page.look import Serving, _head, _messages, asset, quiet_gradio
from summarizer.page.texts import TEXTS


def test_it_listens_on_loopback_unless_told_otherwise() -> None:
    assert Serving().host == "127.0.0.1"


def test_gradio_is_told_to_be_quiet(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    import os

    for name in ("GRADIO_ANALYTICS_ENABLED", "HF_HUB_OFFLINE"):
        monkeypatch.setenv(name, "x")
    quiet_gradio()
    assert (os.environ["GRADIO_ANALYTICS_ENABLED"], os.environ["HF_HUB_OFFLINE"]) == ("False", "1")


def test_what_the_page_adds_loads_nothing() -> None:
    assert not re.search(r"https?://|@import|url\(|innerHTML|eval\(", _head() + asset("locale.js"))


def test_messages_do_not_hide_gradio_s_own() -> None:
    assert all(key.startswith("pg-") for words in _messages().values() for key in words)
    assert _messages()["ru"]["pg-go"] == TEXTS["ru"]["go"]


def test_the_shipped_articles_can_be_tried() -> None:
    shipped = examples()
    assert 1 <= len(shipped) <= 4
    assert len({example.name for example in shipped}) == len(shipped)
    assert all(len(example.text) > 500 for example in shipped)
