"""Units: which agree, and which are another measure of the same thing."""

from __future__ import annotations

from fractions import Fraction

from summarizer.verifying.quantities.value import Quantity

_CURRENCIES = frozenset("USD EUR GBP RUB CNY JPY INR UAH KRW AUD CAD HKD SGD".split())
_TIMES = {
    "second": Fraction(1, 3600),
    "minute": Fraction(1, 60),
    "hour": Fraction(1),
    "day": Fraction(24),
    "week": Fraction(168),
    "month": Fraction(730),
    "year": Fraction(8766),
}
_MEASURES = {
    "length": {
        "mm": "0.001",
        "cm": "0.01",
        "m": "1",
        "km": "1000",
        "inch": "0.0254",
        "foot": "0.3048",
        "yard": "0.9144",
        "mile": "1609.344",
    },
    "mass": {"g": "0.001", "kg": "1", "t": "1000", "ounce": "0.0283", "pound": "0.4536"},
    "area": {"ha": "1", "acre": "0.4047"},
    "volume": {"l": "1", "gallon": "3.785", "barrel": "159"},
}
_ROUNDED = Fraction(12, 100)
"""How far a converted measure may be rounded."""


def same_unit(one: str, other: str) -> bool:
    """Whether a number of `one` may be the same number of `other`: only two of a kind exclude each other."""
    if one == other or not one or not other:
        return True
    if {one, other} <= _CURRENCIES or {one, other} <= _TIMES.keys():
        return False
    return not any({one, other} <= units.keys() for units in _MEASURES.values())


def convertible(one: Quantity, other: Quantity) -> bool:
    """Whether the quantities are about the same in other units: 5 miles and 8 km, 18 months and a year and a half."""
    if {one.unit, other.unit} == {"°F", "°C"}:
        return True
    for units in ({key: Fraction(value) for key, value in table.items()} for table in _MEASURES.values()):
        if one.unit in units and other.unit in units and one.unit != other.unit:
            return _near(one.value * units[one.unit], other.value * units[other.unit])
    if one.unit in _TIMES and other.unit in _TIMES and one.unit != other.unit:
        return _near(one.value * _TIMES[one.unit], other.value * _TIMES[other.unit])
    if one.about or other.about:
        return one.unit == other.unit and _near(one.value, other.value)
    return False


def _near(one: Fraction, other: Fraction) -> bool:
    return abs(one - other) <= _ROUNDED * max(abs(one), abs(other))
