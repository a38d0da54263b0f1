"""Write the parts of README.md that follow from the rest: `make readme`, whenever models or documents change.

They are what `make demo` really prints, wrapped as a terminal would, with its long parts cut and every cut shown; and
the list of the documents (`python docs/readme.py contents` writes that alone).
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parent.parent
EXAMPLE = "examples/wire-report.txt"
WIDTH = 100
DOUBTS = 5
"""How many lines of the list of doubts are shown."""


def demo() -> str:
    """What the demo prints, as a block of Markdown."""
    command = [sys.executable, "-m", "summarizer", EXAMPLE, "--profile", "builtin"]
    output = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout
    return f"```console\n$ summarize {EXAMPLE}\n{wrapped(excerpt(output)).rstrip()}\n```"


def excerpt(output: str) -> str:
    """`output` with the first of the doubts only, and without the whole article's translations."""
    short = re.sub(r"^— — —\n.*?(?=\n\n[A-Z][A-Z ]+(?: \(draft\))?\n)", _cut, output, flags=re.MULTILINE | re.DOTALL)
    head, mark, rest = short.partition("TO CHECK\n")
    doubts, _, report = rest.partition("\n\n")
    lines = doubts.split("\n")
    if len(lines) > DOUBTS:
        lines[DOUBTS:] = [f"[… {len(lines) - DOUBTS} more lines]"]
    return head + mark + "\n".join(lines) + f"\n\n{report}" if mark else short


def wrapped(text: str) -> str:
    """`text` in lines of at most `WIDTH` columns, of which a Chinese character takes two."""
    console = Console(width=WIDTH)
    lines = (part.plain.rstrip() for line in text.split("\n") for part in Text(line).wrap(console, WIDTH) or [Text()])
    return "\n".join(lines)


def _cut(match: re.Match[str]) -> str:
    return f"[… the whole article, {match.group().count(chr(10) * 2)} paragraphs]"


def contents() -> str:
    """The documents by their first headings, as a list."""
    documents = sorted((ROOT / "docs").glob("*.md"))
    titles = [path.read_text(encoding="utf-8").partition("\n")[0].lstrip("# ").strip() for path in documents]
    return "\n".join(f"- [{title}](docs/{path.name})" for title, path in zip(titles, documents, strict=True))


def filled(text: str, name: str, content: str) -> str:
    """`text` with `content` between the marks `<!-- name -->` and `<!-- /name -->`."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        sys.exit(f"README.md lacks its marks {begin} and {end}")
    return f"{before}{begin}\n{content}\n{end}{after}"


def main() -> None:
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    text = filled(text, "contents", contents())
    if sys.argv[1:] != ["contents"]:
        text = filled(text, "demo", demo())
    readme.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
