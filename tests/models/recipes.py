"""How the tiny checkpoints are made, family by family: the tokenizer's files and the configuration that the hub has."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import transformers
from sentencepiece import SentencePieceTrainer
from tokenizers import ByteLevelBPETokenizer

from .checkpoints import Recipe
from .texts import ARTICLES, TEXTS

SMALL = {"d_model": 64, "encoder_layers": 1, "decoder_layers": 1, "encoder_attention_heads": 2,
         "decoder_attention_heads": 2, "encoder_ffn_dim": 128, "decoder_ffn_dim": 128, "dropout": 0.0,
         "attention_dropout": 0.0, "activation_dropout": 0.0}  # fmt: skip


def _pieces(path: Path, size: int = 400, **options: Any) -> None:
    """Train SentencePiece on all sentences above, and on their words so that it finds whole ones."""
    texts = [text for group in TEXTS.values() for text in group] + [t for pair in ARTICLES.items() for t in pair]
    SentencePieceTrainer.train(
        sentence_iterator=iter([*texts, *" ".join(texts).split()]),
        model_prefix=str(path.with_suffix("")), vocab_size=size,
        character_coverage=1.0, hard_vocab_limit=False, split_by_whitespace=False, minloglevel=2, num_threads=1,
        **({"model_type": "unigram"} | options),
    )  # fmt: skip
    path.with_suffix(".vocab").unlink()
    path.with_suffix(".model").rename(path)


def _write(folder: Path, name: str, value: Any) -> None:
    (folder / name).write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def _vocabulary(model: Path) -> list[str]:
    from sentencepiece import SentencePieceProcessor

    pieces = SentencePieceProcessor(model_file=str(model))
    return [pieces.id_to_piece(n) for n in range(pieces.get_piece_size())]


def _marian(source: str, target: str, marks: Sequence[str] = ()) -> Callable[[Path], None]:
    def files(folder: Path) -> None:
        for name in ("source.spm", "target.spm"):
            _pieces(folder / name)
        pieces = [p for p in _vocabulary(folder / "source.spm") if p not in ("<unk>", "<s>", "</s>")]
        vocabulary = ["</s>", "<unk>", *marks, *pieces, "<pad>"]
        _write(folder, "vocab.json", {token: n for n, token in enumerate(vocabulary)})
        _write(folder, "tokenizer_config.json",
               {"source_lang": source, "target_lang": target, "tokenizer_class": "MarianTokenizer"})  # fmt: skip

    return files


def _fairseq(cls: str, file: str = "sentencepiece.bpe.model", **settings: Any) -> Callable[[Path], None]:
    def files(folder: Path) -> None:
        kind = "bpe" if cls == "NllbTokenizer" else "unigram"
        _pieces(folder / file, model_type=kind, unk_id=0, bos_id=1, eos_id=2)
        _write(folder, "tokenizer_config.json", {"tokenizer_class": cls, **settings})

    return files


def _nllb(folder: Path) -> None:
    from transformers.models.nllb.tokenization_nllb import FAIRSEQ_LANGUAGE_CODES

    _fairseq("NllbTokenizer", additional_special_tokens=list(FAIRSEQ_LANGUAGE_CODES))(folder)


def _m2m100(folder: Path) -> None:
    from transformers.models.m2m_100.tokenization_m2m_100 import FAIRSEQ_LANGUAGE_CODES

    codes = [f"__{code}__" for code in FAIRSEQ_LANGUAGE_CODES["m2m100"]]
    _write(folder, "special_tokens_map.json", {"additional_special_tokens": codes})

    _pieces(folder / "sentencepiece.bpe.model")
    pieces = [p for p in _vocabulary(folder / "sentencepiece.bpe.model") if p not in ("<unk>", "<s>", "</s>")]
    _write(folder, "vocab.json", {t: n for n, t in enumerate(["<s>", "<pad>", "</s>", "<unk>", *pieces])})
    _write(folder, "tokenizer_config.json", {"tokenizer_class": "M2M100Tokenizer"})


def _t5(cls: str, marks: Sequence[str] = ()) -> Callable[[Path], None]:
    def files(folder: Path) -> None:
        _pieces(folder / "spiece.model", pad_id=0, eos_id=1, unk_id=2, bos_id=-1,
                user_defined_symbols=list(marks))  # fmt: skip
        _write(folder, "tokenizer_config.json", {"tokenizer_class": cls, "extra_ids": 0})

    return files


def _pegasus(folder: Path) -> None:
    _pieces(folder / "spiece.model", pad_id=0, eos_id=1, unk_id=2, bos_id=-1)
    _write(folder, "tokenizer_config.json", {"tokenizer_class": "PegasusTokenizer"})


def _bytes(cls: str) -> Callable[[Path], None]:
    def files(folder: Path) -> None:
        tokenizer = ByteLevelBPETokenizer()
        texts = [text for pair in ARTICLES.items() for text in pair]
        special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
        tokenizer.train_from_iterator(texts, vocab_size=500, special_tokens=special, show_progress=False)
        tokenizer.save_model(str(folder))
        _write(folder, "tokenizer_config.json", {"tokenizer_class": cls})

    return files


def _bart(kind: str, **settings: Any) -> Callable[[Any], Any]:
    def config(tokenizer: Any) -> Any:
        made = getattr(transformers, kind)
        special = {
            "pad_token_id": tokenizer.pad_token_id,
            "eos_token_id": tokenizer.eos_token_id,
            "bos_token_id": tokenizer.bos_token_id,
        }
        sizes = {"vocab_size": len(tokenizer), "max_position_embeddings": 128}
        return made(**sizes | SMALL | special | settings)

    return config


def _pad_starts(kind: str, **settings: Any) -> Callable[[Any], Any]:
    return lambda t: _bart(kind, decoder_start_token_id=t.pad_token_id, **settings)(t)


def _t5_config(kind: str, **settings: Any) -> Callable[[Any], Any]:
    return lambda tokenizer: getattr(transformers, kind)(
        vocab_size=len(tokenizer), d_model=64, d_kv=32, d_ff=128, num_layers=1, num_decoder_layers=1, num_heads=2,
        dropout_rate=0.0, pad_token_id=0, eos_token_id=1, decoder_start_token_id=0, **settings,
    )  # fmt: skip


def _one_way(name: str, source: str, target: str, way: tuple[str, str]) -> Recipe:
    """opus-mt and opus-mt-tc-big models with one target: nothing tells them their languages."""
    config = _pad_starts("MarianConfig", scale_embedding=True)
    return Recipe(name, _marian(source, target), config, "MarianMTModel", ways=(way,))


_WAYS = (("en", "ru"), ("en", "zh"), ("ru", "en"), ("zh", "en"))
_MADLAD = {"en": "<2en>", "ru": "<2ru>", "zh": "<2zh>"}
RECIPES = {
    recipe.name: recipe
    for recipe in (
        Recipe(
            "marian",
            _marian("eng", "zle", [">>rus<<", ">>cmn_Hans<<"]),
            _pad_starts("MarianConfig", scale_embedding=True),
            "MarianMTModel",
            {"ru": ">>rus<<", "zh": ">>cmn_Hans<<"},
            ways=(("en", "ru"), ("en", "zh")),
            marks=True,
        ),
        _one_way("marian-one-way", "eng", "zle", ("en", "ru")),
        _one_way("marian-from-ru", "ru", "en", ("ru", "en")),
        _one_way("marian-from-zh", "zho", "eng", ("zh", "en")),
        _one_way("marian-from-zle", "zle", "en", ("ru", "en")),
        Recipe(
            "nllb",
            _nllb,
            _bart("M2M100Config", decoder_start_token_id=2, scale_embedding=True),
            "M2M100ForConditionalGeneration",
            {"en": "eng_Latn", "ru": "rus_Cyrl", "zh": "zho_Hans"},
            ways=_WAYS,
            json={"tokenizer_class": "NllbTokenizer"},
            fast=True,
        ),
        Recipe(
            "m2m100",
            _m2m100,
            lambda t: _bart(
                "M2M100Config",
                decoder_start_token_id=2,
                scale_embedding=True,
                vocab_size=max(t.get_vocab().values()) + 1 + t.num_madeup_words,
            )(t),
            "M2M100ForConditionalGeneration",
            {"en": "en", "ru": "ru", "zh": "zh"},
            ways=_WAYS,
        ),
        Recipe(
            "mbart50",
            _fairseq("MBart50Tokenizer"),
            _bart("MBartConfig", decoder_start_token_id=2, scale_embedding=True),
            "MBartForConditionalGeneration",
            {"en": "en_XX", "ru": "ru_RU", "zh": "zh_CN"},
            ways=_WAYS,
            json={"tokenizer_class": "MBart50Tokenizer"},
        ),
        Recipe(
            "madlad",
            _t5("T5Tokenizer", list(_MADLAD.values())),
            _t5_config("T5Config", feed_forward_proj="gated-gelu", tie_word_embeddings=False),
            "T5ForConditionalGeneration",
            _MADLAD,
            ways=_WAYS,
            marks=True,
            fast=True,
            untied=True,
            json={"tie_word_embeddings": False},
        ),
        Recipe("t5", _t5("T5Tokenizer"), _t5_config("T5Config"), "T5ForConditionalGeneration", fast=True),
        Recipe(
            "mt5",
            _t5("T5Tokenizer"),
            _t5_config("MT5Config", feed_forward_proj="gated-gelu", tie_word_embeddings=False),
            "MT5ForConditionalGeneration",
            rate=1e-3,
            untied=True,
            json={"tie_word_embeddings": False},
        ),
        Recipe(
            "bart",
            _bytes("BartTokenizer"),
            _bart("BartConfig", decoder_start_token_id=2),
            "BartForConditionalGeneration",
            generation={"forced_bos_token_id": 0},
            fast=True,
        ),
        Recipe(
            "mbart",
            _fairseq("MBartTokenizer", src_lang="ru_RU", tgt_lang="ru_RU"),
            lambda t: _bart(
                "MBartConfig", decoder_start_token_id=t.convert_tokens_to_ids("ru_RU"), scale_embedding=True
            )(t),
            "MBartForConditionalGeneration",
        ),
        Recipe(
            "pegasus", _pegasus, _pad_starts("PegasusConfig", scale_embedding=True), "PegasusForConditionalGeneration"
        ),
        Recipe(
            "led",
            _bytes("LEDTokenizer"),
            lambda t: transformers.LEDConfig(
                vocab_size=len(t),
                **SMALL,
                attention_window=[8],
                max_encoder_position_embeddings=256,
                max_decoder_position_embeddings=64,
                decoder_start_token_id=2,
                pad_token_id=1,
                eos_token_id=2,
                bos_token_id=0,
            ),
            "LEDForConditionalGeneration",
            generation={"forced_bos_token_id": 0},
            fast=True,
        ),
    )
}
