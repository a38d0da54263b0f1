"""A real server on loopback over models that are quick and predictable."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx
import pytest
import uvicorn

from summarizer.article import Article
from summarizer.models.engines.base import Decoding
from summarizer.profiles import Models
from summarizer.results import ModelInfo, Summary, SummarySentence, Translated
from summarizer.serving.http import create
from summarizer.serving.service import Limits, Service
from summarizer.summarizing.base import Length

ARTICLE = """The harbour city of Varnholm will close its old town to cars in spring. The council decided it on Tuesday.

Shopkeepers are divided over the plan. Some expect to lose customers. Others hope that visitors will stay longer."""


class LeadSummarizer:
    info = ModelInfo("lead", "Apache-2.0")

    def summarize(self, article: Article, length: Length) -> Summary:
        chosen = article.sentences[: length.limit(len(article.sentences))]
        return Summary(tuple(SummarySentence(s.text, (s.index,)) for s in chosen), self.info)


@dataclass
class FakeTranslator:
    """Turns letters into Cyrillic ones. `gate` holds it back, `calls` tells how many sentences came together."""

    gate: threading.Event = field(default_factory=threading.Event)
    info: ModelInfo = field(default_factory=lambda: ModelInfo("fake", "Apache-2.0"))
    calls: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.gate.set()

    def supports(self, source: str, target: str) -> bool:
        return target == "ru" and source != "ru"

    def translate(
        self, sentences: Sequence[str], source: str, target: str, decoding: Decoding | None = None
    ) -> Iterator[Translated]:
        self.calls.append(len(sentences))
        self.gate.wait(20)
        for sentence in sentences:
            if "POISON" in sentence:
                raise RuntimeError("bad alloc")
            yield Translated("".join(chr(0x430 + ord(c) % 32) if c.isalpha() else c for c in sentence))

    def candidates(
        self, sentences: Sequence[str], source: str, target: str, decoding: Decoding
    ) -> Iterator[tuple[Translated, ...]]:
        return ((found,) for found in self.translate(sentences, source, target))


@dataclass
class Served:
    """A server under way."""

    url: str
    service: Service
    translator: FakeTranslator
    server: uvicorn.Server
    thread: threading.Thread

    def post(self, path: str = "/v1/digest", token: str = "", **body: object) -> httpx.Response:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return httpx.post(self.url + path, json=body, headers=headers, timeout=30)

    def get(self, path: str) -> httpx.Response:
        return httpx.get(self.url + path, timeout=30)


@contextmanager
def serving(limits: Limits | None = None, tokens: tuple[str, ...] = (), fetch: bool = True) -> Iterator[Served]:
    translator = FakeTranslator()
    service = Service(Models("fake", LeadSummarizer(), {"ru": translator}), limits=limits or Limits())
    app = create(service, tokens, fetch=fetch)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical", ws="none", timeout_graceful_shutdown=20))
    thread = threading.Thread(target=server.run)
    thread.start()
    wait_for(lambda: server.started and service.ready)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield Served(f"http://127.0.0.1:{port}", service, translator, server, thread)
    finally:
        translator.gate.set()
        server.should_exit = True
        thread.join(30)


def wait_for(what: Callable[[], object], seconds: float = 20.0) -> None:
    ends = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < ends, "it did not come about"
        time.sleep(0.01)


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serving() as server:
        yield server
