"""A real server on loopback over models that are quick and predictable."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import pytest
import uvicorn

from summarizer.profiles import Models
from summarizer.serving.http import create
from summarizer.serving.service import Limits, Service

from ..fakes import FakeTranslator, LeadSummarizer

PATIENCE = 200.0
"""Seconds that anything may take on a busy machine; nothing waits so long on an idle one."""
ARTICLE = """The harbour city of Varnholm will close its old town to cars in spring. The council decided it on Tuesday.

Shopkeepers are divided over the plan. Some expect to lose customers. Others hope that visitors will stay longer."""


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
        return httpx.post(self.url + path, json=body, headers=headers, timeout=PATIENCE)

    def get(self, path: str) -> httpx.Response:
        return httpx.get(self.url + path, timeout=PATIENCE)


@contextmanager
def serving(limits: Limits | None = None, tokens: tuple[str, ...] = (), fetch: bool = True) -> Iterator[Served]:
    translator = FakeTranslator()
    service = Service(Models("fake", LeadSummarizer(), {"ru": translator}), limits=limits or Limits())
    app = create(service, tokens, fetch=fetch)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical", ws="none", timeout_graceful_shutdown=200))
    thread = threading.Thread(target=server.run)
    thread.start()
    wait_for(lambda: server.started and service.ready)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield Served(f"http://127.0.0.1:{port}", service, translator, server, thread)
    finally:
        translator.gate.set()
        server.should_exit = True
        thread.join(PATIENCE)


def wait_for(what: Callable[[], object], seconds: float = PATIENCE) -> None:
    ends = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < ends, "it did not come about"
        time.sleep(0.01)


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serving() as server:
        yield server
