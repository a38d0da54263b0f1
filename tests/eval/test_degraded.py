"""The point of it all: the built-in model made worse on purpose turns the gate red, the intact one does not."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from eval import floors as pinned
from eval import gate
from eval.floors import Floors
from eval.produce import Produced
from eval.results import Results
from eval.scoring import score
from eval.tasks import Output, Task
from summarizer import builtin
from summarizer.models.engines.base import Decoding
from summarizer.models.engines.ctranslate2 import CTranslate2Engine
from summarizer.models.tokenizers import JointSentencePiece
from summarizer.translating.seq2seq import Seq2SeqTranslator


def variables(data: bytes) -> Iterator[tuple[str, int, int]]:
    """Name, start and size in bytes of every variable of a CTranslate2 `model.bin` (format version 6)."""
    at = 0

    def take(layout: str) -> int:
        nonlocal at
        (value,) = struct.unpack_from("<" + layout, data, at)
        at += struct.calcsize("<" + layout)
        return int(value)

    def text() -> str:
        nonlocal at
        size = take("H")
        at += size
        return data[at - size : at].rstrip(b"\0").decode()

    assert take("I") == 6
    text()  # the kind of model
    take("I")  # its revision
    for _ in range(take("I")):
        name = text()
        for _ in range(take("B")):
            take("I")  # a dimension
        take("B")  # the type
        size = take("I")
        yield name, at, size
        at += size


def with_half_the_layers_zeroed(source: Path, target: Path) -> int:
    """A copy of a model in which every other encoder and decoder layer has weights of 0; how many variables that is."""
    target.mkdir()
    for path in source.iterdir():
        if path.name != "model.bin":
            (target / path.name).write_bytes(path.read_bytes())
    data = bytearray((source / "model.bin").read_bytes())
    changed = 0
    for name, start, size in list(variables(bytes(data))):
        parts = name.split("/")
        layer = next((int(p.removeprefix("layer_")) for p in parts if p.startswith("layer_")), None)
        if layer is not None and layer % 2 == 0 and parts[-1] == "weight" and size > 1:
            data[start : start + size] = bytes(size)
            changed += 1
    (target / "model.bin").write_bytes(data)
    return changed


def run(task: Task, folder: Path) -> Results:
    engine = CTranslate2Engine(folder, JointSentencePiece(folder / "joint.spm"), threads=1)
    translator = Seq2SeqTranslator(engine, builtin.TRANSLATOR, {"en": ("ru", "zh")}, builtin.SEGMENT_TOKENS)
    sources = [example.source for example in task.examples]
    made = translator.translate(sources, "en", task.target_language, Decoding(beams=1))
    outputs = [Output(e.id, t.text, 0.1) for e, t in zip(task.examples, made, strict=True)]
    return score("ci", [task], [Produced("builtin", "f", {task.name: outputs})], against="builtin").results


@pytest.mark.parametrize("language", ["ru", "zh"])
def test_half_the_layers_zeroed_is_red(tasks: list[Task], tmp_path: Path, language: str) -> None:
    whole = next(task for task in tasks if task.name == f"news3/translate-en-{language}")
    task = whole.only(whole.examples[:45])
    good = run(task, builtin.folder())
    floors: Floors = pinned.pin(good)
    assert with_half_the_layers_zeroed(builtin.folder(), tmp_path / "half") >= 8
    verdict = gate.check(run(task, tmp_path / "half"), floors)
    assert {"BLEU", "chrF", "chrF++"} <= {fault.split(": ")[0].split()[-1] for fault in verdict.faults}
    assert gate.check(run(task, builtin.folder()), floors).green
