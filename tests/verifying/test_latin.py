"""Names that a translation keeps in Latin script, letter for letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.article import Language
from summarizer.verifying.names import check
from summarizer.verifying.names.latin import miscopied, unknown_glosses


@pytest.mark.parametrize(
    ("source", "text", "wrong"),
    [
        ("Minister Peer Steinbrueck spoke.", "部长彼得（Peinbrueck）说。", [("Peinbrueck", "Steinbrueck")]),
        ("Jawaharlal Nehru's letters", "尼赫鲁（Jwaharlal Nehru）的信", [("Jwaharlal", "Jawaharlal")]),
        ("Madhya Pradesh closed schools.", "Madhia Pradesh закрыл школы.", [("Madhia", "Madhya")]),
        ("SHANGHAI, May 4", "SHANGHAAI, 4 мая", [("SHANGHAAI", "SHANGHAI")]),
        ("the weekly Argumenty i Fakty", "газета «i Fkty»", [("Fkty", "Fakty")]),
        ("Joris Haverdonk, 29", "乔里斯（JorisHerdonk）", [("JorisHerdonk", "Joris Haverdonk")]),
        ("Ciarán Hanrahan-Byrne rode.", "Победил Ciaran Hanrahan-Byrne.", []),
        ("a Covid-19 test by Pfizer-BioNTech", "Тест на COVID-19 от Pfizer и BioNTech", []),
        ("The U.N. met in New York.", "联合国（UN）在纽约开会。", []),
        ("He was googling curtains and tweeted.", "Он искал в Google шторы и написал в Twitter.", []),
        ("Write to press@example.org, @A_ListMGMT.", "Пишите: press@exmple.org, @ARTListMGMT.", []),
        ("Samsung unveiled the Galaxy S24.", "Samsung представила Samsung Galaxy S24 Ultra.", []),
        ("Fed Chair Powell said so.", "鲍威尔（Jerome Powell）说。", []),
        ("Covid deaths fell.", "Смертность от COVID-19 снизилась.", []),
        ("Apple filed.", "Apple Inc. подала", []),
        ("Lech Wałęsa spoke.", "瓦文萨（Lech Walesa）说。", []),
        ("Ms. Mueller spoke.", "米勒（Müller）说。", []),
        ("Exxon sells NFT art.", "ExxonMobil продает NFTs.", []),
        ("Alexei Navalny died.", "纳瓦利内（Alexey Navalny）去世。", []),
        ("Kiev was quiet.", "基辅（Kyiv）平静。", []),
        ("The shares fell.", "Акции Halden упали.", []),  # like nothing in the source: another check's
        ("", "", []),
    ],
)
def test_what_is_like_a_name_of_the_source_and_not_it(source: str, text: str, wrong: list[tuple[str, str]]) -> None:
    found = list(miscopied(source, text))
    assert [(one.written, one.right) for one in found] == wrong
    assert all(text[one.start : one.end] == one.written for one in found)


@pytest.mark.parametrize("language", ["ru", "zh"])
def test_it_is_an_error(language: Language) -> None:
    text = {"ru": "Газета Fkty вышла.", "zh": "《Fkty》出版了。"}[language]
    found = [(d.kind, d.severity) for d in check("Fakty appeared.", text, "en", language)]
    assert ("name-changed", "error") in found


@pytest.mark.parametrize(
    ("source", "text", "unknown"),
    [
        ("Angela Merkel came.", "安格拉·米歇尔（AngelaMichaelMichael）来了。", ["AngelaMichaelMichael"]),
        ("Angela Merkel came.", "安格拉·默克尔（Angela Merkel）来了。", []),
        ("Peer Steinbrueck spoke.", "斯坦布鲁克（Peinbrueck）讲话。", []),  # said already: miscopied
        ("the World Health Organization", "世界卫生组织（WHO）", []),
        ("The IAEA sent a team.", "国际原子能机构（International Atomic Energy Agency）派团。", []),
        ("Profits at J&J rose.", "强生（Johnson & Johnson）盈利上升。", []),
        ("They found E. coli.", "发现大肠杆菌（Escherichia coli）。", []),
        ("Mr. Biden left.", "拜登（Joe Biden）离开。", []),
    ],
)
def test_a_gloss_that_is_in_no_way_the_sources(source: str, text: str, unknown: list[str]) -> None:
    assert list(unknown_glosses(source, text, list(miscopied(source, text)))) == unknown


@given(st.text(max_size=60), st.text(max_size=60))
def test_what_is_copied_is_never_wrong(source: str, text: str) -> None:
    assert list(miscopied(f"{source} {text}", text)) == []
