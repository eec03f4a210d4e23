import numpy as np
import pytest
from tests.oracle.witnesses import plane, window_time

from holdfire.incidents.partition.crowding import FLOOD, crowded_rows


@pytest.mark.parametrize(("count", "crowded"), [(FLOOD, False), (FLOOD + 1, True)])
def test_more_than_the_flood_in_one_cell_is_a_crowd(count: int, crowded: bool) -> None:  # noqa: FBT001
    assert (crowded_rows(plane(count)) == crowded).all()


def test_lanes_days_and_other_places_are_other_cells() -> None:
    count = FLOOD + 1
    half = np.arange(count) % 2
    place = np.stack([half * 100.0, np.zeros(count)], axis=1)
    time = np.array([window_time(k * 1e6, k * 1e6 + 600.0) for k in half])
    for given in ({"lane": half}, {"place": place}, {"time": time}):
        assert not crowded_rows(plane(count, **given)).any()


def test_who_stands_beside_the_crowd_does_not_matter() -> None:
    rng = np.random.default_rng(3)
    place = np.concatenate([rng.normal(8.0, 0.2, (2_500, 2)), rng.uniform(100, 4e4, (500, 2))])
    order = rng.permutation(3_000)
    found = crowded_rows(plane(3_000, place=place))
    turned = crowded_rows(plane(3_000, place=place[order]))
    assert (found[order] == turned).all()
    assert found[:2_500].all()
    assert not found[2_500:].any()
    assert crowded_rows(plane(0)).shape == (0,)
