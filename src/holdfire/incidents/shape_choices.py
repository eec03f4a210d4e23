"""The members of a product taken apart: normals folded into one, one part of each compound.

A place with several candidates is a mixture; the product of mixtures is the sum over all
choices of one part each.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from holdfire.base.compiled import compiled
from holdfire.incidents.shape_normal import NO_NORMAL, Normal, product_of
from holdfire.incidents.shapes import COMPOUND, NORMAL, ShapeArrays

__all__ = ["chosen", "folded", "ways_of"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_MOST_WAYS = 4096


@compiled
def _with(both: Normal, one: Normal) -> tuple[float, Normal]:
    """The product so far, which may be of no normals, times one more."""
    if both[2] <= 0.0:
        return 0.0, one
    return product_of(both, one)


@compiled
def folded(normals: Floats) -> tuple[float, Normal]:
    """All normals as one: log of the integral of their product, and the normal."""
    log, both = 0.0, NO_NORMAL
    for k in range(len(normals)):
        own = (normals[k, 0], normals[k, 1], normals[k, 2], normals[k, 3], normals[k, 4])
        more, both = _with(both, own)
        log += more
    return log, both


@compiled
def _parts(shapes: ShapeArrays, number: int, limit: float) -> int:
    """How many parts a member is divided into: one where it is no compound, or too wide."""
    if shapes.kind[number] != COMPOUND or shapes.sharpness[number] >= limit:
        return 1
    return int(shapes.numbers[shapes.start[number]])


@compiled
def ways_of(shapes: ShapeArrays, numbers: Ints) -> tuple[int, float]:
    """How many choices of parts there are, and the sharpness above which none is divided.

    With more than 4,096 choices the widest compounds enter as normals by their moments.
    """
    limit = np.inf
    while True:
        ways, widest = 1.0, 0.0
        for number in numbers:
            parts = _parts(shapes, number, limit)
            ways *= parts
            if parts > 1:
                widest = max(widest, shapes.sharpness[number])
        if ways <= _MOST_WAYS:
            return int(ways), limit
        limit = widest


@compiled
def chosen(
    shapes: ShapeArrays,
    places: Floats,
    numbers: Ints,
    way: tuple[int, float],
    start: tuple[float, Normal],
    own_places: Floats,
    own_numbers: Ints,
) -> tuple[int, float, Normal]:
    """One choice of parts: the shapes left (written to ``own_*``), log, normal."""
    choice, limit = way
    log, both = start
    count = 0
    for k in range(len(numbers)):
        number = numbers[k]
        east, north = places[k, 0], places[k, 1]
        cov = (0.0, 0.0, 0.0)
        plain = False
        parts = _parts(shapes, number, limit)
        if shapes.kind[number] == COMPOUND and shapes.sharpness[number] >= limit:
            own = shapes.moments[number]
            east, north = east + own[0], north + own[1]
            plain, cov = True, (own[2], own[3], own[4])
        elif shapes.kind[number] == COMPOUND:
            at = shapes.start[number] + 1 + 4 * (choice % parts)
            choice //= parts
            log += math.log(shapes.numbers[at])
            number = int(shapes.numbers[at + 1])
            east, north = east + shapes.numbers[at + 2], north + shapes.numbers[at + 3]
        if not plain and shapes.kind[number] == NORMAL:
            at = shapes.start[number]
            numbers_at = shapes.numbers[at : at + 3]
            plain, cov = True, (numbers_at[0], numbers_at[1], numbers_at[2])
        if not plain:
            own_places[count, 0], own_places[count, 1] = east, north
            own_numbers[count] = number
            count += 1
            continue
        one = (east, north, cov[0], cov[1], cov[2])
        more, both = _with(both, one)
        log += more
    return count, log, both
