"""A result is written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from summarizer.errors import OutputError
from summarizer.rendering.files import write


def test_text_and_bytes(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "Да\n")
    write(tmp_path / "b.bin", b"\x00\xff")
    assert (tmp_path / "a.txt").read_bytes() == "Да\n".encode()
    assert (tmp_path / "b.bin").read_bytes() == b"\x00\xff"


@pytest.mark.parametrize(
    ("name", "message"),
    [("missing/a.txt", "No such file"), (".", "directory"), ("x" * 300, "too long"), ("a\0b", "cannot write")],
)
def test_what_cannot_be_written(name: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=message) as caught:
        write(tmp_path / name, "text")
    assert "\n" not in str(caught.value)
    assert not list(tmp_path.iterdir())


def test_a_name_may_be_as_long_as_the_system_allows(tmp_path: Path) -> None:
    write(tmp_path / ("x" * 255), "text")
    assert [len(path.name) for path in tmp_path.iterdir()] == [255]


def test_a_link_is_followed_and_a_pipe_is_written_to(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "target")
    write(tmp_path / "link", "text")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "target").read_text() == "text"
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    write(tmp_path / "pipe", "text")
    assert os.read(reader, 10) == b"text"
    os.close(reader)


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        write(path, "new")
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]
