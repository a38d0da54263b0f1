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

from summarizer.models.engines.runtime import quiet_transformers

from .texts import ARTICLES, TEXTS

SURE = 0.95


@dataclass(frozen=True)
class Recipe:
    """How a family's checkpoint is made: tokenizer files, configuration, and what transformers feeds it."""

    name: str
    files: Callable[[Path], None]
    config: Callable[[Any], Any]
    architecture: str
    codes: Mapping[str, str] = field(default_factory=dict)
    ways: tuple[tuple[str, str], ...] = ()
    """The (source, target) languages that it learns; none for a summarizer."""
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
        if not self.ways:
            return [(article, summary, None, None) for article, summary in ARTICLES.items()]
        return [
            (text, output, source, target)
            for source, target in self.ways
            for text, output in zip(TEXTS[source], TEXTS[target], strict=True)
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
        if recipe.codes and source and target and not recipe.marks:
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
