"""The grid under the zones."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from holdfire.base.zone_grid import build_zone_grid, choose_grid, edges_of

SQUARE = shapely.box(0.0, 0.0, 1.0, 1.0)
RING = SQUARE.difference(shapely.box(0.25, 0.25, 0.75, 0.75))


def test_edges_of_holes_and_parts_count_too() -> None:
    both = shapely.MultiPolygon([SQUARE, shapely.box(2.0, 0.0, 3.0, 1.0)])
    edges = edges_of([RING, both])
    assert edges.zone.tolist() == [0] * 8 + [1] * 8
    # Every ring is closed: two edges meet at each place.
    for zone in (0, 1):
        _, met = np.unique(
            edges.ends[edges.zone == zone].reshape(-1, 2), axis=0, return_counts=True
        )
        assert met.tolist() == [2] * 8


def test_edges_without_length_are_left_out() -> None:
    doubled = shapely.Polygon([(0, 0), (1, 0), (1, 0), (1, 1), (0, 0)])
    assert len(edges_of([doubled]).ends) == 3


def test_the_grid_has_a_margin_on_all_four_sides() -> None:
    grid = choose_grid(edges_of([SQUARE]))
    assert grid.x0 < 0.0 - grid.dx / 2
    assert grid.y0 < 0.0 - grid.dy / 2
    assert grid.x0 + grid.nx * grid.dx > 1.0 + grid.dx / 2
    assert grid.y0 + grid.ny * grid.dy > 1.0 + grid.dy / 2


def test_points_beside_the_grid_are_in_no_cell() -> None:
    # Rounding towards zero instead of down would put the first two into cell 0.
    grid = choose_grid(edges_of([SQUARE]), 0.5)
    x = np.array([grid.x0 - 0.1, 0.5, grid.x0 + grid.nx * grid.dx + 0.1, 0.5, 0.5])
    y = np.array([0.5, grid.y0 - 0.1, 0.5, grid.y0 + grid.ny * grid.dy + 0.1, 0.5])
    assert grid.cells(x, y)[1].tolist() == [False, False, False, False, True]


@pytest.mark.parametrize("size", [0.01, 0.07, 0.5])
def test_cells_without_an_edge_are_wholly_in_or_out(size: float) -> None:
    slanted = shapely.Polygon([(0, 0), (2, 0.3), (1.1, 1.9), (0.2, 1.0)])
    index = build_zone_grid([slanted], size)
    grid = index.grid
    cell = np.arange(grid.nx * grid.ny)
    west = grid.x0 + cell % grid.nx * grid.dx
    south = grid.y0 + cell // grid.nx * grid.dy
    boxes = shapely.box(west, south, west + grid.dx, south + grid.dy)
    lists = len(index.list_start) - 1
    full = (index.kind >= 0) & (index.kind < lists)
    empty = index.kind < 0
    assert shapely.contains(slanted, boxes[full]).all()
    assert not shapely.intersects(slanted, boxes[empty]).any()
    crossed = shapely.intersects(slanted.boundary, boxes)
    assert (index.kind[crossed] >= lists).all()


def test_cells_are_not_listed_as_crossed_without_need() -> None:
    # A diagonal crosses about 3 cells per row, not all cells of its bounding box.
    diagonal = shapely.Polygon([(0, 0), (1, 1), (0.999, 1)])
    index = build_zone_grid([diagonal], 0.01)
    assert len(index.reference) < 4 * index.grid.ny


def test_reference_points_keep_clear_of_borders() -> None:
    # A border drawn through the usual reference point of its cells.
    fraction = 0.5137
    grid = choose_grid(edges_of([SQUARE]), 0.1)
    x = grid.x0 + 3 * grid.dx + fraction * grid.dx
    index = build_zone_grid([SQUARE, shapely.box(x, 0.1, x + 0.5, 0.9)], 0.1)
    lengthwise = (index.reference[:, 1] > 0.1) & (index.reference[:, 1] < 0.9)
    assert np.abs(index.reference[lengthwise, 0] - x).min() > 1e-4


def test_one_list_serves_all_cells_with_the_same_zones() -> None:
    index = build_zone_grid([SQUARE, shapely.box(0.5, 0.0, 1.5, 1.0)], 0.05)
    lists = [
        index.list_zone[start:stop].tolist()
        for start, stop in zip(index.list_start[:-1], index.list_start[1:], strict=True)
    ]
    assert sorted(lists) == [[0], [0, 1], [1]]
