"""What a model is made of: its contents tell, not its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.batching.cluster import Digester
from summarizer.batching.weights import fingerprint, weights
from summarizer.digest import Options
from summarizer.errors import CorruptModel
from summarizer.profiles import load


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "model.bin").write_bytes(b"weights")
    (folder / "config.json").write_text("{}")
    (folder / "MODEL_CARD.md").write_text("A model.")
    return folder


@pytest.mark.parametrize(
    ("name", "contents", "same"),
    [
        ("model.bin", "Weights", False),
        ("config.json", "[]", False),
        ("joint.spm", "", False),
        ("MODEL_CARD.md", "A fine model.", True),
        ("model.bin", "weights", True),
    ],
)
def test_contents_tell(model: Path, name: str, contents: str, same: bool) -> None:
    before = fingerprint(model)
    (model / name).write_text(contents)
    assert (fingerprint(model) == before) is same


def test_a_checkpoint_in_the_hubs_cache_is_known_by_its_blobs(tmp_path: Path) -> None:
    snapshot, blobs = tmp_path / "snapshots" / "c0ffee", tmp_path / "blobs"
    snapshot.mkdir(parents=True)
    blobs.mkdir()
    prints = []
    for blob in ("a1", "b2"):
        (blobs / blob).write_bytes(b"the same: a blob is not read")
        (snapshot / "model.safetensors").unlink(missing_ok=True)
        (snapshot / "model.safetensors").symlink_to(blobs / blob)
        prints.append(fingerprint(snapshot))
    assert prints[0] != prints[1]


def test_a_folder_that_is_gone_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(CorruptModel, match="cannot be read: No such file"):
        fingerprint(tmp_path / "gone")


def test_a_worker_with_other_weights_stops_the_run() -> None:
    options = Options(profile="builtin")
    made_with = weights(load(options))
    assert made_with.startswith("builtin-translator ")
    rows = {"job": ['{"id": "a", "text": "News came."}']}
    answer = Digester(options, "builtin-translator 000000000000", ".")(rows)
    assert answer["fatal"] == ["ModelError"] and made_with in answer["problem"][0]
