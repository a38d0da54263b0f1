"""Take the pictures of the page for the README: `python docs/screenshots.py [FOLDER] [--all]`.

Needs Chromium and Playwright. With `--all`, every width and colour scheme, for a designer's eye.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from summarizer.page.examples import examples
from summarizer.page.limits import Limits
from summarizer.page.look import Serving, launch
from summarizer.page.workshop import Workshop

WIDTHS = {1440: 1000, 820: 1180, 390: 844}
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
LARGEST = 300_000
"""Bytes of one picture in the repository."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path(__file__).parent / "images")
    parser.add_argument("--all", action="store_true")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    shop = Workshop(Limits(), "builtin")
    page, url = launch(shop, Serving(), block=False)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        wanted = [(1440, "light"), (820, "dark"), (390, "light")]
        if options.all:
            wanted = [(width, scheme) for width in WIDTHS for scheme in ("light", "dark")]
        for width, scheme in wanted:
            context = browser.new_context(viewport={"width": width, "height": WIDTHS[width]}, color_scheme=scheme)
            take(context.new_page(), url, options.folder, f"page-{width}-{scheme}", whole=options.all)
            context.close()
        browser.close()
    page.close(verbose=False)


def take(page: Any, url: str, folder: Path, name: str, *, whole: bool) -> None:
    """One digest, with a sentence pointed at."""
    page.goto(url)
    page.wait_for_selector("#pg-go")
    if whole:
        save(page.screenshot(), folder / f"{name}-front.png")
    page.fill("#pg-text textarea", examples()[0].text)
    page.click("#pg-go")
    page.wait_for_selector(".dg-strip", timeout=120_000)
    if whole:
        save(page.screenshot(full_page=True), folder / f"{name}-whole.png")
    page.evaluate("document.querySelector('.dg-strip').scrollIntoView()")
    page.evaluate("scrollBy(0, -16)")
    doubtful = page.locator(".dg-summary td:is(.dg-error, .dg-warning):visible").first
    target = doubtful if doubtful.count() else page.locator(".dg-summary td:visible").first
    target.hover()
    page.wait_for_timeout(300)
    save(page.screenshot(), folder / f"{name}.png")


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
