"""Which cells of a grid have their reference point inside which zone?

Along the row of reference points of a row of cells, a zone begins or ends at each edge that
the row crosses; all cells between two crossings have one answer. Where a reference point is
so near a crossing that rounding might decide, or is not in its row, shapely is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from holdfire.base.compiled import compiled
from holdfire.base.zone_edges import Edges, Grid

__all__ = ["covered_cells"]

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

_NOTHING = -1
_ROUNDING = 1e-14
"""The place of a crossing is known to this part of the largest number in it, and better."""


@compiled
def _crossings(
    ends: FloatArray,
    frame: tuple[float, float, float],
    fraction: tuple[float, float],
    west: int,
    south: int,
    inside: NDArray[np.bool_],
) -> bool:
    """Mark in ``inside`` the cells from which on the rows of a zone change, then add them up.

    ``west`` and ``south`` are the column and row of ``inside[0, 0]``. Returns false where
    rounding might have decided.
    """
    x0, y0, size = frame
    rows, columns = inside.shape
    shift = fraction[0] * size
    for edge in range(len(ends)):
        ax, ay, bx, by = ends[edge, 0], ends[edge, 1], ends[edge, 2], ends[edge, 3]
        low = max(int((min(ay, by) - y0) / size) - 1 - south, 0)
        high = min(int((max(ay, by) - y0) / size) + 1 - south, rows - 1)
        for row in range(low, high + 1):
            y = y0 + (row + south) * size + fraction[1] * size
            if (ay <= y) == (by <= y):
                continue
            x = ax + (y - ay) / (by - ay) * (bx - ax)
            column = int((x - x0) / size)
            while x0 + column * size + shift <= x:
                column += 1
            while x0 + (column - 1) * size + shift > x:
                column -= 1
            doubt = _ROUNDING * (abs(ax) + abs(bx) + abs(x0))
            before, after = x0 + (column - 1) * size + shift, x0 + column * size + shift
            if x - before < doubt or after - x < doubt:
                return False
            if column - west < columns:
                inside[row, max(column - west, 0)] ^= True
    for row in range(rows):
        for column in range(1, columns):
            inside[row, column] ^= inside[row, column - 1]
    return True


def _asked(
    polygon: BaseGeometry, x: NDArray[Any], y: NDArray[Any], at_border: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """The reference points in the zone, as shapely sees it.

    Between two borders of a row nothing changes: of each run of cells without an edge only
    the first is asked.
    """
    asked = at_border.copy()
    asked[:, 0] = True
    asked[:, 1:] |= at_border[:, :-1]
    shapely.prepare(polygon)
    answer = shapely.contains_xy(polygon, x[asked], y[asked])
    # Each row starts with an asked cell, so every cell has an answer at or before it.
    latest = (np.cumsum(asked.ravel()) - 1).reshape(asked.shape)
    found: NDArray[np.bool_] = answer[latest]
    return found


def covered_cells(
    polygons: Sequence[BaseGeometry],
    edges: Edges,
    grid: Grid,
    fraction: tuple[float, float],
    *,
    kind: NDArray[np.int32],
    reference: FloatArray,
    moved: NDArray[np.bool_],
) -> tuple[IntArray, NDArray[np.int32]]:
    """Pairs (cell, zone), zone by zone, of cells whose reference point is in the zone.

    The reference point lies at ``fraction`` of its cell; in cells with edges (``kind[cell]``
    is their number, else -1) it is ``reference[number]``, elsewhere if ``moved``.
    """
    first = np.searchsorted(edges.zone, np.arange(len(polygons) + 1))
    elsewhere = np.zeros(grid.nx * grid.ny if moved.any() else 0, np.bool_)
    if len(elsewhere):
        elsewhere[np.flatnonzero(kind >= 0)[moved]] = True
    cells, zones = [np.empty(0, np.int64)], [np.empty(0, np.int32)]
    for zone, polygon in enumerate(polygons):
        west, south, east, north = polygon.bounds
        left, right = (int((edge - grid.x0) / grid.size) for edge in (west, east))
        low, high = (int((edge - grid.y0) / grid.size) for edge in (south, north))
        block = np.arange(low, high + 1)[:, None] * grid.nx + np.arange(left, right + 1)
        inside = np.zeros(block.shape, np.bool_)
        ends = edges.ends[first[zone] : first[zone + 1]]
        frame = (grid.x0, grid.y0, grid.size)
        sure = not (len(elsewhere) and elsewhere[block].any())
        if not (sure and _crossings(ends, frame, fraction, left, low, inside)):
            number = kind[block]
            x = grid.x0 + block % grid.nx * grid.size + fraction[0] * grid.size
            y = grid.y0 + block // grid.nx * grid.size + fraction[1] * grid.size
            at_border = number != _NOTHING
            x[at_border], y[at_border] = reference[number[at_border]].T
            inside = _asked(polygon, x, y, at_border)
        found = block[inside]
        cells.append(found)
        zones.append(np.full(len(found), zone, np.int32))
    return np.concatenate(cells), np.concatenate(zones)
