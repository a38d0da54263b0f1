"""A checkpoint in the hub's layout: what family it is, whether it is safe to open, and its tokenizer."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.article import Language
from summarizer.errors import CorruptModel, ModelError, UnsafeModel, UnsupportedDirection
from summarizer.models import families
from summarizer.models.families import Family

_PICKLES = frozenset((".bin", ".pt", ".pth", ".ckpt", ".pkl"))


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A folder with config.json, safetensors weights and tokenizer files, inspected and found safe."""

    folder: Path
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
        folder, found, config, _json(folder, "generation_config.json", name, needed=False), tokenizer
    )
    if found.task != "instruct" and checkpoint.setting("decoder_start_token_id") is None:
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


class HubTokenizer:
    """The checkpoint's own tokenizer, told its languages in the family's way."""

    def __init__(self, checkpoint: Checkpoint, languages: Sequence[Language] = (), prefix: str = "") -> None:
        """`languages` are checked now; `prefix` is put before every text (some T5 models want `summarize: `).

        Raises `UnsupportedDirection` where the vocabulary lacks a language's token: such a model would answer in
        whatever language it likes.
        """
        try:
            from transformers import AutoTokenizer
        except ImportError:
            raise ModelError("this model needs the extra `models`: pip install 'summarizer[models]'") from None
        self.family = checkpoint.family
        self._prefix = prefix
        self._name = checkpoint.folder.name
        try:
            self.tokenizer = AutoTokenizer.from_pretrained(
                checkpoint.folder, local_files_only=True, trust_remote_code=False
            )
        except Exception as error:
            # Anything at all can come out of a damaged vocabulary file: the libraries below promise no exceptions.
            raise CorruptModel(f"{self._name}: its tokenizer cannot be loaded ({error})") from error
        # Lengths are counted by the callers, who split; the tokenizer itself must neither clip nor warn.
        self.tokenizer.model_max_length = 10**9
        self._unknown = self.tokenizer.unk_token_id
        marked = self.family.telling != "mark" or any(t.startswith(">>") for t in self.tokenizer.get_vocab())
        self._told = self.family.telling if marked else "none"
        self._codes = {language: self._first(codes) for language, codes in self.family.codes.items()}
        if self._told != "none":
            for language in languages:
                self.code(language)
        self._forced = self._forced_bos(checkpoint)
        special = {*self.tokenizer.all_special_tokens, *(code for code in self._codes.values() if code)}
        self._special = re.compile("|".join([*map(re.escape, sorted(special, key=len, reverse=True)), ">>", "<2"]))

    def _first(self, codes: Sequence[str]) -> str | None:
        """The first of `codes` that the vocabulary has."""
        return next((code for code in codes if self.tokenizer.convert_tokens_to_ids(code) != self._unknown), None)

    @property
    def told(self) -> bool:
        """Whether the model must be told its target language; if not, it has one direction."""
        return self._told != "none"

    @property
    def languages(self) -> tuple[Language, ...]:
        """Those that the vocabulary has tokens for."""
        return tuple(language for language, code in self._codes.items() if code)

    def _forced_bos(self, checkpoint: Checkpoint) -> list[str] | None:
        forced = checkpoint.setting("forced_bos_token_id")
        if forced is None or self._told == "pair":
            return None
        return [str(self.tokenizer.convert_ids_to_tokens(forced))]

    def code(self, language: Language) -> str:
        """The token that stands for `language`. Raises `UnsupportedDirection`."""
        code = self._codes.get(language)
        if code is None:
            known = ", ".join(sorted(name for name, token in self._codes.items() if token)) or "none"
            raise UnsupportedDirection(
                f"{self._name}: its vocabulary has no token for {language} (it has those for {known}): "
                "choose another model"
            )
        return code

    def ids(self, text: str, source: Language | None = None, target: Language | None = None) -> list[int]:
        """Token ids of `text` with whatever marks the model needs."""
        clean = self._prefix + self.harmless(text)
        if self._told in ("mark", "prefix"):
            clean = f"{self.code(_named(target))} {clean}"
        elif self._told == "pair":
            self.tokenizer.src_lang = (
                self.code(_named(source)).strip("_") if self.family.name == "m2m100" else self.code(_named(source))
            )
        elif self.family.name == "mbart" and source in self.family.codes:
            self.tokenizer.src_lang = self.code(_named(source))
        found: list[int] = self.tokenizer(clean)["input_ids"]
        return found

    def harmless(self, text: str) -> str:
        """`text` without marks: as a token, a mark inside an article could turn the output into another language, or
        end the user's message and begin another's."""
        return self._special.sub(lambda found: f"{found[0][0]} {found[0][1:]}", text)

    def encode(self, text: str, source: Language | None, target: Language | None) -> list[str]:
        return list(self.tokenizer.convert_ids_to_tokens(self.ids(text, source, target)))

    def target_prefix(self, target: Language | None) -> list[str] | None:
        return [self.code(_named(target))] if self._told == "pair" else self._forced

    def decode(self, tokens: Sequence[str]) -> str:
        ids = self.tokenizer.convert_tokens_to_ids(list(tokens))
        assert isinstance(ids, list)
        return self.text(ids)

    def text(self, ids: Sequence[int]) -> str:
        """Output ids to text; marks are dropped."""
        text = str(self.tokenizer.decode(list(ids), skip_special_tokens=True, clean_up_tokenization_spaces=False))
        if self.family.newline:
            text = text.replace(self.family.newline, "\n")
        return text.strip()

    def count(self, text: str) -> int:
        return len(self.tokenizer(self._prefix + text, add_special_tokens=False)["input_ids"])

    def unknown(self, tokens: Sequence[str]) -> int:
        return sum(token == self.tokenizer.unk_token for token in tokens)

    def unknown_ids(self, ids: Sequence[int]) -> int:
        return 0 if self._unknown is None else ids.count(self._unknown)


def _named(language: Language | None) -> Language:
    if language is None:
        raise ValueError("a translation model must be told its languages")
    return language
