"""Systems run apart: a crash is noted and the others go on; what was made is not made again."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from eval.outputs import Shelf
from eval.produce import Produced, produce
from eval.tasks import Example, Task

TASKS = (
    Task("first", "summarize", "en", "en", tuple(Example(str(n), f"Text {n}.", ("r",)) for n in range(4))),
    Task("second", "summarize", "en", "en", (Example("a", "Other.", ("r",)),)),
)
SYSTEMS = """
    import os
    import signal
    from pathlib import Path
    from eval.tasks import Output

    LOG = Path(__file__).parent / "log"

    class System:
        name = "mine"
        at = None

        def does(self, task):
            return True

        def fingerprint(self):
            return type(self).__name__

        def outputs(self, task):
            for example in task.examples:
                if example.id == self.at:
                    self.fail()
                LOG.open("a").write(example.id + " ")
                yield Output(example.id, example.source.upper(), 0.5)

        def fail(self):
            pass

    class Raises(System):
        at = "2"
        def fail(self):
            raise ValueError("no such word\\nin here")

    class Killed(System):
        at = "2"
        def fail(self):
            os.kill(os.getpid(), signal.SIGKILL)

    class Exits(System):
        at = "2"
        def fail(self):
            os._exit(7)

    class NotText(System):
        def outputs(self, task):
            yield Output(task.examples[0].id, float("nan"))

    class NeverStarts(System):
        def __init__(self):
            raise OSError("no model")
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "own_systems.py").write_text(textwrap.dedent(SYSTEMS))
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def make(folder: Path, name: str) -> Produced:
    return produce(f"own_systems:{name}", TASKS, Shelf(folder / "outputs"), lambda *_: None)


def test_outputs_are_made_once_and_after_an_interruption_only_the_rest(folder: Path) -> None:
    found = make(folder, "System")
    assert [o.text for o in found.outputs["first"]] == ["TEXT 0.", "TEXT 1.", "TEXT 2.", "TEXT 3."]
    assert found.failures == {}
    assert found.memory_mb is not None and 5 < found.memory_mb < 2000
    shelf = Shelf(folder / "outputs")
    path = shelf.path("own_systems:System", "System", TASKS[0])
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(lines[:2]) + "\n" + lines[2][:20], "utf-8")  # cut off in the middle of a line
    (folder / "log").unlink()
    again = make(folder, "System")
    assert again.outputs == found.outputs
    assert again.memory_mb == found.memory_mb or again.memory_mb is not None
    assert (folder / "log").read_text() == "2 3 "


@pytest.mark.parametrize(
    ("name", "failures"),
    [
        ("Raises", {"first": "ValueError: no such word in here"}),
        ("Killed", {"first": "its process ended with signal 9"}),
        ("Exits", {"first": "its process ended with exit code 7"}),
        ("NotText", {"first": "TypeError: its output for 0 is nan, not text", "second": "TypeError: "}),
        ("NeverStarts", {"*": "OSError: no model"}),
        ("Missing", {"*": "EvalUsage: own_systems:Missing: no system there"}),
    ],
)
def test_a_failure_is_one_line(folder: Path, name: str, failures: dict[str, str]) -> None:
    found = make(folder, name)
    assert found.failures.keys() == failures.keys()
    for task, line in failures.items():
        assert found.failures[task].startswith(line)
        assert "\n" not in found.failures[task]
    assert "first" not in found.outputs
    if name == "Raises":
        assert len(found.outputs["second"]) == 1  # the next task is done all the same


def test_other_data_or_code_are_other_files(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    other = TASKS[0].only(TASKS[0].examples[:3])
    paths = {shelf.path("s", "f", TASKS[0]), shelf.path("s", "g", TASKS[0]), shelf.path("s", "f", other)}
    assert len(paths) == 3
