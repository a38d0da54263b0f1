"""The harness itself: floors by hand, ratios, and a contestant that fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import limit, report
from benchmarks.cases import Case
from benchmarks.checkpoints import Shape
from benchmarks.race import RaceError, Result, race
from benchmarks.record import Record


def test_a_floor_computed_by_hand() -> None:
    shape = Shape("tiny", vocabulary=100, width=10, ffn=20, encoder_layers=3, decoder_layers=2, heads=1)
    # decoder: 2 layers of 6·100 + 2·200; projection: 100·10; encoder: 3 layers of 4·100 + 2·200, and 2·2·100 for K, V.
    found = limit.floor(shape, bandwidth=1000.0, rate=10_000.0, source=1.0, beams=4)
    assert found.bytes == 2 * 1000 + 1000
    assert found.operations == 2 * (4 * 3000 + 2800)
    assert found.alone == pytest.approx(3.0)
    assert found.batched == pytest.approx(2.96)


def test_ratios_are_to_ours() -> None:
    results = [
        Result("ours", 2.0, 1.0, 3.0, 4.0, 90.0, ("a", "b")),
        Result("argos", 5.0, 5.0, 5.0, 8.0, 9.0, ("a", "c")),
    ]
    ours, peer = report.rows(Case("case", {}, ("ours", "argos"), 10, "tokens"), results)
    assert (ours.ratio, ours.cpu_ratio, ours.same, ours.rate) == (1.0, 1.0, 1.0, 5.0)
    assert (peer.ratio, peer.cpu_ratio, peer.same, peer.rate) == (2.5, 2.0, 0.5, 2.0)
    assert "| case | Argos Translate | 5 (5–5) | 8 | 2.50 | 2.00 | 2 tokens | 50% |  | 9 |" in report.markdown(
        [ours, peer]
    )
    assert "| case | 2.00 |  |  |  |  | 2.5 × |  |  |" in report.short([ours, peer])


def test_an_interrupted_run_keeps_what_it_measured(tmp_path: Path) -> None:
    record = Record.resume(tmp_path, "2 cores")
    results = [Result("ours", 2.0, 1.0, 3.0, 4.0, 90.0, ("a",)), Result("argos", 5.0, 5.0, 5.0, 8.0, 9.0, ("b", "c"))]
    record.add("case", report.rows(Case("case", {}, ("ours", "argos"), 10, "tokens"), results), 61.0)
    assert "case: 61 s" in (tmp_path / "speed.md").read_text("utf-8")
    again = Record.resume(tmp_path, "2 cores")
    assert again.seconds == {"case": 61.0}
    assert report.markdown(again.rows) == report.markdown(record.rows)
    assert Record.resume(tmp_path, "4 cores").rows == []


def test_contestants_run_in_turn_and_say_what_went_wrong() -> None:
    task = {"texts": ["One fell in Oslo.", "Two rose in Bergen.", "Three stood in Halden."]}
    (result,) = race(task, ["summary_ours"], 1, {})
    assert set(result.texts) <= set(task["texts"]) and result.texts
    with pytest.raises(RaceError, match="summary_ours: KeyError"):
        race({}, ["summary_ours"], 1, {})
