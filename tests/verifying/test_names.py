"""Names that a translation has in another form, and everyday words that only look like names."""

from __future__ import annotations

import pytest

from summarizer.article import Language
from summarizer.verifying.names.checking import compare


@pytest.mark.parametrize(
    ("source", "text", "language"),
    [
        ("Lebanese judge questions bankers", "Ливанский судья допрашивает банкиров", "ru"),
        ("Some 82% of Kenyan adults use it", "82% взрослых кенийцев", "ru"),
        ("Nearly 600 Syrians were killed", "Почти 600 сирийцев убиты", "ru"),
        ("Apple growers lose", "Садоводы теряют", "ru"),
        ("The choir from Asheville, N.C., had sung.", "来自北卡罗来纳州阿什维尔的合唱团唱过歌。", "zh"),
        ("It lies in a warehouse.", "它在仓库里。", "zh"),
        ("He wrote on Twitter.", "Он написал в соцсети X.", "ru"),
        ("He wrote on Twitter.", "他在X平台上写道。", "zh"),
        ("The New York Times reported it.", "Об этом сообщила NYT.", "ru"),
    ],
)
def test_no_doubt_about_what_is_there(source: str, text: str, language: Language) -> None:
    assert [d for d in compare(source, text, "en", language) if d.severity != "note"] == []


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Lebanese judge questions bankers", "Судья допрашивает банкиров"),
        ("Some 82% of Kenyan adults use it", "82% взрослых"),
        ("It was grown for Apple.", "Его вырастили садоводы."),
    ],
)
def test_a_doubt_where_it_is_not(source: str, text: str) -> None:
    assert [d.kind for d in compare(source, text, "en", "ru")] == ["missing"]


@pytest.mark.parametrize(("text", "language"), [("Продажи в ООН выросли.", "ru"), ("联合国销售额增长。", "zh")])
def test_an_abbreviated_country_that_has_become_a_body_is_seen(text: str, language: Language) -> None:
    [doubt] = compare("Sales in the U.K. rose.", text, "en", language)
    assert (doubt.kind, doubt.severity) == ("changed", "warning")
