"""Take the pictures of the page for the README and the docs: `python docs/screenshots.py [FOLDER] [--all]`.

Needs Chromium, Playwright and fonts with Chinese and Cyrillic (`apt install chromium fonts-noto-core fonts-noto-cjk`).
One article is digested once; the other pictures open the saved digest. With `--all`, every width, colour scheme, state
and language of the page, for a designer's eye.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from summarizer.page.examples import examples
from summarizer.page.limits import Limits
from summarizer.page.look import Serving, launch
from summarizer.page.workshop import Workshop

WIDTHS = {1440: 1000, 820: 1180, 390: 844}
"""Of a laptop, a tablet and a phone, with their heights."""
STATES = ("front", "options", "digest", "whole", "compare", "models")
"""`digest` has a doubtful sentence pointed at; `whole` is the same page from top to bottom."""
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
LARGEST = 250_000
"""Bytes of one picture in the repository."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture."""

    width: int
    scheme: str
    state: str = "digest"
    locale: str = "en"

    @property
    def name(self) -> str:
        parts = [
            "page", str(self.width), self.scheme, *([self.state] if self.state != "digest" else []),
            *([self.locale] if self.locale != "en" else []),
        ]  # fmt: skip
        return "-".join(parts) + ".png"


DOCS = (
    Shot(1440, "light"),
    Shot(1440, "light", "front"),
    Shot(1440, "dark", "compare"),
    Shot(1440, "light", "models"),
    Shot(820, "dark"),
    Shot(390, "light"),
    Shot(390, "dark", "front", "zh"),
)
ALL = tuple(Shot(w, s, state) for w in WIDTHS for s in ("light", "dark") for state in STATES) + tuple(
    Shot(w, "light", state, locale) for locale in ("ru", "zh") for w in WIDTHS for state in STATES
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path(__file__).parent / "images")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--only", default="", help="of these, only the pictures with this in their names")
    parser.add_argument(
        "--digest", type=Path, help="a saved digest (JSON) to show; by default the first example's is made"
    )
    options = parser.parse_args()
    if shutil.which("fc-list") and not subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False).stdout:
        sys.exit("no font here has Chinese: apt install fonts-noto-core fonts-noto-cjk")
    options.folder.mkdir(parents=True, exist_ok=True)
    served, url = launch(Workshop(Limits(), "builtin"), Serving(), block=False)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        saved = options.digest or digest(visit(browser, url, Shot(1440, "light")))
        for shot in ALL if options.all else DOCS:
            if options.only in shot.name:
                page = visit(browser, url, shot)
                show(page, shot.state, saved)
                save(page.screenshot(full_page=shot.state == "whole"), options.folder / shot.name)
                page.context.close()
        browser.close()
    served.close(verbose=False)


def visit(browser: Any, url: str, shot: Shot) -> Any:
    """The page in a window of that size."""
    size = {"width": shot.width, "height": WIDTHS[shot.width]}
    page = browser.new_context(viewport=size, color_scheme=shot.scheme, locale=shot.locale).new_page()
    page.set_default_timeout(600_000)  # a busy machine may take long over a digest
    page.goto(url)
    page.wait_for_selector("#pg-go")
    page.add_style_tag(content="*, ::before, ::after { transition: none !important }")
    page.wait_for_selector("#pg-models")
    page.evaluate("document.fonts.ready")
    return page


def digest(page: Any) -> Path:
    """Digest the first example; the saved JSON."""
    page.fill("#pg-text textarea", examples()[0].text)
    page.click("#pg-go")
    page.wait_for_selector(".dg-strip")
    with page.expect_download() as download:
        page.click("#pg-keep-json")
    path: Path = download.value.path()
    return path


def show(page: Any, state: str, saved: Path) -> None:
    """Bring the page into a state."""
    if state == "options":
        page.click("#pg-options > .label-wrap")
        page.wait_for_selector("#pg-glossary")
    elif state == "models":
        page.click("#pg-models > .label-wrap")
        page.wait_for_selector("#pg-catalog table")
        page.click(".pg-all > summary")
        top(page, "#pg-models")
    elif state != "front":
        reopen(page, saved)
        if state == "compare":
            compare(page, saved)
        else:
            top(page, ".dg-strip")
            doubtful = page.locator(".dg-summary td:is(.dg-error, .dg-warning):visible")
            (doubtful if doubtful.count() else page.locator(".dg-summary td:visible")).first.hover()


def reopen(page: Any, saved: Path) -> None:
    """Open the saved digest."""
    page.click("#pg-open > .label-wrap")
    page.set_input_files("#pg-saved input[type=file]", _upload(saved))
    page.wait_for_selector(".dg-strip")
    page.click("#pg-open > .label-wrap")


def compare(page: Any, saved: Path) -> None:
    """Correct the summary's first translated sentence, and compare the digest with what it was."""
    column = 1 if page.viewport_size["width"] > 620 else 0
    if not column:
        page.click(".dg-tabs [data-tab='1']")
    cell = page.locator(".dg-summary td[data-place]:visible").first
    cell.dblclick()
    words = cell.locator(".dg-text").inner_text().split()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(" ".join(words[:2] + words[5:]))
    page.keyboard.press("Enter")
    page.wait_for_selector(".dg-edited")
    page.click("#pg-compare > .label-wrap")
    page.set_input_files("#pg-other input[type=file]", _upload(saved))
    page.wait_for_selector("#pg-other .file-preview")
    page.click("#pg-compare-go")
    page.wait_for_selector(".pg-compare")
    top(page, "#pg-compare")


def top(page: Any, selector: str) -> None:
    """Scroll so that this is at the top."""
    page.locator(selector).evaluate("e => { e.scrollIntoView(); scrollBy(0, -16) }")


def _upload(saved: Path) -> Any:
    return {"name": "digest.json", "mimeType": "application/json", "buffer": saved.read_bytes()}


def save(picture: bytes, file: Path) -> None:
    """Write a PNG, with a palette where it would be too large for a repository."""
    from PIL import Image

    image = Image.open(io.BytesIO(picture)).convert("RGB")
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    if buffer.tell() > LARGEST:
        buffer = io.BytesIO()
        image.quantize(128, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    file.write_bytes(buffer.getvalue())


if __name__ == "__main__":
    main()
