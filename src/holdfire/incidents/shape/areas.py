"""The densities of areas: boxes, discs and polygons, uniform inside with a blurred edge."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from holdfire.incidents.shape.pieces import RIPPLE, area_cells, box_cells, disc_cells
from holdfire.incidents.shape.stock import Density, density_of

__all__ = ["box_density", "disc_density", "polygon_density"]

Floats = npt.NDArray[np.float64]

_ROOT_HALF = math.sqrt(0.5)
_MANY_CORNERS, _MOST_CORNERS = 64, 512


def box_density(half_e: float, half_n: float, blur: float) -> Density:
    """A rectangle about its centre, half extents and 1-sigma blur in km."""
    top = math.erf(half_e / blur * _ROOT_HALF) * math.erf(half_n / blur * _ROOT_HALF)
    peak = math.log(top / (4.0 * half_e * half_n)) + RIPPLE
    return density_of(box_cells(half_e, half_n, blur), peak)


def disc_density(radius: float, blur: float) -> Density:
    """A disc about its centre, radius and 1-sigma blur in km."""
    top = -math.expm1(-0.5 * (radius / blur) ** 2) / (math.pi * radius**2)
    return density_of(disc_cells(radius, blur), math.log(top) + RIPPLE)


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
    plain = _plain(outline, blur)
    peak = -math.log(max(float(plain.area), 2.0 * math.pi * blur**2))
    return density_of(area_cells(plain, blur), peak + RIPPLE)
