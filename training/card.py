"""MODEL_CARD.md: from an evaluation, the history of the weights, the corpus' own table of sources, and fixed text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.errors import RecipeError
from training.history import History

LANGUAGE = {"ru": "Russian", "zh": "Chinese"}

WHAT = """\
# The built-in translator: English → Russian and Simplified Chinese

A Marian encoder–decoder of {parameters:.1f} M parameters ({layers}, width {width}), one model for both directions:
the source begins with `>>rus<<` or `>>cmn_Hans<<`. It ships as CTranslate2 int8 ({megabytes:.0f} MB) with one
SentencePiece model for all three languages (byte fallback: no character is unknown). It is here so that the tool
works where no model hub is in reach, and its output is a **draft**: the digest marks it as one, checks it, and a
larger model should replace it where one can be had.

Licence of the weights: Apache-2.0. What they learned from has licences of its own, listed below; several collections
are news that its publishers own, or shared tasks that allow research use. Whoever needs weights from permissive data
alone can train them: leave out `1tv-headlines-BT`, `yummy-nyt-snippets`, `newsarchive-nyt-rss-MT` and `wmt*` in
`training/mixture.toml`.
"""

FAULTS = """\
## Known faults

Read the examples above before relying on it. What is wrong most often:

- **Meaning lost in long sentences.** Over about 25 words, clauses are dropped, joined wrongly, or their subject and
  object change places. Sentences over {limit} tokens are translated in pieces.
- **Names.** Rare names are transcribed loosely, left out, or become a better-known name; Chinese names of foreign
  people above all.
- **Negation, modality and attribution** (“not yet known”, “is expected to”, “he said”) are sometimes lost.
- **Idiom** is translated word by word; words with several meanings often take the one of software manuals.
- **Russian** agreement and case endings are sometimes wrong; **Chinese** measure words and word order likewise.
- **Loops** (a phrase said again and again) are there; the digest's checks look for them.
- **Glossary hints** for names are mostly obeyed, those for common words hardly ever (docs/verification.md); a term that
  it misses is flagged.
- Much of the Russian news data is headlines of one state channel: its vocabulary and slant show.

It was not made for, and not tested on: other domains than news, other source languages, chat, poetry, legal or
medical use.
"""


def write(
    result: dict[str, Any], history: History, shape: dict[str, Any], sources: Path, mixture: Path, size: int, limit: int
) -> str:
    """The card. `shape`: of the model, with its `parameters`; `sources`: the corpus' SOURCES.md; `size`: bytes of the
    model file; `limit`: tokens of the longest sentence translated whole."""
    parts = [
        WHAT.format(
            parameters=shape["parameters"] / 1e6,
            layers=f"{shape['encoder_layers']} + {shape['decoder_layers']} layers",
            width=shape["width"],
            megabytes=size / 1e6,
        ),
        "## Scores\n",
        *_scores(result["scores"]),
        "\n## Training\n",
        *_history(history),
        "\n## Examples\n",
        "From the held-out news3 documents (CC0): sentences of 60 to 200 characters, the five of best and the five of "
        "worst chrF in each language, chosen by the score alone.\n",
        *_examples(result["examples"]),
        FAULTS.format(limit=limit),
        "## Data\n",
        "Pairs before cleaning, and how often an epoch of the long and of the final phase takes each of them "
        "(`training/mixture.toml`).\n",
        *_sources(sources, mixture),
    ]
    return "\n".join(parts) + "\n"


def _scores(scores: dict[str, Any]) -> Iterator[str]:
    yield "| set | segments | BLEU | chrF | numbers kept |\n|---|---|---|---|---|"
    signatures: dict[str, None] = {}
    for name, row in scores.items():
        kept = "–" if row["numbers kept"] is None else f"{row['numbers kept']:.1%}"
        yield f"| {name} | {row['segments']} | {row['BLEU']:.1f} | {row['chrF']:.1f} | {kept} |"
        signatures.update(dict.fromkeys(row["signatures"]))
    yield (
        "\nWMT21: newstest2021, reference A, the set that choices were made on. news3: 40 documents written for this "
        "project, never trained on. Through CTranslate2 int8 and the package's own segmentation, search (length "
        "penalty, patience) and typography. "
        "Numbers kept: of the numbers of two and more digits in the source, those found digit by digit in the "
        "translation (numbers rightly written in words or in 万 count as lost).\n\nsacrebleu signatures:\n"
    )
    yield from (f"- `{signature}`" for signature in signatures)


def _history(history: History) -> Iterator[str]:
    yield (
        f"{history.tokens / 1e6:.1f} M target tokens in {history.hours:.1f} hours. Muon for matrices, AdamW for the "
        "rest, label smoothing 0.1, bfloat16 with fp32 masters, running average of the weights. Recipe and lessons: "
        "docs/training.md.\n\n| run | target tokens | minutes | machine | note |\n|---|---|---|---|---|"
    )
    for s in history.stages:
        yield f"| {s.name} | {s.tokens / 1e6:.1f} M | {s.minutes:.0f} | {s.machine} | {s.note} |"
    if history.points:
        yield "\n| target tokens seen | WMT21 en-ru chrF | WMT21 en-zh chrF |\n|---|---|---|"
        for point in history.points:
            yield f"| {point['tokens'] / 1e6:.1f} M | {point['ru']:.1f} | {point['zh']:.1f} |"


def _examples(examples: dict[str, Any]) -> Iterator[str]:
    for code, found in examples.items():
        for kind, title in (("good", "five good ones"), ("bad", "five bad ones")):
            yield f"### {LANGUAGE[code]}: {title}\n"
            for row in found[kind]:
                yield (
                    f"- {row['source']}  \n  **{row['translation']}**  \n  Reference: {row['reference']} "
                    f"(chrF {row['chrF']})"
                )
            yield ""


def _sources(sources: Path, mixture: Path) -> Iterator[str]:
    try:
        lines = sources.read_text(encoding="utf-8").splitlines()
        phases = tomllib.loads(mixture.read_text(encoding="utf-8"))
    except OSError as error:
        raise RecipeError(
            f"{error.filename}: not found; the card names the data of the corpus given with --corpus"
        ) from None
    yield "| collection | into | pairs | made by | licence as stated | long | final |\n|---|---|---|---|---|---|---|"
    for line in lines:
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|") or len(cells) != 9 or cells[1] not in LANGUAGE:
            continue
        weights = [phases[phase].get(cells[0], phases[phase]["default"]) for phase in ("stable", "final")]
        yield f"| {cells[0]} | {cells[1]} | {cells[2]} | {cells[4]} | {cells[7]} | {weights[0]} | {weights[1]} |"
    yield (
        "\nAnd, written for this project (CC0): news3 (the 80 documents that are not held out, and their glossaries), "
        "the news sentences of `training/sentences` and the gazetteer of names; pairs of the above with glossary "
        "hints, other numbers or other capitals written into them; and words and phrases with the translations that an "
        "aligner found in them."
    )
