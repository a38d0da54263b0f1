"""Widths, colours, print, weight, and what axe finds."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from ..conftest import ARTICLE
from .support import BROWSER, background, digested

pytestmark = BROWSER


@pytest.mark.parametrize("width, columns, tabs", [(1440, 3, 0), (820, 2, 2), (390, 1, 3)])
def test_each_width_shows_what_fits(visit: Any, width: int, columns: int, tabs: int) -> None:
    endless = "https://news.example/" + "a" * 120
    page = digested(visit(width), f"{ARTICLE} They can be given at {endless} until then.")
    cells = page.locator("tr[data-row='article-0'] td:visible")
    assert cells.count() == columns
    assert page.locator(".dg-tabs button:visible").count() == tabs
    if tabs:
        page.click(".dg-tabs button:has-text('中文')")
        assert page.locator("#dg-zh-article-0").is_visible() and not page.locator("#dg-ru-article-0").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_first_paint_needs_little(visit: Any) -> None:
    """A shared machine is no stopwatch (`benchmarks/page_load.py` is one), but what is fetched can be weighed."""
    page = visit()
    page.wait_for_selector("#pg-models")
    assert page.evaluate("performance.getEntriesByName('first-contentful-paint').length") == 1
    sizes = page.evaluate(
        "performance.getEntries().map(e => [e.name, e.encodedBodySize || 0]).sort((a, b) => b[1] - a[1])"
    )
    assert sum(size for _, size in sizes) < 3_000_000, sizes[:10]


def contrast(first: str, second: str) -> float:
    """WCAG 2 contrast of two CSS rgb() colours."""

    def luminance(colour: str) -> float:
        numbers = [float(n) for n in re.findall(r"[\d.]+", colour)[:3]]
        channels = [c / 255 for c in numbers]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(visit: Any, scheme: str) -> None:
    page = digested(visit(color_scheme=scheme))
    page.mouse.move(0, 0)
    for selector in (".dg-text", ".dg-strip li", ".dg-draft", ".dg-label th", ".dg-edit", "#pg-go"):
        colours = page.eval_on_selector(
            selector,
            """e => { const ink = getComputedStyle(e).color; let b;
                 do { b = getComputedStyle(e).backgroundColor; e = e.parentElement }
                 while (e && /, 0\\)$|transparent/.test(b)); return [ink, b] }""",
        )
        assert contrast(*colours) >= 4.5, selector
    dark = contrast(background(page, "body"), "rgb(0, 0, 0)") < 2
    assert dark is (scheme == "dark")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 820, 390])
def test_axe_finds_nothing(visit: Any, scheme: str, width: int) -> None:
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    page = visit(width, color_scheme=scheme)
    for state in ("front", "digest", "unfolded"):
        if state == "digest":
            digested(page)
            page.mouse.move(0, 0)
        elif state == "unfolded":
            for panel in ("#pg-options", "#pg-open", "#pg-compare", "#pg-models"):
                page.click(f"{panel} > .label-wrap")
            page.wait_for_selector("#pg-catalog table")
            page.locator(".dg-about > summary").click()
            page.click("#pg-compare-go")
            page.wait_for_selector(".pg-compare")
        found = Axe().run(page, options=rules).response["violations"]
        told = {rule["id"]: [node["html"][:160] for node in rule["nodes"]][:4] for rule in found}
        assert not told, f"{state}: {json.dumps(told, indent=1, ensure_ascii=False)}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_printed_page_is_light_and_whole(visit: Any, scheme: str) -> None:
    page = digested(visit(390, color_scheme=scheme))
    page.emulate_media(media="print")
    assert page.locator("tr[data-row='article-0'] td:visible").count() == 3
    assert not page.locator("#pg-ask").is_visible()
    assert page.pdf()[:4] == b"%PDF"
