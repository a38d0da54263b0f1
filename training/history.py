"""What the shipped weights have been through: each run's tokens, time and machine, and dev scores on the way.

Kept beside the shipped weights as JSON; a run that begins from them adds to it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from training.errors import RecipeError
from training.files import whole


@dataclass(frozen=True, slots=True)
class Stage:
    """One run of training."""

    name: str
    tokens: int
    """Target tokens seen in this run."""
    minutes: float
    machine: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """Runs in order, points of the curve (`{"tokens", "ru", "zh"}`: chrF on the dev set, all runs' tokens counted)
    and losses (`{"tokens", "loss"}`)."""

    stages: tuple[Stage, ...] = ()
    points: tuple[dict[str, float], ...] = ()

    @property
    def tokens(self) -> int:
        return sum(stage.tokens for stage in self.stages)

    @property
    def hours(self) -> float:
        return sum(stage.minutes for stage in self.stages) / 60

    def with_stage(self, stage: Stage) -> History:
        """With a stage at the end, or in place of the one of the same name."""
        return replace(self, stages=(*(s for s in self.stages if s.name != stage.name), stage))

    def with_point(self, point: dict[str, float]) -> History:
        """With a point of the curve, in place of one at the same number of tokens."""
        others = [p for p in self.points if p["tokens"] != point["tokens"]]
        return replace(self, points=tuple(sorted([*others, point], key=lambda p: p["tokens"])))


def load(path: Path) -> History:
    """The history at `path`; an empty one where there is none. Raises `RecipeError` when it is damaged."""
    if not path.exists():
        return History()
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return History(tuple(Stage(**stage) for stage in found["stages"]), tuple(found["points"]))
    except (ValueError, KeyError, TypeError) as error:
        raise RecipeError(f"{path}: not a history of training ({type(error).__name__}: {error})") from None


def save(history: History, path: Path) -> None:
    """Write as JSON."""
    with whole(path) as partial:
        partial.write_text(json.dumps(asdict(history), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
