"""The page itself: which components there are, and which of `events` each one sets off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

import gradio as gr

from summarizer.page import api, events, panels, progress
from summarizer.page.downloads import download
from summarizer.page.examples import examples
from summarizer.page.look import asset
from summarizer.page.texts import TEXTS, texts
from summarizer.page.wiring import QUICK, locale, say, visitor
from summarizer.page.workshop import LANGUAGES, LENGTHS, Workshop
from summarizer.rendering.labels import native_name

FILES = [".txt", ".md", ".html", ".htm", ".pdf", ".docx"]


def build(shop: Workshop) -> gr.Blocks:
    """The page with its API; `look.launch` serves it."""
    page: gr.Blocks
    with gr.Blocks(title="Summarizer", analytics_enabled=False, fill_width=True, delete_cache=(600, 3600)) as page:
        session = gr.State(None, time_to_live=shop.limits.session_seconds)
        begun = gr.State(None, time_to_live=shop.limits.session_seconds)
        gr.HTML(_head(), elem_id="pg-head", apply_default_css=False)
        with gr.Column(elem_id="pg-ask"):
            asked = _form(shop)
        gr.HTML(asset("how.html").format_map(_Spoken()), elem_id="pg-how", apply_default_css=False)
        status = gr.HTML("", elem_id="pg-status", apply_default_css=False)
        with gr.Row(visible=False, elem_id="pg-keep") as keep:
            gr.HTML(_each("hint"), apply_default_css=False, elem_classes="pg-label")
            _downloads(session)
        view = gr.HTML("", elem_id="pg-view", apply_default_css=False, js_on_load=asset("edit.js"))
        outputs = [status, view, session, asked["go"], asked["cancel"], keep, begun]
        _main(shop, asked, session, outputs)
        other = panels.add(shop, session, outputs, _shown)

        def arrived() -> tuple[Any, ...]:
            return gr.update(choices=shop.profiles()), gr.update(choices=shop.choices())

        page.load(arrived, None, [asked["profile"], other], **QUICK)  # models may have come since the server started

        def left(request: gr.Request) -> None:
            shop.stop(visitor(request))  # who closes the page needs no digest any more

        page.unload(left)
        api.add(shop)
    return page


def _head() -> str:
    """The promise in every language of the page; the style sheet shows the one that the browser wants."""
    lines = "".join(f'<p data-locale="{code}" lang="{code}">{escape(t["promise"])}</p>' for code, t in TEXTS.items())
    return f'<header><h1 translate="no"><i aria-hidden="true"></i>Summarizer</h1>{lines}</header>'


class _Spoken(dict[str, str]):
    """For templates: `{key}` is that text in every language of the page."""

    def __missing__(self, key: str) -> str:
        return _each(key)


def _form(shop: Workshop) -> dict[str, Any]:
    """What a visitor fills in."""
    parts: dict[str, Any] = {}
    with gr.Row(equal_height=True, elem_id="pg-input"):
        parts["text"] = gr.Textbox(
            label=say("article"), placeholder=say("article-hint"), lines=6, max_lines=8, scale=7, autofocus=True,
            max_length=shop.limits.characters, elem_id="pg-text", show_label=False, container=False,
        )  # fmt: skip
        parts["upload"] = gr.File(
            label=say("file"), show_label=False, file_types=FILES, scale=2, min_width=200, elem_id="pg-file",
            elem_classes="pg-drop",
        )  # fmt: skip
    shipped = examples()
    with gr.Row(elem_id="pg-actions"):
        parts["go"] = gr.Button(say("go"), variant="primary", elem_id="pg-go", scale=0, min_width=150)
        parts["cancel"] = gr.Button(
            say("cancel"), variant="stop", visible=False, elem_id="pg-cancel", scale=0, min_width=150
        )
        if shipped:
            gr.HTML(_each("examples"), apply_default_css=False, elem_classes="pg-label")
        for n, example in enumerate(shipped):
            key = f"example-{example.name}"
            name = say(key) if key in TEXTS["en"] else example.title
            button = gr.Button(name, variant="secondary", size="sm", elem_classes="pg-example", scale=0, min_width=0,
                               elem_id=f"pg-example-{n}")  # fmt: skip
            button.click(_giving(example.text), None, parts["text"], **QUICK)
    with gr.Accordion(say("options"), open=False, elem_id="pg-options"), gr.Row():
        parts["to"] = gr.CheckboxGroup(
            [(native_name(code), code) for code in LANGUAGES], value=["ru", "zh"], label=say("languages")
        )
        parts["length"] = gr.Radio([(say(name), name) for name in LENGTHS], value="medium", label=say("length"))
        parts["profile"] = gr.Dropdown(
            shop.profiles(), value=shop.profile, label=say("profile"), info=say("profile-hint"), filterable=False
        )
        parts["glossary"] = gr.File(
            label=say("glossary"), file_types=[".csv", ".tsv", ".tbx", ".xml"], elem_id="pg-glossary",
            elem_classes="pg-drop",
        )  # fmt: skip
    return parts


def _main(shop: Workshop, asked: dict[str, Any], session: gr.State, outputs: list[Any]) -> None:
    """Digest, cancel, correct."""
    status, view, *_, begun_state = outputs

    def run(
        text: str, upload: str | None, to: list[str], length: str, profile: str, glossary: str | None,
        request: gr.Request,
    ) -> Iterator[tuple[Any, ...]]:  # fmt: skip
        wish = events.Request(text, upload, to, length, profile, glossary)
        for frame in events.run(shop, visitor(request), locale(request), wish):
            yield _shown(frame)

    def begin(request: gr.Request) -> tuple[Any, ...]:
        # At once, though the work itself may have to wait in the queue, where it can be cancelled too.
        code = locale(request)
        return _shown(events.Frame(progress.bar(texts(code)["waiting"], code), ""))

    def cancel(request: gr.Request) -> tuple[Any, ...]:
        shop.stop(visitor(request))
        return events.stopped(locale(request)).status, gr.update(visible=True), gr.update(visible=False)

    def keep(begun: events.Begun | None, request: gr.Request) -> tuple[Any, ...]:
        return _shown(events.keep(shop, locale(request), begun))

    def edit(current: events.Session | None, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        data = event._data or {}
        return _shown(events.edit(current, locale(request), data.get("place"), data.get("text")))

    fields = [asked[name] for name in ("text", "upload", "to", "length", "profile", "glossary")]
    begun = asked["go"].click(begin, None, outputs, trigger_mode="once", **QUICK)
    running = begun.then(
        run, fields, outputs, concurrency_id="work", concurrency_limit=shop.limits.workers,
        show_progress="full", show_progress_on=[status], api_visibility="private",
    )  # fmt: skip
    running.then(_giving(None), None, asked["upload"], **QUICK)
    cancelled = asked["cancel"].click(cancel, None, [status, asked["go"], asked["cancel"]], cancels=[running], **QUICK)
    cancelled.then(keep, begun_state, outputs, **QUICK)
    view.submit(edit, [session], outputs, **QUICK)


def _downloads(session: gr.State) -> None:
    """The ways to keep a digest. The file travels in the answer; nothing is put on the server's disk."""
    file = gr.JSON(visible=False)
    kinds = {"text": say("copy"), "markdown": "Markdown", "docx": "Word", "html": "HTML", "json": "JSON"}
    with gr.Row(elem_classes="pg-buttons"):
        for kind, label in kinds.items():
            button = gr.Button(label, size="sm", scale=0, min_width=0, elem_id=f"pg-keep-{kind}")
            made = button.click(_saving(kind), session, file, **QUICK)
            made.then(None, file, None, js="(file) => window.keepDigest(file)", api_visibility="private")


def _saving(kind: str) -> Callable[[events.Session | None, gr.Request], dict[str, str] | None]:
    def file(session: events.Session | None, request: gr.Request) -> dict[str, str] | None:
        return download(session.digest, kind, locale(request)) if session else None

    return file


def _each(key: str) -> str:
    return "".join(f'<span data-locale="{code}" lang="{code}">{escape(t[key])}</span>' for code, t in TEXTS.items())


def _shown(frame: events.Frame) -> tuple[Any, ...]:
    """A frame as values for: status, view, session, go, cancel, keep, begun."""
    keep = gr.update(visible=True) if frame.session else gr.update(visible=False) if frame.running else gr.skip()
    return (
        frame.status,
        gr.skip() if frame.view is None else frame.view,
        frame.session or gr.skip(),
        gr.update(visible=not frame.running),
        gr.update(visible=frame.running),
        keep,
        frame.begun,
    )


def _giving(value: Any) -> Callable[[], Any]:
    """An event handler that always answers the same."""
    return lambda: value
