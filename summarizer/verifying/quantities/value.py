"""What a quantity is."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Kind = Literal["number", "ordinal", "month", "weekday", "time", "date", "magnitude", "loose"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, date or measure as it stands in `text[start:end]`.

    `values` are its readings, the likeliest first: more than one where the language leaves it open (“the 90s”, the 5 of
    “5 to 7 million”, 3 o'clock). A month is 1 to 12, a weekday 1 (Monday) to 7, a time hours after midnight. A `date`
    is a part of a date in digits, a `magnitude` a power of ten that stands for itself to ten times as much
    (“millions”); what is `loose` translators put in many ways (“a decade”, “doubled”, “half”). `unit` is an ISO 4217
    currency, `$` for any dollar, `%`, or a key of the unit tables; empty where there is none.
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
