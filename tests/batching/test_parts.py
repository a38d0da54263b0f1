"""Outputs in object storage: what was put stands, what was not is done again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import fsspec
import pytest

from summarizer.batching import parts
from summarizer.batching.parts import Parts
from summarizer.errors import OutputError

REQUEST = {"to": "ru"}
OUTPUT = "memory://bucket/run"


@pytest.fixture(autouse=True)
def memory(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setattr(parts, "PART_RECORDS", 4)
    found = fsspec.filesystem("memory")
    yield found
    found.store.clear()


def work(jobs: int, stop: int | None = None, **options: bool) -> Parts:
    with Parts(OUTPUT, REQUEST, **options) as output:  # type: ignore[arg-type]
        for n in range(jobs):
            if n == stop:
                raise KeyboardInterrupt
            if not output.is_done(str(n)):
                output.fail(str(n), "no text") if n % 5 == 4 else output.add(str(n), json.dumps({"id": str(n)}))
    return output


def ids(memory: Any, stem: str) -> list[str]:
    paths = sorted(memory.glob(f"/bucket/run/{stem}-*"))
    return [json.loads(line)["id"] for path in paths for line in memory.cat_file(path).splitlines()]


def test_parts_together_are_the_batch(memory: Any) -> None:
    output = work(11)
    assert (output.written, output.failures) == (9, 2)
    assert ids(memory, "part") == ["0", "1", "2", "3", "5", "6", "7", "8", "10"]
    assert ids(memory, "failed") == ["4", "9"]


def test_a_run_that_came_to_nothing_leaves_nothing(memory: Any) -> None:
    with pytest.raises(KeyboardInterrupt):
        work(3, stop=0)
    assert not memory.find("/bucket/run")


@pytest.mark.parametrize("lost", ["part-00001.jsonl", "failed-00000.jsonl"])
def test_what_is_missing_or_torn_is_done_again(memory: Any, lost: str) -> None:
    work(11)
    path = f"/bucket/run/{lost}"
    memory.pipe_file(path, memory.cat_file(path)[:-5])
    work(11)
    assert sorted(ids(memory, "part") + ids(memory, "failed"), key=int) == [str(n) for n in range(11)]


def test_an_interrupted_run_goes_on(memory: Any) -> None:
    with pytest.raises(KeyboardInterrupt):
        work(11, stop=6)
    work(11)
    assert sorted(ids(memory, "part"), key=int) == ["0", "1", "2", "3", "5", "6", "7", "8", "10"]


def test_only_failures_are_retried(memory: Any) -> None:
    work(11)
    with Parts(OUTPUT, REQUEST, retry_failed=True) as output:
        assert [n for n in range(11) if not output.is_done(str(n))] == [4, 9]


def test_other_options_and_other_folders_are_refused(memory: Any) -> None:
    work(1)
    with pytest.raises(OutputError, match="to was 'ru' and is 'zh'"), Parts(OUTPUT, {"to": "zh"}):
        pass
    memory.pipe_file("/bucket/other/precious.txt", b"x")
    with pytest.raises(OutputError, match="not empty"), Parts("memory://bucket/other", REQUEST):
        pass


def test_a_disk_that_fails_is_one_line(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="No space left on device; run again"), Parts(OUTPUT, REQUEST) as output:
        monkeypatch.setattr(output._fs, "pipe_file", full)
        for n in range(4):
            output.add(str(n), "{}")
