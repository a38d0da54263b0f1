"""The API as a client meets it, over loopback."""

from __future__ import annotations

import asyncio
import gc
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from .conftest import ARTICLE, make_shop

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from gradio_client import Client

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    from summarizer.page.look import Serving, launch

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        page, url = launch(make_shop().workshop, Serving(), block=False)
        client = Client(url, verbose=False)
        yield client
        client.close()
        page.close(verbose=False)


def test_only_the_named_endpoints_are_public(client: Any) -> None:
    endpoints = client.view_api(return_format="dict")
    assert set(endpoints["named_endpoints"]) == {"/digest", "/summarize", "/translate", "/check"}
    assert not endpoints["unnamed_endpoints"]


def test_no_event_loop_is_left_open(client: Any) -> None:
    """One that is would be reported by whatever test runs when it happens to be collected."""
    loops = [found for found in gc.get_objects() if issubclass(type(found), asyncio.BaseEventLoop)]
    assert loops, "the page's server has one"
    assert all(loop.is_closed() or loop.is_running() for loop in loops)


def test_digest(client: Any) -> None:
    made = client.predict(text=ARTICLE, to=["ru"], length="short", api_name="/digest")
    assert made["schema"] == "digest/1"
    assert len(made["translations"]["ru"]["article"]) == len(made["article"]["sentences"]) == 7
    assert client.predict(text=ARTICLE, api_name="/digest")["translations"].keys() == {"ru", "zh"}


def test_summarize(client: Any) -> None:
    made = client.predict(text=ARTICLE, length="short", api_name="/summarize")
    assert [s["evidence"] for s in made["sentences"]] == [[0], [1]]
    assert made["model"] == "lead"


def test_translate(client: Any) -> None:
    made = client.predict(text="The city has 44 trams. They are red and rather slow.", to="zh", api_name="/translate")
    assert [s["source"] for s in made["sentences"]] == ["The city has 44 trams.", "They are red and rather slow."]
    assert "4 4" in made["sentences"][0]["text"]
    assert made["language"] == "zh"


def test_check(client: Any) -> None:
    good = ("The city will close the old town.", "Город закроет старый город для машин.")
    assert client.predict(*good, to="ru", api_name="/check") == []
    echo = client.predict(good[0], good[0], to="ru", api_name="/check")
    assert "error" in {flag["severity"] for flag in echo}
    assert {"kind", "severity", "message"} == echo[0].keys()


@pytest.mark.parametrize(
    "arguments, message",
    [
        ({"text": "", "api_name": "/digest"}, "nothing to digest"),
        ({"text": ARTICLE, "length": "huge", "api_name": "/summarize"}, "no length"),
        ({"text": "Sign up for our newsletter.", "api_name": "/summarize"}, "paste the text of the article"),
        ({"url": "file:///etc/passwd", "api_name": "/digest"}, "begins with http"),
        ({"url": "http://127.0.0.1:9/", "api_name": "/digest"}, "127.0.0.1"),
        ({"text": "x" * 70_000, "api_name": "/translate"}, "70,000 characters"),
        ({"text": ARTICLE, "to": "de", "api_name": "/translate"}, "de"),
    ],
)
def test_errors_are_one_line_without_a_trace(client: Any, arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(Exception, match=message) as caught:
        client.predict(**arguments)
    assert "Traceback" not in str(caught.value)
