"""The edges of zones and the cells they touch."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from holdfire.base.zone_edges import Edges, choose_grid, edges_of, touched

SQUARE = shapely.box(0.0, 0.0, 1.0, 1.0)
RING = SQUARE.difference(shapely.box(0.25, 0.25, 0.75, 0.75))


def test_edges_of_holes_and_parts_count_too() -> None:
    both = shapely.MultiPolygon([SQUARE, shapely.box(2.0, 0.0, 3.0, 1.0)])
    edges = edges_of([RING, both])
    assert edges.zone.tolist() == [0] * 8 + [1] * 8
    # Every ring is closed: two edges meet at each place.
    for zone in (0, 1):
        ends = edges.ends[edges.zone == zone].reshape(-1, 2)
        _, met = np.unique(ends, axis=0, return_counts=True)
        assert met.tolist() == [2] * 8


def test_edges_without_length_are_left_out() -> None:
    doubled = shapely.Polygon([(0, 0), (1, 0), (1, 0), (1, 1), (0, 0)])
    assert edges_of([doubled]).ends.shape == (3, 4)


def test_edges_run_from_west_to_east_and_else_from_south_to_north() -> None:
    ax, ay, bx, by = edges_of([RING, shapely.Polygon([(0, 0), (2, 5), (1, 9)])]).ends.T
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


@pytest.mark.parametrize("size", [0.003, 0.04, 0.3])
def test_every_cell_an_edge_touches_is_found(size: float) -> None:
    generator = np.random.default_rng(21)
    ends = generator.uniform(0.0, 1.0, (4, 60))
    ends[:, :10] = ends[:, :10] * 0.01 + 0.5  # short ones
    ends[3, 10:15] = ends[1, 10:15]  # level ones
    ends[2, 15:20] = ends[0, 15:20]  # upright ones
    swap = ends[0] > ends[2]
    ends[:, swap] = ends[:, swap][[2, 3, 0, 1]]
    edges = Edges(ends.T.copy(), np.zeros(60, np.int64))
    grid = choose_grid(edges, size)
    number, cells, start, which = touched(edges, grid)
    assert number[cells].tolist() == list(range(len(cells)))
    assert (number >= 0).sum() == len(cells)
    every = np.arange(grid.nx * grid.ny)
    corner = np.stack((every % grid.nx, every // grid.nx)) * grid.size
    west, south = corner + np.array([[grid.x0], [grid.y0]])
    boxes = np.asarray(shapely.box(west, south, west + grid.size, south + grid.size))
    owner = np.repeat(cells, np.diff(start))
    for edge in range(60):
        stroke = shapely.LineString(ends[:, edge].reshape(2, 2))
        crossed = set(np.flatnonzero(shapely.intersects(boxes, stroke)).tolist())
        listed = owner[which == edge].tolist()
        assert len(listed) == len(set(listed))
        assert crossed <= set(listed)
        # And hardly any other: only what a hair's breadth beside the cell would touch.
        assert len(listed) <= len(crossed) + 2


def test_the_edges_of_a_cell_ascend_so_zones_follow_each_other() -> None:
    edges = edges_of([RING, shapely.box(0.1, 0.1, 0.9, 0.9), SQUARE])
    _, cells, start, which = touched(edges, choose_grid(edges, 0.2))
    assert (np.diff(start) > 0).all()
    for cell in range(len(cells)):
        assert (np.diff(which[start[cell] : start[cell + 1]]) > 0).all()
