"""Densities of places that are no normal, and the integral of their product with others.

``shapes`` is ``Shapes.arrays``. Members of a product are ``normals`` (n, 5): mean east and
north (km) and covariance ee, en, nn (km²), and shapes ``numbers`` (k,) whose reference places
stand at ``places`` (k, 2) km east and north, all in one plane near its origin. Every function
depends on these alone; the order of the members changes rounding only.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from holdfire.base.compiled import compiled
from holdfire.incidents.shape_cells import MOST_CELLS, lay_cells
from holdfire.incidents.shape_choices import chosen, folded, ways_of
from holdfire.incidents.shape_meeting import boxes_meet, meets
from holdfire.incidents.shape_normal import Normal
from holdfire.incidents.shapes import BOX, COMPOUND, NORMAL, ShapeArrays

__all__ = ["bounds", "log_density", "log_overlap"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@compiled
def log_density(shapes: ShapeArrays, number: int, east: float, north: float) -> float:
    """Log density (km⁻²) of a shape at an offset (km) from its reference place."""
    value = meets(shapes, number, (east, north, 0.0, 0.0, 0.0))
    return math.log(value) if value > 0.0 else -np.inf


@compiled
def bounds(shapes: ShapeArrays, number: int) -> tuple[float, float, float, float]:
    """Centre east and north, the radius with all but 1e-4 of the mass, peak log density.

    The integral of the shape with any other density is at most the exponential of the peak.
    """
    moments, limits = shapes.moments[number], shapes.limits[number]
    return moments[0], moments[1], limits[0], limits[1]


@compiled
def _log_atoms(shapes: ShapeArrays, places: Floats, numbers: Ints, normal: Normal) -> float:
    """Log of the integral of shapes that are no compounds, and a normal."""
    value, known = 1.0, normal[2] > 0.0
    if len(numbers) == 1 and known:
        east, north = normal[0] - places[0, 0], normal[1] - places[0, 1]
        value = meets(shapes, numbers[0], (east, north, normal[2], normal[3], normal[4]))
    elif (
        len(numbers) == 2
        and not known
        and shapes.kind[numbers[0]] == BOX
        and shapes.kind[numbers[1]] == BOX
    ):
        east, north = places[1, 0] - places[0, 0], places[1, 1] - places[0, 1]
        value = boxes_meet(shapes, numbers[0], numbers[1], east, north)
    elif len(numbers) > 1:
        out = np.empty((MOST_CELLS, 7))
        count = lay_cells(shapes, places, numbers, normal, out, 0)
        value = 0.0
        for row in range(count):
            value += out[row, 0]
    return math.log(value) if value > 0.0 else -np.inf


@compiled
def log_overlap(shapes: ShapeArrays, normals: Floats, places: Floats, numbers: Ints) -> float:
    """Log of the integral over the plane of the product of all members.

    In km⁻² per member but one; −inf where they share no place. A single member gives 0.
    """
    start = folded(normals)
    ways, limit = ways_of(shapes, numbers)
    if ways == 1 and limit == np.inf and len(numbers) == 1:
        number = numbers[0]
        if shapes.kind[number] != NORMAL and shapes.kind[number] != COMPOUND:
            return start[0] + _log_atoms(shapes, places, numbers, start[1])
    own_places, own_numbers = np.empty((len(numbers), 2)), np.empty(len(numbers), np.int64)
    top, total = -np.inf, 0.0
    for choice in range(ways):
        way = (choice, limit)
        count, log, normal = chosen(
            shapes, places, numbers, way, start, own_places, own_numbers
        )
        log += _log_atoms(shapes, own_places[:count], own_numbers[:count], normal)
        if log > top:
            total = total * math.exp(top - log) + 1.0
            top = log
        elif log > -np.inf:
            total += math.exp(log - top)
    return top + math.log(total) if top > -np.inf else top
