"""A profile names the models that make a digest; `load` gets them ready to be loaded at first use."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.article import Language
from summarizer.errors import UnknownModel
from summarizer.summarizing.base import Summarizer
from summarizer.translating.base import Translator

if TYPE_CHECKING:
    from summarizer.digest import Options


@dataclass(frozen=True, slots=True)
class Models:
    """What a digest is made with. `translators[language]` is absent where no model of the profile knows the target."""

    profile: str
    summarizer: Summarizer
    translators: Mapping[Language, Translator]
    notices: tuple[str, ...] = ()


PROFILES = ("auto", "builtin")


def load(options: Options) -> Models:
    """The models that `options` ask for. Raises `UnknownModel`."""
    if options.profile not in PROFILES:
        raise UnknownModel(f"no profile named {options.profile!r}: choose one of {', '.join(PROFILES)}")
    from summarizer import builtin
    from summarizer.summarizing.extractive import ExtractiveSummarizer

    translator = builtin.translator(options.runtime.threads or cores())
    return Models("builtin", ExtractiveSummarizer(), dict.fromkeys(options.to, translator))


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
