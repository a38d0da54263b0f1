"""The page in a real browser: Chromium, headless, on loopback. Skipped where there is no Chromium."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from summarizer.page.limits import Limits

from ..conftest import Shop, make_shop
from .support import CHROMIUM, FLAGS, PATIENCE


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[Shop, str]]:
    from summarizer.page.look import Serving, launch

    shop = make_shop(Limits(at_once=50, in_ten_minutes=1000), downloads=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        page, url = launch(shop.workshop, Serving(), block=False)
        yield shop, url
        page.close(verbose=False)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS, timeout=1000 * PATIENCE)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Any, served: tuple[Shop, str]) -> Iterator[Any]:
    """Opens the page; fails the test on script errors and on any request to elsewhere."""
    contexts: list[Any] = []
    problems: list[str] = []

    def open_page(width: int = 1440, height: int = 900, **options: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": height}, **{"locale": "en-US", **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(1000 * PATIENCE)
        page.on("pageerror", lambda error: problems.append(f"script: {error}"))
        page.on("dialog", lambda dialog: (problems.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda r: problems.append(r.url) if not _local(r.url, served[1]) else None)
        page.goto(served[1])
        page.wait_for_selector("#pg-go")
        # A colour is read as it is meant, not as it fades.
        page.add_style_tag(content="*, ::before, ::after { transition: none !important; animation: none !important }")
        return page

    served[0].translator.gate.set()
    yield open_page
    served[0].translator.gate.set()
    for context in contexts:
        context.close()
    assert not problems


def _local(url: str, base: str) -> bool:
    return url.startswith((base, "data:", "blob:"))
