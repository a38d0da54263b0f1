"""Files that come in, files that go out, models that are fetched."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from summarizer.models import catalog
from summarizer.models.store import repository

from ..conftest import ARTICLE, Shop
from .support import BROWSER, digested

pytestmark = BROWSER


def test_a_saved_digest_opens_again(visit: Any, tmp_path: Path) -> None:
    page = digested(visit())
    with page.expect_download() as saved:
        page.click("#pg-keep-json")
    file = tmp_path / "digest.json"
    saved.value.save_as(file)
    other = visit()
    other.click("#pg-open button")
    other.set_input_files("#pg-saved input[type=file]", str(file))
    other.wait_for_selector(".dg-strip")
    assert other.inner_text("#dg-ru-article-1 .dg-text") == page.inner_text("#dg-ru-article-1 .dg-text")


def test_a_file_is_digested(visit: Any, tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_text(ARTICLE)
    page = visit()
    page.set_input_files("#pg-file input[type=file]", str(file))
    page.wait_for_selector("#pg-file .file-preview")
    page.click("#pg-go")
    page.wait_for_selector(".dg-strip")


def test_a_glossary_is_obeyed_or_missed(visit: Any, tmp_path: Path) -> None:
    file = tmp_path / "terms.csv"
    file.write_text("source,ru\nopposition,оппозиция\n", "utf-8")
    page = visit()
    page.click("#pg-options > .label-wrap")
    page.set_input_files("#pg-glossary input[type=file]", str(file))
    page.wait_for_selector("#pg-glossary .file-preview")
    digested(page)
    page.hover("#dg-ru-article-5 .dg-text")  # the fake translator knows no such word
    assert "“opposition” should be “оппозиция”" in page.inner_text("#dg-ru-article-5 .dg-why")
    assert "should be" not in page.inner_text("#dg-ru-article-0")


def test_a_model_is_downloaded_and_the_download_cancelled(
    visit: Any, served: tuple[Shop, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    place = repository(catalog.load().models["opus-mt-en-ru"])
    code = f"import pathlib, time; p = pathlib.Path({str(place)!r}); p.mkdir(); (p / 'a').write_bytes(b'x' * 10**6)"
    served[0].workshop.fetcher.command = lambda name: [sys.executable, "-c", f"{code}; time.sleep(60)"]
    page = visit()
    page.click("#pg-models > .label-wrap")
    page.wait_for_selector("#pg-catalog table")
    assert "on this machine" in page.inner_text("#pg-catalog .pg-profiles")
    page.click(".pg-all > summary")
    page.click("[data-download='opus-mt-en-ru']")
    page.wait_for_function("document.querySelector('#pg-catalog')?.innerText.includes('1 MB of 307 MB')")
    assert page.locator("#pg-catalog [role=progressbar]").count() == 1
    assert page.locator(".pg-all").get_attribute("open") is not None  # it stays open while the table is drawn again
    page.click("[data-stop]")
    page.wait_for_selector("[data-stop]", state="detached")
    assert served[0].workshop.fetcher.current is None
    assert page.locator("[data-download='opus-mt-en-ru']").is_enabled()
