"""Take the pictures of the page for the README: `python docs/screenshots.py [FOLDER] [--all]`.

Needs Chromium and Playwright. One article is digested once; the other pictures open the saved digest. With `--all`,
every width, colour scheme and state, for a designer's eye.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
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
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
LARGEST = 250_000
"""Bytes of one picture in the repository."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: `state` is `front`, `digest` or `whole`."""

    width: int
    scheme: str
    state: str = "digest"

    @property
    def name(self) -> str:
        suffix = "" if self.state == "digest" else f"-{self.state}"
        return f"page-{self.width}-{self.scheme}{suffix}.png"


README = (Shot(1440, "light"), Shot(1440, "light", "front"), Shot(820, "dark"), Shot(390, "light"))
ALL = tuple(Shot(w, s, state) for w in WIDTHS for s in ("light", "dark") for state in ("front", "digest", "whole"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path(__file__).parent / "images")
    parser.add_argument("--all", action="store_true")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    served, url = launch(Workshop(Limits(), "builtin"), Serving(), block=False)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        saved = digest(visit(browser, url, Shot(1440, "light")))
        for shot in ALL if options.all else README:
            page = visit(browser, url, shot)
            if shot.state != "front":
                reopen(page, saved)
            save(page.screenshot(full_page=shot.state == "whole"), options.folder / shot.name)
            page.context.close()
        browser.close()
    served.close(verbose=False)


def visit(browser: Any, url: str, shot: Shot) -> Any:
    """The page in a window of that size."""
    size = {"width": shot.width, "height": WIDTHS[shot.width]}
    page = browser.new_context(viewport=size, color_scheme=shot.scheme, locale="en-US").new_page()
    page.set_default_timeout(600_000)  # a busy machine may take long over a digest
    page.goto(url)
    page.wait_for_selector("#pg-go")
    page.wait_for_timeout(500)
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


def reopen(page: Any, saved: Path) -> None:
    """Open the saved digest, with the first doubtful sentence of the summary pointed at."""
    page.click("#pg-open > .label-wrap")
    upload = {"name": "digest.json", "mimeType": "application/json", "buffer": saved.read_bytes()}
    page.set_input_files("#pg-saved input[type=file]", upload)
    page.wait_for_selector(".dg-strip")
    page.click("#pg-open > .label-wrap")
    page.evaluate("document.querySelector('.dg-strip').scrollIntoView()")
    page.evaluate("scrollBy(0, -16)")
    doubtful = page.locator(".dg-summary td:is(.dg-error, .dg-warning):visible")
    (doubtful if doubtful.count() else page.locator(".dg-summary td:visible")).first.hover()
    page.wait_for_timeout(400)


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
