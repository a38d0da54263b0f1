"""What can be wrong with a model on disk: one clear line each, nothing half-made left behind."""

from __future__ import annotations

import errno
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from summarizer.digest import Options, Runtime
from summarizer.errors import CorruptModel, DownloadError, ModelError, OutOfMemory, SummarizerError, UnsafeModel
from summarizer.models import conversion, hub
from summarizer.models.engines.runtime import memory_guard, require_memory
from summarizer.profiles import load

Find = Callable[[str], Path]


@pytest.fixture
def folder(checkpoint: Find, tmp_path: Path) -> Path:
    """A checkpoint of its own, to be spoilt."""
    return Path(shutil.copytree(checkpoint("marian"), tmp_path / "model"))


def _only_pickle(folder: Path) -> None:
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")


def _no_weights(folder: Path) -> None:
    (folder / "model.safetensors").unlink()


def _cut_short(folder: Path) -> None:
    data = (folder / "model.safetensors").read_bytes()
    (folder / "model.safetensors").write_bytes(data[:-100])


def _overwritten(folder: Path) -> None:
    (folder / "model.safetensors").write_bytes(b"<html>not found</html>" * 100)


def _no_shard(folder: Path) -> None:
    index = {"weight_map": {"a": "model.safetensors", "b": "model-00002-of-00002.safetensors"}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index))


def _own_code(folder: Path) -> None:
    _set(folder, "config.json", auto_map={"AutoModel": "modeling_evil.Evil"})


def _own_tokenizer_code(folder: Path) -> None:
    _set(folder, "tokenizer_config.json", auto_map={"AutoTokenizer": ["evil.Evil", None]})


def _bad_json(folder: Path) -> None:
    (folder / "config.json").write_text("{")


def _a_list(folder: Path) -> None:
    (folder / "config.json").write_text("[]")


def _no_config(folder: Path) -> None:
    (folder / "config.json").unlink()


def _unknown_type(folder: Path) -> None:
    _set(folder, "config.json", model_type="mamba", architectures=["MambaModel"])


def _no_start(folder: Path) -> None:
    _set(folder, "config.json", decoder_start_token_id=None)
    _set(folder, "generation_config.json", decoder_start_token_id=None)


def _broken_vocabulary(folder: Path) -> None:
    (folder / "source.spm").write_bytes(b"junk")


def _set(folder: Path, name: str, **values: Any) -> None:
    path = folder / name
    path.write_text(json.dumps(json.loads(path.read_text()) | values))


@pytest.mark.parametrize(
    ("spoil", "error", "message"),
    [
        (_only_pickle, UnsafeModel, "pickle only, and opening a pickle runs whatever code is in it: refused"),
        (_own_code, UnsafeModel, "wants to run Python code of its own"),
        (_own_tokenizer_code, UnsafeModel, "wants to run Python code of its own"),
        (_no_weights, CorruptModel, "has no model.safetensors"),
        (_cut_short, CorruptModel, "is cut short: download the model again"),
        (_overwritten, CorruptModel, "is damaged: download the model again"),
        (_no_shard, CorruptModel, "model-00002-of-00002.safetensors is missing"),
        (_bad_json, CorruptModel, "config.json cannot be read"),
        (_a_list, CorruptModel, "config.json is no JSON object"),
        (_no_config, CorruptModel, "there is no config.json"),
        (_unknown_type, ModelError, "models of type 'mamba' are not known here"),
        (_no_start, CorruptModel, "does not say with which token its output starts"),
        (_broken_vocabulary, CorruptModel, "its tokenizer cannot be loaded"),
    ],
)
def test_a_spoilt_checkpoint(
    folder: Path, cache: Path, spoil: Callable[[Path], None], error: type[SummarizerError], message: str
) -> None:
    spoil(folder)
    with pytest.raises(error) as caught:
        load(Options(translator=str(folder)))
    assert message in str(caught.value)
    assert not cache.exists()


def _translate(folder: Path) -> list[str]:
    models = load(Options(translator=str(folder), runtime=Runtime(threads=1)))
    return [made.text for made in models.translators["ru"].translate(["Prices rose."], "en", "ru")]


def test_a_damaged_converted_copy_is_told_and_made_again(folder: Path, cache: Path) -> None:
    first = _translate(folder)
    [binary] = cache.rglob("model.bin")
    binary.write_bytes(binary.read_bytes()[:1000])
    with pytest.raises(CorruptModel, match="delete that folder, and it is made again"):
        _translate(folder)
    shutil.rmtree(binary.parent)
    assert _translate(folder) == first


def test_a_copy_that_was_never_finished_is_made_again(folder: Path, cache: Path) -> None:
    first = _translate(folder)
    [binary] = cache.rglob("model.bin")
    (binary.parent / "converted.json").unlink()
    binary.unlink()
    assert _translate(folder) == first


@pytest.mark.parametrize(
    ("trouble", "error", "message"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), DownloadError, "No space left on device"),
        (MemoryError(), OutOfMemory, "--profile fast"),
        (RuntimeError("DefaultCPUAllocator: can't allocate memory"), OutOfMemory, "--profile fast"),
        (ValueError("No conversion is registered"), CorruptModel, "cannot be converted for CTranslate2"),
        (KeyboardInterrupt(), KeyboardInterrupt, None),
    ],
)
def test_a_conversion_that_fails_leaves_nothing(
    folder: Path,
    cache: Path,
    monkeypatch: pytest.MonkeyPatch,
    trouble: BaseException,
    error: type[BaseException],
    message: str | None,
) -> None:
    def fail(stage: Path, made: Path, quantization: str) -> None:
        made.mkdir()
        (made / "model.bin").write_bytes(b"half")
        raise trouble

    monkeypatch.setattr(conversion, "_convert", fail)
    with pytest.raises(error, match=message):
        _translate(folder)
    assert list((cache / "converted").iterdir()) == []


def test_two_processes_that_convert_at_once_both_get_the_model(folder: Path, cache: Path) -> None:
    """The one that comes second finds the place taken."""
    checkpoint = hub.inspect(folder)
    place = conversion.converted(checkpoint, "model", "1", "int8")
    hidden = place.with_name("hidden")
    place.rename(hidden)
    original = conversion._convert

    def slowly(stage: Path, made: Path, quantization: str) -> None:
        original(stage, made, quantization)
        hidden.rename(place)

    conversion._convert = slowly  # type: ignore[assignment]
    try:
        assert conversion.converted(checkpoint, "model", "1", "int8") == place
    finally:
        conversion._convert = original
    assert sorted(path.name for path in place.parent.iterdir()) == [place.name]


@pytest.mark.parametrize(
    "error",
    [MemoryError(), RuntimeError("CUDA out of memory. Tried to allocate 2 GiB"), RuntimeError("failed to allocate")],
)
def test_memory_that_runs_out_in_the_work(error: Exception) -> None:
    with pytest.raises(OutOfMemory, match=r"--profile fast .* or builtin"), memory_guard("model"):
        raise error


def test_other_errors_pass_the_guard() -> None:
    with pytest.raises(RuntimeError, match="something else"), memory_guard("model"):
        raise RuntimeError("something else")


@pytest.mark.parametrize(("needed", "free", "enough"), [(2, 1, False), (1, 2, True), (None, 1, True), (1, None, True)])
def test_memory_is_asked_for_before_loading(needed: int | None, free: int | None, enough: bool) -> None:
    if enough:
        require_memory(needed, "model", free)
    else:
        with pytest.raises(OutOfMemory):
            require_memory(needed, "model", free)


def test_a_changed_folder_is_converted_again(folder: Path, cache: Path) -> None:
    _translate(folder)
    _set(folder, "generation_config.json", note="changed")
    _translate(folder)
    assert len(list(cache.rglob("model.bin"))) == 2


def test_the_chat_checkpoint_is_recognised(chat: Path) -> None:
    assert hub.inspect(chat).family.name == "instruct"


def test_an_instruct_model_without_a_chat_template(chat: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(chat, tmp_path / "base"))
    (folder / "chat_template.jinja").unlink(missing_ok=True)
    settings = json.loads((folder / "tokenizer_config.json").read_text())
    settings.pop("chat_template", None)
    (folder / "tokenizer_config.json").write_text(json.dumps(settings))
    models = load(Options(translator=str(folder), runtime=Runtime(threads=1)))
    with pytest.raises(ModelError, match="has no chat template"):
        list(models.translators["ru"].translate(["Prices rose."], "en", "ru"))
