"""`python -m benchmarks.hubstart`: from the start of a process to the first translated sentence of a hub model.

A model of opus-mt's shape, converted before, with the tokenizer that its copy keeps and with transformers' own; the
two take turns, and medians are compared within one run.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.startup import spend

RUNS = 5
_PREPARE = """
from benchmarks import checkpoints
from summarizer.models import conversion, hub
conversion.converted(hub.inspect(checkpoints.opus().marian), "opus-mt", "1", "int8")
"""
_RUN = """
import sys
from benchmarks import checkpoints
from summarizer.models import conversion, hub
from summarizer.models.engines.base import Decoding
from summarizer.models.engines.ctranslate2 import CTranslate2Engine
checkpoint = hub.inspect(checkpoints.opus().marian)
folder = conversion.find("opus-mt", "1", "int8")
if sys.argv[1] == "kept":
    from summarizer.models.kepttokenizer import KeptTokenizer
    tokenizer = KeptTokenizer(folder, checkpoint.family, checkpoint.name)
else:
    from summarizer.models.hubtokenizer import HubTokenizer
    tokenizer = HubTokenizer(checkpoint)
sentence = "Prices rose 3.2 % in May."
list(CTranslate2Engine(folder, tokenizer).generate([sentence], Decoding(4), source="en", target="ru"))
"""


def main() -> None:
    """Print the medians of each, and how many times as much transformers takes."""
    with tempfile.TemporaryDirectory() as cache:
        os.environ["SUMMARIZER_CACHE"] = str(Path(cache))
        spend(("-c", _PREPARE))
        rows = [(spend(("-c", _RUN, "kept")), spend(("-c", _RUN, "transformers"))) for _ in range(RUNS)]
    for name, costs in zip(("kept", "transformers"), zip(*rows, strict=True), strict=True):
        print(f"{name:13}{median(c.cpu for c in costs):6.2f} s CPU {median(c.peak for c in costs):6.0f} MB")
    print(f"times as much{median(theirs.cpu / ours.cpu for ours, theirs in rows):6.1f}")


if __name__ == "__main__":
    main()
