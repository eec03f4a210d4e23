"""How one shape meets a normal: exact for boxes, polygons, sectors and normals.

Every shape is a sharp density blurred by an isotropic normal. Its integral with a normal is
that of the sharp density with the normal widened by the blur; so the density of a shape at a
point is its meeting with a normal of no width.
"""

from __future__ import annotations

import math

from holdfire.base.compiled import compiled
from holdfire.incidents.shape_disc import share_in_disc
from holdfire.incidents.shape_edges import share_in_edges
from holdfire.incidents.shape_normal import Normal, density_of, normal_share
from holdfire.incidents.shape_sector import sector_meets
from holdfire.incidents.shapes import BOX, COMPOUND, DISC, NORMAL, SECTOR, ShapeArrays

__all__ = ["boxes_meet", "meets"]

_ROOT_HALF = math.sqrt(0.5)
_ROOT_TWO_PI = math.sqrt(2.0 * math.pi)
_STRAIGHT = 1e-9


@compiled
def _atom_meets(shapes: ShapeArrays, number: int, normal: Normal) -> float:
    """The meeting with a shape that is no compound."""
    at = shapes.start[number]
    kind = shapes.kind[number]
    numbers = shapes.numbers
    east, north, ee, en, nn = normal
    if kind == NORMAL:
        wide = (east, north, ee + numbers[at], en + numbers[at + 1], nn + numbers[at + 2])
        return density_of(wide)
    wide = (east, north, ee + numbers[at], en, nn + numbers[at])
    if kind == SECTOR:
        return sector_meets(numbers, at, wide)
    count = int(numbers[at + 2])
    if kind == DISC:
        share = share_in_disc(numbers[at + 2], wide)
    elif kind == BOX and abs(en) <= _STRAIGHT * math.sqrt(wide[2] * wide[4]):
        last = at + 3 + 4 * count
        se, sn = math.sqrt(wide[2]), math.sqrt(wide[4])
        half_e, half_n = numbers[last], numbers[last + 1]
        share = normal_share((-half_e - east) / se, (half_e - east) / se)
        share *= normal_share((-half_n - north) / sn, (half_n - north) / sn)
    else:
        share = share_in_edges(numbers, at + 3, count, wide)
    dense: float = share / numbers[at + 1]
    return dense


@compiled
def meets(shapes: ShapeArrays, number: int, normal: Normal) -> float:
    """The integral (km⁻²) of a shape and a normal given about its reference place."""
    if shapes.kind[number] != COMPOUND:
        return _atom_meets(shapes, number, normal)
    at = shapes.start[number]
    east, north, ee, en, nn = normal
    total = 0.0
    for part in range(int(shapes.numbers[at])):
        own = shapes.numbers[at + 1 + 4 * part : at + 5 + 4 * part]
        moved = (east - own[2], north - own[3], ee, en, nn)
        total += own[0] * _atom_meets(shapes, int(own[1]), moved)
    return total


@compiled
def _ramp(z: float, sigma: float) -> float:
    """The second integral of a normal density of so much sigma, less its linear part."""
    x = abs(z) / sigma
    return sigma * (
        math.exp(-0.5 * x * x) / _ROOT_TWO_PI - 0.5 * x * math.erfc(x * _ROOT_HALF)
    ) + max(z, 0.0)


@compiled
def _intervals_meet(one: float, other: float, apart: float, sigma: float) -> float:
    """The integral of two uniform intervals with half lengths, blurred together by sigma."""
    wide, narrow = one + other, abs(one - other)
    apart = abs(apart)
    # From the far side: −z keeps all four terms small when the intervals are apart.
    total = _ramp(wide - apart, sigma) - _ramp(narrow - apart, sigma)
    total += _ramp(-wide - apart, sigma) - _ramp(-narrow - apart, sigma)
    return max(total, 0.0) / (4.0 * one * other)


@compiled
def boxes_meet(shapes: ShapeArrays, one: int, other: int, east: float, north: float) -> float:
    """The integral (km⁻²) of two boxes whose centres are so far apart; closed form."""
    numbers = shapes.numbers
    a, b = shapes.start[one], shapes.start[other]
    sigma = math.sqrt(numbers[a] + numbers[b])
    a, b = a + 3 + 4 * int(numbers[a + 2]), b + 3 + 4 * int(numbers[b + 2])
    return _intervals_meet(numbers[a], numbers[b], east, sigma) * _intervals_meet(
        numbers[a + 1], numbers[b + 1], north, sigma
    )
