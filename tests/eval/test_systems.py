"""Baselines and bounds."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.errors import EvalUsage
from eval.metrics.rouge.metric import Rouge
from eval.metrics.rouge.rules import for_language
from eval.systems.catalog import BASELINES, build, installed
from eval.systems.fingerprint import of_files
from eval.tasks import Example, Task

TEXT = "The storm hit the coast on Monday. Rain fell. Two ports were closed after the storm. Schools shut."
STORM = Example("storm", TEXT, ("Ports were closed after a storm.",))
TASK = Task("t", "summarize", "en", "en", (STORM,), sentences=2)


def outputs(name: str, task: Task = TASK) -> list[str]:
    return [output.text for output in build(name).outputs(task)]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("lead", ["The storm hit the coast on Monday.", "Rain fell."]),
        ("lead1", ["The storm hit the coast on Monday."]),
        ("lead-9", TEXT.replace(". ", ".\n").split("\n")),
        ("oracle", ["Two ports were closed after the storm."]),
    ],
)
def test_what_is_chosen(name: str, lines: list[str]) -> None:
    assert outputs(name) == ["\n".join(lines)]


@pytest.mark.parametrize("name", ["random", "textrank", "lexrank"])
@pytest.mark.parametrize("task", range(3))
def test_baselines_choose_whole_sentences_and_always_the_same(name: str, task: int, small: list[Task]) -> None:
    chosen = next(t for t in small if t.name == f"news3/summarize-{('en', 'ru', 'zh')[task]}")
    found = outputs(name, chosen)
    assert found == outputs(name, chosen)
    for example, text in zip(chosen.examples, found, strict=True):
        lines = text.split("\n")
        assert len(lines) == chosen.sentences
        assert all(line in example.source for line in lines)


def test_chance_depends_on_the_example_alone(small: list[Task]) -> None:
    task = next(t for t in small if t.name == "news3/summarize-en")
    assert outputs("random", task)[3:] == outputs("random", task.only(task.examples[3:]))


def test_the_oracle_is_an_upper_bound(small: list[Task]) -> None:
    task = next(t for t in small if t.name == "news3/summarize-ru")
    (rules,) = for_language("ru")

    def score(name: str) -> float:
        return Rouge(rules).measure(task, list(build(name).outputs(task)))[0].value

    assert score("oracle") > max(score(name) for name in ("lead", "random", "textrank", "lexrank"))


def test_an_article_shorter_than_the_summary() -> None:
    short = Task("t", "summarize", "en", "en", (Example("1", "One sentence only.", ("x",)),), sentences=3)
    for name in ("lead", "random", "textrank", "lexrank", "copy"):
        assert outputs(name, short) == ["One sentence only."]
    assert outputs("oracle", short) == [""]  # nothing of it helps


def test_who_does_what() -> None:
    translation = Task("t", "translate", "en", "ru", (STORM,))
    assert [name for name in BASELINES if build(name).does(translation)] == ["copy"]
    builtin = build("builtin")
    assert builtin.does(translation)
    assert not builtin.does(Task("t", "translate", "ru", "en", (STORM,)))
    assert "builtin" in installed()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("gpt", "no system 'gpt': choose of lead, random, textrank, lexrank, oracle, copy, lead3, builtin, fast"),
        ("lead0", "no system 'lead0'"),
        ("translator=", "translator=: write summarizer=MODEL, translator=MODEL or server=MODEL@URL"),
        ("server=model", "server=model: write"),
        ("nowhere:System", r"nowhere:System: no system there \(No module named 'nowhere'\)"),
    ],
)
def test_unknown_systems(name: str, message: str) -> None:
    with pytest.raises(EvalUsage, match=message):
        build(name)


def test_fingerprints_follow_contents_and_names(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    first = of_files([tmp_path])
    (tmp_path / "a").write_text("2")
    second = of_files([tmp_path])
    (tmp_path / "a").rename(tmp_path / "b")
    assert len({first, second, of_files([tmp_path])}) == 3
    (tmp_path / "c.pyc").write_text("3")
    assert of_files([tmp_path]) == of_files([tmp_path])
