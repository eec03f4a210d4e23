"""The density of a sector seen from a place: azimuth, range, and the place's own doubt."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from holdfire.incidents.shape_sector import azimuth_moments, sector_cell
from holdfire.incidents.shape_stock import WITHIN, Density, Spots
from holdfire.incidents.shapes import SECTOR

__all__ = ["IN_AREA", "IN_RANGE", "sector_density"]

IN_RANGE, IN_AREA = 0.0, 1.0
"""The range priors: every range as likely, or every place of the sector."""

_AZIMUTHS, _RANGES, _ACROSS = 48, 16, 5
Floats = npt.NDArray[np.float64]

_SOFT = 4.1
_MARGIN = 0.3
_ROUNDING = 1e-4


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
            share, normal = sector_cell(values, 0, (low, high, near, far))
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
    turns = numbers[1] + np.linspace(-support, support, 4 * _AZIMUTHS + 1)
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
        SECTOR,
        numbers,
        cells,
        moments,
        (_reach(numbers, support, moments[0], moments[1]), _peak(numbers)),
    )
