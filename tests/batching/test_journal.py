import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.batching.journal import Journal
from summarizer.errors import OutputError

JOBS = [f"job-{n}" for n in range(12)]
REQUEST = {"to": "ru,zh"}


def work(output: Path, jobs: list[str] = JOBS, **options: bool) -> Journal:
    """Do every job that is not done; every fifth one fails."""
    with Journal(output, REQUEST, sync_every=3, **options) as journal:  # type: ignore[arg-type]
        for n, job in enumerate(jobs):
            if journal.is_done(job):
                continue
            if n % 5 == 4:
                journal.fail(job, "no text")
            else:
                journal.add(job, json.dumps({"id": job, "text": "текст" * n}))
    return journal


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    output = tmp_path_factory.mktemp("whole") / "out.jsonl"
    journal = work(output)
    assert (journal.written, journal.failures) == (10, 2)
    return output.read_bytes(), journal.failed.read_bytes()


@settings(max_examples=60, deadline=None)
@given(
    done=st.integers(0, len(JOBS)),
    lost=st.tuples(st.integers(0, 400), st.integers(0, 60), st.integers(0, 300)),
    garbage=st.binary(max_size=20),
)
def test_any_torn_state_ends_as_if_undisturbed(
    done: int,
    lost: tuple[int, int, int],
    garbage: bytes,
    undisturbed: tuple[bytes, bytes],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    output = tmp_path_factory.mktemp("torn") / "out.jsonl"
    journal = work(output, JOBS[:done])
    files = (output, journal.failed, output.with_name("out.jsonl.journal"))
    for path, size in zip(files, lost, strict=True):
        data = path.read_bytes() if path.exists() else b""
        path.write_bytes(data[: max(0, len(data) - size)] + garbage)
    head = files[2].read_bytes().split(b"\n")[0]
    try:
        json.loads(head)
        whole_head = files[2].read_bytes().count(b"\n") > 0
    except ValueError:
        whole_head = False
    if not whole_head:
        return  # the journal's first line is written atomically: it cannot be torn
    work(output)
    records = {line for path in files[:2] for line in path.read_bytes().splitlines()}
    expected = {line for part in undisturbed for line in part.splitlines()}
    assert records == expected
    assert sum(len(path.read_bytes().splitlines()) for path in files[:2]) == len(JOBS)


def test_only_failures_are_retried(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    work(output)
    before = output.read_bytes()
    with Journal(output, REQUEST, retry_failed=True) as journal:
        assert [job for job in JOBS if not journal.is_done(job)] == ["job-4", "job-9"]
        journal.add("job-4", '{"id":"job-4"}')
        journal.fail("job-9", "still no text")
    assert output.read_bytes() == before + b'{"id":"job-4"}\n'
    assert journal.failed.read_text() == '{"id":"job-9","error":"still no text"}\n'


def test_other_options_are_refused_and_named(tmp_path: Path) -> None:
    work(tmp_path / "out.jsonl")
    with pytest.raises(OutputError, match="to was 'ru,zh' and is 'ru'"), Journal(tmp_path / "out.jsonl", {"to": "ru"}):
        pass


def test_two_runs_on_one_output(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    with Journal(output, REQUEST), pytest.raises(OutputError, match="another run"), Journal(output, REQUEST):
        pass


def test_a_file_that_is_no_batch_is_left_alone(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    output.write_text("precious\n")
    with pytest.raises(OutputError, match="no unfinished batch"), Journal(output, REQUEST):
        pass
    assert output.read_text() == "precious\n"


@pytest.mark.parametrize("head", ["{}", "[]", "precious", '{"request": 1}', ""])
def test_a_journal_that_is_none_is_one_line(tmp_path: Path, head: str) -> None:
    (tmp_path / "out.jsonl.journal").write_text(f"{head}\n")
    with pytest.raises(OutputError, match="damaged, or no journal"), Journal(tmp_path / "out.jsonl", REQUEST):
        pass
    assert (tmp_path / "out.jsonl.journal").read_text() == f"{head}\n"


@pytest.mark.parametrize("line", ["5", "{}", '["ok", "x", 1, "a"]', '["lost", 1, 1, "a"]', "\x00" * 30, "[" * 100_000])
def test_a_damaged_line_ends_what_the_journal_vouches_for(
    tmp_path: Path, line: str, undisturbed: tuple[bytes, bytes]
) -> None:
    output = tmp_path / "out.jsonl"
    work(output, JOBS[:4])
    path = tmp_path / "out.jsonl.journal"
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines[:3], line, *lines[4:]]) + "\n")
    work(output)
    assert output.read_bytes() == undisturbed[0]


def test_a_full_disk_is_one_line_and_loses_nothing(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    output = tmp_path / "out.jsonl"
    work(output, JOBS[:3])
    kept = output.read_bytes()
    with pytest.raises(OutputError, match="run again to continue"), Journal(output, REQUEST) as journal:
        journal._files[1].close()
        journal._files[1] = open("/dev/full", "ab")  # noqa: SIM115
        journal.add("job-3", '{"id":"job-3"}')
    assert output.read_bytes() == kept
    work(output)
    assert len(output.read_bytes().splitlines()) == 10
