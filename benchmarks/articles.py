"""Short, varied articles for load: sentences of the examples in other orders, with other names and numbers.

Deterministic: the same seed and size give the same file. They are no test of quality.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
_NAMES = ("Varnholm", "Lissa", "Ostrava", "Kerem", "Dunmore", "Halden", "Sarnitz", "Vesna", "Lorn", "Brede")
_NAME = rf"\b(?:{'|'.join(_NAMES)})\b"


def sentences() -> list[str]:
    """The English example sentences of 5 to 30 words."""
    from summarizer.reading import read

    files = [
        path for path in sorted(EXAMPLES.iterdir()) if path.name not in ("README.md", "russian.txt", "chinese.txt")
    ]
    found = [sentence.text for path in files for sentence in read(path).sentences]
    return [text for text in found if 5 <= len(text.split()) <= 30]


def articles(count: int, size: int = 5, seed: int = 1) -> Iterator[dict[str, str]]:
    """`count` articles of `size` sentences on average, as JSONL objects with id, title and text."""
    pool, chance = sentences(), random.Random(seed)
    for n in range(count):
        chosen = chance.sample(pool, chance.randint(max(1, size - 2), size + 2))
        text = [_varied(sentence, chance) for sentence in chosen]
        halves = (" ".join(text[: len(text) // 2]), " ".join(text[len(text) // 2 :]))
        yield {
            "id": f"article-{n:06}",
            "title": f"{chance.choice(_NAMES)}, day {n}",
            "text": "\n\n".join(halves).strip(),
        }


def _varied(sentence: str, chance: random.Random) -> str:
    name = re.sub(_NAME, lambda _: chance.choice(_NAMES), sentence)
    return re.sub(r"\b\d{2}\b", lambda _: str(chance.randint(11, 98)), name)


def write(path: Path, count: int, size: int = 5, seed: int = 1) -> None:
    """Write the articles as JSONL."""
    with path.open("w", encoding="utf-8") as file:
        for article in articles(count, size, seed):
            file.write(json.dumps(article, ensure_ascii=False) + "\n")
