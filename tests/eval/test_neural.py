"""COMET and BERTScore through another interpreter: here this one, with a stand-in for the library."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

import pytest

from eval.errors import EvalError
from eval.metrics.catalog import metrics
from eval.metrics.neural import bert_score, comet
from eval.tasks import Example, Output, Task

TASK = Task("t", "translate", "en", "ru", (Example("1", "One.", ("Раз.", "Один.")), Example("2", "Two.", ("Два.",))))
OUTPUTS = [Output("1", "Один."), Output("2", "Три.")]

COMET = """
    import sys
    def download_model(name):
        print("downloading", name)
        return name
    class Model:
        def predict(self, rows, batch_size, gpus, progress_bar):
            assert {"src", "mt", "ref"} == set(rows[0])
            return {"scores": [0.9 if row["mt"] == row["ref"] else 0.2 for row in rows]}
    def load_from_checkpoint(path):
        return Model()
"""
BERT = """
    class Tokenizer:
        model_max_length = 10**30
    class BERTScorer:
        def __init__(self, model_type, num_layers):
            self._tokenizer = Tokenizer()
        def score(self, outputs, references):
            assert self._tokenizer.model_max_length == 512
            return None, None, [float(o in r) for o, r in zip(outputs, references)]
"""


@pytest.fixture
def stand_ins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module, package, source in (("comet", "unbabel_comet", COMET), ("bert_score", "bert_score", BERT)):
        (tmp_path / f"{module}.py").write_text(textwrap.dedent(source))
        info = tmp_path / f"{package}-9.9.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package.replace('_', '-')}\nVersion: 9.9\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("EVAL_COMET_PYTHON", sys.executable)
    monkeypatch.setenv("EVAL_BERTSCORE_PYTHON", sys.executable)


def test_comet_takes_the_best_reference(stand_ins: None) -> None:
    (found,) = comet().measure(TASK, OUTPUTS)
    assert found.each.tolist() == pytest.approx([90, 20])
    assert found.signature == "COMET|model:Unbabel/wmt22-comet-da|refs:max|unbabel-comet:9.9|average:mean"


def test_bertscore(stand_ins: None) -> None:
    (found,) = bert_score().measure(TASK, OUTPUTS)
    assert found.value == 50
    assert found.signature.endswith("bert-base-multilingual-cased|refs:max|bert-score:9.9|average:mean")


def test_without_an_environment_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EVAL_COMET_PYTHON", raising=False)
    with pytest.raises(EvalError, match="make one with unbabel-comet, and name its python in EVAL_COMET_PYTHON"):
        comet().measure(TASK, OUTPUTS)


@pytest.mark.parametrize(
    ("python", "message"),
    [
        ("/nowhere/python", "/nowhere/python cannot be run: No such file"),
        (sys.executable, "comet failed under .*comet"),
    ],
)
def test_an_environment_that_fails(python: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVAL_COMET_PYTHON", python)
    with pytest.raises(EvalError, match=message):
        comet().measure(TASK, OUTPUTS)


def test_they_are_asked_for_by_name() -> None:
    names = [str(metric) for metric in metrics(TASK, ["COMET", "BERTScore"])]
    assert sum("COMET" in name or "BERTScore" in name for name in names) == 2
    reading = Task("t", "read", "en", "en", TASK.examples)
    assert len(metrics(reading, ["COMET", "BERTScore"])) == len(metrics(reading))
