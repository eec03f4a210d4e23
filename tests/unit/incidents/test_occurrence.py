import math
from itertools import permutations

import numpy as np
import pytest

from holdfire.incidents.occurrence import (
    Occurrence,
    log_meeting,
    meeting_time,
    normal,
    share_between,
    window,
)

T0 = 1.74e9
CASES = [
    [normal(T0, 100.0), normal(T0 + 12.0, 400.0)],
    [normal(T0, 100.0), normal(T0 + 12.0, 400.0), normal(T0 - 30.0, 2500.0)],
    [window(T0, T0 + 60.0), window(T0 + 20.0, T0 + 500.0)],
    [window(T0, T0 + 60.0), normal(T0 + 70.0, 225.0)],
    [window(T0, T0 + 60.0), window(T0 + 20.0, T0 + 500.0), normal(T0, 225.0), normal(T0, 9.0)],
]


def density(one: Occurrence, t: np.ndarray) -> np.ndarray:
    """The density itself, written out a second time."""
    if one.variance:
        return np.exp(-((t - one.low) ** 2) / 2 / one.variance) / math.sqrt(
            2 * math.pi * one.variance
        )
    return ((t >= one.low) & (t <= one.high)) / (one.high - one.low)


@pytest.mark.parametrize("members", CASES)
def test_the_closed_form_is_the_integral(members: list[Occurrence]) -> None:
    step = 1e-3
    t = np.arange(-400.0, 600.0, step) + step / 2
    product = np.prod([density(normal_at(one), t) for one in members], axis=0)
    # The midpoint rule at 1 ms errs by less than one step at a window's edge: 2e-5 relative.
    assert math.exp(log_meeting(members)) == pytest.approx(product.sum() * step, rel=1e-4)


def normal_at(one: Occurrence) -> Occurrence:
    """The same with T0 as the origin of time, so that the grid is exact."""
    return Occurrence(one.low - T0, one.high - T0, one.variance)


@pytest.mark.parametrize("members", CASES)
def test_the_order_of_members_changes_no_bit(members: list[Occurrence]) -> None:
    expected = log_meeting(members)
    assert all(log_meeting(list(order)) == expected for order in permutations(members))


def test_windows_that_do_not_meet_cannot_be_one_happening() -> None:
    assert log_meeting([window(0.0, 1.0), window(1.0, 2.0)]) == -math.inf


def test_a_normal_far_outside_a_window_stays_finite() -> None:
    # Φ(-37.6) is the smallest tail a double can hold; at 30 sigma it must not vanish.
    value = log_meeting([window(0.0, 10.0), normal(-30.0, 1.0)])
    assert value == pytest.approx(
        -0.5 * 900 - math.log(30 * math.sqrt(2 * math.pi)) - math.log(10), abs=2e-3
    )


def test_the_time_on_which_members_agree() -> None:
    assert meeting_time([window(0.0, 10.0), window(4.0, 20.0)]) == (4.0, 10.0, None)
    mean, same, sigma = meeting_time([normal(0.0, 4.0), normal(10.0, 4.0)])
    assert (mean, same) == (5.0, 5.0)
    assert sigma == pytest.approx(math.sqrt(2.0))
    low, high, _ = meeting_time([window(0.0, 100.0), normal(10.0, 1.0)])
    assert (low, high) == pytest.approx((10 - 1.645, 10 + 1.645))
    assert meeting_time([window(0.0, 10.0), normal(50.0, 1.0)]) == (0.0, 10.0, None)


def test_the_share_of_time_under_watch() -> None:
    assert share_between(window(0.0, 10.0), 5.0, 50.0) == 0.5
    assert share_between(window(0.0, 10.0), 20.0, 50.0) == 0.0
    assert share_between(normal(0.0, 1.0), 0.0, 99.0) == pytest.approx(0.5)
    assert share_between(normal(0.0, 1.0), -1.0, 1.0) == pytest.approx(0.6827, abs=1e-4)


def test_the_peak_bounds_the_density() -> None:
    assert normal(0.0, 4.0).log_peak == pytest.approx(math.log(1 / math.sqrt(8 * math.pi)))
    assert window(0.0, 4.0).log_peak == pytest.approx(math.log(0.25))
    assert normal(3.0, 4.0).reach(2.0) == (-1.0, 7.0)
