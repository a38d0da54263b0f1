"""The `summarize` command: parses, calls, prints; nothing else.

`summarize FILE|URL|-` digests one article; `summarize check`, `models`, `batch`, `serve` and `app` are loaded when they
are named, so `--help` stays quick. Exit codes: 0 done, 1 could not, 2 usage, 3 done with errors in the report under
`--strict`.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from importlib import import_module
from typing import Any

import click

from summarizer.errors import SummarizerError

COMMANDS = {
    "digest": "One article: summary, translations, report (the default command).",
    "check": "Check a translation, whoever made it.",
    "models": "List, show, download and remove models.",
    "batch": "Many articles, resumable.",
    "serve": "An HTTP service.",
    "app": "The page in the browser.",
}


class _Group(click.Group):
    """Loads a command's module when it is called, and takes anything that is no command for an article."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command = import_module(f"summarizer.commands.{name}").command
        assert isinstance(command, click.Command)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in COMMANDS and args[0] not in ("--help", "--version", "-h"):
            args = ["digest", *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
            return code
        except BrokenPipeError:
            # The reader (`| head`) has what it wants; Python would complain again while closing stdout.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"summarize {version('summarizer')}")
        ctx.exit()


@click.group(
    cls=_Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    options_metavar="",
    subcommand_metavar="FILE|URL|- | COMMAND …",
    epilog="Exit codes: 0 done · 1 could not · 2 usage · 3 done, but --strict and the report has errors.",
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
def app() -> None:
    """Digest a news article: a short summary, and Russian and Chinese translations, every sentence accounted for.

    \b
    summarize article.txt                       read it on the terminal
    summarize https://example.org/story -o story.html
    cat article.txt | summarize - --format json --to ru
    summarize digest --help                     all options
    """


def main(args: list[str] | None = None) -> Any:
    """Run the command and exit. Every `SummarizerError` becomes one line on stderr and its exit code."""
    atexit.register(gc.freeze)  # a process that ends need not look for garbage once more: 80 ms of a digest
    try:
        code = app.main(args=args, prog_name="summarize", standalone_mode=False)
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        code = error.exit_code
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        help_ = f": see `{context.command_path} --help`" if context else ""
        click.echo(f"summarize: {_one_line(error.format_message()).rstrip('.')}{help_}", err=True)
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("summarize: stopped", err=True)
        code = 130
    except SummarizerError as error:
        click.echo(f"summarize: {_one_line(str(error))}", err=True)
        code = error.exit_code
    except MemoryError:
        click.echo("summarize: out of memory: try a smaller model or a shorter article", err=True)
        code = 1
    except (ImportError, OSError, RuntimeError) as error:
        from summarizer.installation import broken

        if (lacking := broken(error)) is None:
            raise
        click.echo(f"summarize: {lacking}", err=True)
        code = lacking.exit_code
    sys.exit(code or 0)


def _one_line(message: str) -> str:
    return " ".join(message.split())
