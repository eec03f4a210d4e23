"""Points against the grid in one pass."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from holdfire.base import zone_hits
from holdfire.base.zone_grid import build_zone_grid
from holdfire.base.zone_hits import zones_of_points


@pytest.mark.parametrize("count", [0, 1, 511, 512, 513, 2_000])
def test_blocks_of_points_join_without_a_seam(count: int) -> None:
    generator = np.random.default_rng(6)
    x, y = generator.uniform(-0.5, 2.5, count), generator.uniform(-0.5, 1.5, count)
    grid = build_zone_grid([shapely.box(0, 0, 1, 1), shapely.box(0.5, 0.2, 2.0, 0.7)], 0.1)
    offsets, zones = zones_of_points(grid, x, y)
    assert offsets[0] == 0
    assert offsets[-1] == len(zones)
    for point in range(0, count, 7):
        alone = zones_of_points(grid, x[point : point + 1], y[point : point + 1])
        assert zones[offsets[point] : offsets[point + 1]].tolist() == alone[1].tolist()


def test_more_hits_than_points_find_room() -> None:
    # Forty zones over each other: room is made again and again while the points pass.
    nested = [shapely.box(-k, -k, k, k) for k in range(1, 41)]
    grid = build_zone_grid(nested, 0.7)
    generator = np.random.default_rng(2)
    x, y = generator.uniform(-41, 41, (2, 20 * zone_hits._BLOCK))
    offsets, zones = zones_of_points(grid, x, y)
    # Zone k holds a point whose larger offset from the middle is below k + 1.
    first = np.floor(np.maximum(np.abs(x), np.abs(y))).astype(int)
    assert np.diff(offsets).tolist() == np.maximum(40 - first, 0).tolist()
    ends = offsets[1:][np.diff(offsets) > 0]
    assert (zones[ends - 1] == 39).all()


def test_points_beside_the_grid_are_in_no_cell_of_it() -> None:
    # Rounding towards zero instead of down would put the first two into column or row 0.
    grid = build_zone_grid([shapely.box(0, 0, 1, 1).buffer(0.49)], 0.5)
    west, south = grid.grid.x0, grid.grid.y0
    grid.kind[:] = 0
    x = np.array([west - 0.3, 0.5, 9.0, 0.5, 0.5, np.nan, np.inf, -np.inf, 1e300])
    y = np.array([0.5, south - 0.3, 0.5, 9.0, 0.5, 0.5, 0.5, 0.5, 0.5])
    assert np.diff(zones_of_points(grid, x, y)[0]).tolist() == [0, 0, 0, 0, 1, 0, 0, 0, 0]
