"""Machines and money for many articles: `python -m benchmarks.capacity --cpu-seconds 1.5 [--core-hour 0.04] …`.

Prints the Markdown tables of docs/capacity.md from what `python -m benchmarks.batch` measured (CPU seconds an article)
and from prices that are yours to put in.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

SIZES = (10**5, 10**7, 10**9)
HOURS = {"a day": 24, "a week": 7 * 24}
CORES = 32
"""Of one machine."""


def rows(cpu_seconds: float, core_hour: float, kilobytes: float, terabyte_month: float) -> Iterator[str]:
    """One row for each size: core-hours, machines, money, storage."""
    titles = " | ".join(f"{CORES}-core machines for {name}" for name in HOURS)
    yield f"| articles | core-hours | {titles} | computing | output | storing it, a month |"
    yield "|---:" * (5 + len(HOURS)) + "|"
    for articles in SIZES:
        core_hours = articles * cpu_seconds / 3600
        machines = " | ".join(f"{max(1, -(-core_hours // (CORES * hours))):,.0f}" for hours in HOURS.values())
        terabytes = articles * kilobytes / 1e9
        yield (
            f"| {articles:,} | {core_hours:,.0f} | {machines} | ${core_hours * core_hour:,.0f} "
            f"| {terabytes:,.3g} TB | ${terabytes * terabyte_month:,.0f} |"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--cpu-seconds", type=float, required=True, help="CPU seconds an article, measured")
    parser.add_argument("--core-hour", type=float, default=0.04, help="dollars")
    parser.add_argument("--kilobytes", type=float, default=30.0, help="of a digest")
    parser.add_argument("--terabyte-month", type=float, default=23.0, help="dollars")
    given = parser.parse_args()
    print("\n".join(rows(given.cpu_seconds, given.core_hour, given.kilobytes, given.terabyte_month)))


if __name__ == "__main__":
    main()
