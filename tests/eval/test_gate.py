"""The gate: green on good outputs, red on whatever a broken system or a broken harness could bring."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from eval import floors as pinned
from eval import gate, results
from eval.commands import FLOORS
from eval.errors import EvalError, GateFailed
from eval.floors import Floors
from eval.produce import Produced
from eval.results import Results, Score
from eval.scoring import score
from eval.tasks import Output, Task

Make = Callable[[Task], list[str]]


def perfect(task: Task) -> list[str]:
    """What the people wrote: nothing scores higher."""
    return [example.references[0] for example in task.examples]


def shuffled(task: Task) -> list[str]:
    """What the people wrote, about other things."""
    texts = perfect(task)
    random.Random(1).shuffle(texts)
    return texts


def empty(task: Task) -> list[str]:
    return [""] * len(task.examples)


def echoed(task: Task) -> list[str]:
    return [example.source for example in task.examples]


def produced(tasks: list[Task], make: Make) -> Produced:
    """As if the built-in profile had made what `make` makes."""
    outputs = {
        task.name: [Output(e.id, text, 0.1) for e, text in zip(task.examples, make(task), strict=True)]
        for task in tasks
    }
    return Produced("builtin", "f", outputs, memory_mb=100.0)


def wrong_language(task: Task) -> list[str]:
    """Good sentences in a language that nobody asked for."""
    other = {"en": "Министры подписали договор в Женеве.", "ru": "部长们在日内瓦签署了条约。"}
    return [other.get(task.target_language, "Министры подписали договор.")] * len(task.examples)


@pytest.fixture(scope="session")
def committed() -> Floors:
    return pinned.read(FLOORS)


def run(tasks: list[Task], make: Make) -> Results:
    return score("ci", tasks, [produced(tasks, make)], against="builtin").results


def of_system(floors: Floors, system: str) -> Floors:
    """Without the floors of the checks, which do not look at outputs."""
    kept = tuple(f for f in floors.floors if f.system == system)
    return replace(floors, floors=kept, data={k: v for k, v in floors.data.items() if "/check-" not in k})


def test_what_people_wrote_passes_the_committed_floors(tasks: list[Task], committed: Floors) -> None:
    """But for reading, whose reference knows no dateline from the text, and for what the checks take people's own
    summaries and free translations to task for."""
    own = {"number faults", "name faults", "errors", "wrong language", "redundancy", "loops"}
    floors = of_system(committed, "builtin")
    floors = replace(floors, floors=tuple(f for f in floors.floors if f.metric not in own))
    verdict = gate.check(run(tasks, perfect), floors)
    assert verdict.faults == ()
    assert verdict.checked > 30


@pytest.mark.parametrize("make", [shuffled, empty, echoed, wrong_language], ids=lambda make: make.__name__)
def test_the_committed_floors_catch(tasks: list[Task], committed: Floors, make: Make) -> None:
    """Every kind of task by itself, so that none hides behind another (an article echoed keeps its boilerplate, and a
    shuffled one is another article)."""
    floors = of_system(committed, "builtin")
    for task in tasks:
        only = replace(
            floors,
            floors=tuple(f for f in floors.floors if f.task == task.name),
            data={task.name: floors.data[task.name]},
        )
        assert only.floors
        verdict = gate.check(run([task], make), only)
        assert not verdict.green, task.name


@pytest.fixture(scope="session")
def good(small: list[Task]) -> Results:
    return run(small, perfect)


@pytest.fixture(scope="session")
def floors(good: Results) -> Floors:
    return pinned.pin(good)


def changed(good: Results, **values: float) -> Results:
    """`good` with other values of some metrics of the Russian translation."""

    def other(s: Score) -> Score:
        new = values.get(s.metric.replace(" ", "_"))
        return s if new is None or s.task != "news3/translate-en-ru" else replace(s, value=new)

    return replace(good, scores=tuple(map(other, good.scores)))


def test_the_run_that_was_pinned_is_green(good: Results, floors: Floors) -> None:
    assert gate.check(good, floors).green
    assert "Quality gate: green" in gate.report(good, floors, gate.check(good, floors))


def test_noise_is_let_through_and_a_drop_is_not(good: Results, floors: Floors) -> None:
    assert gate.check(changed(good, BLEU=99.8), floors).green
    (fault,) = gate.check(changed(good, BLEU=99.0), floors).faults
    assert fault == "builtin news3/translate-en-ru BLEU: 99.00 is below the floor 99.70 (pinned at 100.00)"
    (fault,) = gate.check(changed(good, wrong_language=20.0), floors).faults
    assert fault.startswith("builtin news3/translate-en-ru wrong language: 20.00 is above the ceiling")


def test_a_nan_is_no_pass(good: Results, floors: Floors) -> None:
    assert not gate.check(changed(good, BLEU=float("nan")), floors).green


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (lambda r: replace(r, suite="other"), "the results are of suite other, the floors of ci"),
        (lambda r: replace(r, scores=r.scores[1:]), "there is no score (pinned at"),
        (lambda r: replace(r, tasks=r.tasks[1:]), "news3/read-en was not run"),
        (
            lambda r: replace(r, tasks=(replace(r.tasks[0], hash="0"), *r.tasks[1:])),
            "news3/read-en: its data have changed",
        ),
        (
            lambda r: replace(r, scores=tuple(replace(s, signature="other") for s in r.scores)),
            "computed another way (other) than pinned",
        ),
        (
            lambda r: replace(r, systems=(replace(r.systems[0], failures={"*": "killed"}),)),
            "builtin failed on everything: killed",
        ),
    ],
)
def test_what_cannot_be_compared_is_red(good: Results, floors: Floors, broken: object, fault: str) -> None:
    assert any(fault in line for line in gate.check(broken(good), floors).faults)  # type: ignore[operator]


def test_an_update_raises_and_never_lowers_unasked(good: Results, floors: Floors) -> None:
    worse = changed(good, BLEU=50.0)
    with pytest.raises(GateFailed, match=r'1 floors would fall .*--allow-regression "why"'):
        gate.update(worse, floors, None)
    lowered = gate.update(worse, floors, "a smaller model")
    assert lowered.history[0].why == "a smaller model"
    assert "BLEU: 50.00 is below the floor" in lowered.history[0].limits[0]
    assert gate.check(worse, lowered).green
    raised = gate.update(good, lowered, None)
    assert not gate.check(worse, raised).green
    assert raised.history == lowered.history


def test_an_update_within_the_noise_does_not_creep_down(good: Results, floors: Floors) -> None:
    slipped = changed(good, BLEU=99.8)
    again = gate.update(slipped, floors, None)
    assert {f.key: f.limit for f in again.floors} == {f.key: f.limit for f in floors.floors}


def test_other_data_need_a_reason(good: Results, floors: Floors) -> None:
    other = replace(good, tasks=tuple(replace(task, hash="0") for task in good.tasks))
    with pytest.raises(GateFailed, match="its data have changed"):
        gate.update(other, floors, None)
    assert gate.check(other, gate.update(other, floors, "new references")).green


def test_a_score_that_has_gone_needs_a_reason(good: Results, floors: Floors) -> None:
    less = replace(good, scores=tuple(s for s in good.scores if s.metric != "BLEU"))
    with pytest.raises(GateFailed, match="there is no score"):
        gate.update(less, floors, None)


def test_floors_are_read_as_they_were_written(tmp_path: Path, good: Results, floors: Floors) -> None:
    noted = gate.update(changed(good, BLEU=50.0), floors, "why")
    pinned.write(noted, tmp_path / "floors.json")
    assert pinned.read(tmp_path / "floors.json") == noted


@pytest.mark.parametrize(
    ("content", "message"),
    [("{}", "damaged: 'schema'"), ("[", "damaged"), ('{"schema": "x"}', "holds no floors"), (None, "there is no")],
)
def test_bad_floor_files(tmp_path: Path, content: str | None, message: str) -> None:
    path = tmp_path / "floors.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(EvalError, match=message):
        pinned.read(path)


def test_results_of_other_code_are_not_taken(good: Results) -> None:
    assert list(gate.stale(good)) == [
        "builtin: the results are of other code or models than are here now: run the suite again"
    ]


def test_the_command_writes_the_step_summary(
    tmp_path: Path, good: Results, floors: Floors, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(gate, "stale", lambda _: iter(()))
    results.write(changed(good, BLEU=99.0), tmp_path / "results.json")
    pinned.write(floors, tmp_path / "floors.json")
    summary = tmp_path / "summary.md"
    with pytest.raises(GateFailed, match=r"the gate is red: 1 of \d+ floors do not hold") as failed:
        gate.check_or_update(tmp_path / "results.json", tmp_path / "floors.json", False, None, str(summary))
    assert failed.value.exit_code == 3
    assert summary.read_text("utf-8") == capsys.readouterr().out
    assert "- builtin news3/translate-en-ru BLEU: 99.00 is below the floor" in summary.read_text("utf-8")
