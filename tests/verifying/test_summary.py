"""What a model says instead of a summary is flagged, whoever asked for it."""

from __future__ import annotations

import pytest

from summarizer.reading import read_text
from summarizer.results import ModelInfo, Summary, SummarySentence
from summarizer.verifying import verify

ARTICLE = read_text(
    "The bank will close 120 branches next year, it said on Monday. Unions protested in Oslo against the plan. "
    "The minister said that he had been informed."
)


@pytest.mark.parametrize(
    ("texts", "kinds"),
    [
        (["The bank will close 120 branches next year, it said on Monday."], set()),
        (["The bank will close 120 branches.", "Unions protested in Oslo."], set()),
        (["Банк закроет 120 отделений в следующем году, сообщил он в понедельник, и профсоюзы были против этого."],
         {"wrong-language"}),
        (["Here is the summary of the article.", "The bank will close 120 branches."], {"chatter"}),
    ],
)  # fmt: skip
def test_summaries(texts: list[str], kinds: set[str]) -> None:
    summary = Summary(tuple(SummarySentence(text, (0,)) for text in texts), ModelInfo("m", ""))
    errors = {flag.kind for flag in verify(ARTICLE, summary, {}) if flag.severity == "error"}
    assert errors == kinds
