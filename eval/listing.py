"""What the harness has to offer, for `python -m eval list`."""

from __future__ import annotations

from eval.datasets.public import SETS
from eval.metrics.catalog import EXTRA, MAIN
from eval.suites import SUITES
from eval.systems.catalog import BASELINES, installed, profiles


def listing() -> str:
    """Suites, systems and metrics, as text."""
    here = set(installed())
    lines = ["Suites"]
    lines += [f"  {name:<18} ships with the harness" for name in SUITES]
    lines += [
        f"  {name:<18} {found.kind} {found.source_language}→{found.target_language}, "
        f"{' + '.join(dict.fromkeys(table.repository for table in found.tables))}, licence: {found.licence}"
        for name, found in SETS.items()
    ]
    lines += ["  FILE.jsonl         rows of id, source, reference or references", "", "Systems"]
    lines += [f"  {name:<18} baseline or bound" for name in (*BASELINES, "lead3")]
    lines += [f"  {name:<18} {'installed' if name in here else 'not installed'}" for name in profiles()]
    lines += [
        "  summarizer=MODEL   the built-in profile with this summarizer; translator=MODEL likewise",
        "  server=MODEL@URL   an OpenAI-compatible server",
        "  module:attribute   a factory of your own (eval.systems.base.System)",
        "",
        "Metrics",
    ]
    lines += [f"  {kind:<18} {', '.join(names)}, …" for kind, names in MAIN.items()]
    lines += [f"  --with             {', '.join(EXTRA)}"]
    return "\n".join(lines) + "\n"
