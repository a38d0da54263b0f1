"""The tokenizer that a converted model keeps: transformers is read once, at the conversion, and not imported again.

What transformers does for these families is done by two libraries, SentencePiece (Marian, M2M100) and tokenizers (the
others). The copy keeps what it fed them, so that tokens and texts are the same, and torch need not be loaded.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from summarizer.article import Language
from summarizer.errors import CorruptModel
from summarizer.models.addressing import Addressing, has_marks
from summarizer.models.families import Family
from summarizer.models.hub import Checkpoint
from summarizer.models.hubtokenizer import HubTokenizer

_MARKS, _BACKEND, _PIECES = "marks.json", "tokenizer.json", "pieces.model"
_SENTENCEPIECE = {"marian": "source.spm", "m2m100": "sentencepiece.bpe.model"}
"""Families whose tokenizers in transformers are SentencePiece and a list of tokens, and the file they read."""
_END, _UNKNOWN = "</s>", "<unk>"
_FILLER = "madeupword"
"""What the converter calls places in M2M100's embedding that belong to no token."""


def keep(tokenizer: HubTokenizer, checkpoint: Checkpoint, folder: Path) -> None:
    """Write what `KeptTokenizer` needs into `folder`, a converted model; nothing where it could not do the same."""
    theirs = tokenizer.tokenizer
    if theirs.eos_token != _END or theirs.unk_token != _UNKNOWN or getattr(theirs, "separate_vocabs", False):
        return
    if pieces := _SENTENCEPIECE.get(checkpoint.family.name):
        shutil.copyfile(checkpoint.folder / pieces, folder / _PIECES)
    else:
        theirs.backend_tokenizer.save(str(folder / _BACKEND))
    marks = {"special": theirs.all_special_tokens, "forced": tokenizer.forced}
    (folder / _MARKS).write_text(json.dumps(marks, ensure_ascii=False), encoding="utf-8")


def is_kept(folder: Path) -> bool:
    """Whether the converted model in `folder` has its tokenizer with it."""
    return (folder / _MARKS).is_file()


def vocabulary(folder: Path) -> list[str]:
    """The tokens of a converted model, in the order of their numbers. Raises `CorruptModel`."""
    for name in ("shared_vocabulary.json", "target_vocabulary.json"):
        if (folder / name).is_file():
            tokens: list[str] = json.loads((folder / name).read_text(encoding="utf-8"))
            return tokens
    raise CorruptModel(f"{folder.name}: the converted model has no vocabulary")


class KeptTokenizer:
    """The tokens and texts of `HubTokenizer` from a converted model's folder, without its imports."""

    def __init__(
        self, folder: Path, family: Family, name: str, languages: Sequence[Language] = (), prefix: str = ""
    ) -> None:
        """As `HubTokenizer`. Raises `UnsupportedDirection`, and `CorruptModel` where the copy is damaged."""
        self._family = family
        self._prefix = prefix
        try:
            marks = json.loads((folder / _MARKS).read_text(encoding="utf-8"))
            special = frozenset(marks["special"])
            self._forced: list[str] | None = marks["forced"]
            known = frozenset(token for token in vocabulary(folder) if not token.startswith(_FILLER))
            self._text: _Text = (
                _SentencePieces(folder / _PIECES, known, special)
                if (folder / _PIECES).is_file()
                else _Backend(folder / _BACKEND)
            )
        except Exception as error:  # the libraries promise no kind of exception for a damaged file
            raise CorruptModel(
                f"the model in {folder} cannot be loaded ({error}): delete that folder, and it is made again"
            ) from error
        self.addressing = Addressing(
            family,
            name,
            known,
            marked=has_marks(known),
            special=special,
            languages=languages,
        )

    def encode(self, text: str, source: Language | None, target: Language | None) -> list[str]:
        clean = self._prefix + self.addressing.harmless(text)
        match self.addressing.telling:
            case "pair":
                return [self.addressing.code(source), *self._text.tokens(clean), _END]
            case "mark":
                return [self.addressing.code(target), *self._text.tokens(clean, framed=True)]
            case "prefix":
                return self._text.tokens(f"{self.addressing.code(target)} {clean}", framed=True)
            case "none":
                return self._text.tokens(clean, framed=True)

    def target_prefix(self, target: Language | None) -> list[str] | None:
        return [self.addressing.code(target)] if self.addressing.telling == "pair" else self._forced

    def decode(self, tokens: Sequence[str]) -> str:
        return self._family.written(self._text.join(tokens))

    def count(self, text: str) -> int:
        return len(self._text.tokens(self._prefix + self.addressing.harmless(text)))

    def unknown(self, tokens: Sequence[str]) -> int:
        return sum(token == _UNKNOWN for token in tokens)


class _Text(Protocol):
    """Text to tokens and back."""

    def tokens(self, text: str, framed: bool = False) -> list[str]:
        """`framed` adds what every input of the model begins and ends with."""
        ...

    def join(self, tokens: Sequence[str]) -> str:
        """The text of `tokens`, those that are marks left out."""
        ...


class _SentencePieces:
    def __init__(self, model: Path, known: frozenset[str], special: frozenset[str]) -> None:
        from sentencepiece import SentencePieceProcessor

        self._pieces = SentencePieceProcessor(model_file=str(model))
        self._known = known
        self._text = known - special

    def tokens(self, text: str, framed: bool = False) -> list[str]:
        pieces = [piece if piece in self._known else _UNKNOWN for piece in self._pieces.encode(text, out_type=str)]
        return [*pieces, _END] if framed else pieces

    def join(self, tokens: Sequence[str]) -> str:
        text: str = self._pieces.decode([token for token in tokens if token in self._text])
        return text.replace("▁", " ")


class _Backend:
    def __init__(self, file: Path) -> None:
        from tokenizers import Tokenizer

        self._backend: Any = Tokenizer.from_file(str(file))
        self._unknown = self._backend.token_to_id(_UNKNOWN)

    def tokens(self, text: str, framed: bool = False) -> list[str]:
        found = self._backend.encode(text, add_special_tokens=framed)
        return [self._backend.id_to_token(number) for number in found.ids]

    def join(self, tokens: Sequence[str]) -> str:
        numbers = [self._backend.token_to_id(token) for token in tokens]
        known = [self._unknown if number is None else number for number in numbers]
        text: str = self._backend.decode(known, skip_special_tokens=True)
        return text
