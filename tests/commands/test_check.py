"""`summarize check`, from outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from summarizer.cli import main

ENGLISH = "The treaty was signed in Geneva.\nNobody spoke to the reporters who had waited outside.\n"
RUSSIAN = "Договор был подписан в Женеве.\nНикто не стал говорить с репортерами, ждавшими снаружи.\n"


def run(tmp_path: Path, source: str | bytes, translation: str, *options: str) -> int:
    ours, theirs = tmp_path / "a.txt", tmp_path / "b.txt"
    ours.write_bytes(source.encode() if isinstance(source, str) else source)
    theirs.write_text(translation, "utf-8")
    with pytest.raises(SystemExit) as stop:
        main(["check", str(ours), str(theirs), *options])
    return int(stop.value.code or 0)


def test_a_good_translation_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, ENGLISH, RUSSIAN, "--lang", "ru") == 0
    assert "2 lines against 2: 0 errors" in capsys.readouterr().out


def test_an_error_is_exit_code_3_and_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = RUSSIAN.splitlines()[0] + "\n" + ENGLISH.splitlines()[1]
    assert run(tmp_path, ENGLISH, bad, "--lang", "ru", "--format", "json") == 3
    found = json.loads(capsys.readouterr().out)
    assert found["schema"] == "check/1"
    assert [(f["kind"], f["severity"], f["where"]) for f in found["flags"]] == [("echo", "error", "ru.article[1]")]


@pytest.mark.parametrize(
    ("source", "options", "code", "message"),
    [
        (ENGLISH, [], 2, "--lang"),
        (ENGLISH, ["--lang", "en"], 2, "source is in en"),
        (b"\xff\xfa\x00", ["--lang", "ru"], 1, "UTF-8"),
        ("  \n", ["--lang", "ru"], 1, "no text"),
        (ENGLISH, ["--lang", "ru", "--glossary", "/nowhere.csv"], 1, "cannot be read"),
    ],
)
def test_bad_input_gets_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], source: str, options: list[str], code: int, message: str
) -> None:
    assert run(tmp_path, source, RUSSIAN, *options) == code
    assert message in capsys.readouterr().err
