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
    for path, function, _ in LINKS:
        assert f"def {function}(" in (ROOT / path).read_text(encoding="utf-8")


def test_every_family_engine_and_direction_that_is_tested_has_a_link_and_no_other() -> None:
    from .test_families import CTRANSLATE2, DIRECTIONS, FAMILY, IDS

    linked = [(function, case) for _, function, case in LINKS if case]
    tested = [("test_transformers", case) for case in IDS]
    tested += [
        ("test_ctranslate2", case) for case, (name, *_) in zip(IDS, DIRECTIONS, strict=True) if name in CTRANSLATE2
    ]
    assert sorted(linked) == sorted(tested)
    assert {FAMILY.get(name, name) for name, *_ in DIRECTIONS} | {"instruct", "entailment"} == set(FAMILIES)


def test_profiles_are_as_the_page_says() -> None:
    for profile in catalog.load().profiles.values():
        row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{profile.name}`"))
        assert all(model in row for model in profile.models)
        assert profile.needs in row
