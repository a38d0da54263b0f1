"""The options that `digest` and `batch` share, packed into one `Options` for the command that takes them."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from summarizer.errors import UsageError

if TYPE_CHECKING:
    from summarizer.digest import Options

_SHARED = (
    click.option("--to", default="ru,zh", show_default=True, metavar="LANGS", help="Languages, comma-separated."),
    click.option("--only", type=click.Choice(["summary"]), help="Translate the title and summary, not the article."),
    click.option("--length", type=click.Choice(["short", "medium", "long"]), help="How long the summary is."),
    click.option("--sentences", type=click.IntRange(min=1), help="Exactly so many sentences."),
    click.option("--words", type=click.IntRange(min=1), help="At most so many words, ending on a sentence."),
    click.option(
        "--profile", default="auto", show_default=True, metavar="NAME", help="auto, builtin, fast, balanced, …"
    ),
    click.option("--summarizer", metavar="MODEL", help="A model id or folder to summarise with."),
    click.option("--translator", metavar="MODEL", help="A model id or folder to translate with."),
    click.option(
        "--entailment",
        metavar="MODEL",
        envvar="SUMMARIZER_ENTAILMENT",
        help="A model id or folder to hold the summary against the article with; auto for an installed one.",
    ),
    click.option("--server", metavar="URL", help="An OpenAI-compatible server to ask; with --model."),
    click.option("--model", metavar="NAME", help="The model that the server serves."),
    click.option("--prompts", type=click.Path(path_type=Path), help="A folder of prompts instead of the shipped ones."),
    click.option("--glossary", type=click.Path(path_type=Path), help="Terms to obey: CSV or TBX."),
    click.option(
        "--device", type=click.Choice(["auto", "cpu", "cuda", "mps"]), default="auto", help="Where models run."
    ),
    click.option("--threads", type=click.IntRange(min=1), help="Cores to use; all by default."),
    click.option("--quantization", metavar="TYPE", help="int8, float32, … instead of the default."),
    click.option("--no-repair", is_flag=True, help="Leave flagged sentences as they came out."),
    click.option(
        "--keep-boilerplate", is_flag=True, help="Do not remove appeals, promotion, share lines and the like."
    ),
    click.option("--offline", is_flag=True, help="Never touch the network."),
)


def digest_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give `command` the shared options; it is called with `options: Options` in their place."""

    @wraps(command)
    def packed(
        *,
        to: str,
        only: str | None,
        length: str | None,
        sentences: int | None,
        words: int | None,
        profile: str,
        summarizer: str | None,
        translator: str | None,
        entailment: str | None,
        server: str | None,
        model: str | None,
        prompts: Path | None,
        glossary: Path | None,
        device: Any,
        threads: int | None,
        quantization: str | None,
        no_repair: bool,
        keep_boilerplate: bool,
        offline: bool,
        **rest: Any,
    ) -> Any:
        from summarizer.digest import Options, Runtime, Server
        from summarizer.summarizing.base import Length

        if bool(server) != bool(model):
            raise UsageError("--server and --model go together: say which model the server is to use")
        options = Options(
            to=languages(to),
            length=Length.parse(length, sentences, words),
            only_summary=only == "summary",
            profile=profile,
            summarizer=summarizer,
            translator=translator,
            entailment=entailment,
            server=Server(server, model, os.environ.get("SUMMARIZER_API_KEY")) if server and model else None,
            prompts=prompts,
            glossary=_glossary(glossary),
            repair=not no_repair,
            keep_boilerplate=keep_boilerplate,
            runtime=Runtime(device, threads, quantization, offline),
        )
        return command(options=options, **rest)

    for option in reversed(_SHARED):
        packed = option(packed)
    return packed


def languages(to: str) -> tuple[str, ...]:
    """`ru,zh` → `("ru", "zh")`. Raises `UsageError`."""
    codes = tuple(dict.fromkeys(part.strip().lower() for part in to.split(",") if part.strip()))
    if not codes or not all(2 <= len(code) <= 3 and code.isascii() and code.isalpha() for code in codes):
        raise UsageError(f"--to takes language codes such as ru,zh, not {to!r}")
    return codes


def _glossary(path: Path | None) -> Any:
    if path is None:
        return None
    from summarizer.translating.glossary import Glossary

    return Glossary.load(path)


def option_lines(options: Options) -> dict[str, str]:
    """What in `options` decides the result, as a flat mapping that can be compared between runs."""
    from dataclasses import fields
    from hashlib import sha256

    skipped = {"runtime", "server", "glossary"}
    lines = {f.name: str(getattr(options, f.name)) for f in fields(options) if f.name not in skipped}
    if options.server:
        lines["server"] = f"{options.server.url} {options.server.model}"
    if options.glossary:
        lines["glossary"] = sha256(repr(options.glossary).encode()).hexdigest()
    return lines
