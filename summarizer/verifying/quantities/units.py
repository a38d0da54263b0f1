"""Units: which agree, and which are another measure of the same thing."""

from __future__ import annotations

from fractions import Fraction

from summarizer.verifying.quantities.value import Quantity

_SIGNS = {"$": frozenset("$ USD AUD CAD HKD SGD".split()), "yen-or-yuan": frozenset("yen-or-yuan JPY CNY".split())}
"""What a sign that is of several countries may stand for."""
_CURRENCIES = frozenset("EUR GBP RUB INR UAH KRW crown franc zloty peso lira baht".split()).union(*_SIGNS.values())
_MEASURES = (
    # Each in terms of one of them.
    {"second": "1", "minute": "60", "hour": "3600", "day": "86400", "week": "604800", "month": "2628000",
     "year": "31557600"},
    {"mm": "0.001", "cm": "0.01", "m": "1", "km": "1000", "inch": "0.0254", "foot": "0.3048", "yard": "0.9144",
     "mile": "1609.344"},
    {"g": "0.001", "kg": "1", "t": "1000", "ounce": "0.0283", "pound": "0.4536"},
    {"ha": "10000", "acre": "4047", "m2": "1", "km2": "1000000", "mile2": "2589988", "foot2": "0.0929"},
    {"l": "0.001", "gallon": "0.003785", "barrel": "0.159", "m3": "1", "yard3": "0.7646", "foot3": "0.02832"},
    {"kW": "1", "MW": "1000", "GW": "1000000"},
    {"kWh": "1", "MWh": "1000", "GWh": "1000000", "TWh": "1000000000"},
)  # fmt: skip
_DEGREES = {"°F", "°C"}
_SIZES = tuple({unit: Fraction(size) for unit, size in measure.items()} for measure in _MEASURES)
_MEASURED = frozenset(unit for sizes in _SIZES for unit in sizes)
_ROUNDED = Fraction(12, 100)
"""How far a converted measure may be rounded."""


def is_currency(unit: str) -> bool:
    """Whether it is money."""
    return unit in _CURRENCIES


def same_unit(one: str, other: str) -> bool:
    """Whether a number of `one` may be the same number of `other`: two currencies or two measures exclude each
    other, as do degrees of two scales; a measure and what is none do not (pounds, degrees, percent and points)."""
    if one == other or not one or not other:
        return True
    if {one, other} <= _CURRENCIES:
        return any(sign in (one, other) and {one, other} <= meant for sign, meant in _SIGNS.items())
    return not {one, other} <= _MEASURED and {one, other} != _DEGREES


def is_measure(unit: str) -> bool:
    """Whether it measures something other than time."""
    return any(unit in sizes for sizes in _SIZES[1:])


def alike(one: str, other: str) -> bool:
    """Whether both measure the same: miles and kilometres."""
    return any(one in sizes and other in sizes for sizes in _SIZES)


def convertible(one: Quantity, other: Quantity) -> bool:
    """Whether the quantities are about the same in other units: 5 miles and 8 km, 18 months and a year and a half."""
    degrees = {one.unit, other.unit}
    if degrees <= {"°F", "°C", "degree"} and len(degrees) == 2:
        # The sign may stand in words: minus 7 °C is 20 °F.
        pairs = ((sign * a.value, b.value) for a, b in ((one, other), (other, one)) for sign in (1, -1))
        return any(abs(celsius * Fraction(9, 5) + 32 - fahrenheit) <= 3 for celsius, fahrenheit in pairs)
    for sizes in _SIZES:
        if one.unit in sizes and other.unit in sizes and one.unit != other.unit:
            return _near(one.value * sizes[one.unit], other.value * sizes[other.unit])
    return False


def _near(one: Fraction, other: Fraction) -> bool:
    return abs(one - other) <= _ROUNDED * max(abs(one), abs(other))
