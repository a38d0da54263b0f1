"""Whether the exported folders say what the checkpoint says, token by token."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch.nn import functional

from training import tokenizer
from training.corpus import TAGS
from training.errors import RecipeError
from training.export import LONGEST_OUTPUT, silenced
from training.model import Translator
from training.tokenizer import EOS, PAD
from training.weights import Weights

TIE = 0.05
"""Nats: where the two best tokens are this close to each other, fp16 rounding may choose the other one."""


@dataclass(frozen=True, slots=True)
class Parity:
    """Of `sentences`, how many come out with exactly the checkpoint's tokens."""

    sentences: int
    transformers: int
    ctranslate2: int
    int8: int


def check(
    weights: Weights, joint: Path, marian: Path, float32: Path, int8: Path, sentences: Sequence[tuple[str, str]]
) -> Parity:
    """Greedy search for each (language, English sentence) with the weights themselves, with transformers in fp32, and
    with CTranslate2 in fp32 and int8. Raises `RecipeError` when an fp32 export chooses another token where it is no
    tie."""
    pieces = tokenizer.load(joint)
    model = silenced(weights, pieces).model()
    sources = [[TAGS[code], *pieces.encode(text, out_type=str)] for code, text in sentences]
    ids = [[*pieces.piece_to_id(source), EOS] for source in sources]
    expected = [model.greedy(torch.tensor([source]), LONGEST_OUTPUT)[0] for source in ids]
    theirs = _transformers(marian, sources)
    converted = _ctranslate2(float32, sources)
    for engine, found in (("transformers", theirs), ("CTranslate2", converted)):
        for (code, text), source, ours, tokens in zip(sentences, ids, expected, found, strict=True):
            # At the limit transformers ends the output by force: what comes there is no choice of the model.
            gap = _gap(model, source, ours[: LONGEST_OUTPUT - 2], pieces.piece_to_id(tokens)[: LONGEST_OUTPUT - 2])
            if gap > TIE:
                raise RecipeError(
                    f"the {engine} export differs from its checkpoint (by {gap:.2f} nats) on {code}: {text[:60]!r}: "
                    f"{pieces.decode(tokens)[:60]!r} where {pieces.decode(ours)[:60]!r} is expected"
                )
    same = [
        sum(list(a) == pieces.piece_to_id(b) for a, b in zip(expected, found, strict=True))
        for found in (theirs, converted, _ctranslate2(int8, sources))
    ]
    return Parity(len(sentences), *same)


@torch.no_grad()
def _gap(model: Translator, source: list[int], ours: list[int], theirs: list[int]) -> float:
    """How much likelier, in nats, the model finds its own token than theirs where the two first part; 0.0 if they do
    not."""
    ours, theirs = [*ours, EOS], [*theirs, EOS]
    at = next((n for n, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), None)
    if at is None:
        return 0.0
    hidden = model.decode(torch.tensor([[PAD, *ours[:at]]]), *model.encode(torch.tensor([source])))
    scores = functional.linear(hidden[0, -1], model.shared.weight, model.bias)
    return float(scores[ours[at]] - scores[theirs[at]])


@torch.no_grad()
def _transformers(folder: Path, sources: Sequence[list[str]]) -> list[list[str]]:
    from transformers import MarianMTModel, MarianTokenizer

    model = MarianMTModel.from_pretrained(folder, dtype=torch.float32).eval()
    names = MarianTokenizer.from_pretrained(folder)
    out = []
    for source in sources:
        ids = names.convert_tokens_to_ids([*source, "</s>"])
        made = model.generate(torch.tensor([ids]), num_beams=1, do_sample=False)[0]
        out.append([t for t in names.convert_ids_to_tokens(made.tolist()) if t not in ("</s>", "<pad>")])
    return out


def _ctranslate2(folder: Path, sources: Sequence[list[str]]) -> list[list[str]]:
    import ctranslate2

    model = ctranslate2.Translator(str(folder), compute_type="default", intra_threads=1)
    results = model.translate_batch(
        [[*source, "</s>"] for source in sources],
        beam_size=1,
        max_decoding_length=LONGEST_OUTPUT,
        max_batch_size=512,
        batch_type="tokens",
    )
    return [result.hypotheses[0] for result in results]
