"""Units of the surface: part of a number, exact in the base unit of their dimension.

Lengths and calibres are kept in tenths of a millimetre, durations in microseconds. The day
has 86,400 s and the week seven such days; civil days are instants of a calendar, not units.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction

__all__ = [
    "DURATIONS",
    "MICROS_PER_SECOND",
    "UNITS",
    "Dimension",
    "base_value",
    "dimension_of",
    "shown",
    "shown_ticks",
    "ticks",
]

MICROS_PER_SECOND = 1_000_000


class Dimension(StrEnum):
    """What kind of thing a value is; only like things are compared."""

    LENGTH = "length"
    DURATION = "duration"
    INSTANT = "instant"
    NUMBER = "plain number"
    NAME = "name"


_LENGTHS: Mapping[str, int] = {"km": 10_000_000, "m": 10_000, "mm": 10}
_TIMES: Mapping[str, int] = {
    "us": 1,
    "s": MICROS_PER_SECOND,
    "min": 60 * MICROS_PER_SECOND,
    "h": 3_600 * MICROS_PER_SECOND,
    "d": 86_400 * MICROS_PER_SECOND,
    "w": 604_800 * MICROS_PER_SECOND,
}
UNITS: Mapping[str, int] = {**_LENGTHS, **_TIMES}
"""Units of terms, each in base units. ``m`` is a metre; a minute is ``min``."""

DURATIONS: Mapping[str, int] = {**_TIMES, "m": _TIMES["min"]}
"""Units of bounds, each in microseconds. There ``m`` is a minute, for nothing else can be."""

_SHOWN = ("d", "h", "min", "s", "us")


def dimension_of(unit: str, *, text: bool = False) -> Dimension:
    """The dimension of a constant by its unit; ``text`` for a constant that is a name."""
    if text:
        return Dimension.NAME
    if unit in _LENGTHS:
        return Dimension.LENGTH
    if unit in _TIMES:
        return Dimension.DURATION
    return Dimension.INSTANT if unit == "instant" else Dimension.NUMBER


def base_value(number: str, factor: int) -> int | None:
    """A decimal number of units in base units, ``None`` if that is not whole."""
    exact = Fraction(number) * factor
    return exact.numerator if exact.denominator == 1 else None


def ticks(number: str, unit: str, ticks_per_second: int) -> int | None:
    """A duration in ticks, ``None`` if it is not a whole number of them."""
    exact = Fraction(number) * DURATIONS[unit] * ticks_per_second / MICROS_PER_SECOND
    return exact.numerator if exact.denominator == 1 else None


def shown(value: int, unit: str) -> str | None:
    """A base value as a decimal number of its unit, ``None`` if that has no end.

    The inverse of :func:`base_value`, in its shortest form.
    """
    exact = Fraction(value, UNITS[unit])
    places = 0
    while exact.denominator != 1 and places < 12:
        exact *= 10
        places += 1
    if exact.denominator != 1:
        return None
    digits = str(abs(exact.numerator)).rjust(places + 1, "0")
    body = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{body}" if value < 0 else body


def shown_ticks(count: int, ticks_per_second: int) -> str | None:
    """Ticks as a whole number of the largest unit that fits, ``None`` below a microsecond."""
    if count == 0:
        return "0"
    exact = Fraction(count, ticks_per_second) * MICROS_PER_SECOND
    for unit in _SHOWN:
        whole = exact / _TIMES[unit]
        if whole.denominator == 1:
            return f"{whole.numerator}{unit}"
    return None
