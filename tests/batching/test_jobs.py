import json
from itertools import chain
from pathlib import Path

import pytest

from summarizer.batching.jobs import Job, Shard, jobs
from summarizer.errors import ReadError, UsageError

ONE_OF = "must have exactly one of text, url and path, as a string"
LINES = [
    ({"id": "a", "text": "News."}, Job("a", text="News.")),
    ({"text": "News.", "title": "T"}, Job("in.jsonl:2", text="News.", title="T")),
    ({"id": 7, "url": "https://example.org"}, Job("7", source="https://example.org")),
    ({"id": "p", "path": "/news/x.txt"}, Job("p", source="/news/x.txt")),
    ({"id": "two", "text": "x", "url": "y"}, Job("two", problem=f"line 5 {ONE_OF}")),
    ({"id": "none"}, Job("none", problem=f"line 6 {ONE_OF}")),
    ({"id": "n", "text": 3}, Job("n", problem=f"line 7 {ONE_OF}")),
    (
        {"id": "f", "url": "/etc/passwd"},
        Job("f", problem="line 8: a url begins with http:// or https://, not '/etc/passwd'"),
    ),
    ([1], Job("in.jsonl:9", problem="line 9 is not a JSON object")),
]


def test_lines(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(json.dumps(line) for line, _ in LINES) + "\n\n")
    assert list(jobs([str(path)])) == [job for _, job in LINES]


@pytest.mark.parametrize("line", [b"{", b"\xff\xfe{}", b"null"])
def test_malformed_lines_fail_alone(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(line + b'\n{"id": "b", "text": "x"}\n')
    bad, good = jobs([str(path)])
    assert bad.problem is not None and good == Job("b", text="x")


def test_folders_and_globs_are_sorted_and_filtered(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "c.exe", "sub/d.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [job.id for job in jobs([str(tmp_path)])] == ["a.md", "b.txt", "sub/d.html"]
    assert [Path(job.id).name for job in jobs([str(tmp_path / "*.txt")])] == ["b.txt"]
    with pytest.raises(ReadError, match="nothing matches"):
        list(jobs([str(tmp_path / "*.pdf")]))


def test_shards_are_disjoint_and_complete(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps({"id": n, "text": "x"}) + "\n" for n in range(10)))
    parts = [[job.id for job in jobs([str(path)], Shard.parse(f"{i}/3"))] for i in (1, 2, 3)]
    assert sorted(chain(*parts)) == sorted(str(n) for n in range(10))
    assert [job.id for job in jobs([str(path)], limit=2)] == ["0", "1"]


@pytest.mark.parametrize("text", ["0/2", "3/2", "1", "a/b", "-1/2", "1/"])
def test_bad_shards(text: str) -> None:
    with pytest.raises(UsageError):
        Shard.parse(text)
