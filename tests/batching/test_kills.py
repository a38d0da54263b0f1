"""`kill -9` at random points: what is written in the end is what an undisturbed run writes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.timeout(1200)
def test_a_batch_that_is_killed_again_and_again_ends_as_if_undisturbed() -> None:
    command = [sys.executable, "-m", "benchmarks.kills", "--articles", "60", "--kills", "5", "--seed", "7"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "killed at" in run.stdout and "60 digests, identical" in run.stdout
