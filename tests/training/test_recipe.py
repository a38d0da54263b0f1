"""The whole recipe on a toy corpus, through its command; what it does when something is wrong or it is killed."""

from __future__ import annotations

import json
import lzma
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from training.__main__ import main

SHAPE = (
    "--rate 1e-2 --warmup 5 --init scratch --layers 1 1 --width 32 --ffn 64 --batch-tokens 256 --batches 2 --workers 1"
)
TOY = f"{SHAPE} --vocabulary 460 --threads 1"


def _lines(path: Path, text: str) -> None:
    path.write_bytes(lzma.compress(text.encode()))


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], catch_exceptions=False)


def given(corpus: Path) -> list[str | Path]:
    return ["--corpus", corpus, "--sentences", corpus / "sentences", "--names", corpus / "gazetteer.tsv"]


@pytest.fixture(scope="module")
def done(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = tmp_path_factory.mktemp("work")
    result = run(
        "all",
        *given(corpus),
        "--work",
        work,
        *TOY.split(),
        "--max-steps",
        "30",
        "--note-every",
        "0.1",
        "--cuts",
        "1",
    )
    assert result.exit_code == 0, result.output
    return work


def test_every_step_leaves_its_result(done: Path) -> None:
    names = {path.name for path in done.iterdir()}
    assert {
        "clean.ru.tsv", "clean.zh.tsv", "joint.spm", "pack.npz", "pack-1.npz", "checkpoint.safetensors",
        "weights.safetensors", "marian", "translator", "evaluation.json", "history.json", "curve.png", "MODEL_CARD.md",
    } <= names  # fmt: skip
    assert not [name for name in names if name.startswith("partial")]


def test_training_learns(done: Path) -> None:
    from training import weights

    curve = weights.load(done / "weights.safetensors").curve
    assert curve[-1]["loss"] < curve[0]["loss"] - 0.1


def test_the_export_was_compared_with_its_checkpoint_and_loads_in_the_package(done: Path) -> None:
    from summarizer.models.engines.base import Decoding
    from summarizer.models.engines.ctranslate2 import CTranslate2Engine
    from summarizer.models.tokenizers import JointSentencePiece

    folder = done / "translator"
    engine = CTranslate2Engine(folder, JointSentencePiece(folder / "joint.spm"))
    [made] = engine.generate(["The bank saw the port."], Decoding(max_new_tokens=20), source="en", target="ru")
    assert made.tokens > 0
    assert (folder / "model.bin").stat().st_size < 1_000_000


def test_the_card_says_what_the_scores_are_of(done: Path) -> None:
    card = (done / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "nrefs:1|case:mixed" in card and "wmt17-newstest" in card and "five bad ones" in card
    scores = json.loads((done / "evaluation.json").read_text(encoding="utf-8"))["scores"]
    assert scores["WMT21 en-ru beam 4"]["segments"] == 12


def test_a_second_run_does_only_what_is_left(done: Path, corpus: Path) -> None:
    before = (done / "pack.npz").stat().st_mtime_ns
    result = run("all", *given(corpus), "--work", done, *TOY.split(), "--max-steps", "30", "--cuts", "1")
    assert result.exit_code == 0, result.output
    assert "going on after 30 steps" in result.output
    assert (done / "pack.npz").stat().st_mtime_ns == before


def test_the_same_seed_gives_the_same_weights(done: Path, tmp_path: Path) -> None:
    from training import checkpoint

    found = []
    for name in ("a", "b"):
        work = tmp_path / name
        work.mkdir()
        for file in ("pack.npz", "pack-1.npz", "joint.spm"):
            os.link(done / file, work / file)
        result = run(
            "train",
            "--work",
            work,
            *SHAPE.split(),
            "--max-steps",
            "6",
        )
        assert result.exit_code == 0, result.output
        found.append(checkpoint.load(work / "checkpoint.safetensors")[2]["master"])
    assert bool((found[0] == found[1]).all())


def test_a_killed_run_goes_on(done: Path, tmp_path: Path) -> None:
    for file in ("pack.npz", "joint.spm"):
        os.link(done / file, tmp_path / file)
    options = (
        "--init scratch --layers 1 1 --width 32 --ffn 64 --batch-tokens 256 --workers 1 --minutes 5 --save-every 0.005"
    )
    command = [sys.executable, "-m", "training", "train", "--work", str(tmp_path), *options.split()]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    saved = tmp_path / "checkpoint.safetensors"
    ends = time.monotonic() + 60
    while not saved.exists() and time.monotonic() < ends:
        time.sleep(0.1)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert saved.exists()
    result = run("train", "--work", tmp_path, *options.split(), "--max-steps", "1")
    assert result.exit_code == 0, result.output
    assert "going on after" in result.output


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda c: (c / "train.en-ru.tsv.xz").unlink(), "not found; give the folder of the corpus"),
        (lambda c: (c / "train.en-ru.tsv.xz").write_bytes(b"no xz"), "damaged"),
        (lambda c: _lines(c / "train.en-ru.tsv.xz", "only one column\n"), "1 columns where 3 are needed"),
        (lambda c: (c / "news3" / "a.jsonl").write_text("{no json"), "not JSON"),
        (
            lambda c: (c / "sentences" / "a.tsv").write_text("One cell\n"),
            "1 columns where 3 are needed (English, ru, zh)",
        ),
    ],
)
def test_a_bad_corpus_is_named_in_one_line(spoil: object, message: str, corpus: Path, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "corpus"
    shutil.copytree(corpus, copy)
    spoil(copy)  # type: ignore[operator]
    result = run("clean", *given(copy), "--work", tmp_path / "work")
    assert result.exit_code == 1
    assert message in result.output and result.output.count("\n") == 1


@pytest.mark.parametrize(
    ("file", "content", "command", "message"),
    [
        ("pack.npz", b"junk", "train", "not a data pack"),
        ("joint.spm", b"junk", "pack", "not a SentencePiece model"),
        ("weights.safetensors", b"junk", "export", "not weights of this recipe"),
        ("checkpoint.safetensors", b"junk", "average", "not a checkpoint of this recipe"),
    ],
)
def test_a_damaged_file_of_an_earlier_step_is_named(
    file: str, content: bytes, command: str, message: str, done: Path, corpus: Path, tmp_path: Path
) -> None:
    for name in ("pack.npz", "joint.spm", "clean.ru.tsv", "clean.zh.tsv", "weights.safetensors"):
        (tmp_path / name).write_bytes((done / name).read_bytes())
    (tmp_path / file).write_bytes(content)
    extra = ["--corpus", str(corpus)] if command == "export" else []
    result = run(command, "--work", tmp_path, *extra)
    assert result.exit_code == 1
    assert message in result.output.splitlines()[-1]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    from training.errors import RecipeError
    from training.files import whole

    target = tmp_path / "result"
    target.write_text("old")
    with pytest.raises(RecipeError, match="free some disk"), whole(target) as partial:
        partial.write_text("half")
        raise OSError(28, "No space left on device")
    assert target.read_text() == "old" and [p.name for p in tmp_path.iterdir()] == ["result"]


def test_an_export_that_differs_from_its_checkpoint_fails(done: Path, corpus: Path, tmp_path: Path) -> None:
    from training import export, parity, weights
    from training.errors import RecipeError

    given = weights.load(done / "weights.safetensors")
    export.transformers(given, done / "joint.spm", tmp_path / "marian")
    export.ctranslate2(tmp_path / "marian", tmp_path / "float32", "float32")
    spoiled = weights.Weights(
        given.shape, {k: v.flip(0) if k.endswith("fc1.weight") else v for k, v in given.tensors.items()}
    )
    sources = [("ru", "The bank opened the port after 200 days, case 3."), ("zh", "The army saw the city.")]
    with pytest.raises(RecipeError, match="differs from its checkpoint"):
        parity.check(
            spoiled, done / "joint.spm", tmp_path / "marian", tmp_path / "float32", done / "translator", sources
        )
