"""Three languages, and the browser's choice among them."""

from __future__ import annotations

import string

import pytest

from summarizer.page.texts import TEXTS, locale_of, texts


@pytest.mark.parametrize("locale", TEXTS)
def test_every_text_is_in_every_language_with_the_same_fields(locale: str) -> None:
    def fields(text: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert TEXTS[locale].keys() == TEXTS["en"].keys()
    for key, text in TEXTS["en"].items():
        assert fields(TEXTS[locale][key]) == fields(text), key


@pytest.mark.parametrize(
    "header, locale",
    [
        (None, "en"),
        ("", "en"),
        ("ru", "ru"),
        ("ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("de,fr;q=0.9", "en"),
        ("de, zh-TW;q=0.7, ru;q=0.3", "zh"),
        ("en;q=0.1,zh-CN;q=0.9", "zh"),
        ("ru;q=x,zh", "zh"),
        (";;;,,,q=", "en"),
        ("x" * 100_000, "en"),
    ],
)
def test_the_page_speaks_the_first_language_it_knows(header: str | None, locale: str) -> None:
    assert locale_of(header) == locale


def test_an_unknown_language_is_english() -> None:
    assert texts("tlh") is TEXTS["en"]
