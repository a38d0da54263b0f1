"""The service over HTTP: routes, statuses, authentication. OpenAPI is at /openapi.json, pages to try it at /docs."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Header, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse, StreamingResponse
from fastapi.sse import format_sse_event
from starlette.exceptions import HTTPException

from summarizer import __version__, errors
from summarizer.article import Article
from summarizer.digest import Event, Options
from summarizer.rendering.json import flag_to_dict
from summarizer.results import Digest, Summary, Translated
from summarizer.serving.middleware import BodyLimit, Measured
from summarizer.serving.schemas import CheckAnswer, CheckRequest, DigestAnswer, DigestRequest, problems
from summarizer.serving.service import Busy, Service, Stopping

log = logging.getLogger("summarizer.serving")

_STATUSES: tuple[tuple[type[Exception], int], ...] = (
    (Busy, 429),
    (Stopping, 503),
    (TimeoutError, 504),
    (errors.TooLarge, 413),
    (errors.FetchError, 422),
    (errors.BlockedUrl, 422),
    (errors.ReadError, 422),
    (errors.UsageError, 422),
    (errors.ServerError, 502),
    (errors.ModelError, 503),
)
_MEANINGS = {
    400: "The request is no HTTP or JSON.",
    401: "The token is missing or wrong.",
    413: "The request or the text is too long.",
    422: "The request makes no sense, or the article cannot be read.",
    429: "Too much is waiting: try again after the seconds in Retry-After.",
    502: "The model server failed.",
    503: "The service is starting or stopping, or a model failed.",
    504: "It took too long.",
}
_STREAM = {"text/event-stream": {"schema": {"type": "string"}}}


def create(service: Service, tokens: tuple[str, ...] = (), *, fetch: bool = True) -> FastAPI:
    """The application. With `tokens`, /v1 asks for one of them; without `fetch`, articles are taken as text only."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        service.start()
        yield
        await asyncio.to_thread(service.close)

    app = FastAPI(
        title="Summarizer",
        version=__version__,
        summary="A short summary of a news article, and checked translations of it.",
        lifespan=lifespan,
    )
    app.add_middleware(BodyLimit, most=service.limits.body_bytes)
    app.add_middleware(Measured, metrics=service.metrics)
    app.exception_handler(RequestValidationError)(_invalid)
    app.exception_handler(HTTPException)(_http_problem)
    app.exception_handler(Exception)(_failed)
    for kind, _ in _STATUSES:
        app.exception_handler(kind)(_failed)
    allowed = [Depends(_authentication(tokens))]

    @app.post(
        "/v1/digest",
        dependencies=allowed,
        response_model=DigestAnswer,
        responses={200: {"content": _STREAM}, **problems(_MEANINGS)},
    )
    async def digest(body: DigestRequest, request: Request) -> Response:
        """Digest an article.

        With `stream`, the answer is a stream of server-sent events: `progress` (stage, done, total), `summary`,
        `translation` (where, text) as they become ready, then one `digest`, or `error`.
        """
        if body.url is not None and not fetch:
            raise errors.UsageError("this service does not fetch addresses: send the text")
        if body.text is not None and len(body.text) > service.limits.characters:
            raise errors.TooLarge(f"the text has over {service.limits.characters:,} characters: send it in parts")
        options = _options(body, service.options)
        events = service.digest(lambda: _read(body, options), options)
        first = await anext(events)  # what cannot be read is told by the status, in a stream too
        if body.stream:
            return StreamingResponse(
                _sent(first, events, service), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
            )
        async with aclosing(events):
            async for event in events:
                if isinstance(event.item, Digest):
                    service.metrics.digest(event.item)
                    return JSONResponse(event.item.to_dict())
                if await request.is_disconnected():
                    break
        return Response(status_code=499)  # nobody reads it

    @app.post("/v1/check", dependencies=allowed, response_model=CheckAnswer, responses=problems(_MEANINGS))
    async def check(body: CheckRequest) -> Any:
        """Check a translation, whoever made it: loss, numbers, names, language, loops."""
        if max(len(body.source), len(body.translation)) > service.limits.characters:
            raise errors.TooLarge(f"a text has over {service.limits.characters:,} characters: send it in parts")
        return await service.run(lambda: _checked(body))

    @app.get("/healthz", response_class=PlainTextResponse)
    async def health() -> str:
        """Whether the process is alive."""
        return "ok"

    @app.get("/readyz", response_class=PlainTextResponse, responses=problems({503: _MEANINGS[503]}))
    async def readiness() -> str:
        """Whether the models are loaded and new work is taken."""
        if not service.ready:
            raise Stopping("starting or stopping")
        return "ready"

    @app.get("/metrics", response_class=PlainTextResponse)
    async def metrics() -> Response:
        """Numbers for Prometheus."""
        return Response(service.metrics.text(), media_type="text/plain; version=0.0.4")

    return app


def _authentication(tokens: tuple[str, ...]) -> Callable[..., None]:
    def authenticate(authorization: Annotated[str | None, Header(description="Bearer TOKEN")] = None) -> None:
        given = (authorization or "").removeprefix("Bearer ").encode()
        if tokens and not any([hmac.compare_digest(given, token.encode()) for token in tokens]):
            raise HTTPException(401, "send a token: Authorization: Bearer …", {"WWW-Authenticate": "Bearer"})

    return authenticate


def _read(body: DigestRequest, options: Options) -> Article:
    from summarizer.reading import read, read_text

    if body.url is not None:
        return read(body.url, keep_boilerplate=options.keep_boilerplate)
    return read_text(body.text or "", title=body.title, keep_boilerplate=options.keep_boilerplate)


def _options(body: DigestRequest, base: Options) -> Options:
    """The service's models with the visitor's wishes."""
    from dataclasses import replace

    from summarizer.summarizing.base import Length

    length = Length.parse(body.length, body.sentences, body.words)
    return replace(
        base,
        to=base.to if body.to is None else tuple(dict.fromkeys(body.to)),
        length=base.length if length == Length() else length,
        only_summary=_or(body.only_summary, base.only_summary),
        keep_boilerplate=_or(body.keep_boilerplate, base.keep_boilerplate),
        repair=_or(body.repair, base.repair),
    )


def _or(wish: bool | None, default: bool) -> bool:
    return default if wish is None else wish


def _checked(body: CheckRequest) -> dict[str, Any]:
    from summarizer.verifying.texts import check_texts

    checked = check_texts(body.source, body.translation, body.source_language, body.language)
    return {
        "schema": "check/1",
        "source_language": body.source_language,
        "target_language": body.language,
        "alignment": checked.alignment,
        "segments": {"source": checked.source_segments, "target": checked.target_segments},
        "flags": [flag_to_dict(flag) for flag in checked.flags],
    }


async def _sent(first: Event, events: AsyncGenerator[Event], service: Service) -> AsyncIterator[bytes]:
    """The events as the stream carries them; an error ends it."""
    try:
        async with aclosing(events):
            yield _event(first)
            async for event in events:
                if isinstance(event.item, Digest):
                    service.metrics.digest(event.item)
                yield _event(event)
    except Exception as error:
        yield format_sse_event(event="error", data_str=_json(_problem(error)[1]))


def _event(event: Event) -> bytes:
    match event.item:
        case Digest():
            return format_sse_event(event="digest", data_str=_json(event.item.to_dict()))
        case Summary():
            return format_sse_event(event="summary", data_str=_json({"text": event.item.text}))
        case Translated():
            sent = {"where": str(event.where), "text": event.item.text, "done": event.done, "total": event.total}
            return format_sse_event(event="translation", data_str=_json(sent))
        case _:
            sent = {"stage": event.stage, "done": event.done, "total": event.total}
            return format_sse_event(event="progress", data_str=_json(sent))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _problem(error: Exception) -> tuple[int, dict[str, str]]:
    for kind, status in _STATUSES:
        if isinstance(error, kind):
            return status, {"error": type(error).__name__, "message": " ".join(str(error).split())}
    log.error("a request failed", exc_info=error)
    return 500, {"error": "InternalError", "message": "the service failed: its log says why"}


async def _failed(_: Request, error: Exception) -> JSONResponse:
    status, problem = _problem(error)
    return JSONResponse(problem, status, {"Retry-After": "5"} if status in (429, 503) else None)


async def _http_problem(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return JSONResponse({"error": "HTTPError", "message": str(error.detail)}, error.status_code, error.headers)


async def _invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"] if part != "body")
    message = f"{where}: {first['msg']}" if where else str(first["msg"])
    return JSONResponse({"error": "InvalidRequest", "message": message}, 422)
