"""What a quantity is, and the tables that the three languages share."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import Any, Literal

Kind = Literal["number", "ordinal", "month", "weekday", "time"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, date or measure as it stands in `text[start:end]`.

    `values` are its readings, the likeliest first: more than one where the language leaves it open (“the 90s”, the 5 of
    “5 to 7 million”, 3 o'clock). A month is 1 to 12, a weekday 1 (Monday) to 7, a time hours after midnight.
    `unit` is an ISO 4217 currency, `%`, or a key of the unit tables; empty where there is none.
    """

    start: int
    end: int
    text: str
    values: tuple[Fraction, ...]
    kind: Kind = "number"
    unit: str = ""
    firm: bool = True
    """Whether translators hardly ever leave it out or add it: digits, and words for more than three."""
    about: bool = False
    """Whether the text itself says that the number is not exact."""

    @property
    def value(self) -> Fraction:
        """The likeliest reading."""
        return self.values[0]


@cache
def table(name: str) -> Mapping[str, Any]:
    """`data/<name>.toml`."""
    text = resources.files("summarizer.verifying.quantities").joinpath("data", f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


def words_of(entries: Mapping[str, str]) -> dict[str, str]:
    """A table of `key = "word word …"` turned round: word → key. An underscore in a word stands for a space."""
    return {word.replace("_", " "): key for key, words in entries.items() for word in words.split()}


def one_of(words: Iterable[str]) -> str:
    """A regular expression for any of the words, longest first; a `*` at the end of a word stands for any letters."""
    longest = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s") for word in longest)


def unit_pattern(entries: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """A regular expression with one group for each unit (`u0`, `u1`, …), and the units by group."""
    groups = {f"u{n}": key for n, key in enumerate(entries)}
    parts = [
        f"(?P<u{n}>{one_of(word.replace('_', ' ') for word in entry.split())})"
        for n, entry in enumerate(entries.values())
    ]
    return "|".join(parts), groups


def roman(text: str) -> int:
    """The value of a Roman numeral."""
    digits = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    total = 0
    for here, after in zip(text, [*text[1:], ""][: len(text)], strict=True):
        total += -digits[here] if after and digits[after] > digits[here] else digits[here]
    return total


def clock(hour: int, minute: int = 0, half: Literal["", "am", "pm"] = "") -> tuple[Fraction, ...]:
    """The readings of a time of day, in hours after midnight: by 24 hours, and as a clock face shows it."""
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    minutes = Fraction(minute, 60)
    return tuple(
        dict.fromkeys((hour + minutes, hour % 12 + minutes, (hour % 12 or 12) + minutes, hour % 12 + 12 + minutes))
    )


def decade(number: int) -> tuple[Fraction, ...]:
    """The readings of the name of a decade: the 1990s, the 90s."""
    return (Fraction(number), Fraction(number % 100)) if number >= 100 else (Fraction(number), Fraction(1900 + number))


def shared_scale(found: Sequence[Quantity], text: str, joint: re.Pattern[str]) -> list[Quantity]:
    """Give a number before “to”, “or”, a dash … the scale of the next as a further reading: “5 to 7 million”."""
    result = list(found)
    for n in range(len(result) - 2, -1, -1):
        here, after = result[n], result[n + 1]
        if after.start - here.end > 12 or not joint.fullmatch(text[here.end : after.start]):
            continue
        for scale in (10**12, 10**9, 10**8, 10**6, 10**4, 1000):
            if after.value >= scale and here.value < 10_000 and here.value * scale <= after.value * 10:
                more = tuple(value * scale for value in here.values[:1])
                result[n] = _with(here, values=here.values + more)
                break
        if not result[n].unit and after.unit:
            result[n] = _with(result[n], unit=after.unit)
    return result


def _with(quantity: Quantity, **changes: Any) -> Quantity:
    from dataclasses import replace

    return replace(quantity, **changes)
