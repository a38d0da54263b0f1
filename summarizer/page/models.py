"""Which models there are, and what this server uses."""

from __future__ import annotations

from html import escape

from summarizer.article import Language
from summarizer.page.texts import texts
from summarizer.page.workshop import Workshop


def render(shop: Workshop, locale: Language) -> str:
    """The models in use as a table."""
    words = texts(locale)
    rows = "".join(
        f"<tr><th scope='row'>{escape(name)}</th><td>{escape(licence)}</td><td>{escape(words['in-use'])}</td></tr>"
        for name, licence in shop.in_use()
    )
    head = "".join(f"<th scope='col'>{escape(words[key])}</th>" for key in ("model", "licence", "state"))
    open_ = f'<table class="pg-models" lang="{escape(locale)}">'
    return f"{open_}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
