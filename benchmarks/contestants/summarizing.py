"""Summarizers. Task of the extractive ones: texts (sentences). Of the others: bart (a checkpoint), cache (where ours
keeps the converted model), text, beams, forced (tokens of the summary), threads."""

from __future__ import annotations

import os
import re
from typing import Any

from benchmarks.contestants import Run, Task


def summary_ours(task: Task) -> Run:
    """Our extractive summary."""
    from summarizer import read_text
    from summarizer.summarizing.base import Length
    from summarizer.summarizing.extractive import ExtractiveSummarizer

    article, summarizer = read_text("\n\n".join(task["texts"])), ExtractiveSummarizer()
    return lambda _: [s.text for s in summarizer.summarize(article, Length()).sentences]


def summary_lexrank(task: Task) -> Run:
    """sumy's LexRank on the same sentences."""
    return lambda _: lexrank(task["texts"])


def lexrank(sentences: list[str], count: int = 3) -> list[str]:
    """What sumy's LexRank picks; its own word splitting needs a download, so it gets a plain one."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    from sumy.summarizers.lex_rank import LexRankSummarizer

    class Words:
        def to_sentences(self, text: str) -> list[str]:
            return [text]

        def to_words(self, text: str) -> tuple[str, ...]:
            return tuple(re.findall(r"\w+", text))

    document = ObjectDocumentModel([Paragraph([Sentence(text, Words()) for text in sentences])])
    return [str(sentence) for sentence in LexRankSummarizer()(document, count)]


def bart_ours(task: Task) -> Run:
    """Our engine as the profiles load it: converted to int8 at the first use."""
    os.environ["SUMMARIZER_CACHE"] = task["cache"]
    from summarizer.digest import Runtime
    from summarizer.models import catalog, loading
    from summarizer.models.engines.base import Decoding

    model = loading.load(catalog.load().find(task["bart"]), Runtime(threads=task["threads"]))
    search = Decoding(beams=task["beams"], max_new_tokens=task["forced"], min_new_tokens=task["forced"])
    return lambda _: [made.text for made in model.engine.generate([task["text"]], search, source="en")]


def bart_transformers(task: Task) -> Run:
    """`generate` in fp32."""
    return _generate(task, "float32")


def bart_bf16(task: Task) -> Run:
    """`generate` in bf16."""
    return _generate(task, "bfloat16")


def bart_txtai(task: Task) -> Run:
    """txtai's `Summary` pipeline."""
    import torch
    from txtai.pipeline import Summary  # type: ignore[import-not-found]

    pipeline = Summary(task["bart"], gpu=False)
    pipeline.model.generation_config.num_beams = task["beams"]
    torch.set_num_threads(task["threads"])
    length = task["forced"] + 1  # it counts the mark that the decoder starts from
    return lambda _: [str(pipeline(task["text"], minlength=length, maxlength=length))]


def _generate(task: Task, dtype: str) -> Run:
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(task["bart"])
    model: Any = AutoModelForSeq2SeqLM.from_pretrained(task["bart"], dtype=getattr(torch, dtype)).eval()
    torch.set_num_threads(task["threads"])
    length = {"max_new_tokens": task["forced"], "min_new_tokens": task["forced"]}

    def run(_: int) -> list[str]:
        batch = tokenizer([task["text"]], return_tensors="pt", truncation=True, max_length=1024)
        with torch.inference_mode():
            output = model.generate(**batch, num_beams=task["beams"], do_sample=False, **length)
        return list(tokenizer.batch_decode(output, skip_special_tokens=True))

    return run
