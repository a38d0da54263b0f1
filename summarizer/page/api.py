"""The page's API: what a person would guess, with typed JSON.

from gradio_client import Client
Client("http://127.0.0.1:7860/").predict(text="…", to=["ru"], api_name="/digest")
"""

from __future__ import annotations

from typing import Any

import gradio as gr
from gradio.events import api

from summarizer.article import Article
from summarizer.errors import SummarizerError, UsageError
from summarizer.page.wiring import visitor
from summarizer.page.workshop import Workshop
from summarizer.rendering.messages import said
from summarizer.results import Digest, Place, Translated


def add(shop: Workshop) -> None:
    """Add the endpoints `/digest`, `/summarize`, `/translate` and `/check` to the page that is being built."""
    endpoints = _Endpoints(shop)
    for work in (endpoints.digest, endpoints.summarize, endpoints.translate):
        api(work, api_name=work.__name__, concurrency_id="work", concurrency_limit=shop.limits.workers)
    api(endpoints.check, api_name="check", concurrency_limit=4)


class _Endpoints:
    """Each method is one endpoint; its docstring is what the API page says."""

    def __init__(self, shop: Workshop) -> None:
        self._shop = shop

    def digest(
        self,
        text: str = "",
        url: str = "",
        to: list[str] = ["ru", "zh"],  # noqa: B006 (Gradio shows the default; nobody changes it)
        length: str = "medium",
        profile: str = "auto",
        request: gr.Request = None,  # type: ignore[assignment]
    ) -> dict[str, Any]:
        """Summarize an article (its text, or its address) and translate summary and article; the digest/1 JSON."""
        try:
            return self._made(self._shop.read(text, None, url), to, length, profile, request).to_dict()
        except SummarizerError as error:
            raise _told(error) from None

    def summarize(
        self,
        text: str = "",
        url: str = "",
        length: str = "medium",
        profile: str = "auto",
        request: gr.Request = None,  # type: ignore[assignment]
    ) -> dict[str, Any]:
        """Summarize an article: sentences, each with the indices of the source sentences that carry it."""
        try:
            article = self._shop.read(text, None, url)
            summary: dict[str, Any] = self._made(article, [], length, profile, request).to_dict()["summary"]
            return summary
        except SummarizerError as error:
            raise _told(error) from None

    def translate(
        self,
        text: str,
        to: str = "ru",
        profile: str = "auto",
        request: gr.Request = None,  # type: ignore[assignment]
    ) -> dict[str, Any]:
        """Translate a text sentence by sentence, each with what is doubtful about it."""
        try:
            digest = self._made(self._shop.read(text), [to], "short", profile, request)
            data = digest.to_dict()
            if to not in data["translations"]:
                raise UsageError("; ".join(digest.report.notices) or f"nothing translates into {to}")
            made = data["translations"][to]
            sentences = [
                {"source": source["text"], "text": target["text"], "flags": target["flags"]}
                for source, target in zip(data["article"]["sentences"], made["article"], strict=True)
            ]
            return {"language": to, "sentences": sentences, "model": made["model"], "licence": made["licence"]}
        except SummarizerError as error:
            raise _told(error) from None

    def check(self, source: str, translation: str, to: str = "ru", language: str = "en") -> list[dict[str, str]]:
        """Check the translation of one sentence, whoever made it: a list of doubts, empty where there are none."""
        from summarizer.verifying import check_pair

        try:
            for sentence in (source, translation):
                self._shop.limits.check_text(sentence)
            flags = check_pair(source, Translated(translation), Place("article", 0, to), language, to)
            return [{"kind": f.kind, "severity": f.severity, "message": f.message} for f in flags]
        except SummarizerError as error:
            raise _told(error) from None

    def _made(self, article: Article, to: list[str], length: str, profile: str, request: gr.Request | None) -> Digest:
        options = self._shop.options(to, length, profile)
        name = visitor(request) if request is not None else "unknown"
        for event in self._shop.events(name, article, options):
            if isinstance(event.item, Digest):
                return event.item
        raise UsageError("stopped")


def _told(error: SummarizerError) -> gr.Error:
    """The one line for the caller, in English, without a trace and without options that only the command has."""
    return gr.Error(said(" ".join(str(error).split()), "en")[0], print_exception=False)
