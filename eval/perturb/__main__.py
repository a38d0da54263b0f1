"""Measure the checks on damaged translations.

    python -m eval.perturb news3 FOLDER [--part held-out|development|all] [--format text|json]
    python -m eval.perturb wmt FILE --lang ru [--reference A]

Each correct translation is damaged once in every way that it can be (a number, a name, two names, a clause, a phrase,
the whole sentence; of documents, one sentence is dropped). Printed: how often a flag of severity error or warning
appears that the clean translation does not have, and how often clean ones are flagged.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from eval.perturb.data import news3, wmt
from eval.perturb.run import Count, dropped_sentences, measure

BOUND = 0.03
"""False alarms per clean professional sentence that must not be exceeded."""


def main(arguments: list[str]) -> int:
    """Run one suite; the exit code is 1 where false alarms exceed the bound."""
    parser = argparse.ArgumentParser(
        prog="python -m eval.perturb", description=__doc__.split("\n")[0] if __doc__ else ""
    )
    parser.add_argument("suite", choices=("news3", "wmt"))
    parser.add_argument("path", type=Path)
    parser.add_argument("--lang", choices=("ru", "zh"), help="one language only; needed for wmt")
    parser.add_argument("--part", choices=("held-out", "development", "all"), default="held-out")
    parser.add_argument("--reference", default="A")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    options = parser.parse_args(arguments)
    if options.suite == "wmt" and not options.lang:
        parser.error("wmt needs --lang")
    if not options.path.exists():
        parser.error(f"{options.path}: not there")
    results: dict[str, Mapping[str, Count]] = {}
    for language in [options.lang] if options.lang else ["ru", "zh"]:
        if options.suite == "news3":
            pairs = list(news3(options.path, language, options.part))
            found = {**measure(pairs, language, options.seed), **dropped_sentences(pairs, language, options.seed)}
        else:
            found = dict(measure(list(wmt(options.path, language, options.reference)), language, options.seed))
        results[language] = found
    print(_json(results) if options.format == "json" else _text(results))
    return int(any(found["clean"].rate > BOUND for found in results.values()))


def _text(results: Mapping[str, Mapping[str, Count]]) -> str:
    lines = []
    for language, found in results.items():
        for kind, count in found.items():
            lines.append(
                f"{language}  {kind:<18} {count.flagged:>5} of {count.tried:<5} {count.rate:6.1%}   noted {count.noted}"
            )
    return "\n".join(lines)


def _json(results: Mapping[str, Mapping[str, Count]]) -> str:
    return json.dumps(
        {
            language: {
                kind: {"tried": c.tried, "flagged": c.flagged, "noted": c.noted, "rate": round(c.rate, 4)}
                for kind, c in found.items()
            }
            for language, found in results.items()
        },
        indent=2,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
