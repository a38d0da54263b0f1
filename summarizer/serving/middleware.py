"""Around every request: a body may be so long and no longer, and Prometheus hears how it went."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from summarizer.serving.metrics import Metrics


@dataclass(frozen=True, slots=True)
class BodyLimit:
    """ASGI middleware: answers 413 to bodies of more than `most` bytes, whatever their headers say, unread."""

    app: ASGIApp
    most: int

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if announced.isdigit() and int(announced) > self.most:
            await self._refuse(send)
            return
        taken, refused = 0, False

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            return {"type": "http.disconnect"} if taken > self.most else message

        async def checked(message: Message) -> None:
            nonlocal refused
            if taken <= self.most:
                await send(message)
            elif not refused:  # instead of what the application says about half a body
                refused = True
                await self._refuse(send)

        await self.app(scope, counted, checked)

    async def _refuse(self, send: Send) -> None:
        body = json.dumps({"error": "TooLarge", "message": f"a request may have {self.most:,} bytes"}).encode()
        headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
        await send({"type": "http.response.start", "status": 413, "headers": headers})
        await send({"type": "http.response.body", "body": body})


@dataclass(frozen=True, slots=True)
class Measured:
    """ASGI middleware: counts requests and times them to the end of the answer, streams included."""

    app: ASGIApp
    metrics: Metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status = time.perf_counter(), 500

        async def noted(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            # The route, not what was asked for: strangers may not make time series.
            path = getattr(scope.get("route"), "path", "other")
            self.metrics.requests.labels(path, status).inc()
            self.metrics.seconds.labels(path).observe(time.perf_counter() - started)
