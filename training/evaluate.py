"""Scores of an exported model, through the translator that the package itself uses: BLEU and chrF of sacrebleu."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from summarizer.builtin import LENGTH_PENALTY, PATIENCE, SEGMENT_TOKENS, TRANSLATOR
from summarizer.models.engines.base import Decoding
from summarizer.models.engines.ctranslate2 import CTranslate2Engine
from summarizer.models.tokenizers import JointSentencePiece
from summarizer.translating.seq2seq import Seq2SeqTranslator
from summarizer.verifying.choice import choose
from training import corpus
from training.corpus import LANGUAGES
from training.errors import RecipeError
from training.files import whole

SEARCHES = {"greedy": 1, "beam 4": 4}
EXAMPLES = 5
SHOWN = (60, 200)
"""Characters of an English sentence that is shown as an example."""

Segment = tuple[str, str]
"""English, reference."""


@dataclass(frozen=True)
class Sets:
    """What is evaluated on: by language, the segments of each set."""

    wmt21: dict[str, list[Segment]]
    news3: dict[str, list[Segment]]


def sets(folder: Path, every: int = 1) -> Sets:
    """WMT21 news (reference A) and the held-out news3 documents (titles and sentences) of a corpus folder; `every`:
    of the segments only each so-manieth. Raises `RecipeError` when a file is missing or malformed."""
    documents = corpus.held_out(folder)
    if not documents:
        raise RecipeError(f"{folder / 'news3'}: no documents here; give the folder of the corpus with --corpus")
    news3: dict[str, list[Segment]] = {}
    for code in LANGUAGES:
        try:
            texts = [text for doc in documents for text in (doc["title"], *cast(list[Any], doc["sentences"]))]
            news3[code] = [(text["en"], text[code]) for text in texts][::every]  # type: ignore[index,call-overload]
        except (KeyError, TypeError) as error:
            raise RecipeError(f"{folder / 'news3'}: a document lacks {error}") from None
    return Sets({code: _dev(folder, code)[::every] for code in LANGUAGES}, news3)


def _dev(folder: Path, code: str) -> list[Segment]:
    path = folder / f"dev.en-{code}.tsv"
    if not path.exists():
        raise RecipeError(f"{path}: not found; give the folder of the corpus with --corpus")
    rows = [tuple(line.split("\t")) for line in path.read_text(encoding="utf-8").split("\n") if line]
    for number, row in enumerate(rows, 1):
        if len(row) != 2:
            raise RecipeError(f"{path}:{number}: {len(row)} columns where 2 are needed (English, {code})")
    return cast(list[Segment], rows)


def evaluate(folder: Path, data: Sets, threads: int) -> dict[str, Any]:
    """Every set, language and search: scores with signatures, the share of kept numbers, and examples.

    `folder` holds a CTranslate2 model and its joint.spm."""
    if not (folder / "model.bin").exists():
        raise RecipeError(f"{folder}: no CTranslate2 model here; run `python -m training export` first")
    engine = CTranslate2Engine(folder, JointSentencePiece(folder / "joint.spm"), threads=threads)
    translator = Seq2SeqTranslator(engine, TRANSLATOR, {"en": LANGUAGES}, SEGMENT_TOKENS, choose=choose)
    scores: dict[str, Any] = {}
    examples: dict[str, Any] = {}
    started = time.monotonic()
    for name, segments in (("WMT21", data.wmt21), ("news3", data.news3)):
        for code in LANGUAGES:
            sources = [english for english, _ in segments[code]]
            references = [reference for _, reference in segments[code]]
            for search, beams in SEARCHES.items():
                decoding = Decoding(beams=beams, patience=PATIENCE, length_penalty=LENGTH_PENALTY)
                found = [t.text for t in translator.translate(sources, "en", code, decoding)]
                scores[f"{name} en-{code} {search}"] = score(found, references, code) | {
                    "segments": len(found),
                    "numbers kept": numbers_kept(sources, found),
                }
            if name == "news3":  # these may be quoted, WMT may not
                examples[code] = _examples(sources, references, found)
    return {"scores": scores, "examples": examples, "seconds": round(time.monotonic() - started, 1)}


def score(hypotheses: Sequence[str], references: Sequence[str], language: str) -> dict[str, Any]:
    """Corpus BLEU (13a for Russian, zh for Chinese) and chrF, two decimals, with sacrebleu's signatures."""
    from sacrebleu.metrics import BLEU, CHRF

    bleu, chrf = BLEU(tokenize="zh" if language == "zh" else "13a"), CHRF()
    return {
        "BLEU": round(bleu.corpus_score(list(hypotheses), [list(references)]).score, 2),
        "chrF": round(chrf.corpus_score(list(hypotheses), [list(references)]).score, 2),
        "signatures": [str(bleu.get_signature()), str(chrf.get_signature())],
    }


def numbers_kept(sources: Sequence[str], hypotheses: Sequence[str]) -> float | None:
    """Share of the numbers of two and more digits that are in the translation digit by digit, separators apart."""
    kept = [
        re.sub(r"\D", "", number) in re.sub(r"(?<=\d)[.,\s\u00a0\u202f](?=\d)", "", hypothesis)
        for source, hypothesis in zip(sources, hypotheses, strict=True)
        for number in re.findall(r"\d[\d,.]*\d", source)
    ]
    return round(sum(kept) / len(kept), 3) if kept else None


def _examples(
    sources: Sequence[str], references: Sequence[str], found: Sequence[str]
) -> dict[str, list[dict[str, Any]]]:
    """The best and the worst translations of middling length, by chrF."""
    from sacrebleu.metrics import CHRF

    chrf = CHRF()
    rows = [
        {"source": s, "reference": r, "translation": t, "chrF": round(chrf.sentence_score(t, [r]).score, 1)}
        for s, r, t in zip(sources, references, found, strict=True)
        if SHOWN[0] <= len(s) <= SHOWN[1]
    ]
    rows.sort(key=lambda row: -cast(float, row["chrF"]))
    return {"good": rows[:EXAMPLES], "bad": rows[-EXAMPLES:]}


def point(result: dict[str, Any], tokens: int) -> dict[str, float]:
    """What the curve shows of an evaluation."""
    return {"tokens": tokens} | {code: result["scores"][f"WMT21 en-{code} beam 4"]["chrF"] for code in LANGUAGES}


def write(result: dict[str, Any], path: Path) -> None:
    """Write as JSON."""
    with whole(path) as partial:
        partial.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read(path: Path) -> dict[str, Any]:
    """Written by `write`. Raises `RecipeError` when it is missing or damaged."""
    try:
        result = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RecipeError(f"{path}: not found; run `python -m training evaluate` first") from None
    except ValueError as error:
        raise RecipeError(f"{path}: not JSON ({error})") from None
    if not isinstance(result, dict):
        raise RecipeError(f"{path}: not an evaluation")
    return result
