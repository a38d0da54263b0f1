"""Where CTranslate2 spends its time, by Linux's `perf`: `python -m benchmarks.profile [--beams 4] [--shape built-in]`.

perf samples one worker that translates the sentences of the race again and again; samples are summed by what the
function does. Matrix products run in code that oneDNN writes at run time, which perf calls JIT.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import click

from benchmarks import articles, checkpoints
from benchmarks.checkpoints import ROOT

KINDS = {
    "matrix products (int8, and float for attention)": ("[JIT]", "gemm_kernel", "dnnl", "gemm_s8", "jit_"),
    "int8 and back: scales, bias, activation": ("dequantize", "quantize"),
    "softmax over the vocabulary and in attention": ("softmax", "log_softmax"),
    "the best tokens of each beam": ("TopK", "topk", "BeamSearch"),
    "copying: caches that follow the beams, heads": ("memmove", "memcpy", "memset", "transpose", "Gather", "Concat"),
    "layer norm, additions": ("layer_norm", "::add<", "::mul<"),
    "memory": ("malloc", "free", "mmap"),
}
"""By what stands in a sample's symbol or library; the first that fits."""


def kind(line: str) -> str:
    """Which of `KINDS` a line of perf's report is."""
    return next((name for name, parts in KINDS.items() if any(part in line for part in parts)), "everything else")


@click.command()
@click.option("--shape", type=click.Choice(["built-in", "opus-mt"]), default="built-in", show_default=True)
@click.option("--beams", default=4, show_default=True)
@click.option("--sentences", default=24, show_default=True)
@click.option("--seconds", default=10.0, show_default=True, help="Of CPU time.")
@click.option("--work", is_flag=True, hidden=True)
def main(shape: str, beams: int, sentences: int, seconds: float, work: bool) -> None:
    """Share of the samples by what they do."""
    checkpoint = checkpoints.builtin() if shape == "built-in" else checkpoints.opus()
    if work:
        return translate(checkpoint, beams, sentences, seconds)
    perf = shutil.which("perf")
    if not perf:
        raise click.ClickException("this needs Linux's `perf`: install linux-perf (Debian) or linux-tools (Ubuntu)")
    with tempfile.TemporaryDirectory() as folder:
        data = str(Path(folder) / "perf.data")
        arguments = ["--work", "--shape", shape, "--beams", str(beams), "--sentences", str(sentences)]
        command = [sys.executable, "-m", "benchmarks.profile", *arguments, "--seconds", str(seconds)]
        subprocess.run([perf, "record", "-q", "-o", data, *command], cwd=ROOT, check=True)
        fields = ["--sort", "dso,symbol", "--field-separator", ";", "--stdio", "--percentage", "relative"]
        report = subprocess.run(
            [perf, "report", "-i", data, *fields], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    shares: dict[str, float] = {}
    for line in report.stdout.decode(errors="replace").splitlines():
        share, _, rest = line.partition(";")
        if "python" in rest or "sentencepiece" in rest:
            continue  # the start, and nothing that a worker does
        if rest and share.strip().replace(".", "").rstrip("%").isdigit():
            shares[kind(rest)] = shares.get(kind(rest), 0.0) + float(share.strip().rstrip("%"))
    click.echo(f"| {shape} shape, beam {beams}, {sentences} sentences | share of the time |\n|---|--:|")
    for name, part in sorted(shares.items(), key=lambda item: -item[1]):
        click.echo(f"| {name} | {part / sum(shares.values()):.0%} |")


def translate(checkpoint: checkpoints.Checkpoint, beams: int, sentences: int, seconds: float) -> None:
    """Work for `seconds` of CPU time, one worker, batches of twelve."""
    import time

    import ctranslate2

    from summarizer.models.tokenizers import JointSentencePiece

    tokenizer = JointSentencePiece(checkpoint.converted / "joint.spm")
    model = ctranslate2.Translator(str(checkpoint.converted), intra_threads=1)
    batch = [tokenizer.encode(text, "en", "ru") for text in articles.sentences()[:sentences]]
    forced = checkpoint.forced
    length = {"max_decoding_length": forced, "min_decoding_length": forced} if forced else {}
    while time.process_time() < seconds:
        model.translate_batch(batch, beam_size=beams, max_batch_size=12, return_scores=True, **length)


if __name__ == "__main__":
    main()
