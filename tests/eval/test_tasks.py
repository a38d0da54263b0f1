"""Bad input: one clear line each, whatever is wrong with the data or the outputs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.datasets import local
from eval.errors import EvalError
from eval.tasks import Example, Output, Task, align

GOOD = Example("1", "A treaty was signed.", ("Договор подписан.",))


@pytest.mark.parametrize(
    ("examples", "message"),
    [
        ((), "t: there is no example in it"),
        ((GOOD, GOOD), "t: id 1 occurs more than once"),
        ((Example("1", " ", ("x",)),), "t: 1 has no source text"),
        ((Example("1", "x", ()),), "t: 1 has no reference"),
        ((Example("1", "x", ("x", "")),), "t: 1 has an empty reference"),
        ((Example("1", "x", (float("nan"),)),), "t: 1 has an empty reference"),  # type: ignore[arg-type]
        ((Example("1", None, ("x",)),), "t: 1 has no source text"),  # type: ignore[arg-type]
    ],
)
def test_what_is_no_test_set(examples: tuple[Example, ...], message: str) -> None:
    with pytest.raises(EvalError, match=message):
        Task("t", "translate", "en", "ru", examples)


TWO = Task("t", "translate", "en", "ru", (GOOD, Example("2", "x", ("y",))))


@pytest.mark.parametrize(
    ("ids", "message"),
    [
        (["1"], "s on t: 1 outputs for 2 examples; 2 has none"),
        (["1", "1"], "s on t: two outputs for 1"),
        (["1", "2", "3"], "s on t: an output for 3, which is not in the data"),
    ],
)
def test_outputs_that_do_not_fit(ids: list[str], message: str) -> None:
    with pytest.raises(EvalError, match=message):
        align(TWO, [Output(name, "x") for name in ids], "s")


def test_outputs_are_put_in_order() -> None:
    assert [o.text for o in align(TWO, [Output("2", "b"), Output("1", "a")], "s")] == ["a", "b"]


def test_the_hash_is_of_all_that_is_seen() -> None:
    changed = Task("t", "translate", "en", "ru", (GOOD, Example("2", "x", ("y.",))))
    assert TWO.hash != changed.hash
    assert TWO.hash == Task("t", "translate", "en", "ru", TWO.examples).hash


def file(folder: Path, name: str, content: str | bytes | list[dict[str, Any]]) -> Path:
    path = folder / name
    if isinstance(content, list):
        content = "\n".join(json.dumps(row) for row in content)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("reference", "hypothesis", "message"),
    [
        ("a\nb\n", "a\n", r"t has 2 entries and .*h\.txt has 1: they must answer one to one"),
        ("a\n\nb\n", "a\nb\nc\n", r"r\.txt:2: an empty reference"),
        ("a\n", b"\xff\xfe\x00", r"h\.txt is not UTF-8 \(byte 0\)"),
        (b"\xd0", "a\n", r"r\.txt is not UTF-8"),
        ([{"id": 1, "reference": "a"}, {"id": 1, "reference": "b"}], "", r"id 1 occurs more than once"),
        ([{"id": 1, "reference": "a"}], [{"id": 2, "output": "b"}], r"h\.jsonl has nothing for 1, which is in"),
        ([{"id": 1, "reference": "a"}], [{"id": 1, "output": float("nan")}], r"h\.jsonl:1: 'output' is nan, not text"),
        ([{"id": 1, "reference": None}], "", r"r\.jsonl:1: 'reference' is None, not text"),
        ([{"id": 1, "references": []}], "", r"r\.jsonl:1: no reference"),
        ([{"id": 1, "references": ["a", " "]}], "", r"r\.jsonl:1: an empty reference"),
        ([{"id": 1}], "", r"r\.jsonl:1: none of references, reference, summary, target, text is there"),
        ('{"id": 1\n', "", r"r\.jsonl:1: not JSON"),
        ("[1]\n", "", r"r\.jsonl:1: not an object but list"),
    ],
)
def test_files_that_cannot_be_scored(
    tmp_path: Path, reference: Any, hypothesis: Any, message: str, request: pytest.FixtureRequest
) -> None:
    rows = isinstance(reference, list) or str(reference).startswith(('{"', "[1"))
    ours = file(tmp_path, "r.jsonl" if rows else "r.txt", reference)
    theirs = file(tmp_path, "h.jsonl" if rows else "h.txt", hypothesis)
    with pytest.raises(EvalError, match=message):
        task = local.task([ours], None, "translate", "en", "ru")
        local.outputs(theirs, Task("t", "translate", "en", "ru", task.examples))


def test_files_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match=r"there is no file .*nowhere\.txt"):
        local.task([tmp_path / "nowhere.txt"], None, "translate", "en", "ru")


def test_a_suite_in_a_file(tmp_path: Path) -> None:
    path = file(
        tmp_path,
        "mine.jsonl",
        [
            {"id": "a", "source": "The ministers signed the treaty.", "reference": "Министры подписали договор."},
            {"source": "He was there.", "references": ["Он там был.", "Он был там."], "domain": "news"},
        ],
    )
    (task,) = local.suite(path)
    assert (task.name, task.kind, task.source_language, task.target_language) == ("mine", "translate", "en", "ru")
    assert [e.id for e in task.examples] == ["a", "2"]
    assert task.examples[1].references == ("Он там был.", "Он был там.")
    assert task.examples[1].domain == "news"
