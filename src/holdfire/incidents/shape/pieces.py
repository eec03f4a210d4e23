"""The small normals that make up a box, a disc or a polygon.

A shape is cut by a grid; each piece enters as the normal of its own moments, blurred as the
shape is. Pieces no wider than 1.6 sigma of the blur give back the density to 3e-4; where that
would take more than about a hundred of them, they are larger, and blurred by as much more as
makes them run into one another.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from holdfire.base.outline import outline_moments

__all__ = ["FINE", "RIPPLE", "area_cells", "blur_over", "box_cells", "disc_cells"]

Floats = npt.NDArray[np.float64]

FINE = 1.6
_OVERLAP = 0.45
RIPPLE = 0.1
"""Nats by which the sum of normals side by side is above what it stands for at most.

Equal normals of sigma s at steps of d ripple by 2 exp(-2 π² s² / d²) along each axis: by .037
for the least overlap of .45, and by some more where pieces are cut by an edge.
"""
_MOST_AXIS = 12
_PIECES = 80
_CORNERS = 64


def blur_over(width: float, blur: float) -> float:
    """The variance that parts of this width need to make one density with this blur."""
    return max(blur * blur, (_OVERLAP**2 - 1.0 / 12.0) * width * width)


def _axis(half: float, blur: float) -> tuple[Floats, float]:
    """Middles of the parts of one side of a box, and the blurred variance of one."""
    count = min(max(1, math.ceil(2.0 * half / (FINE * blur))), _MOST_AXIS)
    middles = ((2.0 * np.arange(count) + 1.0) / count - 1.0) * half
    return middles, (half / count) ** 2 / 3.0 + blur_over(2.0 * half / count, blur)


def box_cells(half_e: float, half_n: float, blur: float) -> Floats:
    """Cells (m, 6) of a uniform box: weight, east, north, covariance ee, en, nn (km)."""
    (east, ee), (north, nn) = _axis(half_e, blur), _axis(half_n, blur)
    grid_e, grid_n = (axis.ravel() for axis in np.meshgrid(east, north))
    cells = np.zeros((len(grid_e), 6))
    cells[:, 0] = 1.0 / len(cells)
    cells[:, 1], cells[:, 2] = grid_e, grid_n
    cells[:, 3], cells[:, 5] = ee, nn
    return cells


def _side(outline: BaseGeometry, finest: float) -> float:
    """The side of the squares that an outline is cut into, no less than ``finest``."""
    return max(math.sqrt(outline.area / _PIECES), outline.length / (2.0 * _PIECES), finest)


def _pieces(outline: BaseGeometry, side: float) -> Floats:
    """Pieces (m, 6) of a uniform polygon, unblurred.

    The grid is laid from the middle of the bounds, so a mirrored outline has mirrored pieces.
    """
    west, south, east, north = outline.bounds
    across, along = math.ceil((east - west) / side), math.ceil((north - south) / side)
    x = (west + east) / 2.0 + (np.arange(across + 1) - across / 2.0) * side
    y = (south + north) / 2.0 + (np.arange(along + 1) - along / 2.0) * side
    boxes = [
        shapely.box(x[i], y[j], x[i + 1], y[j + 1]) for j in range(along) for i in range(across)
    ]
    cut = shapely.intersection(outline, boxes)
    rows = []
    for piece in cut[shapely.area(cut) > 1e-9 * outline.area].tolist():
        parts = [part for part in shapely.get_parts(piece).tolist() if part.area > 0.0]
        whole = shapely.MultiPolygon(parts)
        mean_e, mean_n, ee, en, nn = outline_moments(whole)
        rows.append((whole.area, mean_e, mean_n, ee, en, nn))
    pieces = np.array(rows)
    pieces[:, 0] /= math.fsum(pieces[:, 0].tolist())
    return pieces


def area_cells(outline: BaseGeometry, blur: float) -> Floats:
    """Cells (m, 6) of a uniform polygon, in the units of the outline."""
    side = _side(outline, FINE * blur)
    cells = _pieces(outline, side)
    cells[:, [3, 5]] += blur_over(side, blur)
    return cells


@cache
def _disc(blur: float) -> Floats:
    """The cells of the unit disc, as a regular polygon of the same area."""
    step = 2.0 * math.pi / _CORNERS
    radius = math.sqrt(step / math.sin(step))
    angle = step * (np.arange(_CORNERS) + 0.5)
    corners = radius * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    side = _side(shapely.Polygon(corners), FINE * blur)
    pieces = _pieces(shapely.Polygon(corners), side)
    # The polygon's corners change its variance by less than 1e-5; put it right all the same.
    mean = pieces[:, 0] @ (pieces[:, 1] ** 2 + pieces[:, 3])
    pieces *= np.array([1.0, *[math.sqrt(0.25 / mean)] * 2, *[0.25 / mean] * 3])
    pieces[:, [3, 5]] += blur_over(side, blur) - blur * blur
    pieces.flags.writeable = False
    return pieces


def disc_cells(radius: float, blur: float) -> Floats:
    """Cells (m, 6) of a uniform disc."""
    # Rounded, so that discs blurred by the same share of their radius have the same pieces.
    unit = _disc(round(blur / radius, 2))
    cells: Floats = unit * np.array([1.0, radius, radius, radius**2, radius**2, radius**2])
    cells[:, [3, 5]] += blur**2
    return cells
