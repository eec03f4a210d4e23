"""Where it happened, as detections tell: normal distributions in a local plane, kilometres.

The integral over the plane of the product of normal densities has a closed form; the
quadratic part is taken about the common mean, so that precise and coarse members share a
cell without cancellation.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Spread", "common_point", "log_concurrence"]

_LOG_2PI = math.log(2.0 * math.pi)


@dataclass(frozen=True, slots=True)
class Spread:
    """A normal density in the plane: mean (east, north) and covariance, km and km²."""

    east: float
    north: float
    ee: float
    en: float
    nn: float

    @property
    def determinant(self) -> float:
        """Of the covariance, km⁴; positive."""
        return self.ee * self.nn - self.en * self.en

    def precision(self) -> tuple[float, float, float]:
        """The inverse covariance (ee, en, nn), km⁻²."""
        det = self.determinant
        return self.nn / det, -self.en / det, self.ee / det


def _total(members: Sequence[Spread]) -> tuple[float, float, float, float]:
    """The summed precision (ee, en, nn) and its determinant."""
    rows = [one.precision() for one in members]
    ee, en, nn = (math.fsum(row[k] for row in rows) for k in range(3))
    return ee, en, nn, ee * nn - en * en


def common_point(members: Sequence[Spread]) -> Spread:
    """The product of the members' densities as one normal density."""
    ee, en, nn, det = _total(members)
    rows = [(one, one.precision()) for one in members]
    east = math.fsum(p[0] * one.east + p[1] * one.north for one, p in rows)
    north = math.fsum(p[1] * one.east + p[2] * one.north for one, p in rows)
    return Spread(
        (nn * east - en * north) / det,
        (ee * north - en * east) / det,
        nn / det,
        -en / det,
        ee / det,
    )


def log_concurrence(members: Sequence[Spread]) -> float:
    """Log ∫∫ Π density dx dy, with the integral in km²; the order does not matter."""
    _, _, _, det = _total(members)
    mean = common_point(members)
    squares = []
    for one in members:
        ee, en, nn = one.precision()
        de, dn = one.east - mean.east, one.north - mean.north
        squares.append(ee * de * de + 2.0 * en * de * dn + nn * dn * dn)
    logs = math.fsum(math.log(one.determinant) for one in members)
    count = len(members)
    return -0.5 * (math.fsum(squares) + logs + math.log(det)) - (count - 1) * _LOG_2PI
