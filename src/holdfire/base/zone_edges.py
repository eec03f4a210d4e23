"""The edges of a set of zones, and the cells of a grid that each of them touches."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from holdfire.base.compiled import compiled

__all__ = ["Edges", "Grid", "choose_grid", "edges_of", "touched"]

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

_MOST_CELLS = 2_000_000
_EDGES_PER_CELL = 9.0
_PAD = 1e-6
"""Edges count as touching a cell already this part of a cell beside it."""


@dataclass(frozen=True, slots=True)
class Edges:
    """The edges of all rings, outer and inner, zone by zone.

    ``ends`` has ax, ay, bx, by (degrees) for each edge; ``zone`` says whose it is.
    """

    ends: FloatArray
    zone: IntArray


class Grid(NamedTuple):
    """Square cells in degrees: lower left corner, size, and number of columns and rows."""

    x0: float
    y0: float
    size: float
    nx: int
    ny: int


def edges_of(polygons: Sequence[BaseGeometry]) -> Edges:
    """All edges of all rings, zone by zone, edges of length zero left out.

    Every edge runs from its western (then southern) end, so two zones that share a border
    ask the same question about it and a point on it belongs to one of them.
    """
    parts, owner = shapely.get_parts(np.array(polygons, dtype=object), return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    ends, which = _from_west(xy, ring)
    return Edges(ends, owner[part[which]].astype(np.int64))


@compiled
def _from_west(xy: FloatArray, ring: IntArray) -> tuple[FloatArray, IntArray]:
    """The edges between neighbours of a ring, each from its western end; and their rings."""
    ends, which = np.empty((len(xy), 4)), np.empty(len(xy), np.int64)
    count = 0
    for first in range(len(xy) - 1):
        ax, ay, bx, by = xy[first, 0], xy[first, 1], xy[first + 1, 0], xy[first + 1, 1]
        if ring[first] != ring[first + 1] or (ax == bx and ay == by):
            continue
        if bx < ax or (bx == ax and by < ay):
            ax, ay, bx, by = bx, by, ax, ay
        ends[count, 0], ends[count, 1], ends[count, 2], ends[count, 3] = ax, ay, bx, by
        which[count] = ring[first]
        count += 1
    return ends[:count].copy(), which[:count].copy()


def choose_grid(edges: Edges, cell_deg: float | None = None) -> Grid:
    """A grid with one cell of margin whose border cells hold about nine edges each."""
    ax, ay, bx, by = edges.ends.T
    west, east = float(ax.min()), float(bx.max())
    south = float(min(ay.min(), by.min()))
    north = float(max(ay.max(), by.max()))
    width, height = east - west, north - south
    if cell_deg is None:
        length = float((bx - ax).sum() + np.abs(by - ay).sum())
        cell_deg = min(_EDGES_PER_CELL * length / len(ax), max(width, height) / 64.0)
        cell_deg = max(cell_deg, float(np.sqrt(width * height / _MOST_CELLS)), 1e-9)
    nx, ny = int(np.ceil(width / cell_deg)) + 2, int(np.ceil(height / cell_deg)) + 2
    return Grid(west - cell_deg, south - cell_deg, cell_deg, nx, ny)


@compiled
def _span(
    ax: float, ay: float, bx: float, by: float, row: int, last_column: int
) -> tuple[int, int]:
    """The first and last column in which an edge, in cells, crosses a row."""
    start, stop = 0.0, 1.0
    if by != ay:
        enter, leave = (row - _PAD - ay) / (by - ay), (row + 1 + _PAD - ay) / (by - ay)
        start = min(max(min(enter, leave), 0.0), 1.0)
        stop = min(max(enter, leave, 0.0), 1.0)
    first = math.floor(ax + start * (bx - ax) - _PAD)
    last = math.floor(ax + stop * (bx - ax) + _PAD)
    return max(first, 0), min(last, last_column)


@compiled
def _enter(
    ends: FloatArray, x0: float, y0: float, size: float, nx: int, ny: int
) -> tuple[NDArray[np.int32], IntArray, IntArray, NDArray[np.int32]]:
    """Count the edges of every cell, number the cells that have any, then fill."""
    number = np.zeros(nx * ny, np.int32)
    cells, start = np.empty(0, np.int64), np.zeros(1, np.int64)
    which, after = np.empty(0, np.int32), np.empty(0, np.int64)
    for fills in range(2):
        for edge in range(len(ends)):
            ax, ay = (ends[edge, 0] - x0) / size, (ends[edge, 1] - y0) / size
            bx, by = (ends[edge, 2] - x0) / size, (ends[edge, 3] - y0) / size
            low, high = math.floor(min(ay, by) - _PAD), math.floor(max(ay, by) + _PAD)
            for row in range(max(low, 0), min(high, ny - 1) + 1):
                first, last = _span(ax, ay, bx, by, row, nx - 1)
                for cell in range(row * nx + first, row * nx + last + 1):
                    if fills:
                        which[after[number[cell]]] = edge
                        after[number[cell]] += 1
                    else:
                        number[cell] += 1
        if not fills:
            cells = np.flatnonzero(number)
            start = np.zeros(len(cells) + 1, np.int64)
            for place in range(len(cells)):
                start[place + 1] = start[place] + number[cells[place]]
            number[:] = -1
            for place in range(len(cells)):
                number[cells[place]] = place
            which, after = np.empty(start[-1], np.int32), start[:-1].copy()
    return number, cells, start, which


def touched(
    edges: Edges, grid: Grid
) -> tuple[NDArray[np.int32], IntArray, IntArray, NDArray[np.int32]]:
    """The cells that edges touch, and which edges touch each.

    Returns for every cell its number among the touched cells, or -1; the touched cells;
    their starts; and the edges: ``edge[start[k]:start[k + 1]]``, ascending, touch ``cells[k]``.
    """
    return _enter(edges.ends, grid.x0, grid.y0, grid.size, grid.nx, grid.ny)
