"""The grid under a set of zones: which cells a border crosses, and what the others are in.

Every edge is entered in all cells it touches. Cells without an edge lie wholly inside or
outside each zone, which one reference point per cell tells. Cells with edges keep, for each
zone concerned, whether the reference point is inside and the edges, in coordinates relative
to that point.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from holdfire.base.compiled import compiled
from holdfire.base.zone_cover import covered_cells
from holdfire.base.zone_edges import Grid, choose_grid, edges_of, touched

__all__ = ["ZoneGrid", "build_zone_grid"]

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

REFERENCE = (0.5137, 0.4871)
_REFERENCES = (REFERENCE, (0.3719, 0.6143), (0.6301, 0.2879), (0.2417, 0.3331))
_CLEAR = 1e-7
"""A reference point keeps this part of a cell away from every border in its cell."""
_NOTHING = -1


class ZoneGrid(NamedTuple):
    """The index of a set of zones.

    ``kind[cell]`` is -1 where there is no zone; below ``len(list_start) - 1`` the number of
    a list of zones, where list ``z`` below ``zones`` is zone ``z`` alone; above, the number
    of a border cell plus the number of lists.

    Lists: ``list_zone[list_start[k]:list_start[k + 1]]``. Border cell ``c`` has slots
    ``slot_start[c]:slot_start[c + 1]``, one per zone concerned, each with its zone, whether
    the reference point ``reference[c]`` is inside, and its ``edge_start``. ``edge`` has
    for each edge ax, ay, bx, by relative to the reference point, and side(A, B, reference).
    """

    zones: int
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


@compiled
def _centred(
    cells: IntArray,
    start: IntArray,
    which: NDArray[np.int32],
    ends: FloatArray,
    x0: float,
    y0: float,
    size: float,
    nx: int,
) -> tuple[FloatArray, NDArray[np.bool_], FloatArray]:
    """A point in each border cell clear of its edges, and the edges as seen from there.

    Between the two: where the point is not the usual one of a cell.
    """
    reference, moved = np.empty((len(cells), 2)), np.zeros(len(cells), np.bool_)
    seen = np.empty((len(which), 5))
    clear2 = (_CLEAR * size) ** 2
    for cell in range(len(cells)):
        west, south = x0 + cells[cell] % nx * size, y0 + cells[cell] // nx * size
        for attempt in range(len(_REFERENCES)):
            x = west + _REFERENCES[attempt][0] * size
            y = south + _REFERENCES[attempt][1] * size
            moved[cell] = attempt > 0
            close = False
            for entry in range(start[cell], start[cell + 1]):
                ax, ay = ends[which[entry], 0] - x, ends[which[entry], 1] - y
                bx, by = ends[which[entry], 2] - x, ends[which[entry], 3] - y
                turn = (by - ay) * ax - (bx - ax) * ay
                close = close or turn * turn < clear2 * ((bx - ax) ** 2 + (by - ay) ** 2)
                seen[entry, 0], seen[entry, 1], seen[entry, 2] = ax, ay, bx
                seen[entry, 3], seen[entry, 4] = by, turn
            if not close:
                break
        reference[cell, 0], reference[cell, 1] = x, y
    return reference, moved, seen


@compiled
def _slots(
    start: IntArray,
    zone: NDArray[np.int32],
    cover_start: IntArray,
    cover_zone: NDArray[np.int32],
) -> tuple[IntArray, NDArray[np.int32], NDArray[np.bool_], IntArray]:
    """One slot for each zone that has an edge in a border cell or covers its reference point.

    ``zone`` is that of every entry; both it and ``cover_zone`` ascend within a cell.
    """
    most = len(zone) + len(cover_zone)
    slot_start, slot_zone = np.zeros(len(start), np.int64), np.empty(most, np.int32)
    slot_inside, edge_start = np.empty(most, np.bool_), np.empty(most + 1, np.int64)
    used = 0
    for cell in range(len(start) - 1):
        entry, cover = start[cell], cover_start[cell]
        while entry < start[cell + 1] or cover < cover_start[cell + 1]:
            covers = cover < cover_start[cell + 1]
            if covers and (entry == start[cell + 1] or cover_zone[cover] <= zone[entry]):
                here = cover_zone[cover]
                cover += 1
            else:
                here, covers = zone[entry], False
            slot_zone[used], slot_inside[used], edge_start[used] = here, covers, entry
            used += 1
            while entry < start[cell + 1] and zone[entry] == here:
                entry += 1
        slot_start[cell + 1] = used
    edge_start[used] = len(zone)
    return (
        slot_start,
        slot_zone[:used].copy(),
        slot_inside[:used].copy(),
        edge_start[: used + 1],
    )


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
    several = [ordered[first[one] : first[one] + count[one]] for one in example]
    sizes = np.concatenate((np.ones(zones, np.int64), count[example]))
    start = np.concatenate(([0], np.cumsum(sizes)))
    return start, np.concatenate((np.arange(zones), *several)).astype(np.int32)


def build_zone_grid(
    polygons: Sequence[BaseGeometry], cell_deg: float | None = None
) -> ZoneGrid:
    """The index of valid polygons or multipolygons; ``cell_deg`` overrides the cell size."""
    edges, zones = edges_of(polygons), len(polygons)
    grid = choose_grid(edges, cell_deg)
    kind, border, start, which = touched(edges, grid)
    reference, moved, edge = _centred(
        border, start, which, edges.ends, grid.x0, grid.y0, grid.size, grid.nx
    )
    in_cell, in_zone = covered_cells(
        polygons, edges, grid, REFERENCE, kind=kind, reference=reference, moved=moved
    )
    at_border = kind[in_cell] != _NOTHING
    number = kind[in_cell[at_border]]
    order = np.argsort(number, kind="stable")
    cover_start = np.concatenate(([0], np.cumsum(np.bincount(number, minlength=len(border)))))
    slots = _slots(
        start, edges.zone[which].astype(np.int32), cover_start, in_zone[at_border][order]
    )
    list_start, list_zone = _lists(in_cell[~at_border], in_zone[~at_border], kind, zones)
    kind[border] = len(list_start) - 1 + np.arange(len(border))
    return ZoneGrid(zones, grid, kind, list_start, list_zone, reference, *slots, edge)
