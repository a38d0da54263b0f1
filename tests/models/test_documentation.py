"""Every row of the table in docs/models.md names a test that exists, and every family has a row."""

from __future__ import annotations

import re
from pathlib import Path

from summarizer.models import catalog
from summarizer.models.families import FAMILIES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "models.md").read_text(encoding="utf-8")
LINKS = re.findall(r'\[[^\]]+\]\(\.\./([\w/.]+) "(\w+)(?:\[([\w-]+)\])?"\)', PAGE)


def test_links_lead_to_tests() -> None:
    from .checkpoints import RECIPES

    assert len(LINKS) >= 2 * len(FAMILIES)
    for path, function, case in LINKS:
        assert f"def {function}(" in (ROOT / path).read_text(encoding="utf-8")
        if case:
            name, *languages = re.sub(r"-(en)-(ru|zh)$", r" \1 \2", case).split()
            assert name in RECIPES
            assert bool(languages) == bool(RECIPES[name].codes)


def test_every_family_has_a_row() -> None:
    named = {case.removesuffix("-en-ru") for _, _, case in LINKS} | {"instruct"}
    assert set(FAMILIES) <= named


def test_profiles_are_as_the_page_says() -> None:
    for profile in catalog.load().profiles.values():
        row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{profile.name}`"))
        assert all(model in row for model in profile.models)
        assert profile.needs in row
