"""Numbers with units as text: distances, calibres, durations, counts.

Each function gives the value or a :class:`Refusal`; none raises.
"""

from __future__ import annotations

import re

from holdfire.agreement.problems import Refusal
from holdfire.agreement.weapon import Bound
from holdfire.base.quantity import Quantity, Unit, within

__all__ = ["read_calibre", "read_count", "read_days", "read_distance", "read_hours"]

_NUMBER = r"\d{1,6}(?:\.\d{1,3})?"
_DISTANCE = re.compile(rf"({_NUMBER})(?:\s*\.\.\s*({_NUMBER}))?\s*([A-Za-z]+)")
_CALIBRE = re.compile(rf"(>=|<=|>|<|=)?\s*({_NUMBER})\s*([A-Za-z]+)")
_DURATION = re.compile(rf"({_NUMBER})\s*([A-Za-z]+)")
_COUNT = re.compile(r"0|[1-9]\d{0,8}")
_KILOMETRES = {"km": 1.0, "m": 0.001}
_HOURS = {"h": 1.0, "min": 1.0 / 60.0, "d": 24.0, "w": 168.0}
_MAX_KM = 2000.0
_MAX_CALIBRE_MM = 1000.0


def read_distance(text: str) -> Quantity | Refusal:
    """``15 km``, ``250 m`` or ``15..20 km`` as kilometres."""
    match = _DISTANCE.fullmatch(text.strip())
    if match is None:
        return Refusal(f"{text!r} is not a distance", "Write it with its unit: 15 km.")
    low, high, unit = match[1], match[2] or match[1], match[3]
    scale = _KILOMETRES.get(unit)
    if scale is None:
        return Refusal(f"{unit!r} is not a unit of distance", "Use km or m.")
    ends = float(low) * scale, float(high) * scale
    if ends[0] > ends[1]:
        return Refusal(f"{text!r} runs backwards", "Write the smaller end first.")
    if ends[1] > _MAX_KM:
        return Refusal(f"{text!r} is more than {_MAX_KM:.0f} km", "Check the unit.")
    return within(*ends, Unit.KILOMETRE)


def read_calibre(text: str) -> tuple[tuple[Bound, int], ...] | Refusal:
    """``> 100 mm`` as a bound and exact tenths of a millimetre; ``=`` gives two bounds."""
    match = _CALIBRE.fullmatch(text.strip())
    if match is None:
        return Refusal(f"{text!r} is not a calibre", 'Write it so: ">= 100 mm".')
    bound, number, unit = match.groups()
    if unit != "mm":
        return Refusal(f"{unit!r} is not the unit of a calibre", "Use mm.")
    if bound is None:
        return Refusal(
            f"{text!r} does not say how it is meant",
            "Put >, >=, <, <= or = before it: more than and at least differ by one gun.",
        )
    if float(number) > _MAX_CALIBRE_MM:
        return Refusal(f"{text!r} is more than any gun has", "Check the unit.")
    tenths = float(number) * 10
    if tenths != round(tenths):
        return Refusal(f"{text!r} has more than one decimal", "Give tenths of a millimetre.")
    bounds = (Bound.GE, Bound.LE) if bound == "=" else (Bound(bound),)
    return tuple((each, round(tenths)) for each in bounds)


def read_hours(text: str) -> float | Refusal:
    """``24 h``, ``30 min``, ``3 d`` or ``2 w`` as exact hours, more than none."""
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        return Refusal(f"{text!r} is not a duration", "Write it with its unit: 24 h.")
    scale = _HOURS.get(match[2])
    if scale is None:
        return Refusal(f"{match[2]!r} is not a unit of time", "Use min, h, d or w.")
    if float(match[1]) == 0:
        return Refusal("a duration of nothing", "Give a duration longer than zero.")
    return float(match[1]) * scale


def read_days(text: str) -> int | Refusal:
    """``14 d`` or ``2 w`` as whole civil days, at least one."""
    match = re.fullmatch(r"([1-9]\d{0,4})\s*([dw])", text.strip())
    if match is None:
        return Refusal(f"{text!r} is not a number of days", "Write it so: 14 d.")
    return int(match[1]) * (7 if match[2] == "w" else 1)


def read_count(text: str) -> int | Refusal:
    """A whole number in plain digits."""
    if _COUNT.fullmatch(text.strip()) is None:
        return Refusal(f"{text!r} is not a count", "Write plain digits, for example 1000.")
    return int(text)
