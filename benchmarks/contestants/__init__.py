"""Ours and its peers by name. A module is imported when one of its contestants is asked for: a peer may live in an
environment that has neither this project's dependencies nor the other peers'."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

Run = Callable[[int], list[str]]
"""Does the task and returns its texts; given the number of the round, 0 for the one that warms up."""
Task = dict[str, Any]
"""See `benchmarks.cases`, which makes them."""
MARKS = {"ru": ">>rus<<", "zh": ">>cmn_Hans<<"}

MODULES = {
    "translating": (
        "ours", "decoder", "ctranslate2", "argos", "txtai", "transformers_batch", "transformers_bf16",
        "transformers_loop",
    ),
    "summarizing": (
        "summary_ours", "summary_lexrank", "bart_ours", "bart_transformers", "bart_bf16", "bart_txtai",
    ),
    "digesting": (
        "digest", "digest_unrepaired", "digest_argos", "digest_batch", "digest_loop",
        "batch", "batch_unrepaired", "batch_argos",
    ),
}  # fmt: skip


def load(name: str, task: Task) -> Run:
    """The contestant `name`, its model loaded."""
    (module,) = (module for module, names in MODULES.items() if name in names)
    made: Run = getattr(import_module(f"benchmarks.contestants.{module}"), name)(task)
    return made
