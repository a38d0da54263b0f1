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


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture
def visit(chromium: Any, served: tuple[Shop, str], request: pytest.FixtureRequest) -> Iterator[Any]:
    """Opens the page; fails the test on script errors and on any request to elsewhere. Of a test that failed it prints
    what stood on its pages."""
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
        if request.node.stash.get(FAILED, False):
            _tell(context)
        context.close()
    if request.node.stash.get(FAILED, False):
        print(f"busy: {served[0].workshop.busy}; problems: {problems}")
    assert not problems


def _local(url: str, base: str) -> bool:
    return url.startswith((base, "data:", "blob:"))


def _tell(context: Any) -> None:
    """What a person would have seen, and what was asked for and not answered yet."""
    for page in context.pages:
        print(f"--- {page.url}, {page.evaluate('document.visibilityState')}")
        print(page.inner_text("body"))
