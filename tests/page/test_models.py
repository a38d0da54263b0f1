"""The catalogue on the page, and downloading from it: the downloader is a process, here one of our own."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

import pytest
from lxml import html as lxml_html

from summarizer.errors import UsageError
from summarizer.models import catalog, store
from summarizer.page import events, fetching, models
from summarizer.page.fetching import Fetched, Fetcher

from .conftest import Shop, make_shop


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A hub cache in which nothing is installed."""
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr(fetching, "EVERY", 0.02)
    return tmp_path


def install(name: str, size: int = 100) -> None:
    place = store.repository(catalog.load().models[name])
    folder = place / "snapshots" / "c0ffee"
    folder.mkdir(parents=True)
    (place / "refs").mkdir()
    (place / "refs" / "main").write_text("c0ffee")
    (folder / "config.json").write_text("{}")
    (folder / "model.safetensors").write_bytes(b"x" * size)


def downloader(code: str) -> Fetcher:
    """A fetcher whose process runs `code`, with `name` for what is to be downloaded."""
    return Fetcher(command=lambda name: [sys.executable, "-c", f"import sys, time; name = {name!r}; {code}"])


def rows(markup: str, kind: str) -> dict[str, list[str]]:
    table = lxml_html.fromstring(markup).xpath(f"//table[contains(@class, '{kind}')]")[0]
    return {row[0].text_content(): [cell.text_content() for cell in row[1:]] for row in table.xpath("tbody/tr")}


def test_every_model_has_its_size_licence_and_state(shop: Shop) -> None:
    install("opus-mt-en-ru")
    shown = rows(models.render(shop.workshop, "en"), "pg-entries")
    assert shown.keys() == {"lead", "fake", *catalog.load().models}
    assert shown["lead"][2:] == ["Apache-2.0", "in use"]
    job, size, licence, state = shown["opus-mt-en-ru"]
    assert job.startswith("translation: en → ru")
    assert (size, licence, state) == ("307 MB", "Apache-2.0", "on this machine")
    assert "not for commercial use" in shown["nllb-200-600m"][2]
    assert "summarize models download nllb-200-600m" in shown["nllb-200-600m"][3]


def test_a_profile_is_there_when_all_its_models_are(shop: Shop) -> None:
    install("opus-mt-en-ru")
    shown = rows(models.render(shop.workshop, "en", allowed=True), "pg-profiles")
    assert shown["fast"][3] == "Download 1.5 GB"  # what is there need not come again
    for name in ("opus-mt-en-zh", "distilbart-cnn-12-6"):
        install(name)
    assert rows(models.render(shop.workshop, "en", allowed=True), "pg-profiles")["fast"][3] == "on this machine"
    assert shop.workshop.profiles() == ["auto", "builtin", "fast"]
    assert {"fast", "opus-mt-en-zh"} <= set(shop.workshop.choices())


def test_a_choice_replaces_what_the_model_does() -> None:
    made = make_shop().workshop
    wanted = {name: made._loadable(name) for name in ("fast", "opus-mt-en-ru", "bart-large-cnn", "qwen3-4b")}
    assert [(o.profile, o.summarizer, o.translator) for o in wanted.values()] == [
        ("fast", None, None),
        ("builtin", None, "opus-mt-en-ru"),
        ("builtin", "bart-large-cnn", None),
        ("builtin", "qwen3-4b", "qwen3-4b"),
    ]


def test_a_download_tells_how_far_it_has_come() -> None:
    folder = store.repository(catalog.load().models["opus-mt-en-ru"])
    code = f"import pathlib; p = pathlib.Path({str(folder)!r}); p.mkdir(); (p / 'a').write_bytes(b'x' * 5000)"
    seen = list(downloader(f"{code}; time.sleep(0.5)").fetch("opus-mt-en-ru"))
    assert seen[-1] == Fetched("opus-mt-en-ru", 5000, 307_000_000, running=False)
    assert any(fetched.running and fetched.done == 5000 for fetched in seen)


def test_the_page_shows_it_and_then_the_model(shop: Shop) -> None:
    shop.workshop.fetcher = downloader("time.sleep(0.2)")
    *running, last = events.download(shop.workshop, "en", "fast", allowed=True)
    assert running and all("data-stop" in view and 'role="progressbar"' in view for view in running)
    assert "data-stop" not in last and "pg-error" not in last


def test_a_failed_download_says_why(shop: Shop) -> None:
    shop.workshop.fetcher = downloader("sys.exit('no network: <b>check</b> the cable')")
    *_, last = events.download(shop.workshop, "en", "fast", allowed=True)
    assert "Fast: no network: &lt;b&gt;check" in last and 'role="alert"' in last


def test_a_download_can_be_stopped() -> None:
    fetcher = downloader("time.sleep(60)")
    threading.Timer(0.3, fetcher.stop).start()
    started = time.monotonic()
    *_, last = fetcher.fetch("fast")
    assert time.monotonic() - started < 30 and not last.running and not last.error
    assert fetcher.current is None


def test_one_download_at_a_time() -> None:
    fetcher = downloader("time.sleep(60)")
    first = fetcher.fetch("fast")
    next(first)
    assert fetcher.current == "fast"
    with pytest.raises(UsageError, match="fast is being downloaded"):
        next(fetcher.fetch("best"))
    fetcher.stop()
    assert not list(first)[-1].running


@pytest.mark.parametrize("name", ["../x", "owner/anything", "", None, 7, "--help"])
def test_only_listed_models_can_be_downloaded(shop: Shop, name: object) -> None:
    shop.workshop.fetcher = downloader("raise SystemExit('ran')")
    *_, last = events.download(shop.workshop, "en", name, allowed=True)
    assert (
        'role="alert"' in last and "ran" not in lxml_html.fromstring(last).xpath("string(//*[@role='alert'])").split()
    )


def test_who_may_not_download_gets_no_button_and_no_download(shop: Shop) -> None:
    shop.workshop.fetcher = downloader("raise SystemExit('ran')")
    (view,) = events.download(shop.workshop, "en", "fast", allowed=False)
    assert "has not allowed" in view and "data-download" not in view
