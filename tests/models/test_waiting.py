"""What a user is told while a model is converted: on a terminal, in a log, and with --quiet."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from summarizer.batching.jobs import Shard
from summarizer.commands.batch import _bar
from summarizer.commands.digest import _progress
from summarizer.digest import Event
from summarizer.models.waiting import long_work, telling


def test_who_talks_to_the_user_is_told_when_work_begins_and_ends() -> None:
    told: list[str] = []
    with long_work("nobody listens"), telling(told.append):
        with long_work("converting"):
            told.append("…")
        with pytest.raises(ValueError, match="broken"), long_work("again"):
            raise ValueError("broken")
    with long_work("nobody listens any more"):
        pass
    assert told == ["converting", "…", "", "again", ""]


def _digest(quiet: bool) -> None:
    with _progress(quiet, "read") as advance:
        advance(Event("summarize", 1, 1))
        with long_work("converting a/b [c] to int8"):
            pass
        advance(Event("translate", 1, 2))


def _batch(quiet: bool) -> None:
    with _bar(quiet, (), Shard(1, 1), None, 0) as bar:
        with long_work("converting a/b [c] to int8"):
            pass
        bar.step(0)


both = pytest.mark.parametrize("work", [_digest, _batch])


@both
def test_a_line_where_no_person_looks(work: Callable[[bool], None], capsys: pytest.CaptureFixture[str]) -> None:
    work(False)
    assert capsys.readouterr() == ("", "converting a/b [c] to int8 …\n")


@both
def test_nothing_with_quiet(work: Callable[[bool], None], capsys: pytest.CaptureFixture[str]) -> None:
    work(True)
    assert capsys.readouterr() == ("", "")


@both
def test_a_second_bar_on_a_terminal(
    work: Callable[[bool], None], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    work(False)
    out, err = capsys.readouterr()
    assert out == ""
    assert "converting a/b [c] to int8" in err
    assert max(err.rindex(own) for own in ("translate", "articles") if own in err) > err.rindex("converting")
