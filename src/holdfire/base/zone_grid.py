"""The grid under a set of zones: which cells a border crosses, and what the others are in.

Every edge of every ring, outer and inner, is entered in all cells it touches. Cells without
an edge lie wholly inside or outside each zone, which one reference point per cell tells.
Cells with edges keep, for each zone concerned, whether the reference point is inside and
the edges, in coordinates relative to that point.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

__all__ = ["Edges", "Grid", "ZoneGrid", "build_zone_grid", "choose_grid", "edges_of"]

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

_MOST_CELLS = 2_000_000
_EDGES_PER_CELL = 6.0
_PAD = 1e-6
"""Edges count as touching a cell already this part of a cell beside it."""
_REFERENCES = ((0.5137, 0.4871), (0.3719, 0.6143), (0.6301, 0.2879), (0.2417, 0.3331))
_CLEAR = 1e-7
"""A reference point keeps this part of a cell away from every border in its cell."""


@dataclass(frozen=True, slots=True)
class Edges:
    """The edges of all rings: ends in degrees (n, 4: ax, ay, bx, by), and whose they are."""

    ends: FloatArray
    zone: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells in degrees: lower left corner, size, and number of columns and rows."""

    x0: float
    y0: float
    dx: float
    dy: float
    nx: int
    ny: int

    def cells(self, x: FloatArray, y: FloatArray) -> tuple[IntArray, NDArray[np.bool_]]:
        """The cell of each point (row by row) and whether the point is on the grid at all."""
        column = np.floor((x - self.x0) / self.dx)
        row = np.floor((y - self.y0) / self.dy)
        inside = (column >= 0) & (column < self.nx) & (row >= 0) & (row < self.ny)
        cell = np.where(inside, row * self.nx + column, 0.0).astype(np.int64)
        return cell, inside


@dataclass(frozen=True, slots=True)
class ZoneGrid:
    """The index of a set of zones.

    ``kind[cell]`` is -1 where there is no zone; below ``len(list_start) - 1`` the number of
    a list of zones; above, the number of a border cell plus the number of lists.

    Lists: ``list_zone[list_start[k]:list_start[k + 1]]``. Border cell ``c`` has slots
    ``slot_start[c]:slot_start[c + 1]``, one per zone concerned, each with its zone, whether
    the reference point ``reference[c]`` is inside, and its ``edge_start``. Edge columns are
    ax, ay, bx, by relative to the reference point; ``turn`` is side(A, B, reference).
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


def edges_of(polygons: Sequence[BaseGeometry]) -> Edges:
    """All edges of all rings, zone by zone, edges of length zero left out.

    Every edge runs from its western (then southern) end, so two zones that share a border
    ask the same question about it and a point on it belongs to one of them.
    """
    ends, zones = [np.empty((0, 4))], [np.empty(0, np.int32)]
    for number, polygon in enumerate(polygons):
        rings = shapely.get_rings(shapely.get_parts(np.array([polygon])))
        xy, ring = shapely.get_coordinates(rings, return_index=True)
        same = ring[:-1] == ring[1:]
        edge = np.hstack((xy[:-1][same], xy[1:][same]))
        edge = edge[(edge[:, :2] != edge[:, 2:]).any(axis=1)]
        ax, ay, bx, by = edge.T
        swap = (bx < ax) | ((bx == ax) & (by < ay))
        edge = np.where(swap[:, None], edge[:, [2, 3, 0, 1]], edge)
        ends.append(edge)
        zones.append(np.full(len(edge), number, np.int32))
    return Edges(np.concatenate(ends), np.concatenate(zones))


def choose_grid(edges: Edges, cell_deg: float | None = None) -> Grid:
    """A grid with one cell of margin whose border cells hold about six edges each."""
    low = np.minimum(edges.ends[:, :2], edges.ends[:, 2:]).min(axis=0)
    high = np.maximum(edges.ends[:, :2], edges.ends[:, 2:]).max(axis=0)
    width, height = high - low
    if cell_deg is None:
        length = np.abs(edges.ends[:, 2:] - edges.ends[:, :2]).sum()
        cell_deg = _EDGES_PER_CELL * float(length) / len(edges.ends)
        cell_deg = min(cell_deg, float(max(width, height)) / 64.0)
        cell_deg = max(cell_deg, float(np.sqrt(width * height / _MOST_CELLS)), 1e-9)
    nx = int(np.ceil(width / cell_deg)) + 2
    ny = int(np.ceil(height / cell_deg)) + 2
    return Grid(float(low[0]) - cell_deg, float(low[1]) - cell_deg, cell_deg, cell_deg, nx, ny)


def _spread(low: IntArray, high: IntArray) -> tuple[IntArray, IntArray]:
    """For each pair low..high (inclusive) the index of the pair and every whole number."""
    count = high - low + 1
    which = np.repeat(np.arange(len(count)), count)
    rank = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
    return which, low[which] + rank


def _touched(edges: Edges, grid: Grid) -> tuple[IntArray, IntArray]:
    """Pairs (cell, edge) for every cell an edge touches, found row by row."""
    unit = np.array([grid.dx, grid.dy, grid.dx, grid.dy])
    ends = (edges.ends - np.array([grid.x0, grid.y0, grid.x0, grid.y0])) / unit
    ends = np.where((ends[:, 1] <= ends[:, 3])[:, None], ends, ends[:, [2, 3, 0, 1]])
    low = np.floor(ends[:, 1] - _PAD).astype(np.int64)
    high = np.floor(ends[:, 3] + _PAD).astype(np.int64)
    which, row = _spread(low, high)
    ax, ay, bx, by = ends[which].T
    rise = np.where(by > ay, by - ay, 1.0)
    start = np.clip((row - _PAD - ay) / rise, 0.0, 1.0)
    stop = np.where(by > ay, np.clip((row + 1 + _PAD - ay) / rise, 0.0, 1.0), 1.0)
    start = np.where(by > ay, start, 0.0)
    one, two = ax + start * (bx - ax), ax + stop * (bx - ax)
    left = np.floor(np.minimum(one, two) - _PAD).astype(np.int64)
    right = np.floor(np.maximum(one, two) + _PAD).astype(np.int64)
    again, column = _spread(left, right)
    return row[again] * grid.nx + column, which[again]


def _side(ax: FloatArray, ay: FloatArray, bx: FloatArray, by: FloatArray) -> FloatArray:
    """side(A, B, origin): twice the signed area, positive if the origin is left of AB."""
    turn: FloatArray = (by - ay) * ax - (bx - ax) * ay
    return turn


def _references(cells: IntArray, count: IntArray, edge: FloatArray, grid: Grid) -> FloatArray:
    """A point in each border cell that is clear of the borders in it (first that is)."""
    corner = np.stack(
        (grid.x0 + cells % grid.nx * grid.dx, grid.y0 + cells // grid.nx * grid.dy), 1
    )
    size = np.array([grid.dx, grid.dy])
    chosen = corner + np.array(_REFERENCES[0]) * size
    starts = np.cumsum(count) - count
    for fraction in _REFERENCES[1:]:
        point = np.repeat(chosen, count, axis=0)
        ax, ay, bx, by = (edge - np.hstack((point, point))).T
        length = np.hypot(bx - ax, by - ay)
        # Seen from here the shortest of edges is a place.
        gap = np.where(length > 0.0, np.abs(_side(ax, ay, bx, by)), np.hypot(ax, ay))
        gap /= np.where(length > 0.0, length, 1.0)
        close = np.minimum.reduceat(gap, starts) < _CLEAR * grid.dx
        if not close.any():
            break
        chosen[close] = corner[close] + np.array(fraction) * size
    references: FloatArray = chosen
    return references


def _inside_pairs(
    polygons: Sequence[BaseGeometry], grid: Grid, reference: FloatArray
) -> tuple[IntArray, IntArray]:
    """Pairs (cell, zone) of cells whose reference point is in a zone, in order of zone."""
    cells, zones = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for number, polygon in enumerate(polygons):
        west, south, east, north = polygon.bounds
        columns = np.arange(
            int((west - grid.x0) / grid.dx), int((east - grid.x0) / grid.dx) + 1
        )
        rows = np.arange(int((south - grid.y0) / grid.dy), int((north - grid.y0) / grid.dy) + 1)
        block = (rows[:, None] * grid.nx + columns).ravel()
        shapely.prepare(polygon)
        found = block[shapely.contains_xy(polygon, reference[block, 0], reference[block, 1])]
        cells.append(found)
        zones.append(np.full(len(found), number, np.int64))
    return np.concatenate(cells), np.concatenate(zones)


def _lists(
    cell: IntArray, zone: IntArray, zones: int
) -> tuple[IntArray, IntArray, IntArray, NDArray[np.int32]]:
    """The different sets of zones: (cells, number of each cell's list, starts, zones)."""
    order = np.lexsort((zone, cell))
    cell, zone = cell[order], zone[order]
    cells, first, count = np.unique(cell, return_index=True, return_counts=True)
    number = np.zeros(len(cells), np.int64)
    for depth in range(int(count.max(initial=0))):
        more = np.flatnonzero(count > depth)
        pair = np.zeros(len(cells), np.int64)
        pair[more] = number[more] * (zones + 1) + zone[first[more] + depth] + 1
        pair[count <= depth] = -1 - number[count <= depth]
        number = np.unique(pair, return_inverse=True)[1]
    _, example = np.unique(number, return_index=True)
    start = np.concatenate(([0], np.cumsum(count[example])))
    which, rank = _spread(np.zeros(len(example), np.int64), count[example] - 1)
    return cells, number, start, zone[first[example][which] + rank].astype(np.int32)


def build_zone_grid(
    polygons: Sequence[BaseGeometry], cell_deg: float | None = None
) -> ZoneGrid:
    """The index of valid polygons or multipolygons; ``cell_deg`` overrides the cell size."""
    edges = edges_of(polygons)
    grid = choose_grid(edges, cell_deg)
    cell, which = _touched(edges, grid)
    zones = len(polygons)
    border, rank = np.unique(cell, return_inverse=True)
    key = rank * zones + edges.zone[which]
    order = np.argsort(key, kind="stable")
    key, edge = key[order], edges.ends[which[order]]
    clear = _references(border, np.bincount(rank), edge, grid)
    number = np.arange(grid.nx * grid.ny)
    half = np.array([grid.dx, grid.dy]) * _REFERENCES[0]
    reference = np.stack((number % grid.nx * grid.dx, number // grid.nx * grid.dy), 1)
    reference += np.array([grid.x0, grid.y0]) + half
    reference[border] = clear
    in_cell, in_zone = _inside_pairs(polygons, grid, reference)
    kind = np.full(len(number), -1, np.int32)
    kind[border] = 0
    at_border = kind[in_cell] == 0
    cells, lists, list_start, list_zone = _lists(
        in_cell[~at_border], in_zone[~at_border], zones
    )
    kind[cells] = lists
    kind[border] = len(list_start) - 1 + np.arange(len(border))
    covered = np.searchsorted(border, in_cell[at_border]) * zones + in_zone[at_border]
    slots = np.unique(np.concatenate((key, covered)))
    edge = edge - np.tile(clear[key // zones], 2)
    return ZoneGrid(
        grid,
        kind,
        list_start,
        list_zone,
        clear,
        np.searchsorted(slots, np.arange(len(border) + 1) * zones),
        (slots % zones).astype(np.int32),
        np.isin(slots, covered),
        np.append(np.searchsorted(key, slots), len(key)),
        edge,
        _side(*edge.T),
    )
