"""The script that comes before Gradio's: in every HTML page, and in nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from summarizer.page.early import Early


def _page(request: Request) -> Response:
    return HTMLResponse("<html><head><title>é</title></head><head></head></html>")


def _pieces(request: Request) -> Response:
    def parts() -> Iterator[str]:
        yield from ("<html><he", "ad></he", "ad></html>")

    return StreamingResponse(parts(), media_type="text/html; charset=utf-8")


def _data(request: Request) -> Response:
    return JSONResponse({"text": "<head>"})


@pytest.fixture
def client() -> TestClient:
    routes = [Route("/", _page), Route("/pieces", _pieces), Route("/data", _data)]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(Early, script="a = 1")]))


@pytest.mark.parametrize(
    "path, body",
    [
        ("/", "<html><head><script>a = 1</script><title>é</title></head><head></head></html>"),
        ("/pieces", "<html><head><script>a = 1</script></head></html>"),
        ("/data", '{"text":"<head>"}'),
    ],
)
def test_html_gets_it_first_and_nothing_else_does(client: TestClient, path: str, body: str) -> None:
    answer = client.get(path)
    assert answer.text == body
    if path != "/data":
        assert int(answer.headers["content-length"]) == len(answer.content)
