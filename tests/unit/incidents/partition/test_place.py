"""Places against a fine grid and against adding one normal to another."""

import math

import numpy as np
import pytest
from tests.oracle.partition import Sight, Timing, space_integral
from tests.oracle.witnesses import plane

from holdfire.incidents.partition.arrays import arrays_of
from holdfire.incidents.partition.place import log_at_one_place


def _sights(seed: int, size: int) -> list[Sight]:
    rng = np.random.default_rng(seed)
    made = []
    for _ in range(size):
        ee, nn = 10.0 ** rng.uniform(-3.0, 1.0, 2)
        en = float(rng.uniform(-0.9, 0.9) * math.sqrt(ee * nn))
        place = (float(rng.normal(0, 0.5)), float(rng.normal(0, 0.5)))
        spread = (float(ee), en, float(nn))
        made.append(
            Sight(place, spread, ((1.0, Timing(0.0, 1.0)),), 1.0, (1.0,), 0, frozenset())
        )
    return made


@pytest.mark.parametrize("size", [1, 2, 3, 6])
@pytest.mark.parametrize("seed", range(5))
def test_the_closed_form_is_that_of_adding_one_by_one(seed: int, size: int) -> None:
    sights = _sights(seed, size)
    table = plane(
        size,
        place=np.array([one.place for one in sights]),
        spread=np.array([one.spread for one in sights]),
    )
    out = np.zeros(5)
    found = log_at_one_place(arrays_of(table), np.arange(size), out)
    product = space_integral(sights)
    if product > 1e-200:
        assert found == pytest.approx(math.log(product), abs=1e-9)
    assert log_at_one_place(arrays_of(table), np.arange(size), np.zeros(0)) == found
    precision = sum(
        (
            np.linalg.inv([[o.spread[0], o.spread[1]], [o.spread[1], o.spread[2]]])
            for o in sights
        ),
        np.zeros((2, 2)),
    )
    covariance = np.linalg.inv(precision)
    assert out[2:] == pytest.approx(covariance[[0, 0, 1], [0, 1, 1]], rel=1e-9)


def test_degrees_take_the_mean_of_both_scales() -> None:
    table = plane(2, place=[[10.0, 0.0], [10.02, 0.0]], scale=[[100.0, 111.0], [110.0, 111.0]])
    gap = 0.02 * 105.0
    expected = -(gap**2) / 4 - math.log(4 * math.pi)
    found = log_at_one_place(arrays_of(table), np.arange(2), np.zeros(0))
    assert found == pytest.approx(expected, abs=1e-9)
