"""A corpus small enough to be trained on in seconds, in the real layout."""

from __future__ import annotations

import json
import lzma
import random
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

NOUNS = {
    "minister": ("министр", "部长"), "bank": ("банк", "银行"), "ship": ("корабль", "船"), "court": ("суд", "法院"),
    "train": ("поезд", "火车"), "school": ("школа", "学校"), "river": ("река", "河流"), "army": ("армия", "军队"),
}  # fmt: skip
VERBS = {
    "left": ("покинул", "离开"),
    "opened": ("открыл", "打开"),
    "saw": ("увидел", "看到"),
    "closed": ("закрыл", "关闭"),
}
PLACES = {"the port": ("порт", "港口"), "the city": ("город", "城市"), "the market": ("рынок", "市场")}


def sentences(count: int, seed: int = 1) -> list[tuple[str, str, str]]:
    """English, Russian, Chinese."""
    rng = random.Random(seed)
    out = []
    for n in range(count):
        noun, verb, place = (rng.choice(sorted(words)) for words in (NOUNS, VERBS, PLACES))
        number = rng.randint(100, 9999)
        out.append(
            (
                f"The {noun} {verb} {place} after {number} days, case {n}.",
                f"{NOUNS[noun][0].title()} {VERBS[verb][0]} {PLACES[place][0]} через {number} дней, дело {n}.",
                f"{NOUNS[noun][1]}在{number}天后{VERBS[verb][1]}了{PLACES[place][1]}，案件{n}。",
            )
        )
    return out


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    rows = sentences(400)
    for column, code in ((1, "ru"), (2, "zh")):
        lines = [f"{'wmt17-newstest' if n % 2 else 'tatoeba'}\t{row[0]}\t{row[column]}" for n, row in enumerate(rows)]
        with lzma.open(folder / f"train.en-{code}.tsv.xz", "wt", encoding="utf-8") as out:
            out.write("\n".join(lines) + "\n")
        dev = "\n".join(f"{row[0]}\t{row[column]}" for row in sentences(12, seed=2))
        (folder / f"dev.en-{code}.tsv").write_text(dev + "\n", encoding="utf-8")
    documents = []
    for n in range(6):
        made = [dict(zip(("en", "ru", "zh"), row, strict=True)) for row in sentences(3, seed=10 + n)]
        documents.append(
            {
                "id": f"d{n}",
                "title": made[0],
                "sentences": made,
                "summary": made[:1],
                "glossary": [["minister", "министр", "部长"]],
            }
        )
    (folder / "news3").mkdir()
    (folder / "news3" / "a.jsonl").write_text(
        "\n".join(json.dumps(d, ensure_ascii=False) for d in documents) + "\n", encoding="utf-8"
    )
    (folder / "sentences").mkdir()
    (folder / "sentences" / "a.tsv").write_text(
        "\n".join("\t".join(row) for row in sentences(9, seed=30)) + "\n", encoding="utf-8"
    )
    (folder / "gazetteer.tsv").write_text("type\ten\tru\tzh\tnote\nplace\tOslo\tОсло\t奥斯陆\t\n", encoding="utf-8")
    (folder / "SOURCES.md").write_text(
        "| source | target | pairs | words | made by | domain | where | licence | quality |\n"
        f"|{'---|' * 9}\n"
        "| wmt17-newstest | ru | 200 | 2000 | human | news | here | CC0 | good |\n",
        encoding="utf-8",
    )
    return folder
