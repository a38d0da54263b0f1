"""How the page looks and how it is served: system fonts, nothing from outside, loopback unless told otherwise."""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

from summarizer.page.early import Early
from summarizer.page.texts import TEXTS
from summarizer.page.workshop import Workshop
from summarizer.rendering import html

if TYPE_CHECKING:
    import gradio as gr

_SANS = (
    "system-ui",
    "-apple-system",
    "Segoe UI",
    "Noto Sans",
    "Roboto",
    "PingFang SC",
    "Microsoft YaHei",
    "sans-serif",
)
_MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "Noto Sans Mono", "monospace")


@dataclass(frozen=True, slots=True)
class Serving:
    """Where the page is served."""

    host: str = "127.0.0.1"
    port: int | None = None
    """None takes the first free port from 7860 on."""
    root_path: str | None = None
    """The path under which a proxy offers the page."""
    auth: tuple[str, str] | None = None
    mcp: bool = False
    """Also offer the API as a Model Context Protocol server; needs the `mcp` package."""


def quiet_gradio() -> None:
    """Keep Gradio from asking the network anything. Only works before its first import."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"


def asset(name: str) -> str:
    """A file of the page."""
    return resources.files("summarizer.page").joinpath("web", name).read_text("utf-8")


def launch(shop: Workshop, serving: Serving, *, block: bool = True) -> tuple[gr.Blocks, str]:
    """Serve the page; returns it and its address at once where `block` is false."""
    quiet_gradio()
    # Where no event loop runs, Gradio makes one for each of its locks and leaves it open; here it finds one, in a
    # thread of its own, since the caller's may have a loop that runs already.
    with ThreadPoolExecutor(1) as thread:
        page, url = thread.submit(asyncio.run, _launch(shop, serving)).result()
    if block:
        page.block_thread()
    return page, url


async def _launch(shop: Workshop, serving: Serving) -> tuple[gr.Blocks, str]:
    import gradio as gr
    from starlette.middleware import Middleware

    from summarizer.page.view import build

    page = build(shop)
    page.queue(max_size=shop.limits.waiting, default_concurrency_limit=shop.limits.workers, api_open=True)
    _, url, _ = page.launch(
        server_name=serving.host, server_port=serving.port, root_path=serving.root_path, auth=serving.auth,
        mcp_server=serving.mcp, share=False, quiet=True, show_error=False, prevent_thread_lock=True,
        max_file_size=shop.limits.upload_bytes, state_session_capacity=1000, enable_monitoring=False, ssr_mode=False,
        pwa=False, footer_links=["api"], theme=_theme(),
        head=_head(),
        app_kwargs={"middleware": [Middleware(Early, script=asset("locale.js"))]},
        i18n=gr.I18n(**_messages()),
    )  # fmt: skip
    return page, url


def _head() -> str:
    # Not `launch(css=…)`: Gradio rewrites the selectors of that.
    scripts = html.script() + asset("page.js")
    return f"<style>{html.stylesheet()}{asset('page.css')}{_drop_texts()}</style><script>{scripts}</script>"


def _drop_texts() -> str:
    """What the places for files say, in place of Gradio's three lines."""
    return "".join(
        f'html[data-locale="{code}"] {{ --pg-drop: "{words["file"]}"; }}\n'
        f'html[data-locale="{code}"] #pg-file {{ --pg-drop: "{words["file"]}\\A {words["file-kinds"]}"; }}\n'
        for code, words in TEXTS.items()
    )


def _messages() -> dict[str, dict[str, str]]:
    from summarizer.page.wiring import I18N_PREFIX

    return {code: {I18N_PREFIX + key: text for key, text in words.items()} for code, words in TEXTS.items()}


def _theme() -> Any:
    import gradio as gr

    return gr.themes.Base(
        primary_hue=gr.themes.colors.teal, neutral_hue=gr.themes.colors.stone, radius_size=gr.themes.sizes.radius_lg,
        font=list(_SANS), font_mono=list(_MONO),
    )  # fmt: skip
