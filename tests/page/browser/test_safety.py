"""Errors are a line, hostile texts are texts, and nobody sees what another reads."""

from __future__ import annotations

from typing import Any

from .support import BROWSER, digested

pytestmark = BROWSER


def test_errors_are_one_line_in_the_page(visit: Any) -> None:
    page = visit()
    page.click("#pg-go")
    alert = page.locator("#pg-status [role=alert]")
    alert.wait_for()
    assert "paste an article" in alert.inner_text()
    page.fill("#pg-text textarea", "http://127.0.0.1:1/secret")
    page.click("#pg-go")
    page.wait_for_function("document.querySelector('#pg-status')?.innerText.includes('127.0.0.1')")
    digested(page)
    assert not page.locator("#pg-status [role=alert]").count()


HOSTILE = """<script>window.bad=1</script> ${window.bad=2} {{window.bad=3}}

The mayor said <img src=x onerror="window.bad=4"> the plan was <b>bold</b> and [good](javascript:window.bad=5).
Click <a href="javascript:window.bad=6">here</a>, `${window.bad=7}` and </td></tr></table><h1>out</h1> was all.

A table of ${"<td>".repeat(9)} followed {{#each this}}{{this}}{{/each}} %%, the council <svg/onload=window.bad=8> added.
It told reporters that "quotes' && ampersands &lt;script&gt; were as they are written in the source text."
"""


def test_a_hostile_article_is_only_text(visit: Any) -> None:
    page = digested(visit(), HOSTILE)
    assert page.evaluate("window.bad") is None
    shown = page.inner_text("#pg-view")
    assert '<img src=x onerror="window.bad=4">' in shown
    assert "`${window.bad=7}`" in shown and "&lt;script&gt;" in shown
    assert page.locator("#pg-view :is(img, script, svg, iframe, h1, b b)").count() == 0
    assert page.eval_on_selector_all("#pg-view a", "all => all.every(a => a.getAttribute('href').startsWith('#'))")


def test_visitors_do_not_see_each_other(visit: Any) -> None:
    digested(visit())
    other = visit()
    assert other.locator(".digest").count() == 0
    other.reload()
    other.wait_for_selector("#pg-go")
    assert other.locator(".digest").count() == 0
