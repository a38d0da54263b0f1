"""One contestant in a process of its own: `python contestant.py NAME TASK`, run by `benchmarks.race`.

It loads its model, writes `ready`, and then does the task once for each line on standard input, answering with a line
of JSON. Being alone it shares no thread pool with another library, and its peak memory is its own. This file needs
nothing of the project until `ours` is asked for, so that a peer can run it in an environment of its own.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[[], list[str]]
Task = dict[str, Any]
"""marian, converted: folders · texts: sentences · target: ru or zh · beams · forced: tokens of each output, 0 for as
many as the model wants · threads."""
MARKS = {"ru": ">>rus<<", "zh": ">>cmn_Hans<<"}


def ours(task: Task) -> Run:
    """Our engine and translator, as the digest uses them."""
    from summarizer.models.engines.base import Decoding
    from summarizer.models.engines.ctranslate2 import CTranslate2Engine
    from summarizer.models.tokenizers import JointSentencePiece
    from summarizer.results import ModelInfo
    from summarizer.translating.seq2seq import Seq2SeqTranslator

    folder = Path(task["converted"])
    engine = CTranslate2Engine(folder, JointSentencePiece(folder / "joint.spm"), threads=task["threads"])
    forced = task["forced"]
    if forced:
        decoding = Decoding(beams=task["beams"], max_new_tokens=forced, min_new_tokens=forced)
        return lambda: [g.text for g in engine.generate(task["texts"], decoding, source="en", target=task["target"])]
    translator = Seq2SeqTranslator(engine, ModelInfo("race", ""), {"en": (task["target"],)}, 72)
    search = Decoding(beams=task["beams"])
    return lambda: [t.text for t in translator.translate(task["texts"], "en", task["target"], search)]


def _pieces(task: Task) -> Any:
    from sentencepiece import SentencePieceProcessor

    return SentencePieceProcessor(model_file=str(Path(task["converted"]) / "joint.spm"))


def _length(task: Task) -> dict[str, int]:
    forced = task["forced"]
    return {"max_decoding_length": forced, "min_decoding_length": forced} if forced else {}


def ctranslate2(task: Task) -> Run:
    """`translate_batch` on a translator made with defaults, as its README shows."""
    import ctranslate2 as ct2

    translator, pieces = ct2.Translator(task["converted"]), _pieces(task)

    def run() -> list[str]:
        batch = [[MARKS[task["target"]], *pieces.encode(t, out_type=str), "</s>"] for t in task["texts"]]
        found = translator.translate_batch(batch, beam_size=task["beams"], **_length(task))
        return [pieces.decode(result.hypotheses[0]) for result in found]

    return run


def decoder(task: Task) -> Run:
    """The floor for ours: CTranslate2 alone on tokens that are ready, in the same layout, a worker a core."""
    import ctranslate2 as ct2

    translator = ct2.Translator(task["converted"], inter_threads=task["threads"], intra_threads=1)
    pieces = _pieces(task)
    batch = [[MARKS[task["target"]], *pieces.encode(t, out_type=str), "</s>"] for t in task["texts"]]
    size = max(1, -(-len(batch) // task["threads"]))

    def run() -> list[str]:
        found = translator.translate_batch(batch, beam_size=task["beams"], max_batch_size=size, **_length(task))
        return [pieces.decode(result.hypotheses[0]) for result in found]

    return run


def _transformers(task: Task, dtype: str) -> tuple[Callable[[list[str]], list[str]], list[str]]:
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(task["marian"])
    model: Any = AutoModelForSeq2SeqLM.from_pretrained(task["marian"], dtype=getattr(torch, dtype)).eval()
    torch.set_num_threads(task["threads"])
    forced = task["forced"]
    length = {"max_new_tokens": forced, "min_new_tokens": forced} if forced else {"max_new_tokens": 200}

    def translate(texts: list[str]) -> list[str]:
        batch = tokenizer(texts, return_tensors="pt", padding=True)
        with torch.inference_mode():
            output = model.generate(**batch, num_beams=task["beams"], do_sample=False, **length)
        return list(tokenizer.batch_decode(output, skip_special_tokens=True))

    return translate, [f"{MARKS[task['target']]} {text}" for text in task["texts"]]


def transformers_loop(task: Task) -> Run:
    """One sentence at a time in fp32, as most tools do."""
    translate, texts = _transformers(task, "float32")
    return lambda: [translate([text])[0] for text in texts]


def transformers_batch(task: Task) -> Run:
    """All sentences in one padded batch, fp32."""
    translate, texts = _transformers(task, "float32")
    return lambda: translate(texts)


def transformers_bf16(task: Task) -> Run:
    """All sentences in one padded batch, bf16."""
    translate, texts = _transformers(task, "bfloat16")
    return lambda: translate(texts)


def argos(task: Task) -> Run:
    """Argos Translate's own `PackageTranslation`, told our vocabulary's marks.

    Its sentence splitter needs a download, so it is given the sentences, one a line; that time is not counted.
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
            return text.split("\r")

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
    text = "\r".join(task["texts"])
    return lambda: [translation.hypotheses(text, 1)[0].value]


def _article(task: Task) -> Any:
    from summarizer import read_text

    return read_text("\n\n".join(task["texts"]))


def summary_ours(task: Task) -> Run:
    """Our extractive summary."""
    from summarizer.summarizing.base import Length
    from summarizer.summarizing.extractive import ExtractiveSummarizer

    article, summarizer = _article(task), ExtractiveSummarizer()
    return lambda: [s.text for s in summarizer.summarize(article, Length()).sentences]


def summary_lexrank(task: Task) -> Run:
    """sumy's LexRank on the same sentences; its own word splitting needs a download, so it gets a plain one."""
    import re

    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    from sumy.summarizers.lex_rank import LexRankSummarizer

    class Words:
        def to_sentences(self, text: str) -> list[str]:
            return [text]

        def to_words(self, text: str) -> tuple[str, ...]:
            return tuple(re.findall(r"\w+", text))

    def run() -> list[str]:
        document = ObjectDocumentModel([Paragraph([Sentence(text, Words()) for text in task["texts"]])])
        return [str(sentence) for sentence in LexRankSummarizer()(document, 3)]

    return run


def digest(task: Task) -> Run:
    """A whole digest of the article, verified and repaired, by models that are loaded already."""
    return _digest(task, repair=True)


def digest_unrepaired(task: Task) -> Run:
    """The same without repair: a peer does not check anything."""
    return _digest(task, repair=False)


def _digest(task: Task, *, repair: bool) -> Run:
    from summarizer import Options, read_text
    from summarizer.digest import stream
    from summarizer.profiles import load
    from summarizer.results import Digest

    options = Options(profile="builtin", repair=repair)
    models = load(options)

    def run() -> list[str]:
        for event in stream(read_text(task["text"]), options, models=models):
            if isinstance(event.item, Digest):
                return [t.text for n in event.item.translations.values() for t in n.in_order]
        raise AssertionError("a digest ends the stream")

    return run


def digest_loop(task: Task) -> Run:
    """What one would write with sumy and transformers: LexRank, then each sentence in turn, twice."""
    return _peer(task, transformers_loop)


def digest_batch(task: Task) -> Run:
    """The same with each language in one batch."""
    return _peer(task, transformers_batch)


def _peer(task: Task, how: Callable[[Task], Run]) -> Run:
    summarize = summary_lexrank(task)
    runs = [how({**task, "target": target}) for target in ("ru", "zh")]
    return lambda: [text for part in (summarize, *runs) for text in part()]


CONTESTANTS: dict[str, Callable[[Task], Run]] = {
    made.__name__: made
    for made in (
        ours,
        ctranslate2,
        decoder,
        transformers_loop,
        transformers_batch,
        transformers_bf16,
        argos,
        summary_ours,
        summary_lexrank,
        digest,
        digest_unrepaired,
        digest_loop,
        digest_batch,
    )
}


def main() -> None:
    """Load, then run once a line."""
    run = CONTESTANTS[sys.argv[1]](json.loads(sys.argv[2]))
    print("ready", flush=True)
    for _ in sys.stdin:
        wall, cpu = time.perf_counter(), time.process_time()
        texts = run()
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
        print(json.dumps({"wall": wall, "cpu": cpu, "peak": peak, "texts": texts}), flush=True)


if __name__ == "__main__":
    main()
