"""`summarize app`: the page in the browser."""

from __future__ import annotations

import os

import click

from summarizer.errors import SummarizerError, UsageError


@click.command("app", context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 lets other machines in.")
@click.option("--port", type=click.IntRange(1, 65535), help="By default the first free one from 7860 on.")
@click.option("--profile", default="auto", show_default=True, help="The models that are preselected.")
@click.option("--server", "server_url", metavar="URL", help="An OpenAI-compatible server to offer too; with --model.")
@click.option("--model", metavar="NAME", help="The model that the server serves.")
@click.option("--entailment", metavar="MODEL", envvar="SUMMARIZER_ENTAILMENT", help="As in `summarize digest`.")
@click.option(
    "--downloads/--no-downloads", default=None, help="Let visitors download models. By default only on this machine."
)
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Digests at the same time.")
@click.option("--root-path", metavar="PATH", help="The path under which a proxy offers the page.")
@click.option("--auth", metavar="USER:PASSWORD", envvar="SUMMARIZER_AUTH", help="Ask for these; better from the proxy.")
@click.option("--mcp", is_flag=True, help="Also be an MCP server (needs the mcp package).")
@click.option("--open", "browser", is_flag=True, help="Open it in the browser.")
def command(
    *,
    host: str,
    port: int | None,
    profile: str,
    server_url: str | None,
    model: str | None,
    entailment: str | None,
    downloads: bool | None,
    workers: int,
    root_path: str | None,
    auth: str | None,
    mcp: bool,
    browser: bool,
) -> int:
    """Serve the page. It listens on this machine only, unless --host says otherwise, and is never shared publicly."""
    _need("gradio", "summarizer[app]")
    if mcp:
        _need("mcp", "summarizer[mcp]")
    from summarizer.digest import Server
    from summarizer.page.limits import Limits
    from summarizer.page.look import Serving, launch
    from summarizer.page.workshop import Workshop

    user, _, password = (auth or "").partition(":")
    if auth and not (user and password):
        raise UsageError("--auth takes USER:PASSWORD")
    if bool(server_url) != bool(model):
        raise UsageError("--server and --model go together: say which model the server is to use")
    shop = Workshop(
        Limits(workers=workers),
        profile if profile != "auto" or not server_url else "server",
        downloads=_alone(host, root_path) if downloads is None else downloads,
        server=Server(server_url, model, os.environ.get("SUMMARIZER_API_KEY")) if server_url and model else None,
        entailment=entailment,
    )
    shop.in_use()  # an unknown profile is told now, and the first visitor finds the models ready
    serving = Serving(host, port, root_path, (user, password) if auth else None, mcp)
    try:
        page, url = launch(shop, serving, block=False)
    except OSError as error:
        where = f"{host}, port {port or '7860 and following'}"
        raise SummarizerError(f"cannot listen on {where}: give another --port") from error
    click.echo(f"Summarizer is at {url} (Ctrl+C stops it)", err=True)
    if browser:
        click.launch(url)
    page.block_thread()
    return 0


def _alone(host: str, root_path: str | None) -> bool:
    """Whether the page is for whoever sits at this machine."""
    return host in ("127.0.0.1", "localhost", "::1") and not root_path


def _need(module: str, package: str) -> None:
    from importlib.util import find_spec

    if find_spec(module) is None:
        raise UsageError(f"the page needs {module} for this: pip install '{package}'")
