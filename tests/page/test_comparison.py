"""What differs between two texts is marked in both, and nothing else is."""

from __future__ import annotations

import pytest

from summarizer.page.comparison import differences


@pytest.mark.parametrize(
    "first, second, marked",
    [
        ("One cat sat.", "One cat sat.", ("One cat sat.", "One cat sat.")),
        ("One cat sat.", "One dog sat.", ("One <mark>cat</mark> sat.", "One <mark>dog</mark> sat.")),
        (
            "Halden Motors rose.",
            "Halden Motors NV rose.",
            ("Halden Motors rose.", "Halden Motors <mark>NV</mark> rose."),
        ),
        ("一只猫。", "一只狗。", ("一只<mark>猫</mark>。", "一只<mark>狗</mark>。")),
        ("a<b>", "a<i>", ("a&lt;<mark>b</mark>&gt;", "a&lt;<mark>i</mark>&gt;")),
        ("", "all", ("", "<mark>all</mark>")),
        ("a b", "a  b", ("a b", "a  b")),  # white space is no difference that a reader sees
    ],
)
def test_differences(first: str, second: str, marked: tuple[str, str]) -> None:
    assert differences(first, second) == marked
