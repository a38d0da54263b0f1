"""Tiny entailment models with real tokenizers, in the hub's layout: taught in seconds which of a few statements follow.

Their world: things of one colour each. “The bus is red.” entails itself in other words, contradicts another colour of
the bus, and says nothing of another thing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import torch
import transformers
from sentencepiece import SentencePieceTrainer

from summarizer.models.engines.runtime import quiet_transformers

THINGS = ("bus", "door")
COLOURS = ("red", "green", "white")
STATED = "The {thing} is {colour}."
RETOLD = "The {thing}, {colour}."


@dataclass(frozen=True)
class Recipe:
    """How a checkpoint is made. `labels`: the names of its outputs, in their order."""

    tokenizer: Callable[[Path], None]
    config: Callable[[Any, Mapping[int, str]], Any]
    architecture: str
    labels: tuple[str, ...]


def examples() -> Iterator[tuple[str, str, str]]:
    """(premise, hypothesis, label) of the whole world."""
    for thing, colour, other, claimed in product(THINGS, COLOURS, THINGS, COLOURS):
        label = "neutral" if thing != other else "entailment" if colour == claimed else "contradiction"
        yield STATED.format(thing=thing, colour=colour), RETOLD.format(thing=other, colour=claimed), label


def build(recipe: Recipe, folder: Path) -> Path:
    """Write the checkpoint and train it until it is right about its whole world."""
    quiet_transformers()
    torch.manual_seed(0)
    torch.set_num_threads(1)
    folder.mkdir(parents=True)
    recipe.tokenizer(folder)
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    config = recipe.config(tokenizer, dict(enumerate(recipe.labels)))
    model = getattr(transformers, recipe.architecture)(config)
    rows = list(examples())
    batch = tokenizer([p for p, _, _ in rows], [h for _, h, _ in rows], padding=True, return_tensors="pt")
    wanted = torch.tensor([_number(label, recipe.labels) for _, _, label in rows])
    _train(model, batch, wanted)
    model.save_pretrained(folder)
    return folder


def _number(label: str, labels: Sequence[str]) -> int:
    return labels.index(label) if label in labels else labels.index("not_entailment")


def _train(model: Any, batch: Any, wanted: torch.Tensor, steps: int = 300) -> None:
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.0)
    model.train()
    for _ in range(steps):
        logits = model(**batch).logits
        loss = torch.nn.functional.cross_entropy(logits, wanted)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if logits.softmax(-1).gather(1, wanted.unsqueeze(1)).min().item() > 0.9:
            break
    else:
        raise AssertionError(f"{type(model).__name__} did not learn its world: loss {loss.item():.3f}")
    model.eval()


def _pieces(path: Path, **options: Any) -> None:
    texts = [text for premise, hypothesis, _ in examples() for text in (premise, hypothesis)]
    SentencePieceTrainer.train(
        sentence_iterator=iter([*texts, *" ".join(texts).split()]), model_prefix=str(path.with_suffix("")),
        vocab_size=200, character_coverage=1.0, hard_vocab_limit=False, minloglevel=2, num_threads=1, **options,
    )  # fmt: skip
    path.with_suffix(".vocab").unlink()


def _deberta(folder: Path) -> None:
    _pieces(folder / "spm.model", pad_id=0, bos_id=1, eos_id=2, unk_id=3,
            pad_piece="[PAD]", bos_piece="[CLS]", eos_piece="[SEP]", unk_piece="[UNK]")  # fmt: skip
    settings = {"tokenizer_class": "DebertaV2Tokenizer", "do_lower_case": False, "split_by_punct": False}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings))


def _xlm_roberta(folder: Path) -> None:
    """As joeddav/xlm-roberta-large-xnli has it: no tokenizer.json."""
    _pieces(folder / "sentencepiece.bpe.model", unk_id=0, bos_id=1, eos_id=2)
    (folder / "tokenizer_config.json").write_text(json.dumps({"model_max_length": 512}))
    (folder / "config.json").write_text(json.dumps({"model_type": "xlm-roberta"}))  # what the tokenizer is found by


_SMALL = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64,
          "hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0,
          "initializer_range": 0.2}  # fmt: skip


def _deberta_config(tokenizer: Any, labels: Mapping[int, str]) -> Any:
    return transformers.DebertaV2Config(
        vocab_size=len(tokenizer), id2label=labels, label2id={name: n for n, name in labels.items()},
        max_position_embeddings=512, relative_attention=True, position_buckets=16, pos_att_type=["p2c", "c2p"],
        position_biased_input=False, share_att_key=True, norm_rel_ebd="layer_norm", type_vocab_size=0,
        pooler_dropout=0.0, pooler_hidden_size=32, pad_token_id=tokenizer.pad_token_id, **_SMALL,
    )  # fmt: skip


def _xlm_roberta_config(tokenizer: Any, labels: Mapping[int, str]) -> Any:
    return transformers.XLMRobertaConfig(
        vocab_size=len(tokenizer), id2label=labels, label2id={name: n for n, name in labels.items()},
        max_position_embeddings=514, type_vocab_size=1, pad_token_id=tokenizer.pad_token_id, bos_token_id=0,
        eos_token_id=2, **_SMALL,
    )  # fmt: skip


RECIPES = {
    # The orders of MoritzLaurer/mDeBERTa-v3-base-xnli-multilingual-nli-2mil7, joeddav/xlm-roberta-large-xnli and
    # MoritzLaurer/bge-m3-zeroshot-v2.0-c.
    "deberta": Recipe(
        _deberta, _deberta_config, "DebertaV2ForSequenceClassification", ("entailment", "neutral", "contradiction")
    ),
    "xlm-roberta": Recipe(
        _xlm_roberta, _xlm_roberta_config, "XLMRobertaForSequenceClassification",
        ("contradiction", "neutral", "entailment"),
    ),
    "two-labels": Recipe(
        _xlm_roberta, _xlm_roberta_config, "XLMRobertaForSequenceClassification", ("entailment", "not_entailment")
    ),
}  # fmt: skip
