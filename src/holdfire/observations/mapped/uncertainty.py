"""A stated uncertainty of a place as a covariance, where arithmetic allows it.

A circular error at probability p converts by ``sigma = r / sqrt(-2 ln(1 - p))`` (two
independent equal Gaussians); its shape is not stated, so the row is flagged. An ordinal or
unspecified value is kept as stated and never becomes a number of metres.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from holdfire.base.errors import BadQuantity
from holdfire.base.place import Covariance, Stated
from holdfire.observations.mapped.mapping import SpreadRule
from holdfire.observations.quarantine import Fault, Reason

__all__ = ["ISOTROPIC", "Spread", "read_spread", "sigma_of"]

ISOTROPIC = "unc.isotropic_assumed"
"""Flag: a circle was stated, so equal errors in all directions are assumed."""

_CIRCULAR = {"CE50": 0.5, "CE90": 0.9, "CE95": 0.95, "CE99": 0.99}


@dataclass(frozen=True, slots=True)
class Spread:
    """At most one of covariance (m²), half extent and radius (metres), and what was stated."""

    stated: Stated | None = None
    covariance: Covariance | None = None
    half_m: float | None = None
    radius_m: float | None = None
    flags: tuple[str, ...] = ()


def sigma_of(kind: str, radius: float) -> float:
    """The 1-sigma of a circular error of this kind, in the unit of ``radius``."""
    return radius / math.sqrt(-2.0 * math.log(1.0 - _CIRCULAR[kind]))


def read_spread(rule: SpreadRule | None, values: Mapping[str, str | None]) -> Spread | Fault:
    """What the row states about how exact its place is. An empty cell is unknown."""
    if rule is None:
        return Spread()
    cells = [values.get(name) for name in rule.columns]
    if rule.columns and None in cells:
        return Spread()
    said = [str(cell) for cell in cells] if rule.columns else [f"{rule.value}"]
    stated = Stated(" ".join(said), rule.unit, rule.kind)
    return _convert(rule, said, stated)


def _convert(rule: SpreadRule, said: list[str], stated: Stated) -> Spread | Fault:
    """The stated texts as numbers of metres, where the kind allows it."""
    if rule.kind in ("ordinal", "unspecified"):
        return Spread(stated)
    try:
        numbers = [float(text) for text in said]
    except ValueError:
        return Fault(_field(rule), Reason.NUMBER, f"{' '.join(said)!r} is no number")
    if rule.kind == "covariance":
        return _covariance(rule, numbers, stated)
    length = numbers[0] * rule.unit_m
    if not math.isfinite(length) or length <= 0.0:
        return Fault(_field(rule), Reason.NONFINITE, f"{said[0]} is no length above zero")
    return _circle(rule.kind, length, stated)


def _field(rule: SpreadRule) -> str:
    """The columns of the rule, for the reader of a fault."""
    return ", ".join(rule.columns) or "place.uncertainty"


def _covariance(rule: SpreadRule, numbers: list[float], stated: Stated) -> Spread | Fault:
    """Three numbers in the unit squared."""
    ee, en, nn = (number * rule.unit_m**2 for number in numbers)
    try:
        return Spread(stated, Covariance(ee, en, nn))
    except BadQuantity as error:
        return Fault(_field(rule), Reason.NONFINITE, error.what)


def _circle(kind: str, length_m: float, stated: Stated) -> Spread:
    """One length in metres."""
    if kind == "half_extent":
        return Spread(stated, half_m=length_m)
    if kind == "radius":
        return Spread(stated, radius_m=length_m)
    sigma = length_m if kind == "sigma" else sigma_of(kind, length_m)
    return Spread(stated, Covariance(sigma**2, 0.0, sigma**2), flags=(ISOTROPIC,))
