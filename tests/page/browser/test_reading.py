"""Paste, read, hover, correct, compare: what a visitor does with a digest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ..conftest import ARTICLE, Shop
from .support import BROWSER, background, correct, digested, digesting

pytestmark = BROWSER


def test_paste_stream_hover_edit_download(visit: Any, served: tuple[Shop, str]) -> None:
    page = visit()
    served[0].translator.gate.clear()
    digesting(page)
    page.wait_for_selector(".dg-summary .dg-pending")  # the summary is there before any translation
    page.wait_for_function("document.querySelector('#pg-status').innerText.includes('Translating into Русский')")
    served[0].translator.gate.set()
    page.wait_for_selector(".dg-strip")
    assert "7 of 7 sentences · 0 clipped".replace(" · ", "\n") in page.inner_text(".dg-strip ul")

    page.hover("#dg-zh-article-1 .dg-text")
    lit = background(page, "#dg-zh-article-1")
    assert lit == background(page, "#dg-ru-article-1") == background(page, "#dg-source-article-1") != "rgba(0, 0, 0, 0)"
    assert background(page, "#dg-source-article-2") == "rgba(0, 0, 0, 0)"
    assert page.get_attribute("tr[data-row='summary-1']", "class") == "dg-proof"
    page.hover("#dg-source-summary-0 .dg-text")
    assert page.get_attribute("tr[data-row='article-0']", "class") == "dg-proof"

    correct(page, "#dg-ru-article-3", "Some shopkeepers expect to lose their customers.")
    page.wait_for_selector("#dg-ru-article-3.dg-error")
    assert page.evaluate("document.activeElement.id") == "dg-ru-article-3"
    reason = page.locator("#dg-ru-article-3 .dg-why")
    assert reason.is_visible() and "Error" in reason.inner_text()

    with page.expect_download() as saved:
        page.click("#pg-keep-json")
    data = json.loads(Path(saved.value.path()).read_text("utf-8"))
    assert data["translations"]["ru"]["article"][3]["text"].startswith("Some shopkeepers")
    assert data["translations"]["ru"]["article"][3]["flags"]
    for kind, start in (("docx", b"PK"), ("html", b"<!doctype"), ("markdown", b"# Old town")):
        with page.expect_download() as saved:
            page.click(f"#pg-keep-{kind}")
        assert Path(saved.value.path()).read_bytes().startswith(start)


def test_two_digests_side_by_side(visit: Any, tmp_path: Path) -> None:
    page = digested(visit())
    correct(page, "#dg-ru-article-3", "Совсем другое предложение.")
    page.wait_for_selector("#dg-ru-article-3 .dg-edited")
    page.click("#pg-compare > .label-wrap")
    page.click("#pg-compare-go")
    page.wait_for_selector(".pg-compare")
    changed = page.locator(".pg-compare tr:not(.pg-same):has(mark)")
    assert changed.count() == 1 and "Совсем другое" in changed.inner_text()
    page.check(".pg-only input")
    assert page.locator(".pg-compare tbody tr:visible").count() == 1


def test_keyboard_only(visit: Any) -> None:
    page = visit()
    page.focus("#pg-text textarea")
    page.keyboard.insert_text(ARTICLE)
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "pg-go":
            break
    page.keyboard.press("Enter")
    page.wait_for_selector(".dg-strip")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "dg-source-title-0":
            break
    assert page.evaluate("document.activeElement.id") == "dg-source-title-0"
    for key in ("ArrowDown",) * 4 + ("ArrowRight",):  # past the title and three summary sentences
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.id") == "dg-ru-article-0"
    assert page.get_attribute("tr[data-row='article-0']", "class") == "dg-lit"
    page.keyboard.press("Enter")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("Thrown away")
    page.keyboard.press("Escape")
    assert "Thrown away" not in page.inner_text("#pg-view")
    assert page.evaluate("document.activeElement.id") == "dg-ru-article-0"
    page.keyboard.press("F2")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("Старый город закроют для машин весной.")
    page.keyboard.press("Enter")
    page.wait_for_selector("#dg-ru-article-0 .dg-edited")


def test_a_touched_sentence_opens_its_partners_on_a_phone(visit: Any) -> None:
    page = digested(visit(390, has_touch=True))
    page.tap("#dg-source-article-1 .dg-text")
    for language in ("ru", "zh"):
        page.locator(f"#dg-{language}-article-1").wait_for()
    assert not page.locator("#dg-ru-article-2").is_visible()
