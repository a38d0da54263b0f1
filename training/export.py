"""Weights → a transformers Marian folder and a CTranslate2 int8 folder.

Ids in the folders are OPUS-MT's: `</s>` 0, `<unk>` 1, `<pad>` the last one, which CTranslate2's loader cuts off
(decoding starts from a zero embedding instead).
"""

from __future__ import annotations

import json
import shutil
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sentencepiece as spm
import torch
from torch import Tensor

from summarizer.models import sevenbits
from training import tokenizer
from training.corpus import TAGS
from training.errors import RecipeError
from training.files import whole
from training.tokenizer import EOS, PAD, RESERVED, UNK
from training.weights import Weights

if TYPE_CHECKING:
    from transformers import MarianConfig

NEVER = -100.0
"""Output bias of pieces that are no text: marks of the source, and what is unknown."""
LONGEST_OUTPUT = 256


def silenced(weights: Weights, pieces: spm.SentencePieceProcessor) -> Weights:
    """The same weights, except that language tags, reserved symbols and `<unk>` never come out."""
    bias = weights.tensors["bias"].clone()
    marks = [pieces.piece_to_id(mark) for mark in (*TAGS.values(), *RESERVED)]
    bias[[UNK, *(i for i in marks if i != UNK)]] = NEVER
    return Weights(weights.shape, {**weights.tensors, "bias": bias}, weights.tokens, weights.curve)


def order(size: int) -> list[int]:
    """The recipe's id of each of OPUS-MT's ids."""
    return [EOS, UNK, *(i for i in range(size) if i not in (EOS, UNK, PAD)), PAD]


def transformers(weights: Weights, joint: Path, folder: Path) -> None:
    """Write a Marian model as the hub has them: config.json, generation_config.json, model.safetensors (fp16),
    source.spm, target.spm, vocab.json, tokenizer_config.json. Raises `RecipeError` when weights and tokenizer do not
    belong together."""
    from transformers import GenerationConfig, MarianMTModel, MarianTokenizer

    pieces = tokenizer.load(joint)
    size = weights.shape.vocabulary
    if pieces.get_piece_size() != size:
        raise RecipeError(
            f"{joint}: {pieces.get_piece_size()} pieces, but the weights are of {size}: another tokenizer"
        )
    if bool(weights.tensors["shared.weight"][PAD].any()):
        raise RecipeError(
            "the embedding of <pad> is not zero: Marian decoders start from zero, so outputs would differ"
        )
    weights = silenced(weights, pieces)
    model = MarianMTModel(_config(weights))
    missing, unexpected = model.load_state_dict(_hub_names(weights, order(size)), strict=False)
    absent = [name for name in missing if "embed" not in name and not name.startswith("lm_head")]
    if absent or unexpected:
        raise RecipeError(f"weights that Marian lacks or does not know: {', '.join([*absent, *unexpected])[:200]}")
    model.tie_weights()
    pad = size - 1
    model.generation_config = GenerationConfig(
        max_length=LONGEST_OUTPUT,
        num_beams=4,
        pad_token_id=pad,
        eos_token_id=0,
        decoder_start_token_id=pad,
        forced_eos_token_id=0,
        bad_words_ids=[[pad]],
    )
    with whole(folder) as partial:
        model.half().save_pretrained(partial)
        vocabulary = {"<pad>" if i == PAD else pieces.id_to_piece(i): n for n, i in enumerate(order(size))}
        (partial / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
        for side in ("source.spm", "target.spm"):
            shutil.copyfile(joint, partial / side)
        MarianTokenizer(
            source_spm=str(partial / "source.spm"),
            target_spm=str(partial / "target.spm"),
            vocab=str(partial / "vocab.json"),
            source_lang="en",
            target_lang="mul",
            model_max_length=weights.shape.positions,
        ).save_pretrained(partial)


def ctranslate2(marian: Path, folder: Path, quantization: str) -> None:
    """Convert the folder that `transformers` wrote; its SentencePiece model goes along as joint.spm.

    `quantization`: "int8_float32" to ship, "float32" to compare."""
    from ctranslate2.converters import TransformersConverter

    with whole(folder) as partial:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sevenbits.convert(TransformersConverter(str(marian)), str(partial), quantization)
        shutil.copyfile(marian / "source.spm", partial / "joint.spm")


def _config(weights: Weights) -> MarianConfig:
    from transformers import MarianConfig

    shape = weights.shape
    pad = shape.vocabulary - 1
    return MarianConfig(
        vocab_size=shape.vocabulary,
        d_model=shape.width,
        encoder_layers=shape.encoder_layers,
        decoder_layers=shape.decoder_layers,
        encoder_ffn_dim=shape.ffn,
        decoder_ffn_dim=shape.ffn,
        encoder_attention_heads=shape.heads,
        decoder_attention_heads=shape.heads,
        activation_function="relu",
        pad_token_id=pad,
        eos_token_id=0,
        bos_token_id=None,
        decoder_start_token_id=pad,
        forced_eos_token_id=0,
        max_position_embeddings=shape.positions,
        scale_embedding=True,
        dropout=0.0,
        attention_dropout=0.0,
        share_encoder_decoder_embeddings=True,
        tie_word_embeddings=True,
    )


_HUB: dict[str, tuple[str, ...]] = {
    "attention.qkv": ("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"),
    "attention.out": ("self_attn.out_proj",),
    "attention_norm": ("self_attn_layer_norm",),
    "cross.q": ("encoder_attn.q_proj",),
    "cross.kv": ("encoder_attn.k_proj", "encoder_attn.v_proj"),
    "cross.out": ("encoder_attn.out_proj",),
    "cross_norm": ("encoder_attn_layer_norm",),
    "fc1": ("fc1",),
    "fc2": ("fc2",),
    "norm": ("final_layer_norm",),
}
"""The hub's names of a layer's parts; packed projections are several of its matrices."""


def _hub_names(weights: Weights, ids: list[int]) -> dict[str, Tensor]:
    tensors = weights.tensors
    out: dict[str, Any] = {
        "model.shared.weight": tensors["shared.weight"][ids],
        "final_logits_bias": tensors["bias"][ids][None],
    }
    for name, tensor in tensors.items():
        if name in ("shared.weight", "bias"):
            continue
        side, layer, *part, kind = name.split(".")
        parts = _HUB[".".join(part)]
        for theirs, piece in zip(parts, torch.chunk(tensor, len(parts)), strict=True):
            out[f"model.{side}.layers.{layer}.{theirs}.{kind}"] = piece
    return out
