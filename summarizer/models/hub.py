"""A checkpoint in the hub's layout: what family it is, and whether it is safe to open."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.errors import CorruptModel, UnsafeModel
from summarizer.models import families
from summarizer.models.families import Family

_PICKLES = frozenset((".bin", ".pt", ".pth", ".ckpt", ".pkl"))


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A folder with config.json, safetensors weights and tokenizer files, inspected and found safe."""

    folder: Path
    name: str
    """What the user knows it by; a folder in the hub's cache is named by its commit."""
    family: Family
    config: Mapping[str, Any]
    generation: Mapping[str, Any]
    tokenizer: Mapping[str, Any]
    """tokenizer_config.json."""

    def setting(self, name: str) -> Any:
        """A setting of generation_config.json, or of config.json where older checkpoints keep it."""
        return self.generation.get(name, self.config.get(name))

    @property
    def source_limit(self) -> int:
        """Input tokens, marks included: what the family was trained on, or fewer where the model has fewer places."""
        places = self.config.get("max_encoder_position_embeddings", self.config.get("max_position_embeddings"))
        return min(self.family.source_limit, places or self.family.source_limit)

    @property
    def target_limit(self) -> int:
        """Output tokens, likewise."""
        places = self.config.get("max_decoder_position_embeddings", self.config.get("max_position_embeddings"))
        return min(self.family.target_limit, (places or self.family.target_limit + 1) - 1)


def inspect(folder: Path, name: str | None = None, family: str | None = None) -> Checkpoint:
    """Read the folder's configuration; nothing of it is run.

    Raises `CorruptModel` where files are missing or malformed, `UnsafeModel` where it needs pickle or its own code.
    """
    name = name or folder.name
    config, tokenizer = _json(folder, "config.json", name), _json(folder, "tokenizer_config.json", name, needed=False)
    if "auto_map" in config or "auto_map" in tokenizer:
        raise UnsafeModel(
            f"{name} wants to run Python code of its own (auto_map in its configuration): refused; choose a model of "
            "a known architecture"
        )
    weights = list(folder.glob("*.safetensors"))
    if not weights:
        if any(path.suffix in _PICKLES for path in folder.iterdir()):
            raise UnsafeModel(
                f"{name} has its weights as pickle only, and opening a pickle runs whatever code is in it: refused; "
                "use a revision with model.safetensors"
            )
        raise CorruptModel(f"{name} has no model.safetensors: download it again with `summarize models download`")
    _whole(folder, weights, name)
    found = families.FAMILIES[family] if family else families.of(config, tokenizer, _marked(folder), name)
    checkpoint = Checkpoint(
        folder, name, found, config, _json(folder, "generation_config.json", name, needed=False), tokenizer
    )
    if found.task in ("summarization", "translation") and checkpoint.setting("decoder_start_token_id") is None:
        raise CorruptModel(f"{name} does not say with which token its output starts (decoder_start_token_id)")
    return checkpoint


def _json(folder: Path, file: str, name: str, needed: bool = True) -> dict[str, Any]:
    path = folder / file
    if not path.is_file():
        if needed:
            raise CorruptModel(f"{name}: there is no {file} in {folder}: that is no complete checkpoint")
        return {}
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CorruptModel(f"{name}: {file} cannot be read ({error}): download the model again") from None
    if not isinstance(value, dict):
        raise CorruptModel(f"{name}: {file} is no JSON object: download the model again")
    return value


def _marked(folder: Path) -> bool:
    """Whether the vocabulary has language tokens such as `<2ru>`."""
    files = [folder / file for file in ("tokenizer.json", "spiece.model", "sentencepiece.model")]
    return any(file.is_file() and b"<2ru>" in file.read_bytes() for file in files)


def _whole(folder: Path, weights: Sequence[Path], name: str) -> None:
    """Every shard that the index names is there, and each file is as long as its own header says."""
    index = _json(folder, "model.safetensors.index.json", name, needed=False)
    missing = sorted(set(index.get("weight_map", {}).values()) - {path.name for path in weights})
    if missing:
        raise CorruptModel(f"{name}: {missing[0]} is missing: download the model again")
    for path in weights:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = int.from_bytes(file.read(8), "little")
            try:
                tensors = json.loads(file.read(head)) if 0 < head < size else None
            except ValueError:
                tensors = None
        if not isinstance(tensors, dict):
            raise CorruptModel(f"{name}: {path.name} is damaged: download the model again")
        end = max((t["data_offsets"][1] for key, t in tensors.items() if key != "__metadata__"), default=0)
        if 8 + head + end != size:
            raise CorruptModel(f"{name}: {path.name} is cut short: download the model again")
