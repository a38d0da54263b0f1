"""Checkpoints are made when a test first asks for one, and shared by the whole run."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ.setdefault("OMP_NUM_THREADS", "1")

import pytest

pytest.importorskip("transformers", reason="needs the extra `models`")


@pytest.fixture(scope="session")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder of a recipe's checkpoint."""
    from . import checkpoints, recipes

    made: dict[str, Path] = {}

    def find(name: str) -> Path:
        if name not in made:
            made[name] = checkpoints.build(recipes.RECIPES[name], tmp_path_factory.mktemp("hub") / name)
        return made[name]

    return find


@pytest.fixture(scope="session")
def chat(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the Qwen checkpoint."""
    from . import chats

    return chats.build(tmp_path_factory.mktemp("hub") / "qwen")


@pytest.fixture(scope="session")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder of an entailment model."""
    from . import judges

    made: dict[str, Path] = {}

    def find(name: str) -> Path:
        if name not in made:
            made[name] = judges.build(judges.RECIPES[name], tmp_path_factory.mktemp("hub") / name)
        return made[name]

    return find


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test sees or changes what is on this machine."""
    monkeypatch.setenv("SUMMARIZER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    return tmp_path / "cache"
