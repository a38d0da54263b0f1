"""A real Ray cluster of two workers on this machine; one of them dies half-way."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks import articles
from summarizer.batching import cluster
from summarizer.errors import SummarizerError

pytestmark = [pytest.mark.cluster, pytest.mark.filterwarnings("ignore"), pytest.mark.timeout(1200)]

COMMAND = (sys.executable, "-c", "from summarizer.cli import main; main()", "batch")
OPTIONS = ("--profile", "builtin", "--only", "summary", "--to", "ru", "--no-repair", "--offline")


@pytest.fixture
def machines(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A head that does no work, and two machines of one core each."""
    monkeypatch.setenv("RAY_worker_niceness", "0")
    ray_utils = pytest.importorskip("ray.cluster_utils")
    memory = {"object_store_memory": 100 * 2**20}
    found = ray_utils.Cluster(initialize_head=True, head_node_args={"num_cpus": 0, **memory})
    try:
        yield found
    finally:
        found.shutdown()


def done(output: Path) -> int:
    return output.read_bytes().count(b"\n") if output.exists() else 0


def test_a_worker_dies_and_the_output_is_that_of_one_machine(machines: Any, tmp_path: Path) -> None:
    count = 1000
    articles.write(source := tmp_path / "in.jsonl", count, 4)
    here, there = tmp_path / "here.jsonl", tmp_path / "there.jsonl"
    subprocess.run([*COMMAND, str(source), "-o", str(here), *OPTIONS], check=True, capture_output=True)

    memory = {"object_store_memory": 100 * 2**20}
    machines.add_node(num_cpus=1, **memory)
    doomed = machines.add_node(num_cpus=1, **memory)
    log = tmp_path / "log"
    with log.open("wb") as stderr:
        batch = subprocess.Popen(
            [*COMMAND, str(source), "-o", str(there), *OPTIONS, "--engine", "ray", "--address", machines.address],
            stderr=stderr,
            env=os.environ | {"RAY_ADDRESS": ""},
        )
        try:
            while batch.poll() is None and not done(there):
                time.sleep(0.05)
            assert 0 < done(there) < count, "the worker is to die half-way"
            machines.remove_node(doomed, allow_graceful=False)
            assert batch.wait(900) == 0, log.read_text()
        finally:
            batch.kill()
            batch.wait()
    assert there.read_bytes() == here.read_bytes()


def test_a_cluster_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    articles.write(source := tmp_path / "in.jsonl", 1)
    command = [*COMMAND, str(source), "-o", str(tmp_path / "out.jsonl"), *OPTIONS, "--engine", "ray"]
    run = subprocess.run([*command, "--address", "127.0.0.1:9"], capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert run.stderr.startswith("summarize: no Ray cluster answers at 127.0.0.1:9") and run.stderr.count("\n") == 1


@pytest.mark.parametrize("slow", [2, 3])
def test_a_ray_that_does_not_come_up_is_started_again(monkeypatch: pytest.MonkeyPatch, slow: int) -> None:
    ray, started = pytest.importorskip("ray"), []

    def init(**_: object) -> None:
        started.append(1)
        if len(started) <= slow:
            raise RuntimeError("The current node timed out\nduring startup.")

    monkeypatch.setattr(ray, "init", init)
    if slow < cluster.STARTS:
        cluster._start()
    else:
        with pytest.raises(SummarizerError, match="did not start in 3 attempts: The current node timed out during"):
            cluster._start()
    assert len(started) == 3
