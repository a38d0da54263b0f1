"""`summarize batch`, from outside: what it promises about bad input, resuming and refusing."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from summarizer import builtin, installation
from summarizer.batching.journal import Journal
from summarizer.cli import main

TEXT = "The council of Varnholm met on Monday. It decided nothing at all, said the mayor."
FEW = ("--profile", "builtin", "--only", "summary", "--to", "ru", "--no-repair", "--offline")

Run = Callable[..., int]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write(tmp_path / "in.jsonl", [{"id": f"a{n}", "text": f"{TEXT} Item {n}."} for n in range(6)])


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def batch(*arguments: object, options: tuple[str, ...] = FEW) -> int:
        with pytest.raises(SystemExit) as stop:
            main(["batch", *map(str, arguments), "-o", str(tmp_path / "out.jsonl"), *options])
        return int(stop.value.code or 0)

    return batch


def write(path: Path, lines: list[object]) -> Path:
    path.write_text("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines))
    return path


def ids(path: Path) -> list[str]:
    return [json.loads(line)["id"] for line in path.read_text().splitlines()]


def test_one_digest_a_line_in_order(run: Run, source: Path, tmp_path: Path) -> None:
    assert run(source) == 0
    assert ids(tmp_path / "out.jsonl") == [f"a{n}" for n in range(6)]
    assert not (tmp_path / "out.failed.jsonl").exists()


def test_an_input_that_grew_is_continued(run: Run, source: Path, tmp_path: Path) -> None:
    run(source, "--limit", 2)
    assert ids(tmp_path / "out.jsonl") == ["a0", "a1"]
    with source.open("a") as file:
        file.write(json.dumps({"id": "new", "text": TEXT}) + "\n")
    assert run(source) == 0
    assert ids(tmp_path / "out.jsonl") == [*(f"a{n}" for n in range(6)), "new"]


def test_bad_lines_fail_alone_with_a_reason_each(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = {"id": "good", "text": TEXT}
    source = write(tmp_path / "in.jsonl", ["{oops", good, {"id": "good", "text": "Other."}, {"id": "x"}, "[]"])
    with source.open("ab") as file:
        file.write('{"id": "latin", "text": "caf\xe9"}\n'.encode("latin-1"))
    assert run(source) == 1
    assert ids(tmp_path / "out.jsonl") == ["good"]
    failed = [json.loads(line) for line in (tmp_path / "out.failed.jsonl").read_text().splitlines()]
    assert [f["id"] for f in failed] == ["in.jsonl:1", "good (2)", "x", "in.jsonl:5", "in.jsonl:6"]
    assert all(f["error"] for f in failed) and "UTF-8" in failed[-1]["error"] and "twice" in failed[1]["error"]
    assert "5 failed: see" in capsys.readouterr().err


def test_failures_are_retried_alone(run: Run, tmp_path: Path) -> None:
    article = tmp_path / "late.txt"
    source = write(tmp_path / "in.jsonl", [{"id": "here", "text": TEXT}, {"id": "late", "path": "late.txt"}])
    assert run(source) == 1
    assert run(source) == 1, "failures are not done again unasked"
    article.write_text(TEXT)
    assert run(source, "--retry-failed") == 0
    assert ids(tmp_path / "out.jsonl") == ["here", "late"]
    assert not (tmp_path / "out.failed.jsonl").exists()


def test_max_errors_stops_and_can_be_continued(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write(tmp_path / "in.jsonl", ["{", "{", "{", {"id": "good", "text": TEXT}])
    assert run(source, "--max-errors", 2) == 1
    assert "stopped after 2 failed articles" in capsys.readouterr().err
    assert run(source, "--max-errors", 2) == 1
    assert ids(tmp_path / "out.jsonl") == ["good"]
    assert len(ids(tmp_path / "out.failed.jsonl")) == 3


def test_shards_together_are_the_whole(source: Path, tmp_path: Path) -> None:
    found = []
    for n in (1, 2):
        with pytest.raises(SystemExit):
            main(["batch", str(source), "-o", str(tmp_path / f"{n}.jsonl"), "--shard", f"{n}/2", *FEW])
        found += ids(tmp_path / f"{n}.jsonl")
    assert sorted(found) == [f"a{n}" for n in range(6)]


def test_other_options_are_refused_by_name(run: Run, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(source, "--limit", 1)
    assert run(source, options=("--profile", "builtin", "--only", "summary", "--to", "zh", "--no-repair")) == 1
    message = capsys.readouterr().err
    assert "to was \"('ru',)\" and is \"('zh',)\"" in message and "name another output" in message


def test_other_weights_under_the_same_name_are_refused(
    run: Run, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(source, "--limit", 1)
    trained_on = tmp_path / "translator"
    shutil.copytree(builtin.folder(), trained_on)
    with (trained_on / "model.bin").open("r+b") as model:
        model.seek(-1, os.SEEK_END)
        model.write(b"\1")
    monkeypatch.setattr(builtin, "folder", lambda: trained_on)
    capsys.readouterr()
    assert run(source) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "weights was 'builtin-translator " in line and "name another output" in line
    assert ids(tmp_path / "out.jsonl") == ["a0"]


@pytest.mark.parametrize("missing", ["model.bin", "joint.spm", "shared_vocabulary.json"])
def test_a_broken_installation_stops_at_once_and_leaves_nothing(
    run: Run,
    source: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    missing: str,
) -> None:
    broken = tmp_path / "summarizer" / "translator"
    shutil.copytree(builtin.folder(), broken)
    (broken / missing).unlink()
    monkeypatch.setattr(builtin, "folder", lambda: broken)
    monkeypatch.setattr(installation, "PACKAGE", broken.parent)
    capsys.readouterr()
    assert run(source) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "install summarizer again" in line
    assert not [path for path in tmp_path.glob("out.*") if path.suffix != ".lock"]
    monkeypatch.undo()
    assert run(source) == 0  # with nothing to be cleared away


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["nowhere*.jsonl"], 1, "nothing matches"),
        (["in.jsonl", "--shard", "3/2"], 2, "--shard takes i/n"),
        (["in.jsonl", "--workers", "2"], 2, "--engine ray"),
        (["nothing://bucket/in.jsonl"], 2, "cannot open nothing://"),
    ],
)
def test_nonsense_is_one_line(
    run: Run,
    source: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    code: int,
    message: str,
) -> None:
    monkeypatch.chdir(source.parent)
    assert run(*arguments) == code
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1 and message in lines[0]


@pytest.mark.parametrize("place", ["/dev/null/out.jsonl", "/proc/out.jsonl", "."])
def test_an_output_that_cannot_be_written(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as stop:
        main(["batch", str(source), "-o", place, *FEW])
    assert stop.value.code == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "cannot write" in line or "is a folder" in line


def test_two_runs_on_one_output(run: Run, source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Journal(tmp_path / "out.jsonl", {}):
        assert run(source) == 1
    assert "another run is writing" in capsys.readouterr().err


def test_a_full_disk_loses_nothing(source: Path, tmp_path: Path) -> None:
    """The limit on a file's size stands for the end of the disk: a write fails in the middle of a record."""
    code = "from summarizer.cli import main; main()"
    command = [sys.executable, "-c", code, "batch", str(source), "-o", str(tmp_path / "out.jsonl"), *FEW]

    def small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (5000, resource.RLIM_INFINITY))

    full = subprocess.run(command, preexec_fn=small_disk, capture_output=True, text=True, check=False)
    assert full.returncode == 1
    assert full.stderr.startswith("summarize: cannot write") and "run again to continue" in full.stderr
    assert os.path.getsize(tmp_path / "out.jsonl") <= 5000
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert ids(tmp_path / "out.jsonl") == [f"a{n}" for n in range(6)]


def test_object_storage_in_and_out(capsys: pytest.CaptureFixture[str]) -> None:
    import fsspec

    memory = fsspec.filesystem("memory")
    memory.pipe_file("/news/in.jsonl", "".join(json.dumps({"id": n, "text": TEXT}) + "\n" for n in range(3)).encode())
    memory.pipe_file("/news/more/b.txt", TEXT.encode())
    try:
        for inputs in (["memory://news/in.jsonl"], ["memory://news/in.jsonl", "memory://news/more"]):
            with pytest.raises(SystemExit) as stop:
                main(["batch", *inputs, "-o", "memory://out/run", *FEW])
            assert not stop.value.code
        found = [
            json.loads(line)["id"] for path in memory.glob("/out/run/part-*") for line in memory.cat(path).splitlines()
        ]
        assert found == ["0", "1", "2", "b.txt"]
        assert "4 digests in memory://out/run" in capsys.readouterr().err
        with pytest.raises(SystemExit) as stop:
            main(["batch", "memory://news/in.jsonl", "-o", "memory://out/run", *FEW, "--length", "short"])
        assert stop.value.code == 1 and "other options" in capsys.readouterr().err
    finally:
        memory.rm("/", recursive=True)
