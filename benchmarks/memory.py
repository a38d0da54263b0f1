"""How much memory a batch takes, whatever its size: `python -m benchmarks.memory [--articles 100,1000,10000]`.

Each size is one run of `summarize batch` in a process of its own, which tells its peak resident memory at the end.
By default the translations are made up (letters turned Cyrillic), so that a long run is over in minutes: everything
else is the real thing, the model's memory is missing. `--model` takes the built-in model. Every article has names of
its own, as news have, so that what the checks remember of words grows as it would.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import articles
from summarizer.article import Language
from summarizer.models.engines.base import Decoding
from summarizer.results import ModelInfo, Translated

OPTIONS = ("--profile", "builtin", "--only", "summary", "--to", "ru", "--no-repair", "--offline", "--quiet")


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A translator that costs nothing."""

    info: ModelInfo = field(default_factory=lambda: ModelInfo("made-up", "Apache-2.0"))

    def supports(self, source: Language, target: Language) -> bool:
        """Into Russian."""
        return target == "ru"

    def translate(
        self, sentences: Sequence[str], source: Language, target: Language, decoding: Decoding | None = None
    ) -> Iterator[Translated]:
        """Each letter becomes a Cyrillic one."""
        for sentence in sentences:
            yield Translated("".join(chr(0x430 + ord(c) % 32) if c.isascii() and c.isalpha() else c for c in sentence))

    def candidates(
        self, sentences: Sequence[str], source: Language, target: Language, decoding: Decoding
    ) -> Iterator[tuple[Translated, ...]]:
        """One."""
        return ((found,) for found in self.translate(sentences, source, target))


def write(path: Path, count: int) -> None:
    """`count` articles of about two sentences, each with a place and a person that no other one has."""
    chance = random.Random(1)
    with path.open("w", encoding="utf-8") as file:
        for article in articles.articles(count, 2):
            place, person = _name(chance), _name(chance)
            text = f"{article['text']}\n\n{person} said so in {place} on Monday."
            file.write(json.dumps({**article, "title": f"{place}: {article['title']}", "text": text}) + "\n")


def _name(chance: random.Random) -> str:
    return "".join(chance.choice("bdfgklmnprstv") + chance.choice("aeiou") for _ in range(4)).capitalize()


def run(source: Path, model: bool) -> int:
    """Digest `source` in this process; its peak resident memory, in kilobytes."""
    from summarizer import profiles
    from summarizer.cli import main as command
    from summarizer.summarizing.extractive import ExtractiveSummarizer

    if not model:
        made_up = profiles.Models("made-up", ExtractiveSummarizer(), {"ru": MadeUp()})
        profiles.load = lambda options: made_up
    try:
        command(["batch", str(source), "-o", f"{source}.out.jsonl", *OPTIONS])
    except SystemExit as end:
        if end.code:
            sys.exit(f"the batch failed: {end.code}")
    # Not getrusage(): its peak includes that of the process which started this one.
    peak = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(peak[1]) if peak else 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", default="100,1000,10000", help="sizes, comma-separated")
    parser.add_argument("--model", action="store_true", help="the built-in model instead of made-up translations")
    parser.add_argument("--run", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run:
        print(run(given.run, given.model))
        return
    first = 0
    with tempfile.TemporaryDirectory() as folder:
        for count in map(int, given.articles.split(",")):
            write(source := Path(folder) / f"{count}.jsonl", count)
            command = [sys.executable, "-m", "benchmarks.memory", "--run", str(source), *["--model"] * given.model]
            ended = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
            peak = int(ended.stdout.split()[-1])
            first = first or peak
            print(f"{count:7,} articles: {peak / 1024:.0f} MB at most, {peak / first:.2f} of the first", flush=True)


if __name__ == "__main__":
    main()
