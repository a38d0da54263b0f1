"""A checkpoint becomes a CTranslate2 model once; after that the converted copy in the cache is used.

Its folder's name holds what it was made from: model, revision, quantisation and CTranslate2's version. It is written
beside its place and renamed into it, so that a half-written one is never seen.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from summarizer.errors import CorruptModel, DownloadError
from summarizer.models import sevenbits
from summarizer.models.catalog import size
from summarizer.models.engines.runtime import memory_guard, quiet_transformers
from summarizer.models.hub import Checkpoint
from summarizer.models.hubtokenizer import HubTokenizer
from summarizer.models.kepttokenizer import keep, vocabulary
from summarizer.models.waiting import long_work

_DONE = "converted.json"


def cache_folder() -> Path:
    """Where converted models lie: `SUMMARIZER_CACHE`, else the platform's cache directory."""
    from platformdirs import user_cache_path

    return Path(os.environ.get("SUMMARIZER_CACHE") or user_cache_path("summarizer")) / "converted"


def key(name: str, revision: str, quantization: str) -> str:
    """The folder's name for a model: readable, and different for whatever would convert differently."""
    from importlib.metadata import version

    readable = re.sub(r"[^\w.-]+", "--", name).strip(".-")[-100:]  # a folder's path may be longer than a name may be
    bits = "-7bit" if quantization in sevenbits.TYPES else ""
    return f"{readable}@{revision[:12]}.{quantization}{bits}.ct2-{version('ctranslate2')}"


def fingerprint(checkpoint: Checkpoint) -> str:
    """A revision for a local folder: another one as soon as a file of it changes."""
    from hashlib import sha256

    files = sorted(p for p in checkpoint.folder.iterdir() if p.is_file())
    lines = [f"{p.name} {p.stat().st_size} {p.stat().st_mtime_ns}" for p in files]
    return sha256("\n".join([str(checkpoint.folder), *lines]).encode()).hexdigest()


def find(name: str, revision: str, quantization: str, cache: Path | None = None) -> Path | None:
    """The folder of the converted model, if it is there already."""
    place = (cache or cache_folder()) / key(name, revision, quantization)
    return place if (place / _DONE).is_file() else None


def converted(checkpoint: Checkpoint, name: str, revision: str, quantization: str, cache: Path | None = None) -> Path:
    """The folder of the converted model, made now if it is not there yet.

    Raises `CorruptModel` where the checkpoint cannot be converted, `OutOfMemory`, and `DownloadError` where the disk is
    full; nothing half-made stays behind.
    """
    cache = cache or cache_folder()
    place = cache / key(name, revision, quantization)
    if (place / _DONE).is_file():
        return place
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".making-", dir=cache) as work:
        made = Path(work) / "model"
        try:
            quiet_transformers()
            with (
                long_work(f"converting {checkpoint.name} to {quantization}, this once: {_written(checkpoint)} to read"),
                memory_guard(checkpoint.name),
                _staged(checkpoint, Path(work) / "stage") as stage,
            ):
                _convert(stage, made, quantization)
        except OSError as error:
            raise DownloadError(
                f"{checkpoint.name} cannot be converted in {cache}: {error.strerror or error}"
            ) from error
        except (ValueError, KeyError, AttributeError, RuntimeError) as error:
            raise CorruptModel(f"{checkpoint.name} cannot be converted for CTranslate2: {error}") from error
        _repair_config(made, checkpoint)
        _keep_tokenizer(made, checkpoint)
        made_from = {"model": name, "revision": revision, "quantization": quantization}
        (made / _DONE).write_text(json.dumps(made_from), encoding="utf-8")
        if place.exists():  # damaged: what made it was not finished
            shutil.rmtree(place)
        try:
            made.rename(place)
        except OSError:
            if not (place / _DONE).is_file():  # else another process was quicker, and its copy is as good
                raise
    return place


def _convert(stage: Path, made: Path, quantization: str) -> None:
    from ctranslate2.converters import TransformersConverter

    class Converter(TransformersConverter):  # type: ignore[misc]
        def load_model(self, model_class: Any, path: str, **kwargs: Any) -> Any:
            model = super().load_model(model_class, path, use_safetensors=True, **kwargs)
            if model.config.model_type in ("t5", "mt5"):
                # The converter takes tied embeddings for "the output is scaled". transformers 5 calls all T5 models
                # tied, and a MADLAD or mT5 scaled so has probabilities so flat that its beam search writes nonsense.
                model.config.tie_word_embeddings = getattr(model.config, "scale_decoder_outputs", False)
            return model

    sevenbits.convert(Converter(str(stage), low_cpu_mem_usage=True), str(made), quantization)


@contextmanager
def _staged(checkpoint: Checkpoint, stage: Path) -> Iterator[Path]:
    """The checkpoint by links, with the settings in its config.json that the converter relies on."""
    stage.mkdir(parents=True)
    for path in checkpoint.folder.iterdir():
        if path.is_file() and path.name != "config.json":
            (stage / path.name).symlink_to(path.resolve())
    config = {**checkpoint.family.config, **checkpoint.config}
    for name in ("decoder_start_token_id", "eos_token_id", "pad_token_id"):
        if config.get(name) is None and checkpoint.setting(name) is not None:
            config[name] = checkpoint.setting(name)
    (stage / "config.json").write_text(json.dumps(config), encoding="utf-8")
    yield stage


def _repair_config(made: Path, checkpoint: Checkpoint) -> None:
    """Fill in the marks that the converter leaves empty and CTranslate2 cannot load without (mBART's)."""
    path = made / "config.json"
    config: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if config.get("decoder_start_token", "") is None:
        config["decoder_start_token"] = vocabulary(made)[checkpoint.setting("decoder_start_token_id")]
    if config.get("bos_token", "") is None:
        config["bos_token"] = config["eos_token"]
    path.write_text(json.dumps(config), encoding="utf-8")


def _keep_tokenizer(made: Path, checkpoint: Checkpoint) -> None:
    """Raises `CorruptModel` where a language's token has another number than in the checkpoint."""
    tokenizer = HubTokenizer(checkpoint)
    numbers = {token: number for number, token in enumerate(vocabulary(made))}
    for language in tokenizer.addressing.languages if tokenizer.addressing.told else ():
        code = tokenizer.addressing.code(language)
        if numbers.get(code) != tokenizer.tokenizer.convert_tokens_to_ids(code):
            raise CorruptModel(
                f"{checkpoint.name} cannot be converted for CTranslate2: its vocabulary would lose {code}"
            )
    keep(tokenizer, checkpoint, made)


def _written(checkpoint: Checkpoint) -> str:
    return size(sum(path.stat().st_size for path in checkpoint.folder.glob("*.safetensors")))
