"""Which device and number type a model gets, and what a GPU's trouble looks like. No GPU is needed: none is used."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep
from typing import Any

import ctranslate2
import pytest
import torch

from summarizer.digest import Options, Runtime
from summarizer.errors import CorruptModel, ModelError, OutOfMemory, UsageError
from summarizer.models import catalog, loading
from summarizer.models.engines import runtime
from summarizer.models.engines.base import Decoding
from summarizer.models.engines.ctranslate2 import CTranslate2Engine
from summarizer.profiles import load

Find = Callable[[str], Path]


@pytest.mark.parametrize(
    ("wanted", "gpus", "device"),
    [
        ("auto", 0, "cpu"),
        ("auto", 2, "cuda"),
        ("cuda", 1, "cuda"),
        ("cuda", 0, "there is no CUDA device that CTranslate2 can use"),
        ("cpu", 1, "cpu"),
        ("mps", 0, "cpu"),  # on a Mac the processor is what CTranslate2 knows
    ],
)
def test_device_for_ctranslate2(monkeypatch: pytest.MonkeyPatch, wanted: Any, gpus: int, device: str) -> None:
    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: gpus)
    assert _or_error(lambda: runtime.ctranslate2_device(wanted)).startswith(device)


@pytest.mark.parametrize(
    ("wanted", "there", "device"),
    [
        ("auto", (), "cpu"),
        ("auto", ("mps",), "mps"),
        ("auto", ("cuda",), "cuda"),
        ("auto", ("cuda", "mps"), "cuda"),
        ("cpu", ("cuda", "mps"), "cpu"),
        ("cuda", ("mps",), "there is no cuda device that torch can use"),
        ("mps", ("cuda",), "there is no mps device that torch can use"),
        ("mps", ("mps",), "mps"),
    ],
)
def test_device_for_torch(monkeypatch: pytest.MonkeyPatch, wanted: Any, there: tuple[str, ...], device: str) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: "cuda" in there)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: "mps" in there)
    assert _or_error(lambda: runtime.torch_device(wanted)).startswith(device)


@pytest.mark.parametrize(
    ("choose", "wanted", "device", "kind"),
    [
        (runtime.ctranslate2_type, None, "cpu", "int8"),
        (runtime.ctranslate2_type, None, "cuda", "int8_float16"),
        (runtime.ctranslate2_type, "float32", "cuda", "float32"),
        (runtime.ctranslate2_type, "int4", "cuda", "--quantization int4 is not possible"),
        (runtime.torch_type, None, "cpu", "float32"),
        (runtime.torch_type, None, "cuda", "bfloat16"),
        (runtime.torch_type, None, "mps", "bfloat16"),
        (runtime.torch_type, "float16", "cpu", "float16"),
        (runtime.torch_type, "int8", "cuda", "--quantization int8 is not possible"),
    ],
)
def test_number_type(choose: Callable[[str | None, str], str], wanted: str | None, device: str, kind: str) -> None:
    assert _or_error(lambda: choose(wanted, device)).startswith(kind)


@pytest.mark.parametrize(("name", "workers", "each"), [("bart", 1, 4), ("marian", 4, 1)])
def test_no_core_is_idle(checkpoint: Find, monkeypatch: pytest.MonkeyPatch, name: str, workers: int, each: int) -> None:
    """An article is a single input of a summarizer, which gets every core; sentences share them out."""
    seen: dict[str, Any] = {}
    monkeypatch.setattr(ctranslate2, "Translator", lambda folder, **options: seen.update(options))
    model = loading.load(catalog.load().find(str(checkpoint(name))), Runtime(device="cpu", threads=4))
    assert isinstance(model.engine, CTranslate2Engine)
    model.engine._load()
    assert (seen["inter_threads"], seen["intra_threads"]) == (workers, each)


def _or_error(choose: Callable[[], str]) -> str:
    try:
        return choose()
    except UsageError as error:
        return str(error)


def test_a_gpu_is_named_to_ctranslate2(checkpoint: Find, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What reaches the library where there is a GPU, and no question about the processor's memory."""
    asked: dict[str, Any] = {}

    class Translator:
        def __init__(self, folder: str, **settings: Any) -> None:
            asked.update(settings, folder=Path(folder).name)
            raise RuntimeError("CUDA driver version is insufficient for CUDA runtime version")

    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: 1)
    monkeypatch.setattr(ctranslate2, "Translator", Translator)
    monkeypatch.setattr(runtime, "free_memory", lambda: 1)
    models = load(Options(translator=str(checkpoint("marian")), runtime=Runtime(device="cuda")))
    with pytest.raises(ModelError, match=r"marian does not run on the GPU \(CUDA driver .* or use --device cpu"):
        list(models.translators["ru"].translate(["Prices rose."], "en", "ru"))
    assert asked["device"] == "cuda"
    assert ".int8_float16." in asked["folder"]


def test_a_gpu_is_named_to_torch(checkpoint: Find, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(runtime, "free_memory", lambda: 1)
    engine: Any = load(Options(summarizer=str(checkpoint("led")), runtime=Runtime(device="cuda"))).summarizer
    assert (engine.engine._device, engine.engine._dtype) == ("cuda", "bfloat16")


@pytest.mark.parametrize(
    ("said", "error", "message"),
    [
        ("CUDA failed with error out of memory", OutOfMemory, "opus does not fit into the memory"),
        ("Library libcublas.so.12 is not found or cannot be loaded", ModelError, "opus does not run on the GPU"),
    ],
)
def test_a_gpu_that_fails_in_the_work(said: str, error: type[Exception], message: str, tmp_path: Path) -> None:
    class Result:
        def result(self) -> Any:
            raise RuntimeError(said)

    class Words:
        def encode(self, text: str, *languages: Any) -> list[str]:
            return [*text.split(), "</s>"]

        def target_prefix(self, target: Any) -> None:
            return None

    tokenizer: Any = Words()
    engine: Any = CTranslate2Engine(tmp_path, tokenizer, device="cuda", name="opus")
    engine._submit = lambda *batch: [Result(), Result()]
    with pytest.raises(error, match=message):
        list(engine.generate(["Prices rose."], Decoding(), source="en", target="ru"))


def test_a_damaged_copy_is_no_matter_of_the_gpu(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"junk")
    tokenizer: Any = None
    with pytest.raises(CorruptModel, match="delete that folder"):
        CTranslate2Engine(lambda: tmp_path, tokenizer)._load()
    with pytest.raises(CorruptModel, match="install summarizer again"):  # it came with the package
        CTranslate2Engine(tmp_path, tokenizer)._load()


def test_a_model_is_made_and_loaded_once_however_many_ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def folder() -> Path:
        made.append("folder")
        sleep(0.05)
        return tmp_path

    class Translator:
        def __init__(self, *folder: str, **settings: Any) -> None:
            made.append("model")

    monkeypatch.setattr(ctranslate2, "Translator", Translator)
    tokenizer: Any = None
    engine = CTranslate2Engine(folder, tokenizer)
    with ThreadPoolExecutor(4) as pool:
        models = list(pool.map(lambda _: engine._load(), range(4)))
    assert made == ["folder", "model"]
    assert len(set(map(id, models))) == 1


def test_weights_of_another_shape_are_told(checkpoint: Find, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(checkpoint("led"), tmp_path / "led"))
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"d_model": 32}))
    engine: Any = load(Options(summarizer=str(folder), runtime=Runtime(threads=1))).summarizer
    with pytest.raises(CorruptModel, match="led cannot be loaded"):
        list(engine.engine.generate(["Prices rose."], Decoding(8)))
