import json
import os
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
    ({"id": {"a": 1}, "text": "x"}, Job("in.jsonl:10", problem="line 10: id must be a text or a whole number")),
    ({"id": "", "text": "x"}, Job("in.jsonl:11", problem="line 11: id must be a text or a whole number")),
    ({"id": "half \ud800", "text": "x"}, Job("half \\ud800", text="x")),
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


def test_a_line_that_is_too_long_fails_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summarizer.batching.jobs.MAX_LINE", 40)
    lines = ['{"id": "a", "text": "x"}', '{"id": "b", "text": "' + "x" * 100 + '"}', '{"id": "c", "text": "x"}']
    path = tmp_path / "in.jsonl"
    for end in ("\n", ""):
        path.write_text("\n".join(lines * 2) + end)
        found = [(job.id, "longer than" in (job.problem or "")) for job in jobs([str(path)])]
        long = [("in.jsonl:2", True), ("in.jsonl:5", True)]
        assert found == [("a", False), long[0], ("c", False), ("a (2)", False), long[1], ("c (2)", False)]


def test_a_name_that_is_no_text_is_written_out(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text("x")
    except OSError:
        pytest.skip("this file system takes texts only")
    (job,) = jobs([str(tmp_path)])
    assert job.id == "caf\\udce9.txt" and Path(str(job.source)).read_text() == "x"


def test_a_glob_that_matches_the_output_is_refused(tmp_path: Path) -> None:
    for name in ("in.jsonl", "out.jsonl"):
        (tmp_path / name).write_text('{"id": "a", "text": "x"}\n')
    with pytest.raises(ReadError, match=r"out.jsonl is what this run writes: keep outputs where .* does not match"):
        list(jobs([str(tmp_path / "*.jsonl")], own=[os.path.relpath(tmp_path / "out.jsonl")]))


def test_a_folder_without_articles_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.exe").write_text("x")
    with pytest.raises(ReadError, match="nothing to digest in"):
        list(jobs([str(tmp_path)]))


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
