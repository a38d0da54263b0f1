"""Imports are cheap: the help and the built-in profile load none of the heavy libraries."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = (
    "torch",
    "transformers",
    "gradio",
    "fastapi",
    "ray",
    "datasets",
    "pandas",
    "matplotlib",
    "nltk",
    "huggingface_hub",
)

CASES = {
    "import": "import summarizer",
    "help": "from summarizer.cli import main; main(['--help'])",
    "help of digest": "from summarizer.cli import main; main(['digest', '--help'])",
    "digest": "from summarizer.cli import main; main(['examples/chinese.txt', '--profile', 'builtin', '-q'])",
    "digest of English": (
        "from summarizer.cli import main; main(['examples/wire-report.txt', '--profile', 'builtin', '-q'])"
    ),
    "translation": (
        "from summarizer import Options, digest, read_text;"
        "digest(read_text('The cat sat on the mat.'), Options(profile='builtin', only_summary=True))"
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_no_heavy_library(name: str) -> None:
    code = (
        "import atexit, sys, json\n"
        f"atexit.register(lambda: print(json.dumps([m for m in {HEAVY!r} if m in sys.modules])))\n"
        f"{CASES[name]}"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.splitlines()[-1]) == []


ALLOWED = {
    "help": {"click"},
    "digest of English": {
        *("Stemmer", "babel", "click", "ctranslate2", "cython_runtime", "dawg_python", "platformdirs", "pymorphy3"),
        *("pymorphy3_dicts_ru", "rapidfuzz", "sentencepiece", "sentencex", "snowballstemmer"),
    },
}
"""All that may be loaded besides the standard library: every other package would make each start slower."""


@pytest.mark.parametrize("name", ALLOWED)
def test_no_further_library(name: str) -> None:
    code = (
        "import atexit, sys\n"
        "before = set(sys.modules)\n"
        "atexit.register(lambda: print(*(n.partition('.')[0] for n in set(sys.modules) - before)))\n"
        f"{CASES[name]}"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {package for package in done.stdout.splitlines()[-1].split() if not package.startswith("_")}
    assert loaded - set(sys.stdlib_module_names) - {"summarizer"} <= ALLOWED[name]


def test_importing_the_package_loads_nothing_but_itself() -> None:
    code = "import sys; before = set(sys.modules); import summarizer; print(*(set(sys.modules) - before), sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert not loaded - set(sys.stdlib_module_names) - {"summarizer"}
