"""`summarize serve`: an HTTP service."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from summarizer.commands.options import digest_options
from summarizer.errors import SummarizerError, UsageError

if TYPE_CHECKING:
    from summarizer.digest import Options

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command("serve", context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 lets other machines in.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 for a free one.")
@digest_options
@click.option("--token", "tokens", multiple=True, envvar="SUMMARIZER_TOKEN", help="What clients must send; repeatable.")
@click.option("--no-token", is_flag=True, help="Let everybody in although --host lets other machines in.")
@click.option("--no-fetch", is_flag=True, help="Take articles as text only, no addresses.")
@click.option(
    "--at-once", type=click.IntRange(min=1), default=8, show_default=True, help="Requests worked on together."
)
@click.option("--waiting", type=click.IntRange(min=1), default=64, show_default=True, help="Requests admitted.")
@click.option("--max-chars", type=click.IntRange(min=1), default=200_000, show_default=True, help="Of an article.")
@click.option("--grace", type=click.IntRange(min=1), default=60, show_default=True, help="Seconds to finish in.")
def command(
    *,
    host: str,
    port: int,
    options: Options,
    tokens: tuple[str, ...],
    no_token: bool,
    no_fetch: bool,
    at_once: int,
    waiting: int,
    max_chars: int,
    grace: int,
) -> int:
    """Serve POST /v1/digest and /v1/check, with /docs, /metrics, /healthz and /readyz.

    Languages, length and the like are what a request gets that does not say otherwise.

    It listens on this machine only, unless --host says otherwise; then a token is asked for. On SIGTERM it takes no
    more, finishes what it admitted, and ends.
    """
    if not (tokens or no_token or host in LOOPBACK):
        raise UsageError(f"--host {host} lets other machines in: give a --token (or SUMMARIZER_TOKEN), or --no-token")
    try:
        import uvicorn

        from summarizer.serving.http import create
        from summarizer.serving.service import Limits, Service
    except ModuleNotFoundError as error:
        raise UsageError(f"the service needs {error.name}: pip install 'summarizer[serve]'") from None
    from summarizer.profiles import load

    limits = Limits(characters=max_chars, body_bytes=8 * max_chars + 10_000, at_once=at_once, waiting=waiting)
    app = create(Service(load(options), options, limits), tokens, fetch=not (no_fetch or options.runtime.offline))
    config = uvicorn.Config(
        app, host, port, log_level="info", timeout_graceful_shutdown=grace, server_header=False, access_log=False
    )
    server = uvicorn.Server(config)
    try:
        server.run()
    except SystemExit as stop:
        raise SummarizerError(f"cannot listen on {host}, port {port}: give another --port") from stop
    return 0
