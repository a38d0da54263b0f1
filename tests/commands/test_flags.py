"""Flags from outside: every form of a digest shows them, and `--strict` fails exactly when one of them is an error."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import PAIRS

Run = Callable[..., Any]
MONDAY = "The council decided on Monday to keep the old library open after a long debate about its roof."
SPRING = "The roof will be repaired in the spring, when the rain is over."
FORMS = ("text", "markdown", "json", "html")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("answers", "message", "code"),
    [
        ({}, None, 0),
        (
            {MONDAY: "Совет во вторник решил оставить старую библиотеку открытой после долгого спора о её крыше."},
            "“Monday” has become “вторник”",
            3,
        ),
        (
            {SPRING: "Крышу починят весной 12 рабочих, когда закончатся дожди."},
            "“12” is not in the source",
            0,
        ),
        ({SPRING: SPRING}, "left untranslated", 3),
    ],
    ids=["right", "an error", "a warning", "an echo"],
)
def test_flags_show_in_every_form_and_strict_fails_on_errors_alone(
    form: str, answers: dict[str, str], message: str | None, code: int, run: Run, article: Path, engine: Any
) -> None:
    engine.answers = {**PAIRS, **answers}
    outcome = run(article, "--to", "ru", "--format", form, "--no-repair", "--strict")
    shown = html.unescape(outcome.out)
    assert outcome.code == code
    if message is None:
        assert not any(word in shown for word in ("has become", "is not in the", "left untranslated"))
    else:
        assert message.lower() in shown.lower()


@pytest.mark.parametrize("form", FORMS)
def test_without_strict_a_flag_fails_nothing(form: str, run: Run, article: Path, engine: Any) -> None:
    engine.answers = {}
    assert run(article, "--to", "ru", "--format", form, "--no-repair").code == 0
