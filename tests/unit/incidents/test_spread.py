import math
from itertools import permutations

import numpy as np
import pytest

from holdfire.incidents.spread import Spread, common_point, log_concurrence

CASES = [
    [Spread(0.0, 0.0, 1.0, 0.0, 1.0), Spread(1.0, 0.5, 4.0, 0.0, 4.0)],
    [Spread(0.0, 0.0, 1.0, 0.6, 2.0), Spread(1.0, -1.0, 0.3, -0.1, 0.2)],
    [
        Spread(0.0, 0.0, 1.0, 0.6, 2.0),
        Spread(1.0, -1.0, 0.3, -0.1, 0.2),
        Spread(-1.0, 0.5, 9.0, 4.0, 6.0),
    ],
]


def density(one: Spread, e: np.ndarray, n: np.ndarray) -> np.ndarray:
    """The normal density in the plane, written out a second time."""
    inverse = np.linalg.inv([[one.ee, one.en], [one.en, one.nn]])
    de, dn = e - one.east, n - one.north
    q = inverse[0, 0] * de**2 + 2 * inverse[0, 1] * de * dn + inverse[1, 1] * dn**2
    value: np.ndarray = np.exp(-q / 2) * math.sqrt(np.linalg.det(inverse)) / (2 * math.pi)
    return value


@pytest.mark.parametrize("members", CASES)
def test_the_closed_form_is_the_integral(members: list[Spread]) -> None:
    axis = np.arange(-12.0, 12.0, 0.02)
    e, n = np.meshgrid(axis, axis)
    product = np.prod([density(one, e, n) for one in members], axis=0)
    # The grid sum of a smooth density is exact to far below 1e-9 at 20 steps per sigma.
    assert math.exp(log_concurrence(members)) == pytest.approx(
        product.sum() * 0.02**2, rel=1e-9
    )


@pytest.mark.parametrize("members", CASES)
def test_the_common_point_is_the_mean_of_the_product(members: list[Spread]) -> None:
    axis = np.arange(-12.0, 12.0, 0.02)
    e, n = np.meshgrid(axis, axis)
    product = np.prod([density(one, e, n) for one in members], axis=0)
    product /= product.sum()
    found = common_point(members)
    assert (found.east, found.north) == pytest.approx(
        ((product * e).sum(), (product * n).sum()), abs=1e-9
    )
    assert found.en == pytest.approx(
        (product * (e - found.east) * (n - found.north)).sum(), abs=1e-9
    )


@pytest.mark.parametrize("members", CASES)
def test_the_order_of_members_changes_no_bit(members: list[Spread]) -> None:
    expected = log_concurrence(members)
    assert all(log_concurrence(list(order)) == expected for order in permutations(members))


def test_a_precise_and_a_coarse_member_share_a_cell_without_cancellation() -> None:
    fine, coarse = Spread(300.0, 0.0, 1e-8, 0.0, 1e-8), Spread(0.0, 0.0, 1e4, 0.0, 1e4)
    exact = -(300.0**2) / (2 * (1e4 + 1e-8)) - math.log(2 * math.pi * (1e4 + 1e-8))
    assert log_concurrence([fine, coarse]) == pytest.approx(exact, rel=1e-12)
