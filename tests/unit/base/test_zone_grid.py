"""The grid under the zones."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from holdfire.base.zone_edges import choose_grid, edges_of
from holdfire.base.zone_grid import build_zone_grid

SQUARE = shapely.box(0.0, 0.0, 1.0, 1.0)


@pytest.mark.parametrize("size", [0.01, 0.07, 0.5])
def test_cells_without_an_edge_are_wholly_in_or_out(size: float) -> None:
    slanted = shapely.Polygon([(0, 0), (2, 0.3), (1.1, 1.9), (0.2, 1.0)])
    index = build_zone_grid([slanted], size)
    grid = index.grid
    cell = np.arange(grid.nx * grid.ny)
    west = grid.x0 + cell % grid.nx * grid.size
    south = grid.y0 + cell // grid.nx * grid.size
    boxes = np.asarray(shapely.box(west, south, west + grid.size, south + grid.size))
    lists = len(index.list_start) - 1
    full = (index.kind >= 0) & (index.kind < lists)
    empty = index.kind < 0
    assert np.asarray(shapely.contains(slanted, boxes[full])).all()
    assert not np.asarray(shapely.intersects(slanted, boxes[empty])).any()
    crossed = np.asarray(shapely.intersects(slanted.boundary, boxes))
    assert (index.kind[crossed] >= lists).all()


def test_cells_are_not_listed_as_crossed_without_need() -> None:
    # A diagonal crosses about 3 cells per row, not all cells of its bounding box.
    diagonal = shapely.Polygon([(0, 0), (1, 1), (0.999, 1)])
    index = build_zone_grid([diagonal], 0.01)
    assert len(index.reference) < 4 * index.grid.ny


def test_reference_points_keep_clear_of_borders() -> None:
    # A border drawn through the usual reference point of its cells.
    grid = choose_grid(edges_of([SQUARE]), 0.1)
    x = grid.x0 + 3 * grid.size + 0.5137 * grid.size
    index = build_zone_grid([SQUARE, shapely.box(x, 0.1, x + 0.5, 0.9)], 0.1)
    lengthwise = (index.reference[:, 1] > 0.1) & (index.reference[:, 1] < 0.9)
    assert np.abs(index.reference[lengthwise, 0] - x).min() > 1e-4


def test_edges_and_turns_are_those_seen_from_the_reference_points() -> None:
    grid = choose_grid(edges_of([SQUARE]), 0.1)
    x = grid.x0 + 3 * grid.size + 0.5137 * grid.size
    index = build_zone_grid([shapely.box(x, 0.1, x + 0.5, 0.9)], 0.1)
    ax, ay, bx, by, turn = index.edge.T
    assert turn.tolist() == ((by - ay) * ax - (bx - ax) * ay).tolist()
    assert np.abs(turn).min() > 1e-6


def test_one_list_serves_all_cells_with_the_same_zones() -> None:
    index = build_zone_grid([SQUARE, shapely.box(0.5, 0.0, 1.5, 1.0)], 0.05)
    lists = [
        index.list_zone[start:stop].tolist()
        for start, stop in zip(index.list_start[:-1], index.list_start[1:], strict=True)
    ]
    assert lists == [[0], [1], [0, 1]]


def test_many_zones_over_each_other_are_numbered_apart() -> None:
    nested = [shapely.box(-k, -k, k, k) for k in range(1, 7)]
    twins = [shapely.box(20, -k, 20 + k, k) for k in (3, 3)]
    index = build_zone_grid([*nested, *twins], 0.31)
    lists = {
        tuple(index.list_zone[start:stop].tolist())
        for start, stop in zip(index.list_start[8:-1], index.list_start[9:], strict=True)
    }
    assert lists == {tuple(range(k, 6)) for k in range(5)} | {(6, 7)}


def test_slots_say_which_zones_a_border_cell_concerns() -> None:
    inner = shapely.box(0.4, 0.4, 0.6, 0.6)
    index = build_zone_grid([SQUARE, inner], 0.1)
    for number in range(len(index.reference)):
        slots = slice(index.slot_start[number], index.slot_start[number + 1])
        x, y = index.reference[number]
        inside = {0: SQUARE, 1: inner}
        for zone, said in zip(index.slot_zone[slots], index.slot_inside[slots], strict=True):
            assert bool(said) == bool(shapely.contains_xy(inside[int(zone)], x, y))
