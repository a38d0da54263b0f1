"""An article with its Russian translation, and models behind which a fake engine stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from summarizer.cli import main
from summarizer.profiles import Models
from summarizer.results import ModelInfo
from summarizer.summarizing.extractive import ExtractiveSummarizer
from summarizer.translating.seq2seq import Seq2SeqTranslator

from ..fakes import AnsweringEngine

PAIRS = {
    "Council keeps the old library open": "Совет оставил старую библиотеку открытой",
    "The council decided on Monday to keep the old library open after a long debate about its roof.": (
        "Совет в понедельник решил оставить старую библиотеку открытой после долгого спора о её крыше."
    ),
    "Readers had feared that the building would be sold to a hotel.": (
        "Читатели опасались, что здание продадут под гостиницу."
    ),
    "The roof will be repaired in the spring, when the rain is over.": (
        "Крышу починят весной, когда закончатся дожди."
    ),
}
ARTICLE = "\n\n".join(PAIRS) + "\n\nAdvertisement\n"


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> AnsweringEngine:
    """Every digest is made with this engine."""
    made = AnsweringEngine(answers=PAIRS)
    translator = Seq2SeqTranslator(made, ModelInfo("fake", "CC0-1.0", draft=True), {"en": ("ru", "zh")}, 100)
    models = Models("fake", ExtractiveSummarizer(), {"ru": translator, "zh": translator})
    monkeypatch.setattr("summarizer.profiles.load", lambda options: models)
    return made


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@dataclass(frozen=True, slots=True)
class Outcome:
    code: int
    out: str
    err: str


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """`summarize` with these arguments, as from a shell."""

    def call(*arguments: object) -> Outcome:
        with pytest.raises(SystemExit) as stop:
            main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return Outcome(int(stop.value.code or 0), out, err)

    return call
