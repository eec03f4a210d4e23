"""The density of a sector seen from a place: azimuth, range, and the place's own doubt.

Seen from its origin a sector has the density p(θ) p(r) / r per km². An uncertain origin is a
blur of the whole. Its azimuths are a sum of normals, its ranges are cut into equal steps;
each azimuth with each step is the small normal of their moments.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from holdfire.incidents.shape.pieces import FINE, RIPPLE, blur_over
from holdfire.incidents.shape.stock import Density, density_of

__all__ = ["IN_AREA", "IN_RANGE", "azimuth_normals", "sector_density"]

IN_RANGE, IN_AREA = 0.0, 1.0
"""The range priors: every range as likely, or every place of the sector."""

Floats = npt.NDArray[np.float64]

_ROOT_HALF = math.sqrt(0.5)
_ROOT_TWO_PI = math.sqrt(2.0 * math.pi)
_MOST_TURNS = 36
_MOST_RANGES, _FEW_RANGES, _MANY_CELLS = 48, 8, 160
_SOFT = 4.1
"""A sector ends at so many times its softness: 4e-5 of the azimuths lie beyond."""
_STRAIGHT, _BENT = 0.2, 0.25
"""A normal this wide in azimuth (1 sigma, radians) is hardly bent; what is wider than the
second is put together from such."""


def _sums(z: float) -> tuple[float, float, float]:
    """The standard normal distribution function integrated once, twice and three times."""
    below = 0.5 * math.erfc(-z * _ROOT_HALF)
    here = math.exp(-0.5 * z * z) / _ROOT_TWO_PI
    return (
        z * below + here,
        0.5 * ((z * z + 1.0) * below + z * here),
        ((z * z + 3.0) * z * below + (z * z + 2.0) * here) / 6.0,
    )


def _up_to(half: float, soft: float, turn: float) -> tuple[float, float, float]:
    """The density of the azimuths integrated once, twice and three times up to a turn."""
    if half == 0.0:
        z = turn / soft
        once, twice, _ = _sums(z)
        return 0.5 * math.erfc(-z * _ROOT_HALF), soft * once, soft * soft * twice
    upper, lower = _sums((turn + half) / soft), _sums((turn - half) / soft)
    scale = soft / (2.0 * half)
    return (
        scale * (upper[0] - lower[0]),
        scale * soft * (upper[1] - lower[1]),
        scale * soft * soft * (upper[2] - lower[2]),
    )


def _part(half: float, soft: float, low: float, high: float) -> tuple[float, float, float]:
    """Share, mean and variance of the azimuths between two turns."""
    middle, width = 0.5 * (low + high), high - low
    a, b = _up_to(half, soft, low), _up_to(half, soft, high)
    share = b[0] - a[0]
    if share < 1e-9:
        return 0.0, middle, width * width / 12.0
    # About the middle: by parts, with the integrals of the density.
    x, y = low - middle, high - middle
    first = y * b[0] - x * a[0] - (b[1] - a[1])
    second = y * y * b[0] - x * x * a[0] - 2.0 * (y * b[1] - x * a[1])
    second += 2.0 * (b[2] - a[2])
    mean = min(max(first / share, x), y)
    return share, middle + mean, min(max(second / share - mean * mean, 0.0), y * y)


def azimuth_normals(half: float, soft: float) -> Floats:
    """The azimuths about the middle as normals (m, 3): weight, mean and variance (radians).

    ``half`` width 0: a normal; π: all round. A normal of variance k² is taken out of the
    soft edges; what is left is cut into parts no wider than 1.6 k, and each part gets it back.
    """
    keep = soft if soft <= _BENT and half < math.pi else _STRAIGHT
    left = math.sqrt(max(soft * soft - keep * keep, 0.0)) if half < math.pi else 0.0
    support = min(half, math.pi) + _SOFT * left
    count = min(max(1, math.ceil(2.0 * support / (FINE * keep))), _MOST_TURNS)
    width = 2.0 * support / count
    parts = np.zeros((count, 3))
    for at in range(count):
        low = at * width - support
        if left == 0.0:
            parts[at] = 1.0 / count, low + 0.5 * width, width * width / 12.0
        else:
            parts[at] = _part(half, left, low, low + width)
    parts[:, 0] /= math.fsum(parts[:, 0].tolist())
    parts[:, 2] += blur_over(width, keep)
    return parts[parts[:, 0] > 0.0]


def _range_parts(
    near: float, far: float, power: float, blur: float, most: int
) -> tuple[Floats, float]:
    """Ranges (m, 3): weight, mean and mean square; and the variance of their ends."""
    count = min(max(1, math.ceil((far - near) / (FINE * blur))), most)
    ends = np.linspace(near, far, count + 1)
    low, high = ends[:-1], ends[1:]
    if power == IN_RANGE:
        share = np.full(count, 1.0 / count)
        mean, square = 0.5 * (low + high), (low * low + low * high + high * high) / 3.0
    else:
        share = (high * high - low * low) / (far * far - near * near)
        mean = (2.0 / 3.0) * (high * high + high * low + low * low) / (high + low)
        square = 0.5 * (low * low + high * high)
    return np.stack([share, mean, square], axis=1), blur_over((far - near) / count, blur)


def _cells(turns: Floats, ranges: Floats, middle: float, along: float, across: float) -> Floats:
    """The small normals (m, 6) of each azimuth with each range, blurred along and across."""
    share, turn, spread = (turns[:, None, k] for k in range(3))
    weight, mean, square = (ranges[None, :, k] for k in range(3))
    # E cos and E cos² of a normal angle about its mean.
    ahead, twice = mean * np.exp(-0.5 * spread), np.exp(-2.0 * spread)
    forth = np.maximum(0.5 * square * (1.0 + twice) - ahead * ahead, 0.0) + along
    aside = 0.5 * square * (1.0 - twice) + across
    s, c = np.sin(middle + turn), np.cos(middle + turn)
    cells: Floats = np.stack(
        [
            share * weight,
            ahead * s,
            ahead * c,
            forth * s * s + aside * c * c,
            (forth - aside) * s * c,
            forth * c * c + aside * s * s,
        ],
        axis=-1,
    ).reshape(-1, 6)
    return cells


def _peak(azimuth: tuple[float, float, float], ranges: tuple[float, float, float],
          variance: float) -> float:  # fmt: skip
    """An upper bound of the log density."""
    _, half, soft = azimuth
    near, far, power = ranges
    top = 0.5 / min(half, math.pi) if half > 0.0 else 1.0 / (soft * _ROOT_TWO_PI)
    if power == IN_AREA:
        found = top * 2.0 / (far**2 - near**2)
    else:
        # The blur of 1/r is largest at the origin: √(π/2) / blur.
        inner = math.sqrt(math.pi / 2.0 / variance)
        found = top * min(inner, 1.0 / near if near > 0.0 else inner) / (far - near)
    return math.log(min(found, 0.5 / (math.pi * variance))) + RIPPLE


def sector_density(
    azimuth: tuple[float, float, float], ranges: tuple[float, float, float], blur: float
) -> Density:
    """A sector about its origin.

    ``azimuth``: middle, half width (0: a normal; π: all round) and softness, radians
    clockwise from north. ``ranges``: near and far (km, near below far) and the prior,
    ``IN_RANGE`` or ``IN_AREA``. ``blur``: 1-sigma doubt of the origin in km.
    """
    turns = azimuth_normals(azimuth[1], azimuth[2])
    most = min(max(_MANY_CELLS // len(turns), _FEW_RANGES), _MOST_RANGES)
    parts, along = _range_parts(*ranges, blur, most)
    cells = _cells(turns, parts, azimuth[0], along, blur * blur)
    return density_of(cells, _peak(azimuth, ranges, blur * blur))
