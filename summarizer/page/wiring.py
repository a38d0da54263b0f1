"""What every part of the page needs to talk to Gradio."""

from __future__ import annotations

from typing import Any

import gradio as gr
from gradio.i18n import I18nData

from summarizer.page.texts import locale_of

I18N_PREFIX = "pg-"
"""Gradio has messages of its own, `file` for one."""

QUICK: dict[str, Any] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
"""For events that take no time: they do not wait in the queue."""


def say(key: str) -> Any:
    """A text that the browser shows in its own language."""
    return I18nData(I18N_PREFIX + key)


def visitor(request: gr.Request) -> str:
    """Who asks: one browser tab, or one API client."""
    return request.session_hash or (request.client.host if request.client else "") or "unknown"


def locale(request: gr.Request) -> str:
    """The page's language for this browser."""
    return locale_of(request.headers.get("accept-language"))


def direct(request: gr.Request) -> bool:
    """Whether this visitor's browser reached the server itself, and not through a proxy."""
    return not any(name in request.headers for name in ("forwarded", "x-forwarded-for", "x-forwarded-host", "via"))
