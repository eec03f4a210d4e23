"""Points against the grid under a set of zones, in one pass over compiled loops."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from holdfire.base.compiled import compiled
from holdfire.base.zone_grid import ZoneGrid

__all__ = ["zones_of_points"]

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

_BLOCK = 512


@compiled
def _left_of_way(east: float, north: float, x: float, y: float) -> bool:
    """Is (x, y) left of the way from the origin to a point moved a hair south of (east, north)?

    And, as the hair leaves it open where (x, y) lies due north or south, a lesser hair east.
    """
    side = east * y - north * x
    if side == 0.0:
        side = x if x != 0.0 else y
    return side > 0.0


@compiled
def _crossed(edge: FloatArray, start: int, stop: int, east: float, north: float) -> bool:
    """Do the edges from ``start`` to ``stop`` part a point from the origin, as a whole?

    An edge counts where the two are on different sides of it, and its ends on different
    sides of the way between them. A point on an edge counts as right of it, which is south
    as all edges run from west to east; so does the way to it, also where it ends in a corner.
    """
    odd = False
    for number in range(start, stop):
        ax, ay, turn = edge[number, 0], edge[number, 1], edge[number, 4]
        bx, by = edge[number, 2], edge[number, 3]
        # Seen from A, so that it is exactly zero where the point is A or B.
        here = (bx - ax) * (north - ay) - (by - ay) * (east - ax)
        if (turn > 0.0) == (here > 0.0):
            continue
        if _left_of_way(east, north, ax, ay) != _left_of_way(east, north, bx, by):
            odd = not odd
    return odd


@compiled
def _look_up(index: ZoneGrid, x: FloatArray, y: FloatArray, what: NDArray[np.int32]) -> None:
    """The kind of the cell of each point into ``what``, as for no zone off the grid."""
    grid = index.grid
    scale = 1.0 / grid.size
    for point in range(len(x)):
        column, row = (x[point] - grid.x0) * scale, (y[point] - grid.y0) * scale
        # Compared before it is cut: a cut rounds towards zero, and NaN has no cell.
        if column >= 0.0 and column < grid.nx and row >= 0.0 and row < grid.ny:
            what[point] = index.kind[int(row) * grid.nx + int(column)]
        else:
            what[point] = -1


@compiled
def _sort_out(
    index: ZoneGrid,
    x: FloatArray,
    y: FloatArray,
    what: NDArray[np.int32],
    place: FloatArray,
    slots: IntArray,
) -> None:
    """Gather what border points need: place from the reference point, range of slots."""
    lists = len(index.list_start) - 1
    many = 0
    for point in range(len(x)):
        # Written always and kept only for border points: no branch to guess.
        cell = max(what[point] - lists, 0)
        place[many, 0] = x[point] - index.reference[cell, 0]
        place[many, 1] = y[point] - index.reference[cell, 1]
        slots[many, 0], slots[many, 1] = index.slot_start[cell], index.slot_start[cell + 1]
        many += what[point] >= lists


@compiled
def _fill(
    index: ZoneGrid,
    x: FloatArray,
    y: FloatArray,
    most: int,
    offsets: IntArray,
    zone_ids: NDArray[np.int32],
    first: int,
) -> int:
    """Enter the zones of the points from ``first`` on, until ``zone_ids`` might not suffice.

    Returns the first point that is left. ``most`` is the largest number of zones of any
    cell. Each step is made for a whole block of points, so that the processor can fetch
    what many of them need at once.
    """
    lists = len(index.list_start) - 1
    what = np.empty(_BLOCK, np.int32)
    place, slots = np.empty((_BLOCK + 1, 2)), np.empty((_BLOCK + 1, 2), np.int64)
    used = offsets[first]
    while first < len(x):
        count = min(_BLOCK, len(x) - first)
        if used + count * most >= len(zone_ids):
            return first
        some_x, some_y = x[first : first + count], y[first : first + count]
        _look_up(index, some_x, some_y, what)
        _sort_out(index, some_x, some_y, what, place, slots)
        border = 0
        for point in range(count):
            of = what[point]
            if of < index.zones:
                zone_ids[used] = of
                used += of >= 0
            elif of < lists:
                for number in range(index.list_start[of], index.list_start[of + 1]):
                    zone_ids[used] = index.list_zone[number]
                    used += 1
            else:
                east, north = place[border, 0], place[border, 1]
                for slot in range(slots[border, 0], slots[border, 1]):
                    begin, end = index.edge_start[slot], index.edge_start[slot + 1]
                    odd = _crossed(index.edge, begin, end, east, north)
                    zone_ids[used] = index.slot_zone[slot]
                    used += odd != index.slot_inside[slot]
                border += 1
            offsets[first + point + 1] = used
        first += count
    return first


def zones_of_points(
    index: ZoneGrid, x: FloatArray, y: FloatArray
) -> tuple[IntArray, NDArray[np.int32]]:
    """The zones of point ``i`` are ``zone_ids[offsets[i]:offsets[i + 1]]``, ascending.

    ``x`` and ``y`` are degrees, any number; what is not finite is in no zone.
    """
    lists, slots = np.diff(index.list_start), np.diff(index.slot_start)
    most = int(max(lists.max(), slots.max(initial=0)))
    room = len(x) + most * _BLOCK + 1
    offsets, zone_ids = np.zeros(len(x) + 1, np.int64), np.empty(room, np.int32)
    done = 0
    while True:
        done = _fill(index, x, y, most, offsets, zone_ids, done)
        if done == len(x):
            return offsets, zone_ids[: offsets[-1]].copy()
        more = np.empty(len(zone_ids) + most * _BLOCK, np.int32)
        zone_ids = np.concatenate((zone_ids[: offsets[done]], more))
