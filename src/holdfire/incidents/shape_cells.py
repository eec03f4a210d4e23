"""The product of several densities as small normals laid on the sharpest of them.

Each cell is a part of the sharpest density, as a normal; it is multiplied with the normal of
the members in closed form and with each shape by its exact meeting. Sectors have cells that
are divided where dividing changes the sum.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from holdfire.base.compiled import compiled
from holdfire.incidents.shape_meeting import meets
from holdfire.incidents.shape_normal import Normal, product_of, root_of
from holdfire.incidents.shape_sector import Cell, sector_cell
from holdfire.incidents.shapes import SECTOR, ShapeArrays

__all__ = ["DONE", "MOST_CELLS", "lay_cells"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

MOST_CELLS = 4096
"""Rows of a buffer of cells."""

DONE = -2
"""Instead of the bearer of a cell whose moments are already those of the product."""

_MOST_PENDING = 1024
_DEPTH = 9
_CHANGE = 1e-3
_TIE = 1e-9
_FAR_SHARPER, _SHARPER = 0.0225, 0.25
_WIDE, _KEPT, _SMOOTH, _SOFTER = 3.85, 0.1, 0.2, 0.04
_COARSE, _ALIKE, _THIN = 2.0, 0.005, 1e-6
_THIRD = math.sqrt(4.0 / 3.0)
_ROOM = 1024
_SOFT = 4.0
_PART = 0.15
_LEAST = 0.05
_NODE = math.sqrt(3.0 * (1.0 - _PART))
_LONGER = 2.5


def _bell(kept: float, step: float) -> Floats:
    """A standard normal as equally spaced normals of variance ``kept``: weight, east, north.

    With 0.1 and a step of 0.55 their sum differs from the normal by less than 1 % anywhere,
    and by less than 1e-3 in the probability of any half plane.
    """
    count = round(_WIDE / step)
    line = np.arange(-count, count + 1) * step
    east, north = (axis.ravel() for axis in np.meshgrid(line, line))
    square = (east**2 + north**2) / (1.0 - kept)
    weight = np.exp(-0.5 * square) * (square <= 15.0)
    bell: Floats = np.stack([weight / weight.sum(), east, north], axis=1)[weight > 0.0]
    return bell


_BELL, _POINTS, _DENSE = _bell(_KEPT, 0.55), _bell(0.0, 0.55), _bell(0.0, 0.25)


@compiled
def _worth(
    shapes: ShapeArrays, places: Floats, numbers: Ints, bearer: int, log: float, one: Normal
) -> float:
    """The mass of a normal times all shapes but the bearer: the product of its meetings."""
    value = math.exp(log)
    for k in range(len(numbers)):
        if k != bearer and value > 0.0:
            moved = (one[0] - places[k, 0], one[1] - places[k, 1], one[2], one[3], one[4])
            value *= meets(shapes, numbers[k], moved)
    return value


@compiled
def _bent(worth: Floats, one: Normal) -> Normal:
    """The normal of a cell whose parts, three by three along its root, have this worth.

    Each part is a normal of variance v times that of the cell; with slope g and curvature H
    of the log worth its own product is moved by v (g + H node) and has variance v + v² H.
    """
    gx = gy = xx = yy = xy = 0.0
    if np.min(worth) > 0.0:
        log, square = np.log(worth), _NODE * _NODE
        gx, gy = (
            (log[2, 1] - log[0, 1]) / (2.0 * _NODE),
            (log[1, 2] - log[1, 0]) / (2.0 * _NODE),
        )
        xx = (log[2, 1] - 2.0 * log[1, 1] + log[0, 1]) / square
        yy = (log[1, 2] - 2.0 * log[1, 1] + log[1, 0]) / square
        xy = (log[2, 2] - log[2, 0] - log[0, 2] + log[0, 0]) / (4.0 * square)
    xx, yy = max(1.0 + _PART * xx, _LEAST), max(1.0 + _PART * yy, _LEAST)
    most = math.sqrt(xx * yy) * (1.0 - _LEAST)
    xy = min(max(_PART * xy, -most), most)
    total, mx, my, vxx, vxy, vyy = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    for i in range(3):
        for j in range(3):
            u, v = _NODE * (i - 1), _NODE * (j - 1)
            x, y = xx * u + xy * v + _PART * gx, xy * u + yy * v + _PART * gy
            weight = worth[i, j] * (1 if i - 1 else 4) * (1 if j - 1 else 4)
            total, mx, my = total + weight, mx + weight * x, my + weight * y
            vxx, vxy, vyy = vxx + weight * x * x, vxy + weight * x * y, vyy + weight * y * y
    mx, my = mx / total, my / total
    vxx = vxx / total - mx * mx + _PART * xx
    vxy = vxy / total - mx * my + _PART * xy
    vyy = vyy / total - my * my + _PART * yy
    ee, en, nn = root_of(one[2], one[3], one[4])
    a, b, c, d = (
        ee * vxx + en * vxy,
        ee * vxy + en * vyy,
        en * vxx + nn * vxy,
        en * vxy + nn * vyy,
    )
    east, north = one[0] + ee * mx + en * my, one[1] + en * mx + nn * my
    return east, north, a * ee + b * en, a * en + b * nn, c * en + d * nn


@compiled
def _worth_in_parts(
    shapes: ShapeArrays, places: Floats, numbers: Ints, bearer: int, log: float, one: Normal
) -> tuple[float, Normal]:
    """The same by nine smaller normals, and the normal of what is left of them.

    The mean of a product over a cell is the product of the means only where one of the
    factors hardly changes; three nodes an axis keep the moments up to the fifth.
    """
    ee, en, nn = root_of(one[2], one[3], one[4])
    worth = np.empty((3, 3))
    total = 0.0
    for i in range(3):
        for j in range(3):
            x, y = _NODE * (i - 1), _NODE * (j - 1)
            at = (one[0] + ee * x + en * y, one[1] + en * x + nn * y)
            part = (at[0], at[1], _PART * one[2], _PART * one[3], _PART * one[4])
            worth[i, j] = _worth(shapes, places, numbers, bearer, log, part)
            total += worth[i, j] * (1 if i - 1 else 4) * (1 if j - 1 else 4)
    if total <= 0.0:
        return 0.0, one
    return total / 36.0, _bent(worth, one)


@compiled
def _put(out: Floats, count: int, weight: float, one: Normal, bearer: int) -> int:
    """Add a cell if it weighs anything; returns the new count."""
    if weight <= 0.0 or count >= len(out):
        return count
    out[count, 0] = weight
    for k in range(5):
        out[count, 1 + k] = one[k]
    out[count, 6] = bearer
    return count + 1


@compiled
def _on_normal(
    shapes: ShapeArrays, places: Floats, numbers: Ints, normal: Normal, out: Floats, count: int
) -> int:
    """Cells laid on the members' normal, along its symmetric root.

    Points are enough where all shapes are blurred by more than half of the normal's sigma,
    and denser points by more than a fifth.
    """
    east, north, ee, en, nn = normal
    blur = np.inf
    for number in numbers:
        blur = min(blur, shapes.numbers[shapes.start[number]])
    smooth = blur / (0.5 * (ee + nn) + math.hypot(0.5 * (ee - nn), en))
    bell, kept, bearer = _BELL, _KEPT, -1
    if smooth >= _SOFTER:
        bell, kept, bearer = _POINTS if smooth >= _SMOOTH else _DENSE, 0.0, DONE
    re, rx, rn = root_of(ee, en, nn)
    for k in range(len(bell)):
        x, y = bell[k, 1], bell[k, 2]
        at = (east + re * x + rx * y, north + rx * x + rn * y)
        one = (at[0], at[1], kept * ee, kept * en, kept * nn)
        weight = _worth(shapes, places, numbers, -1, math.log(bell[k, 0]), one)
        count = _put(out, count, weight, one, bearer)
    return count


@compiled
def _joined(normal: Normal, weight: float, one: Normal) -> tuple[float, Normal]:
    """A cell of this weight times the members' normal, if there is one."""
    if weight <= 0.0:
        return -np.inf, one
    if normal[2] <= 0.0:
        return math.log(weight), one
    log, both = product_of(one, normal)
    return math.log(weight) + log, both


@compiled
def _on_thirds(
    shapes: ShapeArrays,
    places: Floats,
    numbers: Ints,
    bearer: int,
    normal: Normal,
    row: int,
    out: Floats,
) -> int:
    """Nine parts of a coarse cell at the head of ``out``; none where it would not matter.

    A piece of an area is nearer to three by three normals side by side than to one, whose
    tails reach over an edge along its side. It matters where the whole cell and its middle
    meet the other shapes differently.
    """
    cell, blur = shapes.cells[row], shapes.numbers[shapes.start[numbers[bearer]]]
    ee, en, nn = cell[3] - blur, cell[4], cell[5] - blur
    if ee + nn <= _COARSE * blur or ee * nn - en * en <= _THIN * ee * nn:
        return 0
    east, north = cell[1] + places[bearer, 0], cell[2] + places[bearer, 1]
    log, both = _joined(normal, cell[0], (east, north, cell[3], en, cell[5]))
    whole = _worth(shapes, places, numbers, bearer, log, both)
    log, both = _joined(normal, cell[0], (east, north, blur, 0.0, blur))
    if abs(_worth(shapes, places, numbers, bearer, log, both) - whole) <= _ALIKE * whole:
        return 0
    re, rx, rn = root_of(ee, en, nn)
    count = 0
    for i in range(-1, 2):
        for j in range(-1, 2):
            x, y = _THIRD * i, _THIRD * j
            at = (east + re * x + rx * y, north + rx * x + rn * y)
            one = (at[0], at[1], ee / 9.0 + blur, en / 9.0, nn / 9.0 + blur)
            log, both = _joined(normal, cell[0] / 9.0, one)
            weight = _worth(shapes, places, numbers, bearer, log, both)
            count = _put(out, count, weight, both, bearer)
    return count


@compiled
def _on_cells(
    shapes: ShapeArrays,
    places: Floats,
    numbers: Ints,
    bearer: int,
    normal: Normal,
    out: Floats,
    count: int,
) -> int:
    """The fixed cells of a shape."""
    number = numbers[bearer]
    for row in range(shapes.cell_start[number], shapes.cell_start[number + 1]):
        cell = shapes.cells[row]
        if len(out) - count > _ROOM:
            parts = _on_thirds(shapes, places, numbers, bearer, normal, row, out[count:])
            if parts:
                count += parts
                continue
        east, north = cell[1] + places[bearer, 0], cell[2] + places[bearer, 1]
        log, both = _joined(normal, cell[0], (east, north, cell[3], cell[4], cell[5]))
        if len(numbers) > 2:
            weight, both = _worth_in_parts(shapes, places, numbers, bearer, log, both)
            count = _put(out, count, weight, both, DONE)
        else:
            weight = _worth(shapes, places, numbers, bearer, log, both)
            count = _put(out, count, weight, both, bearer)
    return count


@compiled
def _sector_worth(
    shapes: ShapeArrays,
    places: Floats,
    numbers: Ints,
    bearer: int,
    normal: Normal,
    cell: Cell,
) -> tuple[float, Normal]:
    """The worth of one cell of a sector, and its normal."""
    weight, one = sector_cell(shapes.numbers, shapes.start[numbers[bearer]], cell)
    one = (one[0] + places[bearer, 0], one[1] + places[bearer, 1], one[2], one[3], one[4])
    log, both = _joined(normal, weight, one)
    return _worth(shapes, places, numbers, bearer, log, both), both


@compiled
def _divided(cell: Floats) -> tuple[int, int]:
    """Into how many parts in azimuth and in range a cell is divided."""
    wide = (cell[1] - cell[0]) * 0.5 * (cell[2] + cell[3])
    deep = cell[3] - cell[2]
    if deep > _LONGER * wide:
        return 1, 2
    if wide > _LONGER * deep:
        return 2, 1
    return 2, 2


@compiled
def _first_cells(numbers: Floats, at: int, pending: Floats) -> int:
    """The first cells of a sector: azimuths in parts, ranges in six; returns their count."""
    half = min(numbers[at + 2] + _SOFT * numbers[at + 3], math.pi)
    if numbers[at + 2] >= math.pi:
        half = math.pi
    parts = min(max(4, 2 * math.ceil(half / 0.35)), 18)
    near, far = numbers[at + 4], numbers[at + 5]
    count = 0
    for i in range(parts):
        for j in range(6):
            pending[count, 0] = -half + 2.0 * half * i / parts
            pending[count, 1] = -half + 2.0 * half * (i + 1) / parts
            pending[count, 2] = near + (far - near) * j / 6.0
            pending[count, 3] = near + (far - near) * (j + 1) / 6.0
            count += 1
    return count


@compiled
def _on_sector(
    shapes: ShapeArrays,
    places: Floats,
    numbers: Ints,
    bearer: int,
    normal: Normal,
    out: Floats,
    count: int,
) -> int:
    """Cells of a sector, divided level by level where that changes the sum."""
    pending, following = np.empty((_MOST_PENDING, 5)), np.empty((_MOST_PENDING, 5))
    left = _first_cells(shapes.numbers, shapes.start[numbers[bearer]], pending)
    total = 0.0
    for k in range(left):
        own = pending[k]
        cell = (own[0], own[1], own[2], own[3])
        own[4] = _sector_worth(shapes, places, numbers, bearer, normal, cell)[0]
        total += own[4]
    for depth in range(_DEPTH):
        kept, change = 0, 0.0
        for k in range(left):
            own = pending[k]
            wide, deep = _divided(own)
            start, before, found = kept, count, 0.0
            for i in range(wide):
                for j in range(deep):
                    cell = (
                        own[0] + (own[1] - own[0]) * i / wide,
                        own[0] + (own[1] - own[0]) * (i + 1) / wide,
                        own[2] + (own[3] - own[2]) * j / deep,
                        own[2] + (own[3] - own[2]) * (j + 1) / deep,
                    )
                    weight, both = _sector_worth(shapes, places, numbers, bearer, normal, cell)
                    found += weight
                    count = _put(out, count, weight, both, bearer)
                    if kept < _MOST_PENDING:
                        for m in range(4):
                            following[kept, m] = cell[m]
                        following[kept, 4] = weight
                        kept += 1
            change += found - own[4]
            room = kept + 4 < _MOST_PENDING and depth + 1 < _DEPTH
            if room and abs(found - own[4]) > _CHANGE * total:
                count = before
            else:
                kept = start
        total += change
        pending, following = following, pending
        left = kept
    return count


@compiled
def _is_sharpest(
    shapes: ShapeArrays, places: Floats, numbers: Ints, normal: Normal, least: float
) -> bool:
    """Whether the members' normal is far sharper than all the shapes.

    A sector is compared by its width where the normal stands. Otherwise cells of a shape are
    better: shapes with a common edge meet each part of a normal in a way that is no product.
    """
    ee, en, nn = normal[2], normal[3], normal[4]
    if ee * nn - en * en > (_FAR_SHARPER * least) ** 2:
        return False
    widest = 0.5 * (ee + nn) + math.hypot(0.5 * (ee - nn), en)
    for k in range(len(numbers)):
        if shapes.kind[numbers[k]] == SECTOR:
            at = shapes.start[numbers[k]]
            turn = shapes.numbers[at + 2] + shapes.numbers[at + 3]
            east, north = normal[0] - places[k, 0], normal[1] - places[k, 1]
            across = turn * turn * (east * east + north * north) + shapes.numbers[at]
            if widest > _SHARPER * across:
                return False
    return True


@compiled
def lay_cells(
    shapes: ShapeArrays,
    places: Floats,
    numbers: Ints,
    normal: Normal,
    out: Floats,
    count: int,
) -> int:
    """Lay the cells of the product of shapes at places (k, 2) and a normal or NO_NORMAL.

    Rows of ``out`` (m, 7) from ``count`` on become weight (km⁻² per member but one), east,
    north, ee, en, nn and which shape bears the cell (-1: the normal, or DONE); the weights
    sum to the integral of the product. Returns the new count. Where several shapes are
    equally sharp, each bears the cells once, and they share the weight.
    """
    least = np.inf
    for number in numbers:
        least = min(least, shapes.sharpness[number])
    if normal[2] > 0.0 and _is_sharpest(shapes, places, numbers, normal, least):
        return _on_normal(shapes, places, numbers, normal, out, count)
    first, bearers = count, 0
    for k in range(len(numbers)):
        if shapes.sharpness[numbers[k]] > least * (1.0 + _TIE):
            continue
        bearers += 1
        if shapes.kind[numbers[k]] == SECTOR:
            count = _on_sector(shapes, places, numbers, k, normal, out, count)
        else:
            count = _on_cells(shapes, places, numbers, k, normal, out, count)
    for row in range(first, count):
        out[row, 0] /= bearers
    return count
