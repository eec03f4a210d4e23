"""Normal densities in the plane as compiled functions take them: products and shares.

A normal is the tuple (east, north, ee, en, nn) in km and km².
"""

from __future__ import annotations

import math

from holdfire.base.compiled import compiled

__all__ = ["NO_NORMAL", "Normal", "density_of", "normal_share", "product_of", "root_of"]

Normal = tuple[float, float, float, float, float]

NO_NORMAL = (0.0, 0.0, -1.0, 0.0, -1.0)
"""Stands for the product of no normals: its variances are not positive."""

_ROOT_HALF = math.sqrt(0.5)
_TWO_PI = 2.0 * math.pi


@compiled
def normal_share(low: float, high: float) -> float:
    """The probability of a standard normal between two values, exact in both tails."""
    if low > 0.0:
        return 0.5 * (math.erfc(low * _ROOT_HALF) - math.erfc(high * _ROOT_HALF))
    if high < 0.0:
        return 0.5 * (math.erfc(-high * _ROOT_HALF) - math.erfc(-low * _ROOT_HALF))
    return 0.5 * (math.erf(high * _ROOT_HALF) - math.erf(low * _ROOT_HALF))


@compiled
def density_of(normal: Normal) -> float:
    """The density (km⁻²) of a normal at the origin."""
    east, north, ee, en, nn = normal
    det = ee * nn - en * en
    square = (nn * east * east - 2.0 * en * east * north + ee * north * north) / det
    return math.exp(-0.5 * square) / (_TWO_PI * math.sqrt(det))


@compiled
def product_of(one: Normal, other: Normal) -> tuple[float, Normal]:
    """The product of two normal densities: log of its integral (km⁻²), and its normal.

    The covariance is A (A + B)⁻¹ B: nothing cancels when one is far sharper.
    """
    see, sen, snn = one[2] + other[2], one[3] + other[3], one[4] + other[4]
    det = see * snn - sen * sen
    de, dn = other[0] - one[0], other[1] - one[1]
    re, rn = (snn * de - sen * dn) / det, (see * dn - sen * de) / det
    log = -0.5 * (re * de + rn * dn) - math.log(_TWO_PI) - 0.5 * math.log(det)
    # A (A + B)⁻¹, then times B.
    kee = (one[2] * snn - one[3] * sen) / det
    ken = (one[3] * see - one[2] * sen) / det
    kne = (one[3] * snn - one[4] * sen) / det
    knn = (one[4] * see - one[3] * sen) / det
    ee = kee * other[2] + ken * other[3]
    nn = kne * other[3] + knn * other[4]
    en = 0.5 * (kee * other[3] + ken * other[4] + kne * other[2] + knn * other[3])
    east = one[0] + one[2] * re + one[3] * rn
    north = one[1] + one[3] * re + one[4] * rn
    return log, (east, north, ee, en, nn)


@compiled
def root_of(ee: float, en: float, nn: float) -> tuple[float, float, float]:
    """The symmetric root (ee, en, nn) of a covariance: mirrored by a mirror."""
    area = math.sqrt(ee * nn - en * en)
    scale = math.sqrt(ee + nn + 2.0 * area)
    return (ee + area) / scale, en / scale, (nn + area) / scale
