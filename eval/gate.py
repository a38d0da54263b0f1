"""The gate: a run against the floors. Red on a drop, on other data, on a missing score, on a system that failed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import click

from eval import floors as pinned
from eval import results as files
from eval.checks import SYSTEM as CHECKS
from eval.checks import fingerprint as of_checks
from eval.errors import GateFailed
from eval.floors import Floor, Floors, Lowered
from eval.results import Results
from eval.systems.catalog import BASELINES


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate found: `faults` are lines for the reader; none of them means green."""

    faults: tuple[str, ...]
    checked: int

    @property
    def green(self) -> bool:
        return not self.faults


def check(results: Results, floors: Floors) -> Verdict:
    """Compare every floor with the run."""
    return Verdict(tuple(_faults(results, floors)), len(floors.floors))


def update(results: Results, floors: Floors | None, why: str | None) -> Floors:
    """New floors from a run: better scores raise them, scores within the margin leave them.

    Raises `GateFailed` where a floor would fall, a score has gone or the data have changed, unless `why` says why; then
    it is noted in the history.
    """
    found = pinned.pin(results)
    if floors is None:
        return found
    faults = tuple(_faults(results, floors))
    if faults and not why:
        raise GateFailed(
            f"not updated: {len(faults)} floors would fall (first: {faults[0]}); "
            'if that is meant: --update --allow-regression "why"'
        )
    kept = {floor.key: floor for floor in floors.floors if not faults or _holds(results, floors, floor)}
    merged = tuple(_better(kept.get(floor.key), floor) for floor in found.floors)
    history = floors.history
    if faults and why:
        history = (*history, Lowered(datetime.now(UTC).date().isoformat(), why, faults))
    return replace(found, floors=merged, history=history)


def stale(results: Results) -> Iterator[str]:
    """A line for each tested system whose outputs were made by other code or models than are here now."""
    from eval.systems.catalog import build

    for system in results.systems:
        if system.name == CHECKS:
            now = of_checks()
        elif system.name in BASELINES or ":" in system.name:
            continue
        else:
            now = build(system.name).fingerprint()
        if now != system.fingerprint:
            yield f"{system.name}: the results are of other code or models than are here now: run the suite again"


def check_or_update(results_path: Path, floors_path: Path, update_: bool, why: str | None, summary: str | None) -> None:
    """The command. `summary`: a file to which the verdict is added, as GitHub's runners want it."""
    results = files.read(results_path)
    if old := tuple(stale(results)):
        raise GateFailed("; ".join(old))
    if update_:
        before = pinned.read(floors_path) if floors_path.exists() else None
        after = update(results, before, why)
        pinned.write(after, floors_path)
        click.echo(f"pinned {len(after.floors)} floors in {floors_path}")
        return
    floors = pinned.read(floors_path)
    verdict = check(results, floors)
    text = report(results, floors, verdict)
    click.echo(text, nl=False)
    if summary:
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(text)
    if not verdict.green:
        raise GateFailed(f"the gate is red: {len(verdict.faults)} of {verdict.checked} floors do not hold")


def report(results: Results, floors: Floors, verdict: Verdict) -> str:
    """The verdict as Markdown: what does not hold first, then the floors with least room."""
    lines = [f"## Quality gate: {'green' if verdict.green else 'red'}", ""]
    lines += [f"- {fault}" for fault in verdict.faults]
    if verdict.faults:
        lines.append("")
    lines += ["| system | task | metric | score | limit | pinned |", "|---|---|---|---:|---:|---:|"]
    rows = []
    for floor in floors.floors:
        score = results.score(*floor.key)
        if score:
            sign = 1 if floor.better == "higher" else -1
            rows.append((sign * (score.value - floor.limit), floor, score.value))
    for _, floor, value in sorted(rows, key=lambda row: row[0]):
        side = "≥" if floor.better == "higher" else "≤"
        lines.append(
            f"| {floor.system} | {floor.task} | {floor.metric} | {value:.2f} | {side} {floor.limit:.2f} "
            f"| {floor.pinned:.2f} |"
        )
    return "\n".join(lines) + "\n"


def _faults(results: Results, floors: Floors) -> Iterator[str]:
    if results.suite != floors.suite:
        yield f"the results are of suite {results.suite}, the floors of {floors.suite}"
        return
    for system in results.failed:
        for where, why in system.failures.items():
            yield f"{system.name} failed on {'everything' if where == '*' else where}: {why}"
    changed = set()
    for name, wanted in floors.data.items():
        task = results.task(name)
        if task is None:
            yield f"{name} was not run"
        elif task.hash != wanted:
            changed.add(name)
            yield f"{name}: its data have changed (hash {task.hash}, pinned {wanted}): scores cannot be compared"
    for floor in floors.floors:
        if floor.task not in changed and (fault := _fault(results, floor)):
            yield fault


def _fault(results: Results, floor: Floor) -> str | None:
    where = f"{floor.system} {floor.task} {floor.metric}"
    score = results.score(*floor.key)
    if score is None:
        return f"{where}: there is no score (pinned at {floor.pinned:.2f})"
    if score.signature != floor.signature:
        return f"{where}: computed another way ({score.signature}) than pinned ({floor.signature})"
    if not floor.passes(score.value):
        side = "below the floor" if floor.better == "higher" else "above the ceiling"
        return f"{where}: {score.value:.2f} is {side} {floor.limit:.2f} (pinned at {floor.pinned:.2f})"
    return None


def _holds(results: Results, floors: Floors, floor: Floor) -> bool:
    task = results.task(floor.task)
    return _fault(results, floor) is None and task is not None and task.hash == floors.data.get(floor.task)


def _better(old: Floor | None, new: Floor) -> Floor:
    """The stricter of the two; where the old one is as strict, it stays as it was."""
    if old is None:
        return new
    stricter = new.limit > old.limit if new.better == "higher" else new.limit < old.limit
    return new if stricter else old
