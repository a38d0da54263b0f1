"""An OpenAI-compatible server as an engine: vLLM, SGLang, llama.cpp, `transformers serve`, or a service.

Requests run side by side and stream, so that a stalled one is noticed and a cancelled one stops costing anything.
"""

from __future__ import annotations

import json
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

import httpx

from summarizer.article import Language
from summarizer.errors import ServerError
from summarizer.models.engines.base import Decoding, Generation

_TRY_AGAIN = frozenset((408, 409, 425, 429, 500, 502, 503, 504))
_LONGEST_WAIT = 60.0


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a server, in seconds, and how often to try again."""

    connect: float = 10.0
    read: float = 300.0
    """Between two pieces of an answer; the first may wait behind others."""
    retries: int = 4
    backoff: float = 0.5
    """Before the first retry; doubled for each next one."""


class ServerEngine:
    """One model of one server. Answers are asked for at temperature 0."""

    def __init__(
        self,
        url: str,
        model: str,
        *,
        api_key: str | None = None,
        parallel: int = 8,
        patience: Patience | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`url` with or without `/v1`; `parallel` requests at a time. Raises `ServerError` for no http(s) address."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ServerError(f"{url} is no address of a server: give one such as http://localhost:8000/v1")
        base = url.rstrip("/")
        self._base = base if base.endswith("/v1") else f"{base}/v1"
        self._model = model
        self._parallel = parallel
        self._patience = patience or Patience()
        self._sleep = sleep
        # Qwen3 and its like think aloud unless told not to; a server that does not know the key refuses it once.
        self._extra: dict[str, Any] = {"chat_template_kwargs": {"enable_thinking": False}}
        local = parts.hostname in ("localhost", "127.0.0.1", "::1")
        self._client = httpx.Client(
            headers={"Authorization": f"Bearer {api_key}"} if api_key else {},
            timeout=httpx.Timeout(self._patience.read, connect=self._patience.connect),
            limits=httpx.Limits(max_connections=parallel),
            trust_env=not local,  # a proxy has no way to this machine
        )

        weakref.finalize(self, self._client.close)

    def count(self, text: str) -> int:
        """An estimate that errs on the side of too many: servers have no common way to ask for it."""
        narrow = sum(character.isascii() for character in text)
        return narrow // 3 + (len(text) - narrow) + 1

    def generate(
        self,
        texts: Sequence[str],
        decoding: Decoding,
        *,
        source: Language | None = None,
        target: Language | None = None,
    ) -> Iterator[Generation]:
        stop = threading.Event()
        waiting = iter(texts)
        with ThreadPoolExecutor(self._parallel, thread_name_prefix="server") as pool:
            running: deque[Future[Generation]] = deque()
            try:
                for text in islice(waiting, 2 * self._parallel):
                    running.append(pool.submit(self._answer, text, decoding, stop))
                while running:
                    made = running.popleft().result()
                    running.extend(pool.submit(self._answer, text, decoding, stop) for text in islice(waiting, 1))
                    yield made
            finally:
                stop.set()
                for future in running:
                    future.cancel()

    def _answer(self, text: str, decoding: Decoding, stop: threading.Event) -> Generation:
        """One request, tried again while the server may recover."""
        wait = self._patience.backoff
        for left in range(self._patience.retries, -1, -1):
            try:
                return self._stream(text, decoding, stop)
            except _Busy as busy:
                if not left or stop.is_set():
                    raise ServerError(f"{self._base} {busy.reason}: try again later, or check the server") from busy
                self._sleep(min(busy.wait or wait, _LONGEST_WAIT))
                wait *= 2
        raise AssertionError("unreachable")

    def _stream(self, text: str, decoding: Decoding, stop: threading.Event) -> Generation:
        request = {
            "model": self._model,
            "messages": [{"role": "user", "content": text}],
            "max_tokens": decoding.max_new_tokens,
            "temperature": 0,
            "stream": True,
            **self._extra,
        }
        answer = _Answer()
        try:
            with self._client.stream("POST", f"{self._base}/chat/completions", json=request) as response:
                if response.status_code in (400, 422) and self._extra:
                    response.read()
                    self._extra = {}
                    return self._stream(text, decoding, stop)
                self._require_ok(response)
                for line in response.iter_lines():
                    if stop.is_set() or answer.take(line):
                        break
        except httpx.ConnectError as error:
            raise _Busy(f"does not answer ({error})") from error
        except httpx.TimeoutException as error:
            raise _Busy(f"gave nothing for {self._patience.read:.0f} s") from error
        except (httpx.TransportError, httpx.StreamError) as error:
            raise _Busy(f"broke off ({error})") from error
        return answer.generation()

    def _require_ok(self, response: httpx.Response) -> None:
        if response.is_success:
            return
        response.read()
        status, reason = response.status_code, _reason(response)
        if status in _TRY_AGAIN:
            raise _Busy(f"answers {status} ({reason})", _seconds(response.headers.get("retry-after")))
        if status in (401, 403):
            raise ServerError(f"{self._base} wants another key ({status}): set SUMMARIZER_API_KEY")
        if status == 404:
            raise ServerError(f"{self._base} does not serve {self._model}{self._served()}")
        raise ServerError(f"{self._base} refuses the request ({status}): {reason}")

    def _served(self) -> str:
        """The models that it does serve, where it says."""
        try:
            rows = self._client.get(f"{self._base}/models").json()["data"]
            names = [str(row["id"]) for row in rows][:8]
        except (httpx.HTTPError, ValueError, KeyError, TypeError):
            names = []
        return f": it serves {', '.join(names)}" if names else ": check --server and --model"


@dataclass
class _Answer:
    """An answer as its pieces arrive, in the form of server-sent events."""

    pieces: list[str] = field(default_factory=list)
    finish: str | None = None

    def take(self, line: str) -> bool:
        """Take one line of the stream; True at its end."""
        if not line.startswith("data:"):
            return False
        data = line[5:].strip()
        if data == "[DONE]":
            return True
        try:
            event = json.loads(data)
            if "error" in event:
                raise _Busy(f"failed in the middle of an answer ({str(event['error'])[:200]})")
            for choice in event.get("choices") or ():
                content = (choice.get("delta") or {}).get("content")
                if content:
                    self.pieces.append(content)
                self.finish = choice.get("finish_reason") or self.finish
        except (ValueError, TypeError, AttributeError) as error:
            raise ServerError(f"the server answered something that is no chat completion: {data[:100]}") from error
        return False

    def generation(self) -> Generation:
        if self.finish is None:
            raise _Busy("ended its answer early")
        return Generation("".join(self.pieces), tokens=len(self.pieces), clipped=-1 if self.finish == "length" else 0)


class _Busy(Exception):
    """The server may do better in a while; `wait` seconds, if it said how long."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait = wait


def _seconds(header: str | None) -> float | None:
    try:
        return max(0.0, float(header)) if header else None
    except ValueError:
        return None


def _reason(response: httpx.Response) -> str:
    try:
        value = response.json()
        error = value.get("error", value.get("detail", value))
        text = str(error.get("message", error) if isinstance(error, dict) else error)
    except (ValueError, AttributeError):
        text = response.text
    return " ".join(text.split())[:200] or response.reason_phrase
