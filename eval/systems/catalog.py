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

    return tuple(name for name in PROFILES if name not in ("auto", "server"))


def installed() -> tuple[str, ...]:
    """The profiles whose models are on this machine: `builtin` always is."""
    from summarizer.models import catalog, store

    known = catalog.load()
    return tuple(
        name
        for name in profiles()
        if name == "builtin" or all(store.locate(known.find(model)) for model in known.profile(name).models)
    )


def build(name: str) -> System:
    """A baseline, a profile of the package, a profile with another model, or a factory of yours.

    `summarizer=MODEL` and `translator=MODEL` are the built-in profile with that model instead of its own;
    `server=MODEL@URL` asks an OpenAI-compatible server; `module:attribute` is yours. Raises `EvalUsage`.
    """
    if name == "copy":
        from eval.systems.copying import CopySource

        return CopySource()
    if name in BASELINES or _LEAD.fullmatch(name):
        return _extractive(name)
    if name in profiles():
        from eval.systems.profile import Profile, options

        return Profile(name, options(profile=name))
    if "=" in name:
        return _changed(name)
    if ":" in name:
        return _own(name)
    known = ", ".join([*BASELINES, "lead3", *profiles()])
    raise EvalUsage(
        f"no system {name!r}: choose of {known}, or give summarizer=MODEL, translator=MODEL, server=MODEL@URL or "
        "module:attribute"
    )


def _changed(name: str) -> System:
    from eval.systems.profile import Profile, options
    from summarizer.digest import Server

    what, _, model = name.partition("=")
    if what in ("summarizer", "translator") and model:
        return Profile(name, options(**{what: model}))
    served, _, url = model.partition("@")
    if what == "server" and served and url:
        return Profile(name, options(profile="server", server=Server(url, served)))
    raise EvalUsage(f"{name}: write summarizer=MODEL, translator=MODEL or server=MODEL@URL")


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
