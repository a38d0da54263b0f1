"""Synthetic practice for what a small corpus shows too rarely: other numbers, and headlines in capitals.

A drill is a real pair with one thing changed on both sides alike, so the grammar stays right: digits keep their
count and their last two places (Russian agreement hangs on those), and an amount in millions or billions is written
anew in the units of each language.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator

from training.corpus import Pair

_WHOLE = re.compile(r"(?<![\w.,:/-])\d{1,3}(?:,\d{3})+(?![\w,]|\.\d)|(?<![\w.,:/-])\d{3,6}(?![\w,:/-]|\.\d)")
_SCALED = re.compile(r"(?<![\w.,])(\d+(?:\.\d+)?) (million|billion|trillion)\b")
_CHINESE = re.compile(r"(?<![\d.,])(\d+(?:\.\d+)?)(万亿|亿|万)(?!亿)")
_RUSSIAN = re.compile(r"(?<![\d.,])(\d+),(\d+) (миллиона|миллиарда|триллиона|млн|млрд|трлн)\b")
_POWERS = {"million": 6, "billion": 9, "trillion": 12, "万": 4, "亿": 8, "万亿": 12}
_SMALL_WORDS = frozenset("a an and as at but by for from in into nor of on or over the to up via vs with".split())


def numbers(pairs: Iterable[Pair], language: str, rng: random.Random) -> Iterator[Pair]:
    """A copy of each pair that has a number to exchange, with another number in its place."""
    for pair in pairs:
        changed = _scaled(pair, language, rng) or _whole(pair, rng)
        if changed:
            yield Pair("numbers", *changed)


def headlines(pairs: Iterable[Pair], rng: random.Random) -> Iterator[Pair]:
    """A copy of each short pair with its source In Title Case Or IN CAPITALS."""
    for pair in pairs:
        words = pair.source.split()
        if 3 <= len(words) <= 16:
            source = pair.source.upper() if rng.random() < 0.25 else " ".join(map(_titled, words))
            if source != pair.source:
                yield Pair("headlines", source, pair.target)


def _titled(word: str) -> str:
    return word if word in _SMALL_WORDS else word[:1].upper() + word[1:]


def _whole(pair: Pair, rng: random.Random) -> tuple[str, str] | None:
    """Exchange a number of three to six digits that stands in digits on both sides."""
    found = [m.group() for m in _WHOLE.finditer(pair.source)]
    rng.shuffle(found)
    for number in found:
        digits = number.replace(",", "")
        if re.fullmatch(r"1[89]\d\d|20[0-3]\d", number) or pair.source.count(number) != 1:
            continue  # a year goes with other facts
        forms = {number, digits, f"{int(digits):,}".replace(",", " "), f"{int(digits):,}".replace(",", "\u00a0")}
        present = [form for form in forms if re.search(rf"(?<![\d.,]){re.escape(form)}(?![\d]|[.,]\d)", pair.target)]
        if len(present) != 1 or pair.target.count(present[0]) != 1:
            continue
        fresh = _other(digits, rng)
        source = pair.source.replace(number, f"{int(fresh):,}" if "," in number else fresh)
        spaced = re.sub(r"\d", "", present[0])[:1]
        target = pair.target.replace(present[0], f"{int(fresh):,}".replace(",", spaced) if spaced else fresh)
        return source, target
    return None


def _other(digits: str, rng: random.Random) -> str:
    head = str(rng.randint(1, 9)) + "".join(str(rng.randint(0, 9)) for _ in digits[1:-2])
    return head + digits[-2:]


def _scaled(pair: Pair, language: str, rng: random.Random) -> tuple[str, str] | None:
    """Exchange an amount such as "1.5 billion" (15亿; 1,5 млрд) that each side has once."""
    ours = list(_SCALED.finditer(pair.source))
    if len(ours) != 1:
        return None
    number, word = ours[0].groups()
    amount, power = _thousandths(number), _POWERS[word]
    decimals = rng.choice((0, 1, 1, 1, 2)) if language == "zh" else max(1, len(number.partition(".")[2]))
    fresh = f"{rng.choice((rng.randint(1, 9), rng.randint(10, 99), rng.randint(100, 999)))}"
    if decimals:
        fresh += "." + "".join(str(rng.randint(0, 9)) for _ in range(decimals - 1)) + str(rng.randint(1, 9))
    if language == "zh":
        theirs = list(_CHINESE.finditer(pair.target))
        if len(theirs) != 1:
            return None
        value, unit = theirs[0].groups()
        if _thousandths(value) * 10 ** _POWERS[unit] != amount * 10**power:
            return None
        written = _in_chinese(_thousandths(fresh) * 10**power)
        target = pair.target[: theirs[0].start()] + written + pair.target[theirs[0].end() :]
    else:
        found = list(_RUSSIAN.finditer(pair.target))
        if len(found) != 1 or f"{found[0].group(1)}.{found[0].group(2)}" != number:
            return None
        at = found[0]
        target = f"{pair.target[: at.start()]}{fresh.replace('.', ',')} {at.group(3)}{pair.target[at.end() :]}"
    return pair.source[: ours[0].start()] + f"{fresh} {word}" + pair.source[ours[0].end() :], target


def _thousandths(number: str) -> int:
    whole, _, fraction = number.partition(".")
    return int(whole + fraction[:3].ljust(3, "0"))


def _in_chinese(thousandths: int) -> str:
    """A value, in thousandths, in the largest of 万亿, 亿 and 万 that it reaches: 1500000000000 → 15亿."""
    for unit in ("万亿", "亿", "万"):
        size = 1000 * 10 ** _POWERS[unit]
        if thousandths >= size:
            return f"{thousandths / size:.4f}".rstrip("0").rstrip(".") + unit
    return f"{thousandths / 1000:g}"
