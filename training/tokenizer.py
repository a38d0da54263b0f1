"""The joint SentencePiece model: trained anew, or an older one extended without changing what it does to known text.

Ids while training: `<pad>` 0, `<unk>` 1, `</s>` 2. Every character survives: what is no piece falls back to bytes.
Reserved symbols are cut out of the text wherever they stand, so later training can give them a meaning.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path

import sentencepiece as spm
from sentencepiece import sentencepiece_model_pb2 as proto

from training.corpus import TAGS
from training.errors import RecipeError

PAD, UNK, EOS = 0, 1, 2
HINT_OPEN, HINT_TARGET, HINT_CLOSE = "⟨h⟩", "⟨=⟩", "⟨/h⟩"
"""`⟨h⟩Xi Jinping⟨=⟩Си Цзиньпин⟨/h⟩` in a source sentence: render this term so (see hints.py)."""
RESERVED = (HINT_OPEN, HINT_TARGET, HINT_CLOSE, *(f"⟨r{n}⟩" for n in range(3, 32)))
BYTES = tuple(f"<0x{n:02X}>" for n in range(256))


def load(path: Path) -> spm.SentencePieceProcessor:
    """The tokenizer at `path`. Raises `RecipeError` when it is missing or its special pieces are not where they
    should be."""
    if not path.exists():
        raise RecipeError(f"{path}: no tokenizer here; run `python -m training tokenizer` first")
    try:
        pieces = spm.SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError):
        raise RecipeError(f"{path}: not a SentencePiece model") from None
    if (pieces.pad_id(), pieces.unk_id(), pieces.eos_id()) != (PAD, UNK, EOS):
        raise RecipeError(f"{path}: <pad>, <unk>, </s> must be pieces 0, 1, 2")
    if any(pieces.is_unknown(pieces.piece_to_id(tag)) for tag in TAGS.values()):
        raise RecipeError(f"{path}: lacks a language tag ({', '.join(TAGS.values())})")
    return pieces


def train(sentences: Iterable[str], out: Path, size: int = 16_000) -> None:
    """A new unigram model of `size` pieces: byte fallback, digits split one by one, language tags and reserved
    symbols, and a normalisation that keeps what a newsroom prints."""
    rules = out.with_name(f"{out.name}.normalisation.tsv")
    rules.write_text("".join(f"{source}\t{target}\n" for source, target in _normalisation()), encoding="utf-8")
    try:
        spm.SentencePieceTrainer.train(
            sentence_iterator=iter(sentences),
            model_prefix=str(out.with_suffix("")),
            vocab_size=size,
            model_type="unigram",
            character_coverage=0.9997,
            byte_fallback=True,
            split_digits=True,
            hard_vocab_limit=False,
            input_sentence_size=700_000,
            shuffle_input_sentence=True,
            normalization_rule_tsv=str(rules),
            user_defined_symbols=[*TAGS.values(), *RESERVED],
            pad_id=PAD,
            unk_id=UNK,
            eos_id=EOS,
            bos_id=-1,
            minloglevel=2,
        )
    finally:
        rules.unlink()
    out.with_suffix(".model").replace(out)
    out.with_suffix(".vocab").unlink()


_KEPT = frozenset("，。！？：；（）“”‘’…№²³°½¼¾％—–・～､℃")
"""Characters that NFKC would turn into others, and that a newsroom's Russian or Chinese has: as they are."""


def _normalisation() -> list[tuple[str, str]]:
    """Rules for SentencePiece, as hexadecimal code points: NFKC without `_KEPT`, odd spaces to spaces, controls and
    zero-width marks to nothing."""
    rules: dict[str, str] = {}
    for code in range(0x80, 0x10000):
        char = chr(code)
        if 0xD800 <= code < 0xF900 or char in _KEPT or 0xAC00 <= code < 0xD7A4:  # surrogates, private use, Hangul
            continue
        kind = unicodedata.category(char)
        if kind in ("Cc", "Cf"):
            rules[char] = ""
        elif kind in ("Zs", "Zl", "Zp"):
            rules[char] = " "
        else:
            whole = unicodedata.normalize("NFKC", char)
            if whole != char:
                rules[char] = whole
            apart = unicodedata.normalize("NFD", char)
            if code < 0x2000 and len(apart) == 2 and whole == char:
                rules[apart] = char  # a letter and its accent written apart
    rules |= dict.fromkeys("\t\n\r", " ")
    return [(" ".join(f"{ord(c):X}" for c in a), " ".join(f"{ord(c):X}" for c in b)) for a, b in sorted(rules.items())]


def extend(old: Path, out: Path) -> None:
    """Add byte fallback and the reserved symbols behind the pieces of `old`, whose ids and segmentation stay as they
    are."""
    load(old)
    model = proto.ModelProto()
    model.ParseFromString(old.read_bytes())
    present = {piece.piece for piece in model.pieces}
    kind = proto.ModelProto.SentencePiece.Type
    for names, type_ in ((BYTES, kind.BYTE), (RESERVED, kind.USER_DEFINED)):
        for name in names:
            if name not in present:
                model.pieces.add(piece=name, score=0.0, type=type_)
    model.trainer_spec.byte_fallback = True
    model.trainer_spec.vocab_size = len(model.pieces)
    out.write_bytes(model.SerializeToString())
