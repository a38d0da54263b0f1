"""The command line, from outside."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from eval import results
from eval.commands import main

ARTICLES = [
    "The ministers signed a treaty in Geneva on Friday. It limits 120 missiles. Nobody else came.",
    "A storm hit the coast on Monday. Two ports were closed. The schools opened again on Tuesday.",
    "The bank raised its rate to 5 percent. Prices had risen. Traders expected that it would do so.",
]
SUMMARIES = ["Ministers signed a treaty.", "A storm closed ports on the coast.", "The bank raised its <b>rate</b>."]
ENGLISH = ["A treaty was signed.", "Two ports were closed.", "The bank raised its rate."]
RUSSIAN = ["Договор подписан.", "Два порта закрыты.", "Банк поднял ставку."]


def call(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as stop:
        main([str(argument) for argument in arguments])
    return int(stop.value.code or 0)


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    rows = [
        {"id": str(n), "source": source, "reference": reference, "domain": ("a", "b")[n % 2]}
        for n, (source, reference) in enumerate(zip(ARTICLES, SUMMARIES, strict=True))
    ]
    path = tmp_path / "mine.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return path


def test_a_run_from_end_to_end(suite: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert call("run", suite, "--systems", "lead1,lead2", "--no-baselines", "--out", out) == 0
    shown = capsys.readouterr()
    assert "| lead1  |" in shown.out
    assert "rules:rouge-score" in shown.out
    assert "wrote" in shown.err
    found = results.read(out / "mine" / "results.json")
    assert [system.name for system in found.systems] == ["lead1", "lead2"]
    score = found.score("lead1", "mine", "ROUGE-1")
    assert score is not None and score.low <= score.value <= score.high
    assert {"domain=a", "domain=b"} <= set(score.slices)
    assert len(found.worst) == 6
    assert (out / "mine" / "report.md").read_text("utf-8") == shown.out
    page = (out / "mine" / "report.html").read_text("utf-8")
    assert page.count("<svg") >= 3
    assert "&lt;b&gt;rate&lt;/b&gt;" in page
    # Nothing is loaded from anywhere: addresses in the SVG are names of formats only.
    assert set(re.findall(r"https?://[^\s\"'<>]+", page)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    assert not re.search(r"<(script|link|img|iframe)|@import|url\((?!#)", page)


def test_runs_are_compared(suite: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("one", "two"):
        call("run", suite, "--systems", "lead1", "--no-baselines", "--out", tmp_path / name)
    capsys.readouterr()
    html = tmp_path / "page.html"
    assert call("report", tmp_path / "one" / "mine", tmp_path / "two" / "mine", "--html", html) == 0
    lines = capsys.readouterr().out.splitlines()
    row = next(line for line in lines if line.startswith("| lead1 | mine | ROUGE-1 |"))
    assert row.endswith("| +0.00 | 1.000 |")
    assert html.exists()


def test_a_system_that_crashes_is_marked_and_told_by_the_exit_code(
    suite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "crashing.py").write_text(
        "from eval.systems.copying import CopySource\n"
        "class System(CopySource):\n"
        "    def outputs(self, task):\n"
        "        yield from list(super().outputs(task))[:1]\n"
        "        raise MemoryError('too large')\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    systems = "lead1,crashing:System"
    assert call("run", suite, "--systems", systems, "--no-baselines", "--out", tmp_path / "out") == 4
    shown = capsys.readouterr()
    assert "crashing:System failed on mine: MemoryError: too large" in shown.err
    assert "**crashing:System** failed on mine" in shown.out
    found = results.read(tmp_path / "out" / "mine" / "results.json")
    assert found.score("lead1", "mine", "ROUGE-1") is not None
    assert found.score("crashing:System", "mine", "ROUGE-1") is None


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name, lines in {
        "src.txt": ENGLISH,
        "ref.txt": RUSSIAN,
        "good.txt": RUSSIAN,
        "bad.txt": ["Договор.", "Порты закрыты.", "The bank raised its rate."],
        "short.txt": RUSSIAN[:2],
    }.items():
        (tmp_path / name).write_text("\n".join(lines) + "\n", "utf-8")
    return tmp_path


def test_outputs_made_elsewhere(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hypotheses = ("--hyp", files / "good.txt", "--hyp", files / "bad.txt")
    assert call("score", *hypotheses, "--ref", files / "ref.txt", "--src", files / "src.txt", "--lang", "ru") == 0
    shown = capsys.readouterr().out
    assert re.search(r"\| chrF +\| 100\.0 \[100\.0, 100\.0\] \|", shown)
    assert re.search(r"\| errors +\| +0\.00 \[0\.00, 0\.00\] \| +33\.3", shown)
    assert "tok:13a" in shown


def test_texts_in_another_language_are_told(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "long.txt").write_text("\n".join(ARTICLES) + "\n", "utf-8")
    assert call("score", "--hyp", files / "long.txt", "--ref", files / "ref.txt", "--lang", "ru") == 0
    assert "eval: long: looks like en, not ru (--lang)" in capsys.readouterr().err


def test_scores_as_json_and_as_a_report(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("--hyp", files / "bad.txt", "--ref", files / "ref.txt", "--lang", "ru", "--format", "json")
    assert call("score", *arguments, "--out", files / "report") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["schema"] == "eval/1"
    metrics = {score["metric"] for score in found["scores"]}
    assert {"BLEU", "chrF", "length ratio"} <= metrics
    assert "errors" not in metrics  # the sources are not known
    assert (files / "report" / "report.html").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("score", "--hyp", "short.txt", "--ref", "ref.txt", "--lang", "ru"), 1, "they must answer one to one"),
        (("score", "--hyp", "none.txt", "--ref", "ref.txt", "--lang", "ru"), 1, "there is no file none.txt"),
        (("score", "--hyp", "good.txt", "--ref", "ref.txt", "--lang", "ru", "--with", "X"), 2, "no metric 'X' to add"),
        (("run", "nothing"), 2, "no suite 'nothing': choose one of ci, cnndm"),
        (("run", "ci", "--systems", "gpt"), 2, "no system 'gpt'"),
        (("run", "ci", "--systems", "lead", "--against", "gpt"), 2, "--against gpt: that system is not in this run"),
        (("gate", "--results", "none.json"), 1, "there are no results in none.json"),
        (("gate", "--results", "ref.txt"), 1, "ref.txt cannot be read"),
        (("report", "none.json"), 1, "there are no results in none.json"),
        (("meta", "--data", "."), 1, "no summarization/realsumm.jsonl.xz there"),
        (("exactness", "--data", "."), 1, "none of the published outputs is here"),
        (("score",), 2, "Missing option"),
    ],
)
def test_what_goes_wrong_is_one_line(
    files: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    code: int,
    message: str,
) -> None:
    monkeypatch.chdir(files)
    assert call(*arguments) == code
    error = capsys.readouterr().err
    assert message in error
    assert "Traceback" not in error
    if "Usage" not in error:
        assert len(error.splitlines()) == 1


def test_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("list") == 0
    shown = capsys.readouterr().out
    for name in ("ci", "xlsum-zh", "wmt24pp-en-ru", "ntrex-en-zh", "textrank", "builtin", "COMET"):
        assert name in shown
