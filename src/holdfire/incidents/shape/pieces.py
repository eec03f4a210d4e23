"""The small normals that make up a box, a disc or a polygon.

A shape is cut by a grid; each piece enters as the normal of its own moments, blurred as the
shape is. Pieces no wider than 1.6 sigma of the blur give back the density to 3e-4; where that
would take more than about a hundred of them, they are larger.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from holdfire.base.outline import outline_moments

__all__ = ["FINE", "box_cells", "disc_pieces", "pieces_of"]

Floats = npt.NDArray[np.float64]

FINE = 1.6
_MOST_AXIS = 12
_PIECES = 80
_CORNERS = 64


def _axis(half: float, blur: float) -> tuple[Floats, float]:
    """Middles of the parts of one side of a box, and the variance of a part."""
    count = min(max(1, math.ceil(2.0 * half / (FINE * blur))), _MOST_AXIS)
    middles = ((2.0 * np.arange(count) + 1.0) / count - 1.0) * half
    return middles, (half / count) ** 2 / 3.0


def box_cells(half_e: float, half_n: float, blur: float) -> Floats:
    """Cells (m, 6) of a uniform box: weight, east, north, covariance ee, en, nn (km)."""
    (east, ee), (north, nn) = _axis(half_e, blur), _axis(half_n, blur)
    grid_e, grid_n = (axis.ravel() for axis in np.meshgrid(east, north))
    cells = np.zeros((len(grid_e), 6))
    cells[:, 0] = 1.0 / len(cells)
    cells[:, 1], cells[:, 2] = grid_e, grid_n
    cells[:, 3], cells[:, 5] = ee + blur**2, nn + blur**2
    return cells


def pieces_of(outline: BaseGeometry, finest: float) -> Floats:
    """Pieces (m, 6) of a uniform polygon, unblurred; ``finest`` is the least side of one.

    Units are those of the outline. The grid is laid from the middle of the bounds, so a
    mirrored outline has mirrored pieces.
    """
    west, south, east, north = outline.bounds
    side = max(math.sqrt(outline.area / _PIECES), outline.length / (2.0 * _PIECES), finest)
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


@cache
def disc_pieces(finest: float) -> Floats:
    """The pieces of the unit disc, as a regular polygon of the same area."""
    step = 2.0 * math.pi / _CORNERS
    radius = math.sqrt(step / math.sin(step))
    angle = step * (np.arange(_CORNERS) + 0.5)
    corners = radius * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    pieces = pieces_of(shapely.Polygon(corners), finest)
    # The polygon's corners change its variance by less than 1e-5; put it right all the same.
    mean = pieces[:, 0] @ (pieces[:, 1] ** 2 + pieces[:, 3])
    pieces *= np.array([1.0, *[math.sqrt(0.25 / mean)] * 2, *[0.25 / mean] * 3])
    pieces.flags.writeable = False
    return pieces
