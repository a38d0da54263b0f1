"""The queue, Cancel, a closed tab: work that nobody waits for is not done."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from summarizer.page import events
from summarizer.results import Translated

from ..conftest import Shop
from .support import BROWSER, digested, digesting, until

pytestmark = BROWSER


def test_cancel_really_stops(visit: Any, served: tuple[Shop, str]) -> None:
    shop = served[0]
    page = visit()
    shop.translator.gate.clear()
    made = shop.translator.made
    digesting(page).wait_for_selector(".dg-summary")
    page.click("#pg-cancel")
    page.wait_for_selector("#pg-status .pg-note")
    shop.translator.gate.set()
    page.wait_for_selector("#pg-go")
    until(page, lambda: shop.workshop.busy == 0)
    assert shop.translator.made - made <= 2
    digested(page)


@pytest.fixture
def held() -> Iterator[threading.Event]:
    """What work waits for; whatever becomes of the test, it does not wait longer."""
    event = threading.Event()
    yield event
    event.set()


def test_what_was_finished_before_cancel_can_be_kept(
    visit: Any, served: tuple[Shop, str], held: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    translator = served[0].translator
    translate = translator.translate

    def three(*asked: Any) -> Iterator[Translated]:
        for n, made in enumerate(translate(*asked)):
            if n == 3:
                held.wait(300)
            yield made

    monkeypatch.setattr(translator, "translate", three)
    monkeypatch.setattr(events, "EVERY", 0.0)
    page = digesting(visit())
    page.wait_for_selector("#dg-ru-summary-1")
    page.click("#pg-cancel")
    page.wait_for_selector(".dg-strip")
    held.set()
    assert "Stopped" in page.inner_text("#pg-status")
    assert "Русский: 2 of 7 sentences" in page.inner_text(".dg-strip ul")
    with page.expect_download() as saved:
        page.click("#pg-keep-json")
    report = json.loads(Path(saved.value.path()).read_text("utf-8"))["report"]
    assert report["sentences_out"] == {"ru": 2, "zh": 0}
    assert "stopped before the end: ru has 2 of 7 sentences" in report["notices"]
    monkeypatch.undo()
    digested(page)  # and the next article is whole
    assert "7 of 7 sentences" in page.inner_text(".dg-strip ul")


def test_closing_the_tab_stops_the_work(visit: Any, served: tuple[Shop, str]) -> None:
    shop = served[0]
    page = visit()
    shop.translator.gate.clear()
    made = shop.translator.made
    digesting(page).wait_for_selector(".dg-summary")
    other = visit()
    page.close(run_before_unload=True)
    until(other, lambda: all(stop.is_set() for stops in shop.workshop._stops.values() for stop in stops))
    shop.translator.gate.set()
    until(other, lambda: shop.workshop.busy == 0)
    assert shop.translator.made - made <= 2


def test_who_waits_sees_the_place_and_can_leave(visit: Any, served: tuple[Shop, str]) -> None:
    shop = served[0]
    first, second, third = visit(), visit(), visit()
    shop.translator.gate.clear()
    for page in (first, second, third):
        digesting(page).wait_for_selector("#pg-status .pg-line")
    third.wait_for_function("document.querySelector('#pg-status').innerText.includes('queue: 2/2')")
    assert "Waiting for a free place" in third.inner_text("#pg-status")
    second.click("#pg-cancel")
    second.wait_for_selector("#pg-status .pg-note")
    shop.translator.gate.set()
    for page in (first, third):
        page.wait_for_selector(".dg-strip")
    assert not second.locator(".dg-strip").count()
