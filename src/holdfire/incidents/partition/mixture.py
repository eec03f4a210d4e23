"""How well places agree of which some are no normal density: sums of small normals.

A footprint, polygon, sector or named place is a mixture of small normal densities that
follow its shape (``Shapes.cells``). Products of mixtures are mixtures; what is far less
likely than the likeliest part is left out. Kilometres.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from holdfire.base.compiled import inner, making
from holdfire.incidents.partition.arrays import Arrays

__all__ = ["FARTHEST", "merged", "moments_of_parts", "multiply"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_LOG_2PI = math.log(2.0 * math.pi)
FARTHEST = 60.0
"""Squared distance at which two small normals do not meet any more."""
_FAINT = 9.0
"""Nats below the likeliest part at which a part is left out."""
_MOST = 32
"""Enough parts for the next shape to be taken into."""
_ALIKE = 1e-6
"""What differs by less, relative to its size, differs by rounding only."""


@inner
def _product(part: Floats, cell: Floats, east: float, north: float, out: Floats) -> bool:
    """One part times one cell of a shape at an offset; False where they hardly meet.

    Rows are log weight (of a cell: weight), mean east and north, covariance ee, en, nn.
    """
    ee, en, nn = part[3] + cell[3], part[4] + cell[4], part[5] + cell[5]
    det = ee * nn - en * en
    dx, dy = cell[1] + east - part[1], cell[2] + north - part[2]
    squared = (nn * dx * dx - 2.0 * en * dx * dy + ee * dy * dy) / det
    if squared > FARTHEST:
        return False
    out[0] = part[0] + math.log(cell[0]) - 0.5 * (squared + math.log(det)) - _LOG_2PI
    # Gain of the part's mean towards the cell: S (S + C)⁻¹.
    a = (part[3] * nn - part[4] * en) / det
    b = (part[4] * ee - part[3] * en) / det
    c = (part[4] * nn - part[5] * en) / det
    d = (part[5] * ee - part[4] * en) / det
    out[1], out[2] = part[1] + a * dx + b * dy, part[2] + c * dx + d * dy
    out[3] = part[3] - a * part[3] - b * part[4]
    out[4] = part[4] - a * part[4] - b * part[5]
    out[5] = part[5] - c * part[4] - d * part[5]
    return True


@inner
def _moments(parts: Floats, label: Ints, which: int, out: Floats) -> None:
    """Log weight, mean and covariance (6,) of the parts with a label, taken as one."""
    top = -math.inf
    for at in range(len(parts)):
        if label[at] == which:
            top = max(top, parts[at, 0])
    total = 0.0
    out[:] = 0.0
    for at in range(len(parts)):
        if label[at] == which:
            weight = math.exp(parts[at, 0] - top)
            total += weight
            out[1] += weight * parts[at, 1]
            out[2] += weight * parts[at, 2]
    out[1] /= total
    out[2] /= total
    for at in range(len(parts)):
        if label[at] == which:
            weight = math.exp(parts[at, 0] - top) / total
            dx, dy = parts[at, 1] - out[1], parts[at, 2] - out[2]
            out[3] += weight * (parts[at, 3] + dx * dx)
            out[4] += weight * (parts[at, 4] + dx * dy)
            out[5] += weight * (parts[at, 5] + dy * dy)
    out[0] = top + math.log(total)


@making
def merged(parts: Floats) -> Floats:
    """The parts (p, 6) as few (about :data:`_MOST`) before the next shape is taken in.

    Parts far less likely than the likeliest are left out; then what lies together becomes
    one normal with the same weight, mean and covariance: the widest clusters are cut at
    their means until there are enough. Never applied to the last product of a block.
    """
    top = -math.inf
    for at in range(len(parts)):
        top = max(top, parts[at, 0])
    count = 0
    for at in range(len(parts)):
        if parts[at, 0] >= top - _FAINT:
            parts[count] = parts[at]
            count += 1
    parts = parts[:count]
    if count <= _MOST:
        return parts
    label = np.zeros(count, np.int64)
    found = np.empty((3 * _MOST, 6))
    _moments(parts, label, 0, found[0])
    size = 1
    while size < _MOST:
        widest = -math.inf
        for at in range(size):
            widest = max(widest, _width(found[at]))
        before = size
        # What is equally wide is cut at once, and what lies on a cut stands by itself: a
        # mirrored shape is then merged in the mirrored way.
        for at in range(before):
            if _width(found[at]) >= widest - _ALIKE:
                size = _cut(parts, label, at, size, found)
        if size == before:
            break
    return found[:size].copy()


@inner
def _width(part: Floats) -> float:
    """How much a cluster matters: log of its weight times its longer axis."""
    return float(part[0] + 0.5 * math.log(max(part[3], part[5])))


@inner
def _cut(parts: Floats, label: Ints, which: int, size: int, found: Floats) -> int:
    """Cut a cluster across its longer axis into two or three; the number of clusters then."""
    own = found[which]
    axis = 1 if own[3] * (1.0 + _ALIKE) >= own[5] else 2
    centre, slack = own[axis], _ALIKE * math.sqrt(own[2 * axis + 1])
    below = on = above = 0
    for at in range(len(parts)):
        if label[at] == which:
            gap = parts[at, axis] - centre
            below += 1 if gap < -slack else 0
            above += 1 if gap > slack else 0
            on += 1 if abs(gap) <= slack else 0
    if not (below and above):
        return size
    higher, middle = size, size + 1
    for at in range(len(parts)):
        if label[at] == which:
            gap = parts[at, axis] - centre
            if gap > slack:
                label[at] = higher
            elif gap >= -slack:
                label[at] = middle
    _moments(parts, label, which, found[which])
    _moments(parts, label, higher, found[higher])
    if on:
        _moments(parts, label, middle, found[middle])
    return middle + 1 if on else middle


@making
def multiply(arrays: Arrays, parts: Floats, shape: int, east: float, north: float) -> Floats:
    """The parts (p, 6) times a shape whose mean is at this offset: parts again."""
    start, stop = arrays.cell_start[shape], arrays.cell_start[shape + 1]
    east -= arrays.centre[shape, 0]
    north -= arrays.centre[shape, 1]
    made = np.empty((len(parts) * (stop - start), 6))
    count = 0
    for at in range(len(parts)):
        for number in range(start, stop):
            cell = arrays.cells[number]
            if _product(parts[at], cell, east, north, made[count]):
                count += 1
    return made[:count]


@inner
def moments_of_parts(parts: Floats, out: Floats) -> float:
    """Log of the summed weight of parts; ``out`` (5,), if it has room, mean and covariance."""
    top = -math.inf
    for at in range(len(parts)):
        top = max(top, parts[at, 0])
    if top == -math.inf:
        return top
    total = east = north = 0.0
    for at in range(len(parts)):
        weight = math.exp(parts[at, 0] - top)
        total += weight
        east += weight * parts[at, 1]
        north += weight * parts[at, 2]
    if len(out):
        east /= total
        north /= total
        out[0], out[1], out[2], out[3], out[4] = east, north, 0.0, 0.0, 0.0
        for at in range(len(parts)):
            weight = math.exp(parts[at, 0] - top) / total
            dx, dy = parts[at, 1] - east, parts[at, 2] - north
            out[2] += weight * (parts[at, 3] + dx * dx)
            out[3] += weight * (parts[at, 4] + dx * dy)
            out[4] += weight * (parts[at, 5] + dy * dy)
    return top + math.log(total)
