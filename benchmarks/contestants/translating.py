"""Translators. Task: marian, converted (folders of one model), texts, target, beams, threads, forced (tokens of each
output, 0 for as many as the model wants)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.contestants import MARKS, Run, Task

SPACE = "\r"
"""Between the sentences of a paragraph for Argos Translate, whose own splitter is not there."""


def ours(task: Task) -> Run:
    """Our engine and translator, as the digest uses them."""
    from summarizer import builtin
    from summarizer.models.engines.base import Decoding
    from summarizer.models.engines.ctranslate2 import CTranslate2Engine
    from summarizer.models.tokenizers import JointSentencePiece
    from summarizer.results import ModelInfo
    from summarizer.translating.seq2seq import Seq2SeqTranslator

    folder, forced, target = Path(task["converted"]), task["forced"], task["target"]
    tokenizer = JointSentencePiece(folder / "joint.spm")
    if forced:
        engine = CTranslate2Engine(folder, tokenizer, threads=task["threads"])
        decoding = Decoding(beams=task["beams"], max_new_tokens=forced, min_new_tokens=forced)
        return lambda _: [g.text for g in engine.generate(task["texts"], decoding, source="en", target=target)]
    engine = CTranslate2Engine(folder, tokenizer, threads=task["threads"], batch_tokens=builtin.BATCH_TOKENS)
    translator = Seq2SeqTranslator(engine, ModelInfo("race", ""), {"en": (target,)}, builtin.SEGMENT_TOKENS)
    search = Decoding(beams=task["beams"])
    return lambda _: [t.text for t in translator.translate(task["texts"], "en", target, search)]


def ctranslate2(task: Task) -> Run:
    """`translate_batch` on a translator made with defaults, as its README shows."""
    import ctranslate2 as ct2

    translator, pieces = ct2.Translator(task["converted"]), _pieces(task)

    def run(_: int) -> list[str]:
        batch = [[MARKS[task["target"]], *pieces.encode(t, out_type=str), "</s>"] for t in task["texts"]]
        found = translator.translate_batch(batch, beam_size=task["beams"], **_length(task))
        return [pieces.decode(result.hypotheses[0]) for result in found]

    return run


def decoder(task: Task) -> Run:
    """The floor for ours: CTranslate2 alone on tokens that are ready, a worker a core, an equal share for each."""
    import ctranslate2 as ct2

    translator = ct2.Translator(task["converted"], inter_threads=task["threads"], intra_threads=1)
    pieces = _pieces(task)
    batch = [[MARKS[task["target"]], *pieces.encode(t, out_type=str), "</s>"] for t in task["texts"]]
    size = min(32, max(1, -(-len(batch) // task["threads"])))

    def run(_: int) -> list[str]:
        found = translator.translate_batch(
            batch, beam_size=task["beams"], max_batch_size=size, return_scores=True, **_length(task)
        )
        return [pieces.decode(result.hypotheses[0]) for result in found]

    return run


def argos(task: Task) -> Run:
    """Argos Translate on one paragraph of all sentences; where outputs are compared, on a paragraph for each."""
    translate = argos_translator(task)
    join = "\n" if task.get("references") else SPACE
    return lambda _: translate(join.join(task["texts"])).split("\n")


def txtai(task: Task) -> Run:
    """txtai's `Translation` pipeline, whose language detection and search for models need the network: both are off."""
    import torch
    from txtai.pipeline import Translation  # type: ignore[import-not-found]

    pipeline = Translation(task["marian"], gpu=False, findmodels=False)
    _, model, _ = pipeline.lookup("en", task["target"])
    model.generation_config.num_beams = task["beams"]
    torch.set_num_threads(task["threads"])
    for name, value in _new_tokens(task).items():
        setattr(model.generation_config, name, value)
    texts = [f"{MARKS[task['target']]} {text}" for text in task["texts"]]
    return lambda _: list(pipeline(texts, target=task["target"], source="en"))


def transformers_loop(task: Task) -> Run:
    """One sentence at a time in fp32, as most tools do."""
    translate = transformers_translator(task, size=1)
    return lambda _: translate(task["texts"])


def transformers_batch(task: Task) -> Run:
    """All sentences in padded batches, fp32."""
    translate = transformers_translator(task)
    return lambda _: translate(task["texts"])


def transformers_bf16(task: Task) -> Run:
    """All sentences in padded batches, bf16."""
    translate = transformers_translator(task, dtype="bfloat16")
    return lambda _: translate(task["texts"])


def transformers_translator(
    task: Task, *, size: int = 32, dtype: str = "float32"
) -> Callable[[Sequence[str]], list[str]]:
    """`generate` on batches of `size` sentences."""
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(task["marian"])
    model: Any = AutoModelForSeq2SeqLM.from_pretrained(task["marian"], dtype=getattr(torch, dtype)).eval()
    torch.set_num_threads(task["threads"])

    def translate(texts: Sequence[str]) -> list[str]:
        marked = [f"{MARKS[task['target']]} {text}" for text in texts]
        found: list[str] = []
        for n in range(0, len(marked), size):
            batch = tokenizer(marked[n : n + size], return_tensors="pt", padding=True)
            with torch.inference_mode():
                output = model.generate(**batch, num_beams=task["beams"], do_sample=False, **_new_tokens(task))
            found += tokenizer.batch_decode(output, skip_special_tokens=True)
        return found

    return translate


def argos_translator(task: Task) -> Callable[[str], str]:
    """Argos Translate's own `PackageTranslation`, told our vocabulary's marks.

    Its sentence splitter needs a download, so sentences come separated by `SPACE`; splitting is not counted.
    """
    import types

    sys.modules.setdefault("stanza", types.ModuleType("stanza"))  # a splitter that is not used
    from argostranslate import settings, translate

    settings.beam_size = task["beams"]
    pieces = _pieces(task)

    class Tokens:
        def encode(self, sentence: str) -> list[str]:
            return [MARKS[task["target"]], *pieces.encode(sentence, out_type=str), "</s>"]

        def decode(self, tokens: list[str]) -> str:
            return str(pieces.decode_pieces(tokens).replace("▁", " ").replace("_", " "))

    class Sentences:
        def split_sentences(self, text: str) -> list[str]:
            return text.split(SPACE)

    package = types.SimpleNamespace(
        package_path=None, packaged_sbd_path=None, target_prefix="", tokenizer=Tokens(), from_code="en"
    )
    translation = translate.PackageTranslation.__new__(translate.PackageTranslation)
    translation.pkg, translation.sentencizer = package, Sentences()
    import ctranslate2 as ct2

    plain = ct2.Translator(
        task["converted"],
        device="cpu",
        inter_threads=settings.inter_threads,
        intra_threads=settings.intra_threads,
        compute_type=settings.compute_type,
    )
    length = _length(task)

    class Forced:
        """The same lengths as everybody's."""

        def translate_batch(self, *given: Any, **options: Any) -> Any:
            return plain.translate_batch(*given, **options, **length)

    translation.translator = Forced()
    return lambda text: str(translation.hypotheses(text, 1)[0].value)


def _pieces(task: Task) -> Any:
    from sentencepiece import SentencePieceProcessor

    return SentencePieceProcessor(model_file=str(Path(task["converted"]) / "joint.spm"))


def _length(task: Task) -> dict[str, int]:
    forced = task["forced"]
    return {"max_decoding_length": forced, "min_decoding_length": forced} if forced else {}


def _new_tokens(task: Task) -> dict[str, int]:
    forced = task["forced"]
    return {"max_new_tokens": forced, "min_new_tokens": forced} if forced else {"max_new_tokens": 200}
