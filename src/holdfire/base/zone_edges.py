"""The edges of a set of zones, and the cells of a grid that each of them touches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

__all__ = ["Edges", "Grid", "choose_grid", "edges_of", "spread", "touched"]

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

_MOST_CELLS = 2_000_000
_EDGES_PER_CELL = 9.0
_PAD = 1e-6
"""Edges count as touching a cell already this part of a cell beside it."""


@dataclass(frozen=True, slots=True)
class Edges:
    """The edges of all rings, outer and inner, zone by zone.

    ``ends`` has the rows ax, ay, bx, by (degrees); ``zone`` says whose each edge is.
    """

    ends: FloatArray
    zone: IntArray


@dataclass(frozen=True, slots=True)
class Grid:
    """Square cells in degrees: lower left corner, size, and number of columns and rows."""

    x0: float
    y0: float
    size: float
    nx: int
    ny: int

    def cells(self, x: FloatArray, y: FloatArray) -> tuple[IntArray, NDArray[np.bool_]]:
        """The cell of each point (row by row) and whether the point is on the grid at all.

        Cells are rounded down, not towards zero, which would pull points west and south of
        the grid into it. Points that are not finite are off the grid.
        """
        column = np.floor((x - self.x0) / self.size)
        row = np.floor((y - self.y0) / self.size)
        inside = (column >= 0) & (column < self.nx) & (row >= 0) & (row < self.ny)
        cell = np.where(inside, row * self.nx + column, 0.0).astype(np.int64)
        return cell, inside


def spread(start: IntArray, count: IntArray) -> tuple[IntArray, IntArray]:
    """For each run of ``count`` numbers from ``start``: the run's index, and every number."""
    which = np.repeat(np.arange(len(count)), count)
    shift = start - np.cumsum(count) + count
    return which, np.arange(len(which)) + shift[which]


def edges_of(polygons: Sequence[BaseGeometry]) -> Edges:
    """All edges of all rings, zone by zone, edges of length zero left out.

    Every edge runs from its western (then southern) end, so two zones that share a border
    ask the same question about it and a point on it belongs to one of them.
    """
    parts, owner = shapely.get_parts(np.array(polygons, dtype=object), return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    x, y = xy.T.copy()
    real = (ring[1:] == ring[:-1]) & ((x[1:] != x[:-1]) | (y[1:] != y[:-1]))
    first = np.flatnonzero(real)
    second = first + 1
    swap = (x[second] < x[first]) | ((x[second] == x[first]) & (y[second] < y[first]))
    west, east = np.where(swap, second, first), np.where(swap, first, second)
    ends = np.stack((x[west], y[west], x[east], y[east]))
    return Edges(ends, owner[part[ring[first]]].astype(np.int64))


def choose_grid(edges: Edges, cell_deg: float | None = None) -> Grid:
    """A grid with one cell of margin whose border cells hold about nine edges each."""
    ax, ay, bx, by = edges.ends
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


def touched(edges: Edges, grid: Grid) -> tuple[IntArray, IntArray]:
    """Pairs (cell, edge) for every cell an edge touches."""
    origin = np.array([[grid.x0], [grid.y0], [grid.x0], [grid.y0]])
    ends = (edges.ends - origin) / grid.size
    ax, ay, bx, by = ends
    left, right = np.floor(ax - _PAD), np.floor(bx + _PAD)
    low, high = np.floor(np.minimum(ay, by) - _PAD), np.floor(np.maximum(ay, by) + _PAD)
    cell = (low * grid.nx + left).astype(np.int64)
    alone = (left == right) & (low == high)
    one, many = np.flatnonzero(alone), np.flatnonzero(~alone)
    rows = (high - low)[many].astype(np.int64) + 1
    cells, which = _touched_by_rows(ends[:, many], low[many].astype(np.int64), rows, grid.nx)
    return np.concatenate((cell[one], cells)), np.concatenate((one, many[which]))


def _touched_by_rows(
    ends: FloatArray, low: IntArray, rows: IntArray, nx: int
) -> tuple[IntArray, IntArray]:
    """Pairs (cell, edge) row by row: in each row the columns between its two crossings."""
    which, row = spread(low, rows)
    ax, ay, bx, by = ends[:, which]
    level = by == ay
    rise = np.where(level, 1.0, by - ay)
    enter, leave = (row - _PAD - ay) / rise, (row + 1 + _PAD - ay) / rise
    start = np.where(level, 0.0, np.clip(np.minimum(enter, leave), 0.0, 1.0))
    stop = np.where(level, 1.0, np.clip(np.maximum(enter, leave), 0.0, 1.0))
    first = np.floor(ax + start * (bx - ax) - _PAD).astype(np.int64)
    last = np.floor(ax + stop * (bx - ax) + _PAD).astype(np.int64)
    again, column = spread(first, last - first + 1)
    return row[again] * nx + column, which[again]
