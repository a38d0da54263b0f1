"""The extractive summarizer: what it promises about any article, and what it must never pick."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.article import Article, Sentence
from summarizer.errors import EmptyArticle, UsageError
from summarizer.summarizing.base import Length, count_words
from summarizer.summarizing.extractive import ExtractiveSummarizer

STORY = [
    "Crews rescued seven fishermen from the trawler Marigold on Wednesday after a search in the Strait of Lorn.",
    "The men were found in a life raft 14 miles southwest of Port Ellary, the coast guard said.",
    "Crews rescued seven fishermen from the trawler on Wednesday after a long search in the strait.",
    "“They did everything right.”",
    "By Anna Reed",
    "But he did not say why?",
    "The Marine Accident Bureau has opened an inquiry into the sinking of the trawler.",
    "The government will pay 2.4 million crowns for a second rescue helicopter at Port Ellary.",
]


def article(texts: list[str], language: str = "en", title: str | None = None) -> Article:
    found, text = [], ""
    for n, one in enumerate(texts):
        text += "\n\n" if text else ""
        found.append(Sentence(n, n, len(text), len(text) + len(one), one))
        text += one
    return Article(text, tuple(found), language, "-", title)


def picked(texts: list[str], length: Length, language: str = "en") -> list[int]:
    return [s.evidence[0] for s in ExtractiveSummarizer().summarize(article(texts, language), length).sentences]


def test_lead_first_without_repetition_quote_or_byline() -> None:
    chosen = picked(STORY, Length(sentences=3))
    assert chosen[0] == 0
    assert not {2, 3, 4, 5} & set(chosen)


def test_exactly_so_many_sentences() -> None:
    for n in range(1, len(STORY) + 3):
        assert len(picked(STORY, Length(sentences=n))) == min(n, len(STORY))


@given(st.lists(st.sampled_from(STORY), min_size=1, max_size=20), st.integers(1, 80))
@settings(deadline=None)
def test_words_are_a_ceiling_and_sentences_stay_whole_and_in_order(texts: list[str], words: int) -> None:
    source = article(texts)
    try:
        summary = ExtractiveSummarizer().summarize(source, Length(words=words))
    except UsageError:
        assert min(map(count_words, texts)) > words
        return
    assert 1 <= sum(count_words(s.text) for s in summary.sentences) <= words
    indices = [s.evidence[0] for s in summary.sentences]
    assert indices == sorted(set(indices))
    assert all(source.sentences[s.evidence[0]].text == s.text for s in summary.sentences)
    assert summary == ExtractiveSummarizer().summarize(source, Length(words=words))


@pytest.mark.parametrize(
    "fragment",
    [
        "Speaking up in support of him, Winestock wrote on the site: 'Ridiculous.",
        "And it is all that anybody in the whole of the county ever asked them for.'",
        "“And it is all that anybody in the whole of the county ever asked them for.",
        "By Imogen Hale and Peter Dacosta of the Northern Coast Press",
        "- The harbor was closed to all ships on Wednesday and on Thursday.",
        "What happens next in the Strait of Lorn",
    ],
)
def test_never_a_fragment(fragment: str) -> None:
    assert 0 not in picked([fragment, *STORY[:3]], Length(sentences=2))


def test_a_summary_does_not_begin_with_somebody_unnamed() -> None:
    text = ["Rain.", "She has kept the lighthouse of Port Ellary since 1988, and the fog horn too.", *STORY[6:]]
    assert min(picked(text, Length(sentences=1))) > 1


def test_the_story_behind_a_scene() -> None:
    scene = [
        "On a raft the size of a parking space, four people are arguing about lunch.",
        "The rope goes taut at last.",
    ]
    point = "The team has pulled the oldest flood record of the region from the mud of a mountain lake."
    source = article([*scene, "Nobody speaks for a while after that.", point, *STORY], title="What the mud remembers")
    chosen = [s.evidence[0] for s in ExtractiveSummarizer().summarize(source, Length(sentences=1)).sentences]
    assert chosen == [3]


def test_apostrophes_are_no_quotation_marks() -> None:
    lead = "The drivers' union said that the workers' pay hadn't risen since the '90s in Lorn's harbor."
    assert picked([lead, *STORY[3:6]], Length(sentences=1)) == [0]


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        (
            "ru",
            [
                "Мост открыли во вторник в городе Вересковске после четырех лет работ.",
                "«Ура!» — кричали дети.",
                "Он обошелся областному бюджету в 9,4 млрд рублей, сообщила мэрия города.",
            ],
        ),
        (
            "zh",
            [
                "青石岛海水淡化厂星期四正式投产，日产淡水1.2万吨。",
                "“太好了！”",
                "工厂由市水务局投资4.6亿元兴建，工期26个月。",
            ],
        ),
    ],
)
def test_other_languages(language: str, texts: list[str]) -> None:
    assert picked(texts, Length(sentences=2), language) == [0, 2]


def test_nothing_to_summarise() -> None:
    with pytest.raises(EmptyArticle):
        ExtractiveSummarizer().summarize(article([]), Length())


def test_imports_no_heavy_library() -> None:
    code = (
        "import sys, summarizer.summarizing.extractive; print({'torch', 'transformers', 'gradio'} & set(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
