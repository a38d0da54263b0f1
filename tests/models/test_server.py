"""The server engine: against `transformers serve` with a real checkpoint, and against servers that misbehave."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import httpx
import pytest

from summarizer.cli import main
from summarizer.digest import Options, Runtime, Server
from summarizer.errors import ServerError
from summarizer.models.engines.base import Decoding
from summarizer.models.engines.openai import Patience, ServerEngine
from summarizer.profiles import load

from ..servers import serving
from . import chats

Events = list[Any]


@pytest.fixture(scope="module")
def served(chat: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a `transformers serve` on loopback."""
    pytest.importorskip("uvicorn")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = tmp_path_factory.mktemp("home")
    (home / "hub").mkdir()
    environment = os.environ | {"HF_HUB_OFFLINE": "1", "HF_HOME": str(home), "HF_HUB_CACHE": str(home / "hub")}
    environment |= {"OMP_NUM_THREADS": "1", "NO_COLOR": "1", "DISABLE_TELEMETRY": "1"}
    command = [str(Path(sys.executable).parent / "transformers"), "serve", "--host", "127.0.0.1", "--port", str(port)]
    log = (home / "log").open("w")
    process = subprocess.Popen([*command, "--device", "cpu"], env=environment, stdout=log, stderr=log)
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(240):
            assert process.poll() is None, (home / "log").read_text()
            try:
                if httpx.get(f"{url}/health", timeout=2, trust_env=False).is_success:
                    break
            except httpx.HTTPError:
                time.sleep(0.5)
        else:
            raise AssertionError((home / "log").read_text())
        yield url
    finally:
        process.terminate()
        process.wait(20)
        log.close()


def test_a_digest_by_transformers_serve(
    served: str, chat: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = tmp_path / "article.txt"
    article.write_text(chats.ARTICLE, encoding="utf-8")
    options = ["--server", served, "--model", str(chat), "--sentences", "1", "--no-repair", "--format", "json"]
    with pytest.raises(SystemExit) as stop:
        main(["digest", str(article), *options])
    out, err = capsys.readouterr()
    assert not stop.value.code, err
    digest = json.loads(out)
    assert [s["text"] for s in digest["summary"]["sentences"]] == [chats.SUMMARY]
    assert digest["report"]["profile"] == "server"
    for language, texts in chats.TRANSLATED.items():
        made = digest["translations"][language]
        found = [made["summary"][0]["text"], *(s["text"] for s in made["article"])]
        assert [_plain(text) for text in found] == [_plain(text) for text in texts]


def _plain(text: str) -> str:
    """Without what typography changes."""
    return "".join(text.replace("，", ",").split())


def test_transformers_serve_streams_what_the_local_engine_says(served: str, chat: Path) -> None:
    texts = list(chats.prompts())
    remote = list(ServerEngine(served, str(chat)).generate(texts, Decoding(300)))
    assert [generation.text.strip() for generation in remote] == list(chats.prompts().values())
    assert all(generation.tokens > 1 and generation.clipped == 0 for generation in remote)
    [cut] = ServerEngine(served, str(chat)).generate(texts[1:2], Decoding(5))
    assert cut.clipped == -1 and remote[1].text.strip().startswith(cut.text.strip())


def test_the_same_checkpoint_from_a_folder(chat: Path) -> None:
    from summarizer.reading import read_text
    from summarizer.summarizing.base import Length

    models = load(Options(summarizer=str(chat), translator=str(chat), runtime=Runtime(threads=1)))
    summary = models.summarizer.summarize(read_text(chats.ARTICLE), Length(sentences=1))
    assert summary.text == chats.SUMMARY
    assert models.summarizer.engine is models.translators["ru"].engine  # type: ignore[attr-defined]


class Scripted:
    """A server that answers each request with the next of its `turns`; the last one goes on for ever."""

    def __init__(self) -> None:
        self.turns: list[Callable[[Any], None]] = []
        self.requests: list[dict[str, Any]] = []
        self.lock = threading.Lock()


def _events(*pieces: str, finish: str | None = "stop") -> str:
    rows = [{"choices": [{"delta": {"content": piece}}]} for piece in pieces]
    if finish:
        rows.append({"choices": [{"delta": {}, "finish_reason": finish}]})
    return "".join(f"data: {json.dumps(row)}\n\n" for row in rows) + ("data: [DONE]\n\n" if finish else "")


def say(*pieces: str, finish: str | None = "stop") -> Callable[[Any], None]:
    return lambda handler: handler.reply(200, _events(*pieces, finish=finish))


def status(code: int, body: str = '{"error": {"message": "no"}}', **headers: str) -> Callable[[Any], None]:
    return lambda handler: handler.reply(code, body, headers)


def raw(body: str) -> Callable[[Any], None]:
    return lambda handler: handler.reply(200, body)


def hang(handler: Any) -> None:
    time.sleep(1.5)
    handler.reply(200, _events("late"))


def drop(handler: Any) -> None:
    """Begin an answer and close the connection."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(_events("half", finish=None).encode())
    handler.close_connection = True


@pytest.fixture
def script() -> Iterator[tuple[Scripted, str]]:
    state = Scripted()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *args: Any) -> None:
            pass

        def do_GET(self) -> None:
            self.reply(200, json.dumps({"data": [{"id": "good-model"}]}))

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with state.lock:
                state.requests.append(body | {"_key": self.headers.get("Authorization")})
                turn = state.turns.pop(0) if len(state.turns) > 1 else state.turns[0]
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                turn(self)

        def reply(self, code: int, body: str, headers: dict[str, str] | None = None) -> None:
            data = body.encode()
            self.send_response(code)
            for name, value in (headers or {}).items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    with serving(Handler) as port:
        yield state, f"http://127.0.0.1:{port}"


def _ask(url: str, texts: list[str], waits: list[float], **options: Any) -> list[str]:
    engine = ServerEngine(url, "m", sleep=waits.append, patience=Patience(read=0.5, retries=3), **options)
    return [generation.text for generation in engine.generate(texts, Decoding(50))]


@pytest.mark.parametrize(
    ("turns", "waits"),
    [
        ([say("Hel", "lo")], []),
        ([status(503), say("Hello")], [0.5]),
        ([status(503), status(500), status(502), say("Hello")], [0.5, 1.0, 2.0]),
        ([status(429, Retry_After="7"), say("Hello")], [7.0]),
        ([status(429, Retry_After="9999"), say("Hello")], [60.0]),
        ([drop, say("Hello")], [0.5]),
        ([hang, say("Hello")], [0.5]),
        ([say("Hel", finish=None), say("Hello")], [0.5]),
        ([raw('data: {"error": "out of memory"}\n\n'), say("Hello")], [0.5]),
        ([status(400, '{"error": "unknown field chat_template_kwargs"}'), say("Hello")], []),
        ([raw(": a comment\n\n" + _events("Hello"))], []),
    ],
    ids=["streams", "503", "backoff", "429", "long 429", "drop", "hang", "early end", "error", "strict", "comment"],
)
def test_what_passes_is_waited_for(script: tuple[Scripted, str], turns: Events, waits: list[float]) -> None:
    state, url = script
    state.turns = turns
    waited: list[float] = []
    assert _ask(url, ["Hi"], waited) == ["Hello"]
    assert waited == waits
    assert all(request["temperature"] == 0 and request["stream"] for request in state.requests)


@pytest.mark.parametrize(
    ("turn", "message"),
    [
        (status(503), "answers 503 (no): try again later"),
        (status(401), "set SUMMARIZER_API_KEY"),
        (status(404), "does not serve m: it serves good-model"),
        (status(400, '{"error": {"message": "maximum context length is 4096"}}'), "maximum context length is 4096"),
        (raw("data: <html>\n\n"), "no chat completion"),
        (raw("data: 5\n\n"), "no chat completion"),
        (hang, "gave nothing for"),
    ],
)
def test_what_does_not_pass_is_one_line(script: tuple[Scripted, str], turn: Any, message: str) -> None:
    state, url = script
    state.turns = [turn]
    with pytest.raises(ServerError) as caught:
        _ask(url, ["Hi"], [])
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_no_server_at_all() -> None:
    with pytest.raises(ServerError, match="does not answer"):
        _ask("http://127.0.0.1:9", ["Hi"], [])


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://x/v1", "", "http://"])
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(ServerError, match="is no address of a server"):
        ServerEngine(url, "m")


def test_requests_run_side_by_side_and_keep_their_order(script: tuple[Scripted, str]) -> None:
    state, url = script
    under_way, most = 0, 0

    def answer(handler: Any) -> None:
        nonlocal under_way, most
        with state.lock:
            under_way += 1
            most = max(most, under_way)
        time.sleep(0.05)
        with state.lock:
            text = state.requests[-1]["messages"][0]["content"]
            under_way -= 1  # not after the reply: the next request could be here sooner
        handler.reply(200, _events("x" if text else ""))

    state.turns = [answer]
    made = _ask(url, [f"text {n}" for n in range(24)], [], parallel=4)
    assert made == ["x"] * 24
    assert 2 <= most <= 4


def test_closing_the_iterator_stops_the_work(script: tuple[Scripted, str]) -> None:
    state, url = script
    state.turns = [say("x")]
    made = ServerEngine(url, "m", parallel=2).generate(["text"] * 100, Decoding(5))
    next(made)
    made.close()  # type: ignore[attr-defined]
    assert len(state.requests) < 20


def test_the_key_is_sent_and_the_rest_of_the_url_kept(script: tuple[Scripted, str]) -> None:
    state, url = script
    state.turns = [say("x")]
    _ask(f"{url}/v1/", ["Hi"], [], api_key="secret")
    assert state.requests[0]["_key"] == "Bearer secret"
    assert state.requests[0]["max_tokens"] == 50


def test_the_key_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    models = load(Options(server=Server("http://127.0.0.1:9", "m", "secret")))
    assert models.profile == "server"
    assert "secret" not in repr(models)
