"""Title, byline and dateline are recognised, and a first sentence is never taken for one of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.reading.structure import paragraphs, take_apart

BODY = "The council approved the budget on Monday after a long debate."


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Council approves budget", "Council approves budget"),
        ("# Council approves budget", "Council approves budget"),
        ("**Will the bridge open?**", "Will the bridge open?"),
        ("В Вересковске открыли мост", "В Вересковске открыли мост"),
        ("青石岛海水淡化厂投产 岛民告别运水船", "青石岛海水淡化厂投产 岛民告别运水船"),
        ("A first sentence that is short.", None),
        ("“It is over.”", None),
        ("The list is as follows:", None),
        ("- an item of a list", None),
        ("市议会批准了预算。", None),
        ("word " * 60, None),
    ],
)
def test_title(head: str, title: str | None) -> None:
    assert take_apart([head, BODY, BODY]).title == title


def test_the_title_that_is_known_is_taken_from_the_text() -> None:
    parts = take_apart(["Council approves budget!", BODY], "Council Approves Budget")
    assert (parts.title, parts.paragraphs) == ("Council Approves Budget", [BODY])


def test_a_single_line_is_text_not_title() -> None:
    assert take_apart(["Council approves budget"]).paragraphs == ["Council approves budget"]


@pytest.mark.parametrize(
    "line",
    [
        "By Imogen Hale and Peter Dacosta",
        "BY ANNA REED",
        "*By Callum Orr*",
        "By Anna Reed, Staff Writer",
        "Written by Jean-Paul O’Neil",
        "Автор: Анна Петрова",
        "本报记者 王小明",
        "记者：李华",
    ],
)
def test_byline(line: str) -> None:
    parts = take_apart(["Council approves budget", line, BODY])
    assert (parts.byline, parts.paragraphs) == (line.strip("*"), [BODY])


@pytest.mark.parametrize(
    "line", ["By Monday the snow had gone, and the roads were open again to everyone.", "By then it was late."]
)
def test_no_byline(line: str) -> None:
    assert take_apart(["Council approves budget", line, BODY]).byline is None


@pytest.mark.parametrize(
    ("lead", "dateline", "rest"),
    [
        (
            "PORT ELLARY, Nov. 12 (Northern Coast Press) — Crews rescued",
            "PORT ELLARY, Nov. 12 (Northern Coast Press)",
            "Crews rescued",
        ),
        ("WASHINGTON (AP) — The Senate voted", "WASHINGTON (AP)", "The Senate voted"),
        ("LONDON, March 3 – Prices rose", "LONDON, March 3", "Prices rose"),
        ("ST. PAUL, Minn. -- The mayor said", "ST. PAUL, Minn.", "The mayor said"),
        ("Paris, France (Reuters) - Farmers blocked", "Paris, France (Reuters)", "Farmers blocked"),
        ("(CNN) -- A passenger train left", "(CNN)", "A passenger train left"),
        ("Hong Kong (CNN)Six people were hurt", "Hong Kong (CNN)", "Six people were hurt"),
        ("**LAKE VESNA** — On a raft, four", "LAKE VESNA", "On a raft, four"),
        ("МОСКВА, 12 ноября. Движение открылось", "МОСКВА, 12 ноября.", "Движение открылось"),
        ("МОСКВА, 12 ноя — РИА Новости. Движение открылось", "МОСКВА, 12 ноя — РИА Новости.", "Движение открылось"),
        ("МОСКВА, 12 ноября. /ТАСС/. Движение открылось", "МОСКВА, 12 ноября. /ТАСС/.", "Движение открылось"),
        ("【海州电】青石岛首座海水淡化厂星期四投产。", "【海州电】", "青石岛首座海水淡化厂星期四投产。"),
        (
            "新华社北京11月12日电（记者王明）国务院批准了规划。",
            "新华社北京11月12日电（记者王明）",
            "国务院批准了规划。",
        ),
        ("中新网11月12日电 国务院批准了规划纲要。", "中新网11月12日电", "国务院批准了规划纲要。"),
    ],
)
def test_dateline(lead: str, dateline: str, rest: str) -> None:
    parts = take_apart(["A headline of the day", lead, BODY])
    assert (parts.dateline, parts.paragraphs[0]) == (dateline, rest)


def test_a_dateline_behind_a_standfirst() -> None:
    parts = take_apart(
        ["A headline of the day", "How it all began", "By Anna Reed", "LORN — At dawn, they left.", BODY]
    )
    assert (parts.dateline, parts.byline) == ("LORN", "By Anna Reed")
    assert parts.paragraphs == ["How it all began", "At dawn, they left.", BODY]


@pytest.mark.parametrize(
    "lead",
    [
        "NATO said on Monday that it would send ships to the strait.",
        "IBM — the company that built it — declined to comment.",
        "The U.S. (and others) - a group of ten - voted for it.",
        "World Health Organization (WHO) officials met in Geneva on Monday.",
        "США и Китай договорились о пошлинах на сталь и алюминий.",
        "新华社记者在现场看到，大桥已经通车。",
    ],
)
def test_no_dateline(lead: str) -> None:
    assert take_apart(["A headline of the day", lead, BODY]).dateline is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.\n \nThree.", ["One.", "Two.", "Three."]),
        (
            "A headline\nA first paragraph that says it.\nA second one.",
            ["A headline", "A first paragraph that says it.", "A second one."],
        ),
        (
            "A paragraph that was wrapped at some fifty\ncharacters, so that its lines end in the\nmiddle of things.",
            ["A paragraph that was wrapped at some fifty characters, so that its lines end in the middle of things."],
        ),
        ("- one item\n- another item", ["- one item", "- another item"]),
        ("  spaced   out  ", ["spaced out"]),
        ("", []),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert paragraphs(text) == expected


@given(st.text(alphabet=st.sampled_from("aB. \n,—-*#中文。“"), max_size=200))
def test_no_letter_is_lost(text: str) -> None:
    def letters(parts: list[str]) -> str:
        return "".join(c for part in parts for c in part if c.isalnum())

    parts = take_apart(paragraphs(text))
    head = [part for part in (parts.title, parts.byline, parts.dateline) if part]
    assert sorted(letters(head + parts.paragraphs)) == sorted(letters([text]))
