"""Where the common place of several members is: cells, moments and nodes of their product."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from holdfire.base.compiled import compiled
from holdfire.incidents.shape_cells import DONE, MOST_CELLS, lay_cells
from holdfire.incidents.shape_choices import chosen, folded, ways_of
from holdfire.incidents.shape_meeting import meets
from holdfire.incidents.shape_normal import Normal, root_of
from holdfire.incidents.shapes import ShapeArrays

__all__ = ["overlap_cells", "overlap_moments", "overlap_nodes"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_DEEPEST = 24.0
_LIGHT = 1e-8
_STEP = 0.5
_LEAST = 0.01
_BINS = 11
_BIN = 0.6
_FEW, _SOME = 13, 30


@compiled
def _log_worth(
    shapes: ShapeArrays, places: Floats, numbers: Ints, bearer: int, one: Normal
) -> float:
    """Log of the product of what a normal meets in all shapes but the bearer."""
    value = 1.0
    for k in range(len(numbers)):
        if k != bearer:
            moved = (one[0] - places[k, 0], one[1] - places[k, 1], one[2], one[3], one[4])
            value *= meets(shapes, numbers[k], moved)
    return math.log(value) if value > 0.0 else -np.inf


@compiled
def _sharpen(shapes: ShapeArrays, places: Floats, numbers: Ints, cells: Floats) -> None:
    """Give each cell the mean and covariance of its product with the shapes.

    For a normal with mean m and covariance C that meets a density with value Z(m), the
    product has mean m + C ∇log Z and covariance C + C ∇∇log Z C; differences of half a sigma
    stand for the derivatives.
    """
    top = 0.0
    for row in range(len(cells)):
        top = max(top, cells[row, 0])
    logs = np.empty((3, 3))
    for row in range(len(cells)):
        own = cells[row]
        bearer = int(own[6])
        if own[0] < _LIGHT * top or bearer == DONE or len(numbers) == (bearer >= 0):
            continue
        ee, en, nn = root_of(own[3], own[4], own[5])
        for i in range(3):
            for j in range(3):
                x, y = _STEP * (i - 1), _STEP * (j - 1)
                at = (own[1] + ee * x + en * y, own[2] + en * x + nn * y)
                one = (at[0], at[1], own[3], own[4], own[5])
                logs[i, j] = _log_worth(shapes, places, numbers, bearer, one)
        if np.min(logs) == -np.inf:
            continue
        gx = (logs[2, 1] - logs[0, 1]) / (2.0 * _STEP)
        gy = (logs[1, 2] - logs[1, 0]) / (2.0 * _STEP)
        square = _STEP * _STEP
        xx = 1.0 + (logs[2, 1] - 2.0 * logs[1, 1] + logs[0, 1]) / square
        yy = 1.0 + (logs[1, 2] - 2.0 * logs[1, 1] + logs[1, 0]) / square
        xy = (logs[2, 2] - logs[2, 0] - logs[0, 2] + logs[0, 0]) / (4.0 * square)
        xx, yy = max(xx, _LEAST), max(yy, _LEAST)
        most = math.sqrt(xx * yy) * (1.0 - _LEAST)
        xy = min(max(xy, -most), most)
        own[1] += ee * gx + en * gy
        own[2] += en * gx + nn * gy
        a, b, c, d = ee * xx + en * xy, ee * xy + en * yy, en * xx + nn * xy, en * xy + nn * yy
        own[3], own[4], own[5] = a * ee + b * en, a * en + b * nn, c * en + d * nn


@compiled
def _lay_all(
    shapes: ShapeArrays,
    normals: Floats,
    places: Floats,
    numbers: Ints,
    out: Floats,
    deep: float,
) -> int:
    """Cells of all choices of parts whose constant is within ``deep`` nats of the largest."""
    start = folded(normals)
    ways, limit = ways_of(shapes, numbers)
    own_places, own_numbers = np.empty((len(numbers), 2)), np.empty(len(numbers), np.int64)
    top = -np.inf
    for choice in range(ways):
        way = (choice, limit)
        top = max(top, chosen(shapes, places, numbers, way, start, own_places, own_numbers)[1])
    count = 0
    for choice in range(ways):
        way = (choice, limit)
        kept, log, normal = chosen(shapes, places, numbers, way, start, own_places, own_numbers)
        if log < top - deep:
            continue
        before = count
        if kept:
            count = lay_cells(shapes, own_places[:kept], own_numbers[:kept], normal, out, count)
        elif count < len(out):
            out[count, 0] = 1.0
            for k in range(5):
                out[count, 1 + k] = normal[k]
            count += 1
        _sharpen(shapes, own_places[:kept], own_numbers[:kept], out[before:count])
        for row in range(before, count):
            out[row, 0] *= math.exp(log - top)
    return count


@compiled
def overlap_cells(
    shapes: ShapeArrays, normals: Floats, places: Floats, numbers: Ints
) -> Floats:
    """The normalised product of all members as small normals, shape (m, 6).

    Columns: weight (summing to one), mean east and north (km), covariance ee, en, nn (km²).
    Empty where the members share no place.
    """
    out = np.empty((MOST_CELLS, 7))
    deep = _DEEPEST
    count = _lay_all(shapes, normals, places, numbers, out, deep)
    while count >= MOST_CELLS and deep > 1.0:
        deep *= 0.5
        count = _lay_all(shapes, normals, places, numbers, out, deep)
    total = 0.0
    for row in range(count):
        total += out[row, 0]
    if total <= 0.0:
        return np.empty((0, 6))
    cells = out[:count, :6].copy()
    cells[:, 0] /= total
    return cells


@compiled
def overlap_moments(cells: Floats) -> Normal:
    """Mean east and north (km) and covariance ee, en, nn (km²) of :func:`overlap_cells`."""
    east = north = 0.0
    for row in range(len(cells)):
        east += cells[row, 0] * cells[row, 1]
        north += cells[row, 0] * cells[row, 2]
    ee = en = nn = 0.0
    for row in range(len(cells)):
        weight, de, dn = cells[row, 0], cells[row, 1] - east, cells[row, 2] - north
        ee += weight * (cells[row, 3] + de * de)
        en += weight * (cells[row, 4] + de * dn)
        nn += weight * (cells[row, 5] + dn * dn)
    return east, north, ee, en, nn


@compiled
def _split(cells: Floats) -> Floats:
    """Each of a few cells as 9 or 4 nodes with its mean and covariance; many as one each."""
    each = 9 if len(cells) <= _FEW else (4 if len(cells) <= _SOME else 1)
    nodes = np.empty((each * len(cells), 3))
    far = math.sqrt(3.0) if each == 9 else math.sqrt(2.0)
    for row in range(len(cells)):
        own = cells[row]
        ee, en, nn = (0.0, 0.0, 0.0)
        if each > 1:
            ee, en, nn = root_of(own[3], own[4], own[5])
        for k in range(each):
            if each == 9:
                x, y = k // 3 - 1.0, k % 3 - 1.0
                weight = (4.0 if x == 0.0 else 1.0) * (4.0 if y == 0.0 else 1.0) / 36.0
            elif each == 4:
                x, y = (k // 2) * (2.0 * (k % 2) - 1.0), (1 - k // 2) * (2.0 * (k % 2) - 1.0)
                weight = 0.25
            else:
                x, y, weight = 0.0, 0.0, 1.0
            node = nodes[each * row + k]
            node[0] = own[1] + far * (ee * x + en * y)
            node[1] = own[2] + far * (en * x + nn * y)
            node[2] = own[0] * weight
    return nodes


@compiled
def _binned(nodes: Floats, moments: Normal) -> Floats:
    """At most 121 nodes: those within the same square of 0.6 sigma are one at their mean."""
    east, north = moments[0], moments[1]
    ee, en, nn = root_of(moments[2], moments[3], moments[4])
    det = ee * nn - en * en
    sums = np.zeros((_BINS * _BINS, 3))
    for row in range(len(nodes)):
        de, dn = nodes[row, 0] - east, nodes[row, 1] - north
        x, y = (nn * de - en * dn) / det, (ee * dn - en * de) / det
        i = min(max(math.floor(x / _BIN + 0.5 * _BINS), 0), _BINS - 1)
        j = min(max(math.floor(y / _BIN + 0.5 * _BINS), 0), _BINS - 1)
        own = sums[i * _BINS + j]
        own[0] += nodes[row, 2] * de
        own[1] += nodes[row, 2] * dn
        own[2] += nodes[row, 2]
    kept = sums[sums[:, 2] > 0.0]
    for row in range(len(kept)):
        kept[row, 0] = east + kept[row, 0] / kept[row, 2]
        kept[row, 1] = north + kept[row, 1] / kept[row, 2]
    return kept


@compiled
def _stretched(nodes: Floats, moments: Normal) -> None:
    """Move nodes about the mean so that their covariance is that of the moments."""
    ee = en = nn = 0.0
    for row in range(len(nodes)):
        de, dn = nodes[row, 0] - moments[0], nodes[row, 1] - moments[1]
        ee += nodes[row, 2] * de * de
        en += nodes[row, 2] * de * dn
        nn += nodes[row, 2] * dn * dn
    if ee * nn - en * en <= 1e-6 * (moments[2] * moments[4] - moments[3] ** 2):
        return
    a, b, c = root_of(ee, en, nn)
    det = a * c - b * b
    wee, wen, wnn = root_of(moments[2], moments[3], moments[4])
    for row in range(len(nodes)):
        de, dn = nodes[row, 0] - moments[0], nodes[row, 1] - moments[1]
        x, y = (c * de - b * dn) / det, (a * dn - b * de) / det
        nodes[row, 0] = moments[0] + wee * x + wen * y
        nodes[row, 1] = moments[1] + wen * x + wnn * y


@compiled
def overlap_nodes(cells: Floats) -> Floats:
    """At most 121 nodes (m, 3) east, north (km) and weight of :func:`overlap_cells`.

    Their mean and covariance are those of :func:`overlap_moments`.
    """
    if len(cells) == 0:
        return np.empty((0, 3))
    moments = overlap_moments(cells)
    nodes = _split(cells)
    if len(nodes) > _BINS * _BINS:
        nodes = _binned(nodes, moments)
    if len(cells) > _SOME:
        _stretched(nodes, moments)
    return nodes
