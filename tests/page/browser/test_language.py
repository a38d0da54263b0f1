"""The page in the visitor's language, all of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from ..conftest import ARTICLE, Shop
from .support import BROWSER, correct, digesting

pytestmark = BROWSER

OWN = {"ru": re.compile("[а-яё]", re.IGNORECASE), "zh": re.compile("[\u3400-\u9fff]")}
NAMES = re.compile(
    r"Markdown|Word|HTML|JSON|English|CPU|[\d.]+ [MG]B|(?:(?:Русский|中文)[:：] ?fake[,，] ?)?Apache-2\.0|ru|zh|en"
)
"""What is called the same in every language; in Chinese, units too."""
VISIBLE = """locale => {
    const marked = e => e.closest("[lang]").lang.split("-")[0] === locale;
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode, holder = node.parentElement, text = node.textContent.trim();
        const quoted = "script, style, [translate=no], .dg-text, .pg-compare tbody td";
        if (!/[a-z]{2}/i.test(text) || holder.closest(quoted)) continue;
        if (!marked(holder) || !holder.checkVisibility()) continue;
        found.push(text);
    }
    for (const name of ["aria-label", "placeholder", "title"])
        for (const e of document.querySelectorAll(`[${name}]`))
            if (e.checkVisibility() && marked(e) && !e.closest("[translate=no]"))
                found.push(e.getAttribute(name));
    return found;
}"""


@pytest.mark.parametrize(
    "locale, language, word",
    [
        ("ru-RU", "ru", "Сделать дайджест"),
        ("ru", "ru", "Сделать дайджест"),
        ("zh-CN", "zh", "开始"),
        ("zh", "zh", "开始"),
        ("zh-TW", "zh", "开始"),
        ("de-DE", "en", "Digest"),
    ],
)
def test_the_page_speaks_the_browser_s_language(visit: Any, locale: str, language: str, word: str) -> None:
    page = visit(locale=locale)
    page.wait_for_function("word => document.querySelector('#pg-go').innerText.trim() === word", arg=word)
    assert page.locator("#pg-head p:visible").count() == 1
    assert page.evaluate("document.documentElement.lang").split("-")[0] == language


def foreign(page: Any, locale: str) -> list[str]:
    """What is said in that language on the page, by its mark, and has no letter of it."""
    return [
        text
        for text in page.evaluate(VISIBLE, locale)
        if re.search("[A-Za-z]{2}", text) and not OWN[locale].search(text) and not NAMES.fullmatch(text)
    ]


@pytest.mark.parametrize("locale", ["ru", "zh"])
def test_nothing_is_left_in_english(visit: Any, served: tuple[Shop, str], locale: str, tmp_path: Path) -> None:
    page = visit(locale=f"{locale}-{'RU' if locale == 'ru' else 'CN'}")
    seen = {"front": foreign(page, locale)}
    page.click("#pg-go")
    page.wait_for_selector("#pg-status [role=alert]")
    seen["error"] = foreign(page, locale)
    served[0].translator.gate.clear()
    digesting(page, f"{ARTICLE}\n\nSign up for our newsletter.")
    page.wait_for_selector(".dg-summary .dg-pending")
    seen["stream"] = foreign(page, locale)
    served[0].translator.gate.set()
    page.wait_for_selector(".dg-strip")
    for panel in ("#pg-options", "#pg-open", "#pg-compare", "#pg-models"):
        page.click(f"{panel} > .label-wrap")
    page.wait_for_selector("#pg-catalog table")
    page.click(".pg-all > summary")
    correct(page, "#dg-ru-article-3", "Some shopkeepers expect to lose their customers.")
    page.wait_for_selector("#dg-ru-article-3.dg-error")
    with page.expect_download() as saved:
        page.click("#pg-keep-html")
    assert f'<html lang="{locale}">' in Path(saved.value.path()).read_text("utf-8")
    for fold in ("removed", "doubts", "about"):
        page.click(f".dg-{fold} > summary")
    page.click("#pg-compare-go")
    page.wait_for_selector(".pg-compare")
    page.focus("#dg-ru-article-3")  # its reason shows
    seen["digest"] = foreign(page, locale)
    assert not any(seen.values()), seen
