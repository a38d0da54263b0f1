"""`summarize app`: what it refuses before it serves anything."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from summarizer.commands.app import command
from summarizer.errors import SummarizerError


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["--auth", "nobody"], "USER:PASSWORD"),
        (["--profile", "nonsense"], "nonsense"),
        (["--server", "http://127.0.0.1:1/v1"], "--model"),
    ],
)
def test_nonsense_is_refused_in_one_line(arguments: list[str], message: str) -> None:
    result = CliRunner().invoke(command, arguments)
    assert isinstance(result.exception, SummarizerError)
    assert message in str(result.exception)


@pytest.mark.parametrize("port", ["0", "70000", "x"])
def test_a_port_is_a_port(port: str) -> None:
    assert CliRunner().invoke(command, ["--port", port]).exit_code == 2


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util

    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "mcp" else object())
    result = CliRunner().invoke(command, ["--mcp"])
    assert "pip install 'summarizer[mcp]'" in str(result.exception)


def test_help_needs_no_gradio() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from click.testing import CliRunner; from summarizer.commands.app import command;"
        "assert CliRunner().invoke(command, ['--help']).exit_code == 0;"
        "sys.exit(any(m in sys.modules for m in ('gradio', 'torch', 'transformers')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
