"""Times against the oracle's quadrature; the compiled functions through a wrapper."""

import math
from itertools import permutations

import numba
import numpy as np
import numpy.typing as npt
import pytest
from tests.oracle.partition import Timing, time_integral

from holdfire.incidents.partition.moment import agreed_time, log_peak, log_together

Mixture = tuple[tuple[float, Timing], ...]
T0 = 1.74e9


@numba.njit(cache=False)
def together(time, second, further, members):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    return log_together(time, second, further, members)


@numba.njit(cache=False)
def peak(part):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    return log_peak(part)


def row(one: Timing, shift: float = 0.0) -> tuple[float, float, float, float, float]:
    return (one.mean + shift, one.variance, one.low + shift, one.high + shift, one.growth)


def columns(
    mixtures: list[Mixture], shift: float = 0.0
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int32], npt.NDArray[np.float64]]:
    time = np.array([row(mixture[0][1], shift) for mixture in mixtures])
    second: list[int] = []
    further: list[tuple[float, ...]] = []
    for mixture in mixtures:
        second.append(len(further) if len(mixture) > 1 else -1)
        if len(mixture) > 1:
            further.append((mixture[0][0], mixture[1][0], *row(mixture[1][1], shift)))
    return time, np.array(second, np.int32), np.array(further).reshape(-1, 7)


def found(mixtures: list[Mixture], shift: float = 0.0) -> float:
    return float(together(*columns(mixtures, shift), np.arange(len(mixtures))))


def one(timing: Timing) -> Mixture:
    return ((1.0, timing),)


NORMAL, LATE, SHARP = one(Timing(0.0, 100.0)), one(Timing(12.0, 400.0)), one(Timing(3.0, 0.25))
WINDOW, LONG = one(Timing(low=-10.0, high=60.0)), one(Timing(low=20.0, high=500.0))
TAIL = one(Timing(low=-300.0, high=40.0, growth=0.02))
STEEP = one(Timing(low=-900.0, high=55.0, growth=0.5))
BEFORE: Mixture = ((0.4, WINDOW[0][1]), (0.6, Timing(low=-10.0, high=60.0, growth=0.1)))
TWO: Mixture = ((0.7, NORMAL[0][1]), (0.3, Timing(30.0, 2_500.0)))
CUT = one(Timing(5.0, 400.0, low=0.0, high=90.0))
CUT_TAIL = one(Timing(5.0, 400.0, low=-50.0, high=30.0, growth=0.05))
CASES: list[list[Mixture]] = [
    [NORMAL, LATE],
    [NORMAL, LATE, SHARP],
    [WINDOW, LONG],
    [WINDOW, NORMAL],
    [WINDOW, LONG, LATE, SHARP][:3],
    [TAIL, NORMAL],
    [TAIL, STEEP],
    [TAIL, STEEP, WINDOW, LATE],
    [BEFORE, LATE],
    [BEFORE, TWO, TAIL],
    [BEFORE, TWO, BEFORE, TWO],
    [CUT, NORMAL],
    [CUT, CUT_TAIL, TWO],
    [CUT_TAIL, WINDOW, TAIL],
]


@pytest.mark.parametrize("mixtures", CASES)
def test_the_closed_form_is_the_integral(mixtures: list[Mixture]) -> None:
    expected = math.log(time_integral(mixtures))
    assert found(mixtures) == pytest.approx(expected, abs=1e-9)
    # 2025 in seconds since 1970 costs some 2e-7 s of every difference of times.
    assert found(mixtures, T0) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("mixtures", CASES)
def test_the_order_of_members_changes_rounding_only(mixtures: list[Mixture]) -> None:
    expected = found(mixtures)
    for order in permutations(mixtures):
        assert found(list(order)) == pytest.approx(expected, abs=1e-10)


def test_windows_that_do_not_meet_cannot_be_one_happening() -> None:
    assert found([one(Timing(low=0.0, high=1.0)), one(Timing(low=1.0, high=2.0))]) == -math.inf


@pytest.mark.parametrize("sigmas", [5.0, 20.0, 30.0])
def test_a_normal_far_outside_a_window_stays_finite(sigmas: float) -> None:
    value = found([one(Timing(low=0.0, high=10.0)), one(Timing(-sigmas, 1.0))])
    # Mills' ratio to three terms, good to 15/s⁶ of itself.
    tail = -0.5 * sigmas**2 - math.log(sigmas * math.sqrt(2 * math.pi))
    tail += math.log1p(-(sigmas**-2) + 3 * sigmas**-4)
    assert value == pytest.approx(tail - math.log(10), abs=2e-3)


def test_beyond_four_mixtures_the_likelier_component_speaks() -> None:
    parts: Mixture = ((0.2, NORMAL[0][1]), (0.8, LATE[0][1]))
    likelier = one(LATE[0][1])
    many = [parts] * 6
    assert found(many) == pytest.approx(found([*many[:4], likelier, likelier]), abs=1e-12)


@pytest.mark.parametrize("mixture", [NORMAL, WINDOW, TAIL, STEEP, CUT, CUT_TAIL])
def test_the_peak_bounds_the_density(mixture: Mixture) -> None:
    timing = mixture[0][1]
    highest = float(peak(np.array(row(timing))))
    t = np.linspace(max(timing.low, -400.0), min(timing.high, 400.0), 4_001)
    sliver = [
        time_integral([mixture, one(Timing(low=float(at) - 1e-3, high=float(at) + 1e-3))])
        for at in t[1:-1:50]
    ]
    assert math.log(max(sliver)) <= highest + 1e-9


def agreed(*timings: Timing) -> tuple[float, float, float]:
    out = np.zeros(3)
    time = np.array([row(timing) for timing in timings])
    agreed_time(time, np.arange(len(timings)), out)
    return float(out[0]), float(out[1]), float(out[2])


def test_the_time_on_which_members_agree() -> None:
    low, high, sigma = agreed(Timing(low=0.0, high=10.0), Timing(low=4.0, high=20.0))
    assert (low, high) == (4.0, 10.0)
    assert math.isnan(sigma)
    mean, same, sigma = agreed(Timing(0.0, 4.0), Timing(10.0, 4.0))
    assert (mean, same) == (5.0, 5.0)
    assert sigma == pytest.approx(math.sqrt(2.0))
    low, high, sigma = agreed(Timing(low=0.0, high=100.0), Timing(10.0, 1.0))
    assert (low, high) == pytest.approx((10 - 1.645, 10 + 1.645))
    assert math.isnan(sigma)
    low, high, _ = agreed(Timing(low=0.0, high=10.0), Timing(50.0, 1.0))
    assert (low, high) == (0.0, 10.0), "where nothing is left the window stands"
