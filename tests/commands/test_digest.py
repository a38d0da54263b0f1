"""`summarize FILE`, from outside: formats, options, exit codes, and what goes to which stream."""

from __future__ import annotations

import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import html as lxml_html

from summarizer.digest import Options, digest, stream
from summarizer.errors import OutOfMemory
from summarizer.reading import read_text
from summarizer.rendering.json import from_dict
from summarizer.results import Digest

Run = Callable[..., Any]


def test_plain_text_on_standard_output(run: Run, article: Path, engine: Any) -> None:
    outcome = run(article, "--to", "ru")
    assert outcome.code == 0 and outcome.err == ""
    assert outcome.out.startswith("Council keeps the old library open\n\nSUMMARY\n")
    assert "RUSSIAN (draft)\n\nСовет оставил старую библиотеку открытой\n" in outcome.out
    assert "1 block removed (advertisement)" in outcome.out
    assert "\x1b[" not in outcome.out


@pytest.mark.parametrize(
    ("format_", "check"),
    [
        ("text", lambda out: "SUMMARY" in out),
        ("markdown", lambda out: out.startswith("# Council keeps the old library open\n")),
        ("json", lambda out: from_dict(json.loads(out)).translations["ru"].title.text.startswith("Совет")),
        ("html", lambda out: "Council" in lxml_html.fromstring(out).findtext(".//title")),
    ],
)
def test_formats(format_: str, check: Callable[[str], bool], run: Run, article: Path, engine: Any) -> None:
    outcome = run(article, "--to", "ru", "--format", format_)
    assert outcome.code == 0 and check(outcome.out)


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.txt", "Council"),
        ("a.md", "# Council"),
        ("a.json", '{\n  "schema": "digest/1"'),
        ("a.HTML", "<!doctype html>"),
        ("a.htm", "<!doctype html>"),
        ("a", "Council"),
    ],
)
def test_the_suffix_says_the_format(name: str, start: str, run: Run, article: Path, engine: Any) -> None:
    target = article.parent / name
    outcome = run(article, "--to", "ru", "-o", target)
    assert (outcome.code, outcome.out) == (0, "")
    assert "note: ru: a draft by fake" in outcome.err
    assert target.read_text(encoding="utf-8").lower().startswith(start.lower())


def test_a_word_document(run: Run, article: Path, engine: Any) -> None:
    target = article.parent / "a.docx"
    assert run(article, "-o", target).code == 0
    assert any("Совет" in paragraph.text for paragraph in docx.Document(str(target)).paragraphs) or any(
        "Совет" in cell.text for table in docx.Document(str(target)).tables for cell in table._cells
    )
    refused = run(article, "--format", "docx")
    assert refused.code == 2 and "-o" in refused.err


def test_the_format_that_is_named_wins(run: Run, article: Path, engine: Any) -> None:
    target = article.parent / "a.txt"
    run(article, "-o", target, "--format", "json")
    assert json.loads(target.read_text(encoding="utf-8"))["schema"] == "digest/1"


def test_quiet_leaves_standard_error_empty(run: Run, article: Path, engine: Any) -> None:
    outcome = run(article, "-o", article.parent / "a.md", "--quiet")
    assert (outcome.out, outcome.err) == ("", "")


@pytest.mark.parametrize(
    ("options", "broken", "code"),
    [([], False, 0), (["--strict"], False, 0), ([], True, 0), (["--strict"], True, 3)],
)
def test_strict(options: list[str], broken: bool, code: int, run: Run, article: Path, engine: Any) -> None:
    if broken:
        engine.answers = {}
    outcome = run(article, "--to", "ru", "--format", "json", *options)
    report = json.loads(outcome.out)["report"]
    assert outcome.code == code
    assert any(flag["severity"] == "error" for flag in report["flags"]) == broken


def test_only_the_summary(run: Run, article: Path, engine: Any) -> None:
    made = json.loads(run(article, "--to", "ru", "--only", "summary", "--sentences", "1", "--format", "json").out)
    translation = made["translations"]["ru"]
    assert len(translation["summary"]) == 1 and translation["article"] == []
    assert len(engine.asked) == 2  # with the title


@pytest.mark.parametrize(
    ("to", "made", "note"),
    [
        ("ru", ["ru"], "a draft by fake"),
        ("zh,ru,zh", ["zh", "ru"], "a draft by fake"),
        (" RU ", ["ru"], "a draft by fake"),
        ("en", [], "the article is already in en"),
        ("ru,fr", ["ru"], "no installed model translates en → fr"),
    ],
)
def test_languages(to: str, made: list[str], note: str, run: Run, article: Path, engine: Any) -> None:
    found = json.loads(run(article, "--to", to, "--format", "json").out)
    assert list(found["translations"]) == made
    assert any(note in notice for notice in found["report"]["notices"])


@pytest.mark.parametrize(
    ("options", "sentences"),
    [
        ([], 1),
        (["--length", "long"], 1),
        (["--sentences", "2"], 2),
        (["--sentences", "9"], 3),
        (["--words", "20"], 1),
        (["--words", "1000"], 3),
    ],
)
def test_length(options: list[str], sentences: int, run: Run, article: Path, engine: Any) -> None:
    made = json.loads(run(article, "--format", "json", *options).out)
    assert len(made["summary"]["sentences"]) == sentences
    assert all(one["text"].endswith(".") for one in made["summary"]["sentences"])


def test_boilerplate_may_be_kept(run: Run, article: Path, engine: Any) -> None:
    made = json.loads(run(article, "--keep-boilerplate", "--format", "json").out)
    assert made["article"]["removed"] == [] and "Advertisement" in made["article"]["text"]


def test_standard_input(run: Run, article: Path, engine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(article.read_bytes())))
    made = json.loads(run("-", "--format", "json").out)
    assert made["article"]["source"] == "-" and made["report"]["sentences_in"] == 3


def test_a_file_called_like_a_command(run: Run, article: Path, engine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    article.rename(article.parent / "batch")
    monkeypatch.chdir(article.parent)
    assert run("digest", "batch").code == run("./batch").code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--nope"], "No such option '--nope'"),
        (["a.txt", "b.txt"], "unexpected extra argument"),
        (["a.txt", "--to", ""], "--to takes language codes"),
        (["a.txt", "--to", "ru;zh"], "--to takes language codes"),
        (["a.txt", "--format", "pdf"], "'pdf' is not one of"),
        (["a.txt", "--length", "tiny"], "'tiny' is not one of"),
        (["a.txt", "--sentences", "0"], "x>=1"),
        (["a.txt", "--words", "five"], "'five' is not a valid integer"),
        (["a.txt", "--words", "5", "--sentences", "1"], "exclude each other"),
        (["a.txt", "--server", "http://localhost:1"], "--model"),
        (["digest"], "Missing argument"),
    ],
)
def test_usage_errors_are_one_line_and_2(arguments: list[str], message: str, run: Run) -> None:
    outcome = run(*arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert message in outcome.err and outcome.err.startswith("summarize: ") and outcome.err.count("\n") == 1


def test_no_arguments_at_all_show_the_help(run: Run) -> None:
    outcome = run()
    assert outcome.code == 2 and "summarize article.txt" in outcome.err


@pytest.mark.parametrize("option", ["--help", "-h", "--version"])
def test_help_and_version(option: str, run: Run) -> None:
    outcome = run(option)
    assert outcome.code == 0 and outcome.out.count("summarize") >= 1 and outcome.err == ""


def test_the_help_names_the_exit_codes(run: Run) -> None:
    shown = " ".join(run("--help").out.split())
    assert "0 done · 1 could not · 2 usage · 3 done, but --strict and the report has errors" in shown


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (KeyboardInterrupt(), 130, "stopped"),
        (OutOfMemory("the model does not fit:\nuse --profile fast"), 1, "does not fit: use --profile fast"),
        (MemoryError(), 1, "out of memory"),
    ],
)
def test_what_goes_wrong_on_the_way(
    error: BaseException, code: int, message: str, run: Run, article: Path, engine: Any, monkeypatch: Any
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(type(engine), "generate", fail)
    outcome = run(article, "-o", article.parent / "out.txt")
    assert outcome.code == code and outcome.out == ""
    assert message in outcome.err and len(outcome.err.split("\n")) <= 3
    assert not (article.parent / "out.txt").exists()


def test_a_reader_that_goes_away_is_no_error(article: Path) -> None:
    command = [sys.executable, "-m", "summarizer", str(article), "--only", "summary", "--profile", "builtin"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout and running.stderr
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0


def test_in_python_the_same(article: Path, engine: Any) -> None:
    made = digest(article, Options(to=("ru",)))
    assert isinstance(made, Digest) and made.translations["ru"].title
    assert made.report.sentences_in == made.report.sentences_out["ru"] == 3
    assert digest(read_text(article.read_text("utf-8")), Options(to=("ru",))).summary == made.summary


def test_the_same_input_gives_the_same_digest(run: Run, article: Path, engine: Any) -> None:
    first, second = (json.loads(run(article, "--format", "json").out) for _ in range(2))
    for one in (first, second):
        one["report"].pop("seconds")
    assert first == second


def test_events_come_in_order_and_closing_stops(engine: Any) -> None:
    events = list(stream(read_text("\n\n".join(["Title of it", *["A cat sat on the mat in the sun."] * 3])), Options()))
    assert [event.stage for event in events if event.stage != "translate"] == [
        "read",
        "summarize",
        "verify",
        "verify",
        "done",
    ]
    steps = [(event.done, event.total) for event in events if event.stage == "translate"]
    assert steps == [(n + 1, len(steps)) for n in range(len(steps))]
    engine.asked.clear()
    running = stream(read_text("A cat sat on the mat in the sun."), Options())
    next(running)
    running.close()
    assert engine.asked == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_colour_for_a_person_and_none_for_a_pipe() -> None:
    main_, side = pty.openpty()
    command = [sys.executable, "-m", "summarizer", "-", "--to", "ru", "--profile", "builtin", "--only", "summary"]
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80"}
    done = subprocess.run(
        command, input=b"The cat sat on the mat in the sun.", stdout=side, stderr=subprocess.PIPE, env=environment
    )
    os.close(side)
    shown = os.read(main_, 100_000).decode()
    os.close(main_)
    assert done.returncode == 0 and done.stderr == b""
    assert "\x1b[" in shown and "╭─" in shown and "Summary" in shown
