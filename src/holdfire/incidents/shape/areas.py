"""The densities of areas: boxes, discs and polygons, uniform inside with a blurred edge."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from holdfire.base.outline import outline_moments
from holdfire.incidents.shape.pieces import FINE, box_cells, disc_pieces, pieces_of
from holdfire.incidents.shape.stock import WITHIN, Density

__all__ = ["box_density", "disc_density", "polygon_density"]

Floats = npt.NDArray[np.float64]

_ROOT_HALF = math.sqrt(0.5)
_MANY_CORNERS, _MOST_CORNERS = 64, 512


def _peak(area: float, blur: float) -> float:
    """An upper bound of the log density of an area with this blur."""
    return -math.log(max(area, 2.0 * math.pi * blur**2))


def box_density(half_e: float, half_n: float, blur: float) -> Density:
    """A rectangle about its centre, half extents and 1-sigma blur in km."""
    area = 4.0 * half_e * half_n
    top = math.erf(half_e / blur * _ROOT_HALF) * math.erf(half_n / blur * _ROOT_HALF)
    return Density(
        box_cells(half_e, half_n, blur),
        (0.0, 0.0, half_e**2 / 3.0 + blur**2, 0.0, half_n**2 / 3.0 + blur**2),
        (math.hypot(half_e, half_n) + WITHIN * blur, math.log(top / area)),
    )


def disc_density(radius: float, blur: float) -> Density:
    """A disc about its centre, radius and 1-sigma blur in km."""
    area = math.pi * radius**2
    # Rounded, so that discs blurred by the same share of their radius have the same pieces.
    pieces = disc_pieces(round(FINE * blur / radius, 2))
    cells = pieces * np.array([1.0, radius, radius, radius**2, radius**2, radius**2])
    cells[:, [3, 5]] += blur**2
    variance = radius**2 / 4.0 + blur**2
    top = -math.expm1(-0.5 * (radius / blur) ** 2) / area
    return Density(
        cells,
        (0.0, 0.0, variance, 0.0, variance),
        (radius + WITHIN * blur, math.log(top)),
    )


def _plain(outline: BaseGeometry, blur: float) -> BaseGeometry:
    """The outline with fewer corners: moved by at most a quarter of the blur if it can be."""
    tolerance = blur / 4.0
    simple = outline
    while len(shapely.get_coordinates(simple)) > _MANY_CORNERS:
        found = shapely.simplify(outline, tolerance)
        if not found.is_valid or found.area <= 0.0:
            return simple
        simple = found
        if len(shapely.get_coordinates(simple)) <= _MOST_CORNERS:
            return simple
        tolerance *= 2.0
    return simple


def polygon_density(outline: BaseGeometry, blur: float) -> Density:
    """A polygon given in km about its reference place, with a 1-sigma blur in km."""
    outline = _plain(outline, blur)
    area = float(outline.area)
    cells = pieces_of(outline, FINE * blur)
    cells[:, [3, 5]] += blur**2
    east, north, ee, en, nn = outline_moments(outline)
    apart = shapely.get_coordinates(outline) - np.array([east, north])
    return Density(
        cells,
        (east, north, ee + blur**2, en, nn + blur**2),
        (float(np.hypot(*apart.T).max()) + WITHIN * blur, _peak(area, blur)),
    )
