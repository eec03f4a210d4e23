"""Many points at once."""

from __future__ import annotations

import numpy as np
import pytest

from holdfire.base.batch import place_order

FloatArray = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def test_the_order_is_a_permutation_that_keeps_neighbours_together() -> None:
    generator = np.random.default_rng(2)
    lon, lat = generator.uniform(-1, 1, 30_000), generator.uniform(-1, 1, 30_000)
    order = place_order(lon, lat)
    assert np.sort(order).tolist() == list(range(30_000))
    step = np.hypot(np.diff(lon[order]), np.diff(lat[order]))
    # Cells of eight points are 2 / sqrt(30,000 / 8) = 0.033 wide; now and then one is empty.
    assert step.mean() < 0.033
    assert step.max() < 10.0 * 0.033


@pytest.mark.parametrize(
    "lon",
    [[], [5.0], [5.0] * 20, [0.0, 1e-300], [-1e300, 1e300, 0.0], [-180.0] * 9 + [180.0]],
    ids=["none", "one", "one place", "as near as can be", "beyond the globe", "far apart"],
)
def test_any_finite_places_have_an_order(lon: list[float]) -> None:
    for x, y in ((lon, lon), (lon, [1.0] * len(lon)), ([1.0] * len(lon), lon)):
        order = place_order(np.array(x, np.float64), np.array(y, np.float64))
        assert sorted(order.tolist()) == list(range(len(lon)))


def test_points_of_one_place_keep_their_order() -> None:
    lon = np.repeat([3.0, 1.0, 2.0], 50)
    order = place_order(lon, np.zeros(150))
    for place in (1.0, 2.0, 3.0):
        assert (np.diff(order[lon[order] == place]) > 0).all()
