"""Numbers in Chinese characters, digits or both, and their values."""

from __future__ import annotations

import re
from fractions import Fraction

from summarizer.verifying.quantities.lexicon import table

DIGITS = "〇零一二两三四五六七八九"
CHARACTERS = DIGITS + "十百千万亿"


def value_of(said: str) -> Fraction:
    """The value of a number in digits, characters or both: 3.5万, 二十三, 一九五四, 两千零五, 一百二."""
    said = said.replace(",", "").replace(" ", "")
    if "点" in said:
        whole, rest = said.split("点", 1)
        tail = re.search("[万亿]+$", rest)
        digits = "".join(str(digit_of(c)) for c in (rest[: tail.start()] if tail else rest))
        exact = value_of(whole or "零") + Fraction(int(digits or 0), 10 ** len(digits))
        return exact * (value_of("一" + tail.group()) if tail else 1)
    if re.fullmatch(rf"[{DIGITS}]+", said):
        return Fraction(int("".join(str(digit_of(c)) for c in said)))
    total, section = Fraction(0), Fraction(0)
    number: Fraction | None = None
    last = 0
    for token in re.findall(r"\d+(?:\.\d+)?|.", said):
        scale = table("chinese")["scales"].get(token)
        if scale is None:
            number = Fraction(token) if token[0].isascii() else Fraction(digit_of(token))
            last = 0 if token in "零〇" or token[0].isascii() else last
            continue
        if scale < 10_000:
            section += (number or 1) * scale
        else:
            section += number or 0
            total = (total + section or 1) * scale if total < scale else total + (section or 1) * scale
            section = Fraction(0)
        number, last = None, scale
    if number is not None and last >= 100:
        number *= Fraction(last, 10)  # 一百二 is 120, 三万五 35,000
    return total + section + (number or 0)


def digit_of(character: str) -> int:
    """The value of one digit or digit character; 0 of anything else."""
    return int(character) if character.isascii() else int(table("chinese")["digits"].get(character, 0))
