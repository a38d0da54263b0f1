"""The service from outside: what each request gets."""

from __future__ import annotations

import contextlib
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from summarizer.rendering.json import from_dict
from summarizer.serving.service import Limits

from .conftest import ARTICLE, PATIENCE, Served, serving, wait_for


def events(text: str) -> list[tuple[str, Any]]:
    """(event, data) of a stream."""
    found = []
    for block in text.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines())
        found.append((fields["event"], json.loads(fields["data"])))
    return found


def test_a_digest(served: Served) -> None:
    answer = served.post(text=ARTICLE, to=["ru"], title="Cars", repair=False)
    assert answer.status_code == 200
    digest = from_dict(answer.json())
    assert digest.article.title == "Cars"
    assert len(digest.translations["ru"].article) == len(digest.article.sentences) == 5


def test_a_stream_ends_with_the_same_digest(served: Served) -> None:
    whole = served.post(text=ARTICLE, to=["ru"], repair=False).json()
    answer = served.post(text=ARTICLE, to=["ru"], repair=False, stream=True)
    assert answer.headers["content-type"].startswith("text/event-stream")
    found = events(answer.text)
    kinds = [kind for kind, _ in found]
    assert kinds[0] == "progress" and kinds[-1] == "digest" and "summary" in kinds
    last = found[-1][1]
    assert {**last, "report": {**last["report"], "seconds": {}}} == {
        **whole,
        "report": {**whole["report"], "seconds": {}},
    }
    sent = [data for kind, data in found if kind == "translation"]
    assert {item["where"] for item in sent} >= {f"ru.article[{n}]" for n in range(5)}


def test_a_check(served: Served) -> None:
    answer = served.post("/v1/check", source="It cost 30 euros.", translation="Это стоило 40 евро.", language="ru")
    assert answer.status_code == 200
    assert answer.json()["schema"] == "check/1"
    assert any(flag["kind"].startswith("number") for flag in answer.json()["flags"])


WRONG = [
    ({}, 422, "either text or url"),
    ({"text": "x", "url": "https://example.org"}, 422, "either text or url"),
    ({"text": "  "}, 422, "no text"),
    ({"text": "News.", "nonsense": 1}, 422, "nonsense"),
    ({"text": "News.", "length": "short", "words": 3}, 422, "one of length"),
    ({"text": "News.", "to": ["russian"]}, 422, "to.0"),
    ({"text": "x" * 200_001}, 413, "in parts"),
    ({"text": "x" * 2_000_001}, 413, "may have"),
    ({"url": "http://127.0.0.1/secret"}, 422, "private"),
    ({"url": "file:///etc/passwd"}, 422, "url"),
    ({"text": "News.", "stream": True, "url": None, "title": "\ud800"}, 422, "title"),
]


@pytest.mark.parametrize(("body", "status", "message"), WRONG)
@pytest.mark.parametrize("stream", [False, True])
def test_what_is_wrong_is_said_in_one_line(
    served: Served, body: dict[str, object], status: int, message: str, stream: bool
) -> None:
    data = json.dumps({**body, "stream": stream})
    answer = httpx.post(
        served.url + "/v1/digest", content=data, headers={"Content-Type": "application/json"}, timeout=PATIENCE
    )
    assert answer.status_code == status
    assert set(answer.json()) == {"error", "message"}
    assert message in answer.json()["message"] and "\n" not in answer.json()["message"]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[1]", b'{"text": "' + b"[" * 5000, b"[" * 100_000])
def test_what_is_no_json(served: Served, body: bytes) -> None:
    answer = httpx.post(
        served.url + "/v1/digest", content=body, headers={"Content-Type": "application/json"}, timeout=PATIENCE
    )
    assert answer.status_code == 422 or answer.status_code == 400
    assert set(answer.json()) == {"error", "message"}


def test_a_body_that_says_no_length_is_not_read_to_its_end(served: Served) -> None:
    def endless() -> Any:
        for _ in range(5000):
            yield b" " * 10_000

    with contextlib.suppress(httpx.WriteError, httpx.RemoteProtocolError):  # refused before everything was sent
        assert httpx.post(served.url + "/v1/digest", content=endless(), timeout=PATIENCE).status_code == 413


def test_a_failure_inside_is_told_without_its_insides(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    answer = served.post(text="The word POISON breaks it.", to=["ru"])
    assert (answer.status_code, answer.json()["error"]) == (500, "InternalError")
    assert "bad alloc" not in answer.text and "bad alloc" in caplog.text
    streamed = served.post(text="The word POISON breaks it.", to=["ru"], stream=True)
    assert events(streamed.text)[-1][0] == "error"
    assert served.post(text=ARTICLE, to=["ru"]).status_code == 200


def test_without_fetching() -> None:
    with serving(fetch=False) as server:
        answer = server.post(url="https://example.org/")
        assert answer.status_code == 422 and "send the text" in answer.json()["message"]


def test_tokens() -> None:
    with serving(tokens=("one", "two")) as server:
        for token, status in (("", 401), ("wrong", 401), ("one", 200), ("two", 200)):
            answer = server.post(text=ARTICLE, to=["ru"], token=token)
            assert answer.status_code == status
        assert server.post(text=ARTICLE).headers["www-authenticate"] == "Bearer"
        assert server.post("/v1/check", source="A.", translation="Б.", language="ru").status_code == 401
        assert server.get("/healthz").status_code == server.get("/readyz").status_code == 200


def test_metrics(served: Served) -> None:
    served.post(text=ARTICLE, to=["ru"])
    httpx.get(served.url + "/wp-admin.php")
    expected = (
        'summarizer_requests_total{path="/v1/digest",status="200"}',
        'path="other",status="404"',
        "summarizer_batch_sentences_bucket",
        "summarizer_requests_inside 0.0",
    )
    # Counted when the work is over, which is after the answer.
    wait_for(lambda: all(line in served.get("/metrics").text for line in expected))
    assert "wp-admin" not in served.get("/metrics").text


def test_requests_decode_together() -> None:
    with serving() as server, ThreadPoolExecutor(8) as pool:
        server.post(text=ARTICLE, to=["ru"])
        server.translator.calls.clear()
        server.translator.gate.clear()
        waiting = [
            pool.submit(server.post, text=f"Town {n} decided it. Nobody knew number {n}.", to=["ru"], repair=False)
            for n in range(8)
        ]
        wait_for(lambda: len(server.service._queue._waiting) >= 5)
        server.translator.gate.set()
        assert {job.result().status_code for job in waiting} == {200}
        assert max(server.translator.calls) >= 8 and len(server.translator.calls) < 8


def test_too_many_are_told_when_to_come_back() -> None:
    with serving(Limits(at_once=1, waiting=2)) as server, ThreadPoolExecutor(2) as pool:
        server.translator.gate.clear()
        admitted = [pool.submit(server.post, text=ARTICLE, to=["ru"]) for _ in range(2)]
        wait_for(lambda: server.service._inside == 2)
        for stream in (False, True):
            refused = server.post(text=ARTICLE, to=["ru"], stream=stream)
            assert refused.status_code == 429 and refused.headers["retry-after"]
        server.translator.gate.set()
        assert [job.result().status_code for job in admitted] == [200, 200]


def test_what_was_admitted_is_finished_when_the_server_stops() -> None:
    with serving(Limits(at_once=1)) as server, ThreadPoolExecutor(3) as pool:
        server.translator.gate.clear()
        admitted = [pool.submit(server.post, text=ARTICLE, to=["ru"], stream=n == 0) for n in range(3)]
        wait_for(lambda: server.service._inside == 3)
        server.server.should_exit = True
        wait_for(lambda: not server.server.servers[0].is_serving())
        with pytest.raises(httpx.ConnectError):
            server.post(text=ARTICLE)
        server.translator.gate.set()
        answers = [job.result() for job in admitted]
        assert [answer.status_code for answer in answers] == [200, 200, 200]
        assert "event: digest" in answers[0].text
        server.thread.join(PATIENCE)
        assert not server.thread.is_alive()


def test_a_visitor_who_leaves_stops_the_work() -> None:
    with serving(Limits(at_once=1)) as server:
        server.translator.gate.clear()
        long = "\n\n".join(f"Sentence {n} is here for a reason." for n in range(200))
        with (
            httpx.Client() as client,
            client.stream(
                "POST", server.url + "/v1/digest", json={"text": long, "to": ["ru"], "stream": True}
            ) as answer,
        ):
            next(answer.iter_lines())
        wait_for(lambda: 'path="/v1/digest",status="200"' in server.get("/metrics").text)  # the server has seen it
        server.translator.gate.set()
        wait_for(lambda: server.service._inside == 0)
        assert sum(server.translator.calls) < 150
