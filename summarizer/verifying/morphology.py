"""The Russian dictionary of word forms."""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def morphology() -> Any:
    """pymorphy3's analyser with OpenCorpora's dictionary, loaded at the first use.

    It is told where the dictionary lies: left to itself it reads the metadata of every package that is installed.
    """
    from pymorphy3 import MorphAnalyzer
    from pymorphy3_dicts_ru import get_path

    return MorphAnalyzer(path=get_path(), lang="ru")
