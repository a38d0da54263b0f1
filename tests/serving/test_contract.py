"""Schemathesis holds the service to its own OpenAPI document."""

from __future__ import annotations

import subprocess
import sys

import pytest

from .conftest import serving

RUN = "from schemathesis.cli import schemathesis; schemathesis()"
"""As a command: its pytest plugin does not know this pytest yet."""

BEYOND = "positive_data_acceptance"
"""No schema can say that a text of digits alone is no article: it is valid and refused."""


@pytest.mark.timeout(900)
def test_the_service_keeps_its_contract() -> None:
    with serving(fetch=False) as server:
        command = [sys.executable, "-c", RUN, "run", f"{server.url}/openapi.json"]
        options = ["--checks", "all", "--exclude-checks", BEYOND, "--max-examples", "15", "--seed", "1"]
        run = subprocess.run(
            [*command, *options, "--request-timeout", "60", "--no-color"],
            capture_output=True,
            text=True,
            timeout=850,
            check=False,
        )
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
    assert "Tested: 5" in run.stdout
