"""What the browser tests share."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ..conftest import ARTICLE

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 120.0
"""Seconds that a thing may take on a busy machine. No test waits that long where it need not."""

BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="needs Chromium"),
    pytest.mark.timeout(600),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


def digesting(page: Any, text: str = ARTICLE) -> Any:
    """The page when it has begun with `text`."""
    page.fill("#pg-text textarea", text)
    page.click("#pg-go")
    return page


def digested(page: Any, text: str = ARTICLE) -> Any:
    """The page with the digest of `text`."""
    digesting(page, text).wait_for_selector(".dg-strip")
    return page


def correct(page: Any, cell: str, text: str) -> None:
    """Put `text` in the place of a translation, as a visitor with a mouse does."""
    page.hover(cell)
    page.click(f"{cell} .dg-edit")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)
    page.keyboard.press("Enter")


def background(page: Any, selector: str) -> str:
    """The colour behind an element, as CSS."""
    return str(page.eval_on_selector(selector, "e => getComputedStyle(e).backgroundColor"))


def until(page: Any, true: Callable[[], bool]) -> None:
    """Wait until something is true of the server, while the browser goes on."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it never came true"
        page.wait_for_timeout(20)
