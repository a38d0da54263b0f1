"""Bytes in the encodings that articles come in give the same text; what is no text is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import ReadError
from summarizer.reading.encoding import clean, decode

ENGLISH = "The café’s owner paid €40,000 — “twice the price”, he said."
RUSSIAN = (
    "Мост длиной 1,26 км строили четыре года, он обошелся областному бюджету в 9,4 млрд руб. — на 12% дороже, чем "
    "планировалось. По словам руководителя стройки, подорожали сталь и цемент."
)
CHINESE = "青石岛首座海水淡化厂星期四正式投产，日产淡水1.2万吨，岛上3.8万名居民从此不再依赖运水船。\n工期26个月。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(t, e) for t in (ENGLISH, RUSSIAN, CHINESE) for e in ("utf-8", "utf-8-sig", "utf-16", "utf-32")]
    + [(t, e) for t in (ENGLISH, RUSSIAN, CHINESE) for e in ("utf-16-le", "utf-16-be")]
    + [
        (RUSSIAN, "cp1251"),
        (RUSSIAN.replace("—", "-"), "koi8-r"),
        (CHINESE, "gb18030"),
        (CHINESE, "gbk"),
        (ENGLISH, "cp1252"),
    ],
)
def test_the_encoding_is_found(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_declared_encoding_comes_before_a_guess() -> None:
    assert decode("naïve".encode("latin-1"), "latin-1") == "naïve"
    assert decode(RUSSIAN.encode(), "no-such-encoding") == RUSSIAN


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 20, b"\x00\x01\x02\x03" * 100, b"\x00" * 64, bytes([7, 200, 0, 3, 255, 1]) * 50]
)
def test_binary_is_no_text(data: bytes) -> None:
    with pytest.raises(ReadError):
        decode(data)


@given(st.binary(max_size=300))
def test_any_bytes_decode_or_are_refused_in_one_line(data: bytes) -> None:
    try:
        decode(data)
    except ReadError as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("1\u00a0000\u202f000", "1 000 000"),
        ("co\u00adoperate\u200b", "cooperate"),
        ("abc\u202etxt.exe", "abctxt.exe"),
        ("cafe\u0301", "café"),
        ("a\tb\x00\x07", "a b"),
        ("\ud800x", "x"),
    ],
)
def test_clean(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned
