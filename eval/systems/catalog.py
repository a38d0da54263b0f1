"""Systems by name."""

from __future__ import annotations

import re
from importlib import import_module

from eval.errors import EvalUsage
from eval.systems.base import System

BASELINES = ("lead", "random", "textrank", "lexrank", "oracle", "copy")
"""Always in the table. `lead3` is the first three sentences, whatever the task asks for."""

_LEAD = re.compile(r"lead-?([1-9]\d?)")


def profiles() -> tuple[str, ...]:
    """The package's profiles that can be named."""
    from summarizer.profiles import PROFILES

    return tuple(name for name in PROFILES if name != "auto")


def installed() -> tuple[str, ...]:
    """The profiles whose models are on this machine: `builtin` always is."""
    from summarizer.digest import Options, Runtime
    from summarizer.errors import SummarizerError
    from summarizer.profiles import load

    found = []
    for name in profiles():
        try:
            load(Options(profile=name, runtime=Runtime(offline=True)))
        except SummarizerError:
            continue
        found.append(name)
    return tuple(found)


def build(name: str) -> System:
    """A baseline, a profile of the package, or `module:attribute`, a factory of yours. Raises `EvalUsage`."""
    if name == "copy":
        from eval.systems.copying import CopySource

        return CopySource()
    if name in BASELINES or _LEAD.fullmatch(name):
        return _extractive(name)
    if name in profiles():
        from eval.systems.profile import Profile

        return Profile(name)
    if ":" in name:
        return _own(name)
    known = ", ".join([*BASELINES, "lead3", *profiles()])
    raise EvalUsage(f"no system {name!r}: choose of {known}, or give module:attribute of your own")


def _extractive(name: str) -> System:
    from eval.systems import extractive

    if match := _LEAD.fullmatch(name):
        return extractive.Extractive(name, extractive.lead(int(match[1])))
    choose = {"lead": extractive.lead(), "random": extractive.chance, "oracle": extractive.oracle}
    return extractive.Extractive(name, choose.get(name) or extractive.graph(name))


def _own(name: str) -> System:
    module, _, attribute = name.partition(":")
    try:
        system: System = getattr(import_module(module), attribute)()
    except (ImportError, AttributeError, TypeError) as error:
        raise EvalUsage(f"{name}: no system there ({error})") from None
    return system
