"""Tiny checkpoints with real tokenizers, in the layout the hub has for each family, taught a few sentences by heart.

They are trained by transformers' own recipe (`text_target`, labels), apart from this project's way of addressing a
model: a model that is told its languages wrongly cannot say the sentence it learned for that language.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import torch
import transformers
from sentencepiece import SentencePieceTrainer
from tokenizers import ByteLevelBPETokenizer

from summarizer.models.engines.runtime import quiet_transformers

ENGLISH = (
    "The minister said prices rose 3.2 % in May.",
    "Four people were hurt when a bus left the road near Oslo.",
    "The bank will close 120 branches next year.",
)
RUSSIAN = (
    "Министр сказал, что цены в мае выросли на 3,2 %.",
    "Четыре человека пострадали, когда автобус съехал с дороги под Осло.",
    "Банк закроет 120 отделений в следующем году.",
)
CHINESE = (
    "部长表示,5月价格上涨了3.2%。",
    "一辆公交车在奥斯陆附近冲出公路,造成四人受伤。",
    "该银行明年将关闭120家分行。",
)
TEXTS = {"en": ENGLISH, "ru": RUSSIAN, "zh": CHINESE}
ARTICLES = {
    " ".join((ENGLISH[0], ENGLISH[1])): "Prices rose 3.2 % in May, the minister said.",
    " ".join((ENGLISH[2], ENGLISH[0])): "The bank will close 120 branches. Prices rose.",
}
"""Article and summary."""
SURE = 0.95
SMALL = {"d_model": 64, "encoder_layers": 1, "decoder_layers": 1, "encoder_attention_heads": 2,
         "decoder_attention_heads": 2, "encoder_ffn_dim": 128, "decoder_ffn_dim": 128, "dropout": 0.0,
         "attention_dropout": 0.0, "activation_dropout": 0.0}  # fmt: skip


@dataclass(frozen=True)
class Recipe:
    """How a family's checkpoint is made: tokenizer files, configuration, and what transformers feeds it."""

    name: str
    files: Callable[[Path], None]
    config: Callable[[Any], Any]
    architecture: str
    codes: Mapping[str, str] = field(default_factory=dict)
    marks: bool = False
    """Whether a code stands before the source text (else the tokenizer puts codes where its family wants them)."""
    generation: Mapping[str, Any] = field(default_factory=dict)
    untied: bool = False
    """Whether the output layer has weights of its own."""
    rate: float = 4e-3
    fast: bool = False
    """Whether the hub's repositories of this family have a tokenizer.json beside the older files."""
    json: Mapping[str, Any] = field(default_factory=dict)
    """What the hub's config.json has and transformers no longer writes."""

    @property
    def pairs(self) -> list[tuple[str, str, str | None, str | None]]:
        """(source, output, source language, target language) of everything that is learned."""
        if not self.codes:
            return [(article, summary, None, None) for article, summary in ARTICLES.items()]
        return [
            (TEXTS["en"][n], TEXTS[target][n], "en", target)
            for target in self.codes
            if target != "en"
            for n in range(len(ENGLISH))
        ]


def build(recipe: Recipe, folder: Path) -> Path:
    """Write the checkpoint and train it until it knows its sentences by heart."""
    quiet_transformers()
    torch.manual_seed(0)
    torch.set_num_threads(1)
    folder.mkdir(parents=True)
    recipe.files(folder)
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    if recipe.fast:
        tokenizer.backend_tokenizer.save(str(folder / "tokenizer.json"))
    model = getattr(transformers, recipe.architecture)(recipe.config(tokenizer))
    if recipe.untied:
        model.lm_head.weight = torch.nn.Parameter(model.lm_head.weight.detach().clone())
    forced = bool(recipe.codes) and not recipe.marks
    _train(model, list(_batches(recipe, tokenizer)), forced, recipe.rate)
    for name, value in recipe.generation.items():
        setattr(model.generation_config, name, value)
    model.generation_config.max_length = None
    model.save_pretrained(folder)
    written = folder / "config.json"
    written.write_text(json.dumps(json.loads(written.read_text()) | dict(recipe.json)))
    return folder


def _batches(recipe: Recipe, tokenizer: Any) -> Iterator[dict[str, torch.Tensor]]:
    """One batch for each direction, made with the tokenizer's own `text_target`."""
    directions = dict.fromkeys((source, target) for _, _, source, target in recipe.pairs)
    for source, target in directions:
        rows = [(s, t) for s, t, *direction in recipe.pairs if tuple(direction) == (source, target)]
        mark = f"{recipe.codes[target]} " if target and recipe.marks else ""
        if source and target and not recipe.marks:
            tokenizer.src_lang, tokenizer.tgt_lang = recipe.codes[source], recipe.codes[target]
        batch = tokenizer(
            [mark + s for s, _ in rows], text_target=[t for _, t in rows], padding=True, return_tensors="pt"
        )
        batch["labels"][batch["labels"] == tokenizer.pad_token_id] = -100
        batch.pop("token_type_ids", None)
        yield dict(batch)


def _train(
    model: Any, batches: Sequence[Mapping[str, torch.Tensor]], forced: bool, rate: float, steps: int = 800
) -> None:
    """Until every token has a probability of at least `SURE`; the first one is left out where it is forced."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, betas=(0.9, 0.99), weight_decay=0.0)
    model.train()
    for step in range(steps):
        results = [model(**batch) for batch in batches]
        loss = torch.stack([result.loss for result in results]).mean()
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        if model.config.model_type == "marian":  # Marian's decoder starts from nothing, and pad stands for it
            model.model.shared.weight.data[model.config.pad_token_id] = 0.0
        if step % 10 == 9 and min(map(partial(_least, forced), results, batches)) > SURE:
            break
    else:
        raise AssertionError(f"{type(model).__name__} did not learn its sentences: loss {loss.item():.3f}")
    model.eval()


def _least(forced: bool, result: Any, batch: Mapping[str, torch.Tensor]) -> float:
    labels = batch["labels"][:, int(forced) :]
    chances = result.logits[:, int(forced) :].softmax(-1).gather(-1, labels.clamp(min=0).unsqueeze(-1)).squeeze(-1)
    return chances[labels != -100].min().item()


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


def _marian(marks: Sequence[str]) -> Callable[[Path], None]:
    def files(folder: Path) -> None:
        for name in ("source.spm", "target.spm"):
            _pieces(folder / name)
        pieces = [p for p in _vocabulary(folder / "source.spm") if p not in ("<unk>", "<s>", "</s>")]
        vocabulary = ["</s>", "<unk>", *marks, *pieces, "<pad>"]
        _write(folder, "vocab.json", {token: n for n, token in enumerate(vocabulary)})
        _write(folder, "tokenizer_config.json",
               {"source_lang": "eng", "target_lang": "zle", "tokenizer_class": "MarianTokenizer"})  # fmt: skip

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


_MADLAD = {"en": "<2en>", "ru": "<2ru>", "zh": "<2zh>"}
RECIPES = {
    recipe.name: recipe
    for recipe in (
        Recipe(
            "marian",
            _marian([">>rus<<", ">>cmn_Hans<<"]),
            _pad_starts("MarianConfig", scale_embedding=True),
            "MarianMTModel",
            {"ru": ">>rus<<", "zh": ">>cmn_Hans<<"},
            marks=True,
        ),
        Recipe("marian-one-way", _marian([]), _pad_starts("MarianConfig", scale_embedding=True), "MarianMTModel"),
        Recipe(
            "nllb",
            _nllb,
            _bart("M2M100Config", decoder_start_token_id=2, scale_embedding=True),
            "M2M100ForConditionalGeneration",
            {"en": "eng_Latn", "ru": "rus_Cyrl", "zh": "zho_Hans"},
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
        ),
        Recipe(
            "mbart50",
            _fairseq("MBart50Tokenizer"),
            _bart("MBartConfig", decoder_start_token_id=2, scale_embedding=True),
            "MBartForConditionalGeneration",
            {"en": "en_XX", "ru": "ru_RU", "zh": "zh_CN"},
            json={"tokenizer_class": "MBart50Tokenizer"},
        ),
        Recipe(
            "madlad",
            _t5("T5Tokenizer", list(_MADLAD.values())),
            _t5_config("T5Config", feed_forward_proj="gated-gelu", tie_word_embeddings=False),
            "T5ForConditionalGeneration",
            _MADLAD,
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
