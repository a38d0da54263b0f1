"""Bytes to text: which encoding they are in, and whether they are text at all."""

from __future__ import annotations

import codecs
import re
import unicodedata

from summarizer.errors import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like UTF-16's mark, so it comes before it
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY = ["cp1251", "gb18030", "cp1252", "koi8_r", "big5"]
_SAMPLE = 200_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
# Controls, soft hyphens, zero-width and direction marks (with which text can look like another), lone surrogates.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    r"\ud800-\udfff\ufffe\uffff]"
)
_BREAK = re.compile(r"\r\n?|[\u0085\u2028\u2029\x0b\x0c]")
_SPACE = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f]")


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of `data`. A byte order mark decides, then `declared`, then UTF-8, then a guess among UTF-16, cp1251,
    GB18030, cp1252, KOI8-R and Big5.

    Raises `ReadError` for what is no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data.decode(encoding, "replace"))
    for known in (declared, "utf-8"):
        text = _strictly(data, known) if known else None
        if text is not None and "\0" not in text:
            return _checked(text)
    if b"\0" in data:
        return _checked(_utf16(data))
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=_LEGACY).best()
    if best is None:
        raise ReadError("this is no text in an encoding that could be told: save it as UTF-8")
    return _checked(data.decode(best.encoding, "replace"))


def clean(text: str) -> str:
    """`text` with line breaks and spaces of one kind, composed characters, and nothing invisible in it."""
    text = _INVISIBLE.sub("", _SPACE.sub(" ", _BREAK.sub("\n", text)))
    return unicodedata.normalize("NFC", text).replace("\t", " ")


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _utf16(data: bytes) -> str:
    """UTF-16 without a mark: the zero bytes of its ASCII characters are all on one side."""
    little = data[1::2].count(0) >= data[0::2].count(0)
    text = _strictly(data[: len(data) // 2 * 2], "utf-16-le" if little else "utf-16-be")
    if text is None:
        raise ReadError("this is a binary file, not text")
    return text


def _checked(text: str) -> str:
    sample = text[:_SAMPLE]
    strange = len(_CONTROL.findall(sample)) + sample.count("\ufffd")
    private = sum(unicodedata.category(c) in ("Co", "Cn") for c in sample[:4000])
    if strange > len(sample) / 50 or private > min(len(sample), 4000) / 20:
        raise ReadError("this is a binary file, not text")
    return text
