"""How well witnesses agree on one place: the integral over the plane of their densities.

Normal densities have a closed form, taken about the common mean so that precise and coarse
members share a block without cancellation; a block with any other shape is a sum of
small normals (see ``mixture``). Kilometres, in a plane about the block's first member.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from holdfire.base.compiled import inner, lean, making
from holdfire.incidents.partition.arrays import Arrays
from holdfire.incidents.partition.mixture import FARTHEST, merged, moments_of_parts, multiply

__all__ = ["log_at_one_place", "log_pair", "offset_km"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]

_LOG_2PI = math.log(2.0 * math.pi)
_FAR = 8.0
"""Sigmas of a small normal beyond which it meets nothing."""


@inner
def offset_km(place: Floats, scale: Floats, here: int, there: int) -> tuple[float, float]:
    """East and north of one witness as seen from another, km."""
    east = 0.5 * (scale[here, 0] + scale[there, 0])
    north = 0.5 * (scale[here, 1] + scale[there, 1])
    return (
        (place[there, 0] - place[here, 0]) * east,
        (place[there, 1] - place[here, 1]) * north,
    )


@inner
def _log_normal(
    place: Floats, scale: Floats, spread: Floats, shape: Codes, members: Ints, out: Floats
) -> float:
    """The closed form for the members that are normal, the others left out.

    Takes columns one by one: a call with all of a table's costs more than the work here.
    """
    size = 0
    ee = en = nn = east = north = logs = 0.0
    for one in members:
        if shape[one] >= 0:
            continue
        size += 1
        a, b, c = spread[one, 0], spread[one, 1], spread[one, 2]
        det = a * c - b * b
        dx, dy = offset_km(place, scale, members[0], one)
        ee += c / det
        en -= b / det
        nn += a / det
        east += (c * dx - b * dy) / det
        north += (a * dy - b * dx) / det
        logs += math.log(det)
    det = ee * nn - en * en
    mx, my = (nn * east - en * north) / det, (ee * north - en * east) / det
    if len(out):
        out[0], out[1], out[2], out[3], out[4] = mx, my, nn / det, -en / det, ee / det
    squares = 0.0
    for one in members:
        if shape[one] >= 0:
            continue
        a, b, c = spread[one, 0], spread[one, 1], spread[one, 2]
        dx, dy = offset_km(place, scale, members[0], one)
        dx -= mx
        dy -= my
        squares += (c * dx * dx - 2.0 * b * dx * dy + a * dy * dy) / (a * c - b * b)
    return -0.5 * (squares + logs + math.log(det)) - (size - 1) * _LOG_2PI


@making
def _log_shaped(arrays: Arrays, members: Ints, shaped: int, out: Floats) -> float:
    """The same where ``shaped`` members are no normal density: a sum over their parts.

    Starts from the product of the normal members or, if there are none, from the parts of
    the first shape.
    """
    parts = np.zeros((1, 6))
    taken = -1
    if shaped < len(members):
        parts[0, 0] = _log_normal(
            arrays.place, arrays.scale, arrays.spread, arrays.shape, members, parts[0, 1:]
        )
    else:
        taken = members[0]
        number = arrays.shape[taken]
        parts = arrays.cells[arrays.cell_start[number] : arrays.cell_start[number + 1]].copy()
        for at in range(len(parts)):
            parts[at, 0] = math.log(parts[at, 0])
            parts[at, 1] -= arrays.centre[number, 0]
            parts[at, 2] -= arrays.centre[number, 1]
    products = 0
    for one in members:
        if arrays.shape[one] >= 0 and one != taken:
            if products:
                parts = merged(parts)
            east, north = offset_km(arrays.place, arrays.scale, members[0], one)
            parts = multiply(arrays, parts, arrays.shape[one], east, north)
            products += 1
    return moments_of_parts(parts, out)


@inner
def _density(cell: Floats, dx: float, dy: float, ee: float, en: float, nn: float) -> float:
    """2π times the density at an offset of a small normal widened by a covariance."""
    ee, en, nn = cell[3] + ee, cell[4] + en, cell[5] + nn
    det = ee * nn - en * en
    squared = (nn * dx * dx - 2.0 * en * dx * dy + ee * dy * dy) / det
    if squared > FARTHEST:
        return 0.0
    return cell[0] * math.exp(-0.5 * squared) / math.sqrt(det)


@inner
def _log_meeting(arrays: Arrays, one: int, other: int) -> float:
    """Log ∫∫ of the product of two densities, of which ``one`` is a shape."""
    east, north = offset_km(arrays.place, arrays.scale, one, other)
    number, there = arrays.shape[one], arrays.shape[other]
    total = 0.0
    for at in range(arrays.cell_start[number], arrays.cell_start[number + 1]):
        cell = arrays.cells[at]
        dx = east - cell[1] + arrays.centre[number, 0]
        dy = north - cell[2] + arrays.centre[number, 1]
        if there < 0:
            a, b, c = arrays.spread[other, 0], arrays.spread[other, 1], arrays.spread[other, 2]
            total += _density(cell, dx, dy, a, b, c)
            continue
        reach = 2.0 * arrays.radius[there] + _FAR * math.sqrt(max(cell[3], cell[5]))
        if dx * dx + dy * dy > reach * reach:
            continue
        dx -= arrays.centre[there, 0]
        dy -= arrays.centre[there, 1]
        for far in range(arrays.cell_start[there], arrays.cell_start[there + 1]):
            further = arrays.cells[far]
            total += cell[0] * _density(
                further, dx + further[1], dy + further[2], cell[3], cell[4], cell[5]
            )
    return math.log(total) - _LOG_2PI if total > 0.0 else -math.inf


@inner
def log_pair(arrays: Arrays, pair: Ints) -> float:
    """As :func:`log_at_one_place` of two members, without their mean."""
    if arrays.shape[pair[0]] >= 0:
        return _log_meeting(arrays, pair[0], pair[1])
    if arrays.shape[pair[1]] >= 0:
        return _log_meeting(arrays, pair[1], pair[0])
    return _log_normal(
        arrays.place, arrays.scale, arrays.spread, arrays.shape, pair, arrays.radius[:0]
    )


@lean
def log_at_one_place(arrays: Arrays, members: Ints, out: Floats) -> float:
    """Log ∫∫ Π density dx dy of the members; ``out`` (5,) takes mean and covariance.

    The mean is in km east and north of the first member. An empty ``out`` takes nothing.
    """
    shaped = 0
    for one in members:
        shaped += 1 if arrays.shape[one] >= 0 else 0
    if shaped:
        return _log_shaped(arrays, members, shaped, out)
    return _log_normal(arrays.place, arrays.scale, arrays.spread, arrays.shape, members, out)
