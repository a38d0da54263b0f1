"""`summarize serve`: an HTTP service."""

from __future__ import annotations

from typing import Any

import click

from summarizer.errors import SummarizerError, UsageError

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command("serve", context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 lets other machines in.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 for a free one.")
@click.option("--profile", default="auto", show_default=True, help="Whose models to serve.")
@click.option("--to", default="ru,zh", show_default=True, help="Languages to load models for.")
@click.option("--threads", type=click.IntRange(min=1), help="Cores to use; all by default.")
@click.option("--device", type=click.Choice(["auto", "cpu", "cuda", "mps"]), default="auto", help="Where models run.")
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
    profile: str,
    to: str,
    threads: int | None,
    device: Any,
    tokens: tuple[str, ...],
    no_token: bool,
    no_fetch: bool,
    at_once: int,
    waiting: int,
    max_chars: int,
    grace: int,
) -> int:
    """Serve POST /v1/digest and /v1/check, with /docs, /metrics, /healthz and /readyz.

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
    from summarizer.commands.options import languages
    from summarizer.digest import Options, Runtime
    from summarizer.profiles import load

    options = Options(to=languages(to), profile=profile, runtime=Runtime(device, threads, offline=True))
    limits = Limits(characters=max_chars, body_bytes=8 * max_chars + 10_000, at_once=at_once, waiting=waiting)
    app = create(Service(load(options), options, limits), tokens, fetch=not no_fetch)
    config = uvicorn.Config(
        app, host, port, log_level="info", timeout_graceful_shutdown=grace, server_header=False, access_log=False
    )
    server = uvicorn.Server(config)
    try:
        server.run()
    except SystemExit as stop:
        raise SummarizerError(f"cannot listen on {host}, port {port}: give another --port") from stop
    return 0
