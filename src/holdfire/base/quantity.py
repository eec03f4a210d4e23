"""Set-valued quantities: a number that is only known to lie in an interval."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from holdfire.base.codes import Code
from holdfire.base.errors import BadQuantity
from holdfire.base.truth import Truth

__all__ = ["Probability", "Quantity", "Unit", "exactly", "within"]


class Unit(StrEnum):
    """The units that cross a room's door."""

    METRE = "m"
    KILOMETRE = "km"
    MILLIMETRE = "mm"
    SECOND = "s"
    HOUR = "h"
    DAY = "d"
    COUNT = "1"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A closed interval ``[low, high]`` of ``unit``; equal ends state an exact value.

    ``high`` may be infinite (an open upper end); ``low`` may be minus infinity.
    Raises :class:`BadQuantity` when an end is not a number or the ends are exchanged.
    """

    low: float
    high: float
    unit: Unit

    def __post_init__(self) -> None:
        """Refuse what is not an interval."""
        if math.isnan(self.low) or math.isnan(self.high):
            raise BadQuantity(Code.QUANTITY_NOT_FINITE, "a quantity is not a number")
        if self.low > self.high:
            raise BadQuantity(
                Code.QUANTITY_OUT_OF_RANGE, f"low end {self.low} above high end {self.high}"
            )

    @property
    def exact(self) -> bool:
        """True when both ends are the same number."""
        return self.low == self.high

    def below(self, limit: Quantity) -> Truth:
        """Is every (true), no (false) or some (unknown) value strictly below ``limit``?"""
        if self.high < limit.low:
            return Truth.TRUE
        return Truth.FALSE if self.low >= limit.high else Truth.UNKNOWN

    def above(self, limit: Quantity) -> Truth:
        """Is every, no or some value strictly above ``limit``?"""
        return limit.below(self)

    def at_most(self, limit: Quantity) -> Truth:
        """The negation of :meth:`above`."""
        return self.above(limit).negated()

    def at_least(self, limit: Quantity) -> Truth:
        """The negation of :meth:`below`."""
        return self.below(limit).negated()


def exactly(value: float, unit: Unit) -> Quantity:
    """The quantity known to be ``value``."""
    return Quantity(value, value, unit)


def within(low: float, high: float, unit: Unit) -> Quantity:
    """The quantity known to lie in ``[low, high]``."""
    return Quantity(low, high, unit)


@dataclass(frozen=True, slots=True)
class Probability:
    """A probability with the interval of its doubt, and whether it was ever calibrated.

    ``0 <= low <= value <= high <= 1``. Raises :class:`BadQuantity` otherwise.
    """

    value: float
    low: float
    high: float
    calibrated: bool = False

    def __post_init__(self) -> None:
        """Refuse what is not a probability with its interval."""
        if not 0.0 <= self.low <= self.value <= self.high <= 1.0:
            raise BadQuantity(
                Code.QUANTITY_OUT_OF_RANGE,
                f"probability {self.value} with interval [{self.low}, {self.high}]",
                next_step="Give 0 <= low <= value <= high <= 1.",
            )
