"""The grid under a set of zones: which cells a border crosses, and what the others are in.

Every edge is entered in all cells it touches. Cells without an edge lie wholly inside or
outside each zone, which one reference point per cell tells. Cells with edges keep, for each
zone concerned, whether the reference point is inside and the edges, in coordinates relative
to that point.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from holdfire.base.zone_edges import Grid, choose_grid, edges_of, spread, touched

__all__ = ["ZoneGrid", "build_zone_grid"]

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

_REFERENCES = ((0.5137, 0.4871), (0.3719, 0.6143), (0.6301, 0.2879), (0.2417, 0.3331))
_CLEAR = 1e-7
"""A reference point keeps this part of a cell away from every border in its cell."""
_NOTHING = -1


@dataclass(frozen=True, slots=True)
class ZoneGrid:
    """The index of a set of zones.

    ``kind[cell]`` is -1 where there is no zone; below ``len(list_start) - 1`` the number of
    a list of zones; above, the number of a border cell plus the number of lists.

    Lists: ``list_zone[list_start[k]:list_start[k + 1]]``. Border cell ``c`` has slots
    ``slot_start[c]:slot_start[c + 1]``, one per zone concerned, each with its zone, whether
    the reference point ``reference[:, c]`` is inside, and its ``edge_start``. ``edge`` has
    the rows ax, ay, bx, by relative to the reference point; ``turn`` is
    side(A, B, reference).
    """

    grid: Grid
    kind: NDArray[np.int32]
    list_start: IntArray
    list_zone: NDArray[np.int32]
    reference: FloatArray
    slot_start: IntArray
    slot_zone: NDArray[np.int32]
    slot_inside: NDArray[np.bool_]
    edge_start: IntArray
    edge: FloatArray
    turn: FloatArray


def _turn(edge: FloatArray) -> FloatArray:
    """side(A, B, origin): twice the signed area, positive if the origin is left of AB."""
    ax, ay, bx, by = edge
    turn: FloatArray = (by - ay) * ax - (bx - ax) * ay
    return turn


def _centred(
    cells: IntArray, count: IntArray, edge: FloatArray, grid: Grid
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """A point in each border cell clear of its borders; its edges seen from there; turns."""
    corner = np.stack(
        (grid.x0 + cells % grid.nx * grid.size, grid.y0 + cells // grid.nx * grid.size)
    )
    point = corner + np.array(_REFERENCES[0])[:, None] * grid.size
    owner = np.repeat(np.arange(len(cells)), count)
    seen = np.empty_like(edge)
    for fraction in (*_REFERENCES[1:], None):
        np.subtract(edge[0::2], point[0, owner], out=seen[0::2])
        np.subtract(edge[1::2], point[1, owner], out=seen[1::2])
        ax, ay, bx, by = seen
        turn = _turn(seen)
        square = (bx - ax) ** 2 + (by - ay) ** 2
        close = owner[turn * turn < (_CLEAR * grid.size) ** 2 * square]
        if fraction is None or not len(close):
            break
        point[:, close] = corner[:, close] + np.array(fraction)[:, None] * grid.size
    return point, seen, turn


def _inside(
    polygon: BaseGeometry, grid: Grid, kind: NDArray[np.int32], reference: FloatArray
) -> IntArray:
    """The cells whose reference point is in the zone.

    Border cells are asked one by one. Between two borders of a row nothing changes, so of
    each run of other cells only the first is asked.
    """
    west, south, east, north = polygon.bounds
    columns = np.arange(
        int((west - grid.x0) / grid.size), int((east - grid.x0) / grid.size) + 1
    )
    rows = np.arange(int((south - grid.y0) / grid.size), int((north - grid.y0) / grid.size) + 1)
    block = rows[:, None] * grid.nx + columns
    what = kind[block]
    at_border = what != _NOTHING
    opens = ~at_border
    opens[:, 1:] &= at_border[:, :-1]
    asked = at_border | opens
    spot = block[asked]
    number = what[asked]
    x = grid.x0 + (spot % grid.nx + _REFERENCES[0][0]) * grid.size
    y = grid.y0 + (spot // grid.nx + _REFERENCES[0][1]) * grid.size
    x = np.where(number == _NOTHING, x, reference[0, number])
    y = np.where(number == _NOTHING, y, reference[1, number])
    shapely.prepare(polygon)
    answer = shapely.contains_xy(polygon, x, y)
    # Each row starts with an asked cell, so every cell has an answer at or before it.
    latest = np.cumsum(asked.ravel()) - 1
    found: IntArray = block.ravel()[answer[latest]]
    return found


def _lists(
    cell: IntArray, zone: IntArray, kind: NDArray[np.int32], zones: int
) -> tuple[IntArray, NDArray[np.int32]]:
    """Number the sets of zones of cells without border; returns (starts, zones) of lists.

    The first lists are the single zones; sets of several zones follow, each set once.
    """
    count = np.bincount(cell, minlength=len(kind))
    single = count[cell] == 1
    kind[cell[single]] = zone[single]
    cell, zone = cell[~single], zone[~single]
    order = np.argsort(cell, kind="stable")
    cells, first, count = np.unique(cell[order], return_index=True, return_counts=True)
    ordered = zone[order]
    number = np.zeros(len(cells), np.int64)
    for depth in range(int(count.max(initial=0))):
        more = np.flatnonzero(count > depth)
        pair = -1 - number
        pair[more] = number[more] * (zones + 1) + ordered[first[more] + depth] + 1
        number = np.unique(pair, return_inverse=True)[1]
    _, example = np.unique(number, return_index=True)
    kind[cells] = zones + number
    _, place = spread(first[example], count[example])
    sizes = np.concatenate((np.ones(zones, np.int64), count[example]))
    start = np.concatenate(([0], np.cumsum(sizes)))
    return start, np.concatenate((np.arange(zones), ordered[place])).astype(np.int32)


def build_zone_grid(
    polygons: Sequence[BaseGeometry], cell_deg: float | None = None
) -> ZoneGrid:
    """The index of valid polygons or multipolygons; ``cell_deg`` overrides the cell size."""
    edges, zones = edges_of(polygons), len(polygons)
    grid = choose_grid(edges, cell_deg)
    cell, which = touched(edges, grid)
    kind = np.full(grid.nx * grid.ny, _NOTHING, np.int32)
    kind[cell] = 0
    border = np.flatnonzero(kind == 0)
    kind[border] = np.arange(len(border))
    key = kind[cell] * np.int64(zones) + edges.zone[which]
    order = np.argsort(key)
    key = key[order]
    count = np.bincount(key // zones, minlength=len(border))
    reference, edge, turn = _centred(border, count, edges.ends[:, which[order]], grid)
    inside = [_inside(polygon, grid, kind, reference) for polygon in polygons]
    in_cell = np.concatenate(inside)
    in_zone = np.repeat(np.arange(zones), [len(found) for found in inside])
    at_border = kind[in_cell] != _NOTHING
    covered = kind[in_cell[at_border]] * np.int64(zones) + in_zone[at_border]
    list_start, list_zone = _lists(in_cell[~at_border], in_zone[~at_border], kind, zones)
    kind[border] = len(list_start) - 1 + np.arange(len(border))
    opens = np.flatnonzero(np.diff(key, prepend=-1))
    slots = np.sort(np.concatenate((key[opens], covered)))
    slots = slots[np.diff(slots, prepend=-1) > 0]
    slot_inside = np.zeros(len(slots), dtype=np.bool_)
    slot_inside[np.searchsorted(slots, covered)] = True
    return ZoneGrid(
        grid,
        kind,
        list_start,
        list_zone,
        reference,
        np.searchsorted(slots, np.arange(len(border) + 1) * zones),
        (slots % zones).astype(np.int32),
        slot_inside,
        np.append(np.searchsorted(key, slots), len(key)),
        edge,
        turn,
    )
