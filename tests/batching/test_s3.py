"""Object storage in and out, against a real S3 server (moto's) on loopback."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.articles import articles
from summarizer.batching import parts
from summarizer.cli import main

pytestmark = pytest.mark.timeout(900)

OPTIONS = ("--profile", "builtin", "--only", "summary", "--to", "ru", "--no-repair", "--offline")
COMMAND = (sys.executable, "-c", "from summarizer.cli import main; main()", "batch")

Run = Callable[..., int]


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = pytest.importorskip("moto.server").ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server.start()
    try:
        yield "http://{}:{}".format(*server.get_host_and_port())
    finally:
        server.stop()


@pytest.fixture
def s3(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A bucket `news`, reached as users reach theirs: by the environment."""
    fsspec = pytest.importorskip("s3fs").S3FileSystem
    for name, value in {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    fsspec.clear_instance_cache()
    found = fsspec()
    found.mkdir("news")
    yield found
    found.rm("news", recursive=True)
    fsspec.clear_instance_cache()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def batch(*arguments: object) -> int:
        with pytest.raises(SystemExit) as stop:
            main(["batch", *map(str, arguments), *OPTIONS])
        return int(stop.value.code or 0)

    return batch


def lines(s3: Any, stem: str) -> list[bytes]:
    return [line for path in sorted(s3.glob(f"news/out/{stem}-*")) for line in s3.cat_file(path).splitlines()]


def put(s3: Any, name: str, count: int, start: int = 0) -> None:
    found = [a for n, a in enumerate(articles(start + count, 2)) if n >= start]
    s3.pipe_file(f"news/{name}", "".join(json.dumps(a) + "\n" for a in found).encode())


def test_in_and_out_what_comes_is_what_a_disk_gets(s3: Any, run: Run, tmp_path: Path) -> None:
    put(s3, "in/a.jsonl", 5)
    put(s3, "in/b.jsonl", 5, 5)
    s3.pipe_file("news/in/more/c.txt", b"The council of Varnholm met on Monday. It decided nothing at all.")
    s3.get("news/in", f"{tmp_path}/", recursive=True)
    here = tmp_path / "in"
    assert run("s3://news/in/*.jsonl", "s3://news/in/more", "-o", "s3://news/out") == 0
    assert run(here / "a.jsonl", here / "b.jsonl", here / "more", "-o", tmp_path / "out.jsonl") == 0
    there = b"\n".join(lines(s3, "part"))
    assert there.replace(b"s3://news/in/", f"{here}/".encode()) == (tmp_path / "out.jsonl").read_bytes().rstrip()


def test_a_run_that_is_killed_is_continued(s3: Any, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    put(s3, "in.jsonl", 40)
    slow = f"from summarizer.batching import parts; parts.PART_RECORDS = 4; {COMMAND[2]}"
    killed = subprocess.Popen([COMMAND[0], "-c", slow, "batch", "s3://news/in.jsonl", "-o", "s3://news/out", *OPTIONS])
    try:
        while killed.poll() is None and not s3.glob("news/out/part-*"):
            s3.invalidate_cache()
    finally:
        killed.send_signal(signal.SIGKILL)
        killed.wait()
    s3.invalidate_cache()
    before = len(lines(s3, "part"))
    monkeypatch.setattr(parts, "PART_RECORDS", 4)
    assert run("s3://news/in.jsonl", "-o", "s3://news/out") == 0
    s3.invalidate_cache()
    done = [json.loads(line)["id"] for line in lines(s3, "part")]
    assert before and done == [f"article-{n:06}" for n in range(40)]


def test_failures_are_there_and_are_retried_alone(s3: Any, run: Run) -> None:
    s3.pipe_file("news/in.jsonl", b'{"id": "good", "text": "News came."}\n{"id": "late", "path": "late.txt"}\n')
    assert run("s3://news/in.jsonl", "-o", "s3://news/out") == 1
    assert b"cannot read s3://news/late.txt" in lines(s3, "failed")[0]
    s3.pipe_file("news/late.txt", b"The late article is here at last.")
    assert run("s3://news/in.jsonl", "-o", "s3://news/out", "--retry-failed") == 0
    s3.invalidate_cache()
    assert [json.loads(line)["id"] for line in lines(s3, "part")] == ["good", "late"] and not lines(s3, "failed")


@pytest.mark.parametrize(
    ("source", "output", "environment", "message"),
    [
        ("s3://nowhere/in.jsonl", "s3://news/out", {}, "nothing matches s3://nowhere/in.jsonl"),
        ("s3://news/gone/", "s3://news/out", {}, "nothing matches s3://news/gone/"),
        ("s3://news/in.jsonl", "s3://nowhere/out", {}, "cannot write to s3://nowhere/out"),
        ("s3://news/in.jsonl", "s3://news/out", {"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}, "cannot"),
        ("s3://news/in.jsonl", "out.jsonl", {"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}, "cannot read s3://news"),
        (
            "s3://news/in.jsonl",
            "out.jsonl",
            {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": "", "AWS_EC2_METADATA_DISABLED": "true"},
            "credentials",
        ),
    ],
)
def test_what_goes_wrong_is_one_line(
    s3: Any, tmp_path: Path, source: str, output: str, environment: dict[str, str], message: str
) -> None:
    put(s3, "in.jsonl", 1)
    failed = subprocess.run(
        [*COMMAND, source, "-o", output, *OPTIONS],
        env=os.environ | environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=800,
    )
    assert failed.returncode in (1, 2) and failed.stdout == ""
    assert message in failed.stderr and failed.stderr.count("\n") == 1, failed.stderr
