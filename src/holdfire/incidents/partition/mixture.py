"""How well places agree of which some are no normal density: sums of small normals.

A footprint, polygon, sector or named place is a mixture of small normal densities that
follow its shape (``Shapes.cells``). Products of mixtures are mixtures; what is far less
likely than the likeliest part is left out. Kilometres.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from holdfire.base.compiled import inner
from holdfire.incidents.partition.arrays import Arrays

__all__ = ["kept", "moments_of_parts", "multiply"]

Floats = npt.NDArray[np.float64]

_LOG_2PI = math.log(2.0 * math.pi)
_FAINT = 9.0
_MOST = 64


@inner
def _product(part: Floats, cell: Floats, east: float, north: float, out: Floats) -> bool:
    """One part times one cell of a shape at an offset; False where they hardly meet.

    Rows are log weight (of a cell: weight), mean east and north, covariance ee, en, nn.
    """
    ee, en, nn = part[3] + cell[3], part[4] + cell[4], part[5] + cell[5]
    det = ee * nn - en * en
    dx, dy = cell[1] + east - part[1], cell[2] + north - part[2]
    squared = (nn * dx * dx - 2.0 * en * dx * dy + ee * dy * dy) / det
    if squared > 60.0:
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
def kept(parts: Floats) -> Floats:
    """The parts (p, 6) that matter, in their order, before the next shape is taken in.

    Never applied to the last product of a block: of that every part counts.
    """
    top = -math.inf
    for at in range(len(parts)):
        top = max(top, parts[at, 0])
    faint = _FAINT
    count = len(parts)
    while True:
        size = 0
        for at in range(count):
            if parts[at, 0] >= top - faint:
                parts[size] = parts[at]
                size += 1
        count = size
        faint -= 2.0
        if count <= _MOST or faint <= 0.0:
            return parts[: min(count, _MOST)]


@inner
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
