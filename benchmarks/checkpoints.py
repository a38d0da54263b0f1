"""Models to race with: real shapes, in the hub's layout and converted, made once under `out/bench`.

Our own model takes part with its weights where they are there (`training/weights`, or a Marian folder that is named);
otherwise, and for models that only a hub has, weights are random and the output length is forced: speed and memory
depend on the shape alone.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / "out" / "bench"
PIECES = ROOT / "summarizer" / "builtin" / "translator" / "joint.spm"
WEIGHTS = ROOT / "training" / "weights"
MARKS = {"ru": ">>rus<<", "zh": ">>cmn_Hans<<"}


@dataclass(frozen=True, slots=True)
class Shape:
    """What decides a Marian model's speed."""

    name: str
    vocabulary: int
    width: int
    ffn: int
    encoder_layers: int
    decoder_layers: int
    heads: int


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """One model in both forms, and how many tokens an output is forced to have (0: it ends by itself)."""

    shape: Shape
    marian: Path
    converted: Path
    forced: int


OPUS = Shape("opus-mt", 62_518, 512, 2048, 6, 6, 8)
"""Helsinki-NLP's opus-mt-en-ru, 77 M parameters (its config.json)."""
BUILTIN = Shape("built-in", 16_384, 256, 1024, 6, 2, 4)
FORCED = 32
"""Tokens a news sentence takes in Russian, about."""


def bart() -> Path:
    """The shape of facebook/bart-large-cnn (406 M parameters) with random weights, in the hub's layout; its vocabulary
    is learned from the examples and filled up."""
    folder = CACHE / "bart-large-random"
    if not (folder / "model.safetensors").exists():
        shutil.rmtree(folder, ignore_errors=True)
        _write_bart(folder)
    return folder


def opus() -> Checkpoint:
    """The shape of opus-mt with random weights."""
    return _random(OPUS)


def builtin(marian: Path | None = None) -> Checkpoint:
    """The built-in translator: from `marian` if given, from its weights if they are there, else its shape."""
    if marian is None and not (WEIGHTS / "weights.safetensors").exists():
        return _random(BUILTIN)
    if marian is None:
        from training import export, weights

        marian = CACHE / "built-in" / "marian"
        if _older(marian / "config.json", WEIGHTS / "weights.safetensors"):
            export.transformers(weights.load(WEIGHTS / "weights.safetensors"), WEIGHTS / "joint.spm", marian)
    config = json.loads((marian / "config.json").read_text("utf-8"))
    shape = Shape(
        "built-in",
        config["vocab_size"],
        config["d_model"],
        config["encoder_ffn_dim"],
        config["encoder_layers"],
        config["decoder_layers"],
        config["encoder_attention_heads"],
    )
    return Checkpoint(shape, marian, _converted(marian, CACHE / "built-in" / "int8"), 0)


def _random(shape: Shape) -> Checkpoint:
    marian = CACHE / f"{shape.name}-random" / "marian"
    if _older(marian / "config.json", PIECES):
        shutil.rmtree(marian, ignore_errors=True)
        _write(shape, marian)
    return Checkpoint(shape, marian, _converted(marian, marian.with_name("int8")), FORCED)


def _write(shape: Shape, folder: Path) -> None:
    """A Marian checkpoint with random weights; its vocabulary is the built-in one, filled up to the shape's size."""
    import torch
    from sentencepiece import SentencePieceProcessor
    from transformers import MarianConfig, MarianMTModel, MarianTokenizer

    folder.mkdir(parents=True)
    pieces = SentencePieceProcessor(model_file=str(PIECES))
    known = [pieces.id_to_piece(i) for i in range(pieces.get_piece_size())]
    words = ["</s>", "<unk>", *(piece for piece in known if piece not in ("</s>", "<unk>", "<pad>"))]
    words = words[: shape.vocabulary - 1]
    words += [f"<filler-{n}>" for n in range(shape.vocabulary - 1 - len(words))] + ["<pad>"]
    (folder / "vocab.json").write_text(json.dumps({word: n for n, word in enumerate(words)}), encoding="utf-8")
    for side in ("source.spm", "target.spm"):
        shutil.copyfile(PIECES, folder / side)
    MarianTokenizer(
        str(folder / "source.spm"), str(folder / "target.spm"), str(folder / "vocab.json"), source_lang="en"
    ).save_pretrained(folder)
    torch.manual_seed(1)
    pad = shape.vocabulary - 1
    model = MarianMTModel(
        MarianConfig(
            vocab_size=shape.vocabulary,
            d_model=shape.width,
            encoder_layers=shape.encoder_layers,
            decoder_layers=shape.decoder_layers,
            encoder_ffn_dim=shape.ffn,
            decoder_ffn_dim=shape.ffn,
            encoder_attention_heads=shape.heads,
            decoder_attention_heads=shape.heads,
            activation_function="swish",
            scale_embedding=True,
            max_position_embeddings=512,
            pad_token_id=pad,
            eos_token_id=0,
            decoder_start_token_id=pad,
            forced_eos_token_id=None,
            bos_token_id=None,
        )
    )
    model.save_pretrained(folder)


def _write_bart(folder: Path) -> None:
    import torch
    from tokenizers import ByteLevelBPETokenizer
    from transformers import AutoTokenizer, BartConfig, BartForConditionalGeneration

    folder.mkdir(parents=True)
    size = 50_264
    pieces = ByteLevelBPETokenizer()
    examples = sorted(str(path) for path in (ROOT / "examples").glob("*.txt"))
    marks = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    pieces.train(examples, vocab_size=8000, min_frequency=2, special_tokens=marks, show_progress=False)
    pieces.save_model(str(folder))
    vocabulary = json.loads((folder / "vocab.json").read_text("utf-8"))
    vocabulary |= {f"<filler-{n}>": n for n in range(len(vocabulary), size)}
    (folder / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    written = {"tokenizer_class": "BartTokenizer", "model_max_length": 1024}
    (folder / "tokenizer_config.json").write_text(json.dumps(written), encoding="utf-8")
    AutoTokenizer.from_pretrained(folder).save_pretrained(folder)
    torch.manual_seed(1)
    config = BartConfig(
        vocab_size=size,
        d_model=1024,
        encoder_layers=12,
        decoder_layers=12,
        encoder_ffn_dim=4096,
        decoder_ffn_dim=4096,
        encoder_attention_heads=16,
        decoder_attention_heads=16,
        max_position_embeddings=1024,
        forced_eos_token_id=None,
    )
    BartForConditionalGeneration(config).save_pretrained(folder)


def _converted(marian: Path, folder: Path) -> Path:
    if _older(folder / "model.bin", marian / "config.json"):
        from training import export

        shutil.rmtree(folder, ignore_errors=True)
        export.ctranslate2(marian, folder, "int8_float32")
    return folder


def _older(made: Path, source: Path) -> bool:
    return not made.exists() or made.stat().st_mtime < source.stat().st_mtime
