"""Many points at once."""

from __future__ import annotations

import numpy as np
import pytest

from holdfire.base.batch import place_order, within_limit
from holdfire.base.geodesy import distance_m

FloatArray = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def to_a_well(lon: FloatArray, lat: FloatArray) -> FloatArray:
    return distance_m(34.0, 48.0, lon, lat)


def test_the_order_is_a_permutation_that_keeps_neighbours_together() -> None:
    generator = np.random.default_rng(2)
    lon, lat = generator.uniform(-1, 1, 3_000), generator.uniform(-1, 1, 3_000)
    order = place_order(lon, lat)
    assert np.sort(order).tolist() == list(range(3_000))
    before = np.abs(np.diff(lat)).mean()
    assert np.abs(np.diff(lat[order])).mean() < before / 10.0


@pytest.mark.parametrize(("count", "spread"), [(20_000, 0.5), (50, 5.0)])
def test_asking_cell_by_cell_gives_the_answers_of_asking_all(count: int, spread: float) -> None:
    generator = np.random.default_rng(4)
    lon, lat = generator.normal(34, spread, count), generator.normal(48, spread, count)
    inside = within_limit(lon, lat, 25_000.0, to_a_well)
    assert inside.tolist() == (to_a_well(lon, lat) <= 25_000.0).tolist()


def test_most_points_are_settled_without_asking_for_them() -> None:
    asked: list[int] = []

    def counted(lon: FloatArray, lat: FloatArray) -> FloatArray:
        asked.append(len(lon))
        return to_a_well(lon, lat)

    generator = np.random.default_rng(4)
    lon, lat = generator.normal(34, 0.5, 50_000), generator.normal(48, 0.5, 50_000)
    within_limit(lon, lat, 25_000.0, counted)
    assert sum(asked) < 25_000


def test_poles_are_places() -> None:
    lat = np.full(100, 90.0)
    inside = within_limit(np.zeros(100), lat, 1e7, to_a_well)
    assert inside.all()
