"""Measure the checks.

    python -m eval.perturb news3 FOLDER [--part held-out|development|all] [--lang ru|zh]
    python -m eval.perturb wmt FILE --lang ru|zh [--reference A]
    python -m eval.perturb systems FILE --lang ru|zh [--reference A] [--every N]
    python -m eval.perturb support FOLDER [--entailment MODEL]

`news3` and `wmt`: each correct translation is damaged once in every way that it can be (a number, a date, a name, two
names, a clause, a phrase, the whole sentence; of documents, one sentence is dropped). Printed: how often a flag of
severity error or warning appears that the clean translation does not have, and how often clean ones are flagged.
`systems`: the share of flagged sentences of each system of a WMT file, beside its chrF. `support`: the support flag
against the judgements in FOLDER/qags_*.jsonl.xz and rank19.jsonl.xz; with an entailment model, beside its own verdicts,
on every second article of QAGS and all of Rank19. All take `--format json`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from eval.perturb import entailment, support, systems
from eval.perturb.data import news3, wmt
from eval.perturb.run import Count, dropped_sentences, measure
from summarizer.errors import SummarizerError

BOUND = 0.03
"""False alarms per clean professional sentence that must not be exceeded."""


def main(arguments: list[str]) -> int:
    """Run one suite; the exit code is 1 where false alarms exceed the bound."""
    options = _parser().parse_args(arguments)
    if not options.path.exists():
        print(f"{options.path}: not there", file=sys.stderr)
        return 2
    if options.suite == "support":
        return _support(options)
    if options.suite == "systems":
        return _systems(options)
    return _damage(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m eval.perturb", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    suites = parser.add_subparsers(dest="suite", required=True)
    for name in ("news3", "wmt", "systems", "support"):
        suite = suites.add_parser(name)
        suite.add_argument("path", type=Path)
        suite.add_argument("--format", choices=("text", "json"), default="text")
        if name == "support":
            suite.add_argument("--entailment", metavar="MODEL", help="an installed entailment model, or its folder")
        else:
            suite.add_argument("--lang", choices=("ru", "zh"), required=name != "news3")
        if name in ("news3", "wmt"):
            suite.add_argument("--seed", type=int, default=1)
        if name in ("wmt", "systems"):
            suite.add_argument("--reference", default="A")
        if name == "news3":
            suite.add_argument("--part", choices=("held-out", "development", "all"), default="held-out")
        if name == "systems":
            suite.add_argument("--every", type=int, default=1, help="check every Nth sentence only")
    return parser


def _damage(options: argparse.Namespace) -> int:
    results: dict[str, Mapping[str, Count]] = {}
    found: Mapping[str, Count]
    for language in [options.lang] if options.lang else ["ru", "zh"]:
        if options.suite == "news3":
            pairs = list(news3(options.path, language, options.part))
            found = {**measure(pairs, language, options.seed), **dropped_sentences(pairs, language, options.seed)}
        else:
            found = measure(list(wmt(options.path, language, options.reference)), language, options.seed)
        results[language] = found
    if options.format == "json":
        _dump(
            {
                language: {kind: {**asdict(c), "rate": c.rate} for kind, c in f.items()}
                for language, f in results.items()
            }
        )
    else:
        for language, found in results.items():
            for kind, c in found.items():
                print(f"{language}  {kind:<18} {c.flagged:>5} of {c.tried:<5} {c.rate:6.1%}   noted {c.noted}")
    return int(any(found["clean"].rate > BOUND for found in results.values()))


def _systems(options: argparse.Namespace) -> int:
    found, correlation = systems.ranking(options.path, options.lang, options.reference, options.every)
    if options.format == "json":
        _dump({"systems": [asdict(ranked) for ranked in found], "spearman": correlation})
    else:
        for ranked in found:
            print(f"{ranked.system:<24} chrF {ranked.chrf:5.1f}   flagged {ranked.flagged:6.1%}")
        print(f"Spearman's correlation of chrF with unflagged sentences: {correlation:.2f}")
    return 0


def _support(options: argparse.Namespace) -> int:
    data = support.labelled(options.path)
    if options.entailment:
        return _entailment(data, options.entailment, options.format)
    found = {name: support.agreement(each) for name, each in data.items()}
    ranked = support.ranked(support.words(data["rank19"]))
    if options.format == "json":
        _dump({**{name: asdict(agreement) for name, agreement in found.items()}, "rank19_pairs": ranked})
    else:
        for name, a in found.items():
            print(f"{name:<12} AUC {a.auc:.3f}   {_flagged(a)}")
        print(f"rank19: {ranked:.1%} of pairs ranked right (ties as half)")
    return 0


def _entailment(data: Mapping[str, Sequence[support.Labelled]], model: str, format_: str) -> int:
    try:
        judge = entailment.load(model)
        found = {}
        for name, each in data.items():
            held_out = [sentence for sentence in each if sentence.held_out]
            print(f"{name}: {judge.info.name} reads {len(held_out)} sentences …", file=sys.stderr)
            found[name] = entailment.measure(held_out, judge)
    except SummarizerError as error:
        print(error, file=sys.stderr)
        return 1
    if format_ == "json":
        _dump({name: asdict(judged) for name, judged in found.items()})
    else:
        for name, judged in found.items():
            both = f"calibrated {judged.both.auc:.3f}" if judged.both else "not calibrated"
            aucs = f"words {judged.words.auc:.3f}, {judge.info.name} {judged.model.auc:.3f}, {both}"
            print(f"{name:<12} AUC {aucs}   {_flagged(judged.model)}")
    return 0


def _flagged(a: support.Agreement) -> str:
    return (
        f"flagged: {a.flagged_supported:5.1%} of {a.supported} supported, "
        f"{a.flagged_other:5.1%} of {a.sentences - a.supported} others"
    )


def _dump(found: Mapping[str, Any]) -> None:
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
