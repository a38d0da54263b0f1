"""Below the reading view: open a saved digest, compare two, see which models there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import gradio as gr

from summarizer.page import events, models
from summarizer.page.look import asset
from summarizer.page.wiring import QUICK, direct, locale, say, visitor
from summarizer.page.workshop import LANGUAGES, Workshop
from summarizer.rendering.labels import native_name


def add(
    shop: Workshop, session: gr.State, outputs: list[Any], shown: Callable[[events.Frame], tuple[Any, ...]]
) -> gr.Dropdown:
    """Put the panels on the page; `outputs` and `shown` are the reading view's. Returns what chooses models."""
    with gr.Accordion(say("open"), open=False, elem_id="pg-open"):
        _open(shop, outputs, shown)
    with gr.Accordion(say("compare"), open=False, elem_id="pg-compare"):
        choice = _compare(shop, session)
    with gr.Accordion(say("models"), open=False, elem_id="pg-models") as panel:
        _models(shop, panel)
    return choice


def _models(shop: Workshop, panel: gr.Accordion) -> None:
    table = gr.HTML("", apply_default_css=False, elem_id="pg-catalog", js_on_load=asset("models.js"))

    def show(request: gr.Request) -> str:
        return models.render(shop, locale(request), allowed=shop.downloads and direct(request))

    def download(event: gr.EventData, request: gr.Request) -> Iterator[str]:
        name, allowed = (event._data or {}).get("name"), shop.downloads and direct(request)
        yield from events.download(shop, locale(request), name, allowed=allowed)

    panel.expand(show, None, table, **QUICK)
    table.download(download, None, table, concurrency_limit=None, **{**QUICK, "queue": True})
    table.stop(lambda: shop.fetcher.stop(), None, None, **QUICK)


def _open(shop: Workshop, outputs: list[Any], shown: Callable[[events.Frame], tuple[Any, ...]]) -> None:
    saved = gr.File(label=say("open"), file_types=[".json"], elem_id="pg-saved", elem_classes="pg-drop")

    def reopen(path: str | None, request: gr.Request) -> tuple[Any, ...]:
        return (None, *shown(events.open_saved(shop, path, locale(request))))

    saved.upload(reopen, saved, [saved, *outputs], **QUICK)


def _compare(shop: Workshop, session: gr.State) -> gr.Dropdown:
    with gr.Row():
        profile = gr.Dropdown(shop.choices(), value=shop.choices()[0], label=say("compare-with"), filterable=False)
        saved = gr.File(label=say("compare-file"), file_types=[".json"], elem_id="pg-other", elem_classes="pg-drop")
        references = gr.File(
            label=say("references"), file_types=[".txt"], elem_id="pg-references", elem_classes="pg-drop"
        )
        language = gr.Dropdown(
            [(native_name(code), code) for code in LANGUAGES], value="ru", label=say("references-language"),
            filterable=False,
        )  # fmt: skip
    go = gr.Button(say("compare-go"), size="sm", scale=0, elem_id="pg-compare-go")
    result = gr.HTML("", apply_default_css=False, elem_id="pg-comparison")

    def compare(
        current: events.Session | None, name: str, other: str | None, lines: str | None, code: str, request: gr.Request
    ) -> Iterator[str]:
        yield from events.compare(shop, visitor(request), locale(request), current, name, other, (code, lines))

    done = go.click(
        compare, [session, profile, saved, references, language], result, concurrency_id="work",
        concurrency_limit=shop.limits.workers, show_progress="minimal", api_visibility="private", trigger_mode="once",
    )  # fmt: skip
    done.then(lambda: (None, None), None, [saved, references], **QUICK)
    return profile
