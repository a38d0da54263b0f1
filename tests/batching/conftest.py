"""Models that are quick and predictable, for everything around them."""

from __future__ import annotations

import pytest

from summarizer.profiles import Models

from ..fakes import FakeTranslator, LeadSummarizer


@pytest.fixture
def translator() -> FakeTranslator:
    return FakeTranslator()


@pytest.fixture
def models(translator: FakeTranslator) -> Models:
    return Models("fake", LeadSummarizer(), {"ru": translator})
