"""The edges of zones and the cells they touch."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from holdfire.base.zone_edges import Edges, Grid, choose_grid, edges_of, spread, touched

SQUARE = shapely.box(0.0, 0.0, 1.0, 1.0)
RING = SQUARE.difference(shapely.box(0.25, 0.25, 0.75, 0.75))


def test_edges_of_holes_and_parts_count_too() -> None:
    both = shapely.MultiPolygon([SQUARE, shapely.box(2.0, 0.0, 3.0, 1.0)])
    edges = edges_of([RING, both])
    assert edges.zone.tolist() == [0] * 8 + [1] * 8
    # Every ring is closed: two edges meet at each place.
    for zone in (0, 1):
        ends = edges.ends[:, edges.zone == zone].T.reshape(-1, 2)
        _, met = np.unique(ends, axis=0, return_counts=True)
        assert met.tolist() == [2] * 8


def test_edges_without_length_are_left_out() -> None:
    doubled = shapely.Polygon([(0, 0), (1, 0), (1, 0), (1, 1), (0, 0)])
    assert edges_of([doubled]).ends.shape == (4, 3)


def test_edges_run_from_west_to_east_and_else_from_south_to_north() -> None:
    ax, ay, bx, by = edges_of([RING, shapely.Polygon([(0, 0), (2, 5), (1, 9)])]).ends
    assert ((ax < bx) | ((ax == bx) & (ay < by))).all()


def test_the_grid_has_a_margin_on_all_four_sides() -> None:
    grid = choose_grid(edges_of([SQUARE]))
    assert grid.x0 < 0.0 - grid.size / 2
    assert grid.y0 < 0.0 - grid.size / 2
    assert grid.x0 + grid.nx * grid.size > 1.0 + grid.size / 2
    assert grid.y0 + grid.ny * grid.size > 1.0 + grid.size / 2


def test_the_grid_of_far_apart_zones_stays_small() -> None:
    grid = choose_grid(
        edges_of([shapely.Point(0, 0).buffer(0.01), shapely.box(90, 60, 91, 61)])
    )
    assert grid.nx * grid.ny < 2_100_000


def test_points_beside_the_grid_are_in_no_cell() -> None:
    # Rounding towards zero instead of down would put the first two into cell 0.
    grid = Grid(-0.5, -0.5, 0.5, 4, 4)
    x = np.array([-0.6, 0.5, 1.6, 0.5, 0.5, np.nan, np.inf])
    y = np.array([0.5, -0.6, 0.5, 1.6, 0.5, 0.5, 0.5])
    cell, inside = grid.cells(x, y)
    assert inside.tolist() == [False, False, False, False, True, False, False]
    assert cell[4] == 2 * 4 + 2


@pytest.mark.parametrize("size", [0.003, 0.04, 0.3])
def test_every_cell_an_edge_touches_is_found(size: float) -> None:
    generator = np.random.default_rng(21)
    ends = generator.uniform(0.0, 1.0, (4, 60))
    ends[:, :10] = ends[:, :10] * 0.01 + 0.5  # short ones
    ends[3, 10:15] = ends[1, 10:15]  # level ones
    ends[2, 15:20] = ends[0, 15:20]  # upright ones
    swap = ends[0] > ends[2]
    ends[:, swap] = ends[:, swap][[2, 3, 0, 1]]
    edges = Edges(ends, np.zeros(60, np.int64))
    grid = choose_grid(edges, size)
    cell, which = touched(edges, grid)
    number = np.arange(grid.nx * grid.ny)
    west = grid.x0 + number % grid.nx * grid.size
    south = grid.y0 + number // grid.nx * grid.size
    boxes = np.asarray(shapely.box(west, south, west + grid.size, south + grid.size))
    for edge in range(60):
        stroke = shapely.LineString(ends[:, edge].reshape(2, 2))
        crossed = set(np.flatnonzero(shapely.intersects(boxes, stroke)).tolist())
        listed = cell[which == edge].tolist()
        assert len(listed) == len(set(listed))
        assert crossed <= set(listed)
        # And hardly any other: only what a hair's breadth beside the cell would touch.
        assert len(listed) <= len(crossed) + 2


def test_runs_of_numbers_follow_each_other() -> None:
    which, every = spread(np.array([5, 9, 2]), np.array([2, 0, 3]))
    assert which.tolist() == [0, 0, 2, 2, 2]
    assert every.tolist() == [5, 6, 2, 3, 4]
