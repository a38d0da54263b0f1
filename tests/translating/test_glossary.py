"""Glossary files, good and bad, and what a translation honours."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from summarizer.errors import GlossaryError
from summarizer.translating.glossary import Glossary, Miss

GOOD = "source,ru,zh,dnt\nbank,банк,银行,\nWorld Bank,Всемирный банк,世界银行,\niPhone,,,1\nfederal rate,ставка ФРС,,\n"

TBX = """<?xml version="1.0"?><tbx><text><body><conceptEntry><langSec xml:lang="en"><termSec><term>bank</term></termSec>
</langSec><langSec xml:lang="ru"><termSec><term>банк</term></termSec></langSec></conceptEntry></body></text></tbx>"""


def load(tmp_path: Path, text: str | bytes, name: str = "g.csv") -> Glossary:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return Glossary.load(path)


@pytest.mark.parametrize(
    ("source", "target", "language", "misses"),
    [
        ("The World Bank lends.", "Всемирным банком выданы кредиты.", "ru", []),
        ("The World Bank lends.", "Мировой фонд выдает кредиты.", "ru", [Miss("World Bank", "Всемирный банк")]),
        ("Banks lend.", "Банки выдают кредиты.", "ru", []),
        ("Banks lend.", "机构放贷。", "zh", [Miss("bank", "银行")]),
        ("The iPhone sells.", "iPhone 畅销。", "zh", []),
        ("The iPhone sells.", "苹果手机畅销。", "zh", [Miss("iPhone", "iPhone")]),
        ("The federal rate rose.", "利率上升。", "zh", []),
    ],
)
def test_what_is_not_honoured_is_told(
    tmp_path: Path, source: str, target: str, language: str, misses: list[Miss]
) -> None:
    assert load(tmp_path, GOOD).check(source, target, language) == misses


def test_a_term_left_in_latin_script_is_put_into_chinese(tmp_path: Path) -> None:
    assert load(tmp_path, GOOD).apply("The World Bank lends.", "World Bank 放贷。", "zh") == "世界银行放贷。"


def test_tbx_and_repeated_rows(tmp_path: Path) -> None:
    assert load(tmp_path, TBX, "g.tbx").check("A bank.", "Банк.", "ru") == []
    assert len(load(tmp_path, "source,ru\nbank,банк\nbank,банк\n").terms) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("word,перевод\na,b\n", "line 1"),
        ("source,ru\nbank,банк\nbank,берег\n", "line 3.*line 2"),
        ("source,ru\nbank,банк,лишнее\n", "line 2"),
        ("source,ru\n,банк\n", "line 2"),
        ("source,ru\nbank,\n", "no translation"),
        ("source,ru,dnt\nbank,,maybe\n", "dnt"),
        ("source,ru\n", "no terms"),
        ("", "line 1"),
        ("source,ru\nbank,банк\n".encode("cp1251"), "not UTF-8"),
        (b'source,ru\n"bank,x\n', "CSV"),
    ],
)
def test_a_bad_file_gets_one_line(tmp_path: Path, text: str | bytes, message: str) -> None:
    with pytest.raises(GlossaryError, match=message) as caught:
        load(tmp_path, text)
    assert "\n" not in str(caught.value)


def test_entities_are_never_read_and_a_missing_file_is_told(tmp_path: Path) -> None:
    evil = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + TBX[21:].replace(
        ">банк<", ">&a;<"
    )
    with pytest.raises(GlossaryError):
        load(tmp_path, evil, "evil.tbx")
    with pytest.raises(GlossaryError, match="cannot be read"):
        Glossary.load(tmp_path / "none.csv")


def test_a_hundred_thousand_rows_are_no_trouble(tmp_path: Path) -> None:
    rows = "".join(f"term number {n},термин {n}\n" for n in range(100_000))
    started = time.process_time()
    glossary = load(tmp_path, "source,ru\n" + rows)
    assert glossary.check("term number 77 " * 500, "термин", "ru") == [Miss("term number 77", "термин 77")]
    assert time.process_time() - started < 10
