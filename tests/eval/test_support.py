"""The support suite and an entailment model's calibration, on a data set of the tiny model's own world."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest

pytest.importorskip("transformers", reason="needs the extra `models`")

from eval.perturb.__main__ import main
from eval.perturb.support import Labelled, auc, ranked
from summarizer.verifying import entailment
from summarizer.verifying.entailment import Calibration, Judgement, calibration, verdict
from tests.models.judges import COLOURS, RECIPES, RETOLD, STATED, THINGS, build
from training.checks import entailment as calibrating


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(RECIPES["deberta"], tmp_path_factory.mktemp("hub") / "deberta")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Articles about a bus and a door, and sentences that follow or do not."""
    cases = [(bus, door, claimed) for bus in COLOURS for door in COLOURS for claimed in COLOURS]
    articles = [f"{STATED.format(thing='bus', colour=b)} {STATED.format(thing='door', colour=d)}" for b, d, _ in cases]
    said = [RETOLD.format(thing=THINGS[n % 2], colour=claimed) for n, (_, _, claimed) in enumerate(cases)]
    true = [case[2] == case[n % 2] for n, case in enumerate(cases)]
    qags = [
        {"article": article, "sentences": [{"text": text, "votes": ["yes" if good else "no"] * 3}]}
        for article, text, good in zip(articles, said, true, strict=True)
    ]
    pair = {"source": articles[0], "correct": RETOLD.format(thing="bus", colour=COLOURS[0])}
    pairs = [pair | {"incorrect": RETOLD.format(thing="bus", colour=colour)} for colour in COLOURS[1:]]
    for name, rows in (("qags_cnndm", qags), ("qags_xsum", qags), ("rank19", pairs)):
        with lzma.open(tmp_path / f"{name}.jsonl.xz", "wt") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows)
    return tmp_path


def test_the_words_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["support", str(folder), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["qags_cnndm"]["sentences"] == 27
    assert found["qags_cnndm"]["supported"] == 9
    assert found["qags_cnndm"]["auc"] == 1  # what does not follow has words of its own


def test_a_model_is_calibrated_and_measured_on_other_articles(
    folder: Path, judge: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["support", str(folder), "--entailment", str(judge), "--format", "json"]) == 0
    plain = json.loads(capsys.readouterr().out)["qags_cnndm"]
    assert plain["model"]["sentences"] == 13  # every second article
    assert plain["model"]["auc"] == 1
    assert plain["both"] is None

    calibrating.main(str(judge), str(folder))
    out, err = capsys.readouterr()
    name, *numbers = out.rstrip("\n").split("\t")
    assert name == "deberta"
    assert "held out: 26 sentences, AUC 1.000, flagged 0.0% of" in err
    assert "100.0% of the others" in err

    monkeypatch.setattr(entailment, "rows", lambda file: [(name, *numbers)] if file == "entailment.tsv" else [])
    calibration.cache_clear()
    try:
        assert main(["support", str(folder), "--entailment", str(judge)]) == 0
    finally:
        calibration.cache_clear()
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["qags_cnndm", "qags_xsum", "rank19"]
    assert all("calibrated 1.000" in line and "100.0% of" in line for line in lines)


def test_a_model_that_is_not_there_is_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["support", str(folder), "--entailment", "mdeberta-v3-base-nli"]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "summarize models download mdeberta-v3-base-nli" in line


def test_what_tells_nothing_gets_no_weight() -> None:
    """Verdicts that decide, words that are noise."""
    data = [Labelled("", "", n % 2 == 0) for n in range(200)]
    judged = [Judgement(0.9 - 0.8 * (n % 2), 0.1 + 0.8 * (n % 2), ((n * 7) % 11) / 11) for n in range(200)]
    row = calibrating.fit(data, judged)
    assert row.entailment > 5 * abs(row.words) and row.contradiction < -5 * abs(row.words)
    flagged = [verdict(each, row) for each in judged]
    assert flagged[1::2] == ["contradicted"] * 100
    assert sum(each is not None for each in flagged[::2]) <= 0.03 * 100


@pytest.mark.parametrize(
    ("judgement", "row", "said"),
    [
        (Judgement(0.9, 0.05, 1), None, None),
        (Judgement(0.1, 0.2, 0), None, None),  # it says neither
        (Judgement(0.1, 0.8, 1), None, "contradicted"),
        (Judgement(0.9, 0.8, 1), None, None),  # one premise contradicts, another bears it out
        (Judgement(0.1, None, 1), None, "not-entailed"),
        (Judgement(0.9, None, 0), None, None),
        (Judgement(0.1, 0.2, 0), Calibration(-2, 4, -4, 0, 0.5), "not-entailed"),
        (Judgement(0.1, 0.8, 0), Calibration(-2, 4, -4, 0, 0.5), "contradicted"),
        (Judgement(0.9, 0.0, 0), Calibration(-2, 4, -4, 0, 0.5), None),
        (Judgement(0.1, 0.8, 1), Calibration(-2, 4, -4, 10, 0.5), None),  # its words outweigh the verdict
        (Judgement(0.0, 1.0, 0), Calibration(-800, 400, -400, 0, 0.5), "contradicted"),
    ],
)
def test_verdicts(judgement: Judgement, row: Calibration | None, said: str | None) -> None:
    assert verdict(judgement, row) == said


def test_ties_count_half() -> None:
    assert auc([1, 1, 0], [True, False, False]) == 0.75
    assert ranked([1, 0, 0.5, 0.5, 0, 1]) == 0.5
