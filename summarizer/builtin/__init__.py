"""The models that ship with the package: no download, no torch."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.results import ModelInfo

if TYPE_CHECKING:
    from summarizer.translating.seq2seq import Seq2SeqTranslator

TRANSLATOR = ModelInfo("builtin-translator", "Apache-2.0", draft=True)
SEGMENT_TOKENS = 50
"""The translator was trained on sentences of up to 78 tokens, and does better with shorter ones: cut above 50 it gains
0.0 to 0.3 points of chrF over cutting above 72 (docs/training.md)."""
BATCH_TOKENS = 2048
"""Of so small a model more sentences fit in a batch: many articles decode for 5 % less CPU time than in batches of
1024. 4096 saves 2 % more and takes another 100 MB."""
LENGTH_PENALTY, PATIENCE = 1.5, 2.0
"""Of several hypotheses the model likes the shorter too well: its translations of WMT21 have 88 % of the references'
characters into Russian and 90 % into Chinese, and with these 91 and 96 % (docs/training.md)."""
OBEYS_HINTS = True
"""Whether a glossary is written into the sources as hints: of forty made-up names the shipped weights then say 36 as
they should in Russian (28 without) and 30 in Chinese (20 without; `python -m training.checks.hints`). Of common words
they hardly learned it. What is missed is flagged."""


def folder() -> Path:
    """Where the built-in translator's files and its MODEL_CARD.md lie."""
    return Path(__file__).parent / "translator"


def translator(threads: int) -> Seq2SeqTranslator:
    """English → Russian and Chinese, decoded on `threads` cores; loaded at first use."""
    from summarizer.models.engines.base import Decoding
    from summarizer.models.engines.ctranslate2 import CTranslate2Engine
    from summarizer.models.tokenizers import JointSentencePiece
    from summarizer.translating.seq2seq import Seq2SeqTranslator
    from summarizer.verifying.choice import choose

    tokenizer = JointSentencePiece(folder() / "joint.spm")
    engine = CTranslate2Engine(folder(), tokenizer, threads=threads, batch_tokens=BATCH_TOKENS)
    search = Decoding(beams=4, patience=PATIENCE, length_penalty=LENGTH_PENALTY)
    return Seq2SeqTranslator(engine, TRANSLATOR, {"en": ("ru", "zh")}, SEGMENT_TOKENS, search, OBEYS_HINTS, choose)
