"""The density of a sector seen from a place: azimuth, range, and the place's own doubt.

Seen from its origin a sector has the density p(θ) p(r) / r per km². An uncertain origin is a
blur of the whole. It is cut along azimuths and ranges; each cell enters as the normal of its
own moments. A sector's numbers are: variance of the blur, middle azimuth, half width and
softness of its edges, near and far range, power of the range prior (0 uniform in range, 1 in
area), and the share of the azimuths within half a turn of the middle.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from holdfire.base.compiled import compiled
from holdfire.incidents.shape.stock import WITHIN, Density, Spots

__all__ = ["IN_AREA", "IN_RANGE", "azimuth_moments", "sector_cell", "sector_density"]

IN_RANGE, IN_AREA = 0.0, 1.0
"""The range priors: every range as likely, or every place of the sector."""

Floats = npt.NDArray[np.float64]

Cell = tuple[float, float, float, float]
"""Low and high azimuth about the middle (radians), low and high range (km)."""

_ROOT_HALF = math.sqrt(0.5)
_ROOT_TWO_PI = math.sqrt(2.0 * math.pi)
_RANGES, _ACROSS = 16, 5
_RAYS = 193
_SOFT = 4.1
_MARGIN = 0.3
_ROUNDING = 1e-4


@compiled
def _sums(z: float) -> tuple[float, float, float]:
    """The standard normal distribution function integrated once, twice and three times."""
    below = 0.5 * math.erfc(-z * _ROOT_HALF)
    here = math.exp(-0.5 * z * z) / _ROOT_TWO_PI
    return (
        z * below + here,
        0.5 * ((z * z + 1.0) * below + z * here),
        ((z * z + 3.0) * z * below + (z * z + 2.0) * here) / 6.0,
    )


@compiled
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


@compiled
def azimuth_moments(
    half: float, soft: float, low: float, high: float
) -> tuple[float, float, float]:
    """Share, mean and variance of the azimuths between two turns, before any cut at ±π."""
    middle, width = 0.5 * (low + high), high - low
    share = 0.5 * width / math.pi
    if half < math.pi:
        a, b = _up_to(half, soft, low), _up_to(half, soft, high)
        share = b[0] - a[0]
        # About the middle: by parts, with the integrals of the density.
        x, y = low - middle, high - middle
        first = y * b[0] - x * a[0] - (b[1] - a[1])
        second = y * y * b[0] - x * x * a[0] - 2.0 * (y * b[1] - x * a[1])
        second += 2.0 * (b[2] - a[2])
        if share > 1e-9:
            mean = min(max(first / share, x), y)
            spread = second / share - mean * mean
            return share, middle + mean, min(max(spread, 1e-3 * width * width), y * y)
    return max(share, 0.0), middle, width * width / 12.0


@compiled
def _range_share(numbers: Floats, low: float, high: float) -> float:
    """The share of the ranges between two values inside near to far."""
    near, far = numbers[4], numbers[5]
    share: float = (high - low) / (far - near)
    return share if numbers[6] == 0.0 else share * (high + low) / (far + near)


@compiled
def sector_cell(numbers: Floats, cell: Cell) -> tuple[float, Spots]:
    """The share of the mass of a sector in a cell, and the cell as a normal with the blur."""
    low, high, near, far = cell
    share, turn, spread = azimuth_moments(numbers[2], numbers[3], low, high)
    share *= _range_share(numbers, near, far) / numbers[7]
    if numbers[6] == 0.0:
        reach, square = 0.5 * (near + far), (near * near + near * far + far * far) / 3.0
    else:
        reach = (2.0 / 3.0) * (far * far + far * near + near * near) / (far + near)
        square = 0.5 * (near * near + far * far)
    # As if the azimuth were uniform with this variance: exact enough in small cells.
    half = math.sqrt(3.0 * spread)
    once, twice = math.sin(half) / half, math.sin(2.0 * half) / (2.0 * half)
    ahead = reach * once
    along = max(0.5 * square * (1.0 + twice) - ahead * ahead, 0.0) + numbers[0]
    across = 0.5 * square * (1.0 - twice) + numbers[0]
    s, c = math.sin(numbers[1] + turn), math.cos(numbers[1] + turn)
    return share, (
        ahead * s,
        ahead * c,
        along * s * s + across * c * c,
        (along - across) * s * c,
        along * c * c + across * s * s,
    )


def _support(half: float, soft: float) -> float:
    """The turn from the middle beyond which 4e-5 of the azimuths lie."""
    return math.pi if half >= math.pi else min(half + _SOFT * soft, math.pi)


def _cells(numbers: tuple[float, ...], support: float, across: int) -> Floats:
    """The sector as small normals (m, 6) on a grid of azimuths and ranges."""
    values = np.array(numbers)
    turns = np.linspace(-support, support, across + 1)
    ranges = np.linspace(numbers[4], numbers[5], _RANGES + 1)
    rows = []
    for low, high in zip(turns[:-1].tolist(), turns[1:].tolist(), strict=True):
        for near, far in zip(ranges[:-1].tolist(), ranges[1:].tolist(), strict=True):
            share, normal = sector_cell(values, (low, high, near, far))
            rows.append((share, *normal))
    cells = np.array([row for row in rows if row[0] > 0.0])
    cells[:, 0] /= math.fsum(cells[:, 0].tolist())
    return cells


def _moments(cells: Floats) -> Spots:
    """Mean and covariance of small normals."""
    weight = cells[:, 0]
    east, north = (math.fsum((weight * cells[:, k]).tolist()) for k in (1, 2))
    de, dn = cells[:, 1] - east, cells[:, 2] - north
    squares = (cells[:, 3] + de * de, cells[:, 4] + de * dn, cells[:, 5] + dn * dn)
    ee, en, nn = (math.fsum((weight * square).tolist()) for square in squares)
    return east, north, ee, en, nn


def _peak(numbers: tuple[float, ...]) -> float:
    """An upper bound of the log density."""
    variance, _, half, soft, near, far, power, kept = numbers
    if half >= math.pi:
        top = 0.5 / math.pi
    elif half == 0.0:
        top = 1.0 / (soft * math.sqrt(2.0 * math.pi) * kept)
    else:
        top = math.erf(half / (soft * math.sqrt(2.0))) / (2.0 * half * kept)
    if power == IN_AREA:
        found = top * 2.0 / (far**2 - near**2)
    else:
        # The blur of 1/r is largest at the origin: √(π/2) / blur.
        inner = math.sqrt(math.pi / 2.0 / variance)
        found = top * min(inner, 1.0 / near if near > 0.0 else inner) / (far - near)
    # Room for the panels of the density itself, which may come out above the bound.
    return math.log(min(found, 0.5 / (math.pi * variance))) + _ROUNDING


def _reach(numbers: tuple[float, ...], support: float, east: float, north: float) -> float:
    """The radius about the mean that holds the sector up to its support, and the blur."""
    turns = numbers[1] + np.linspace(-support, support, _RAYS)
    corners = np.concatenate(
        [r * np.stack([np.sin(turns), np.cos(turns)], axis=1) for r in numbers[4:6]]
    )
    far = np.hypot(corners[:, 0] - east, corners[:, 1] - north).max()
    return float(far) * 1.001 + (WITHIN + _MARGIN) * math.sqrt(numbers[0])


def sector_density(
    azimuth: tuple[float, float, float], ranges: tuple[float, float, float], blur: float
) -> Density:
    """A sector about its origin.

    ``azimuth``: middle, half width (0: a normal; π: all round) and softness, radians
    clockwise from north. ``ranges``: near and far (km, near below far) and the prior,
    ``IN_RANGE`` or ``IN_AREA``. ``blur``: 1-sigma doubt of the origin in km.
    """
    middle, half, soft = azimuth
    kept = azimuth_moments(half, soft, -math.pi, math.pi)[0]
    numbers = (blur**2, middle, half, soft, *ranges, kept)
    support = _support(half, soft)
    cells = _cells(numbers, support, _ACROSS)
    moments = _moments(cells)
    return Density(
        cells,
        moments,
        (_reach(numbers, support, moments[0], moments[1]), _peak(numbers)),
    )
