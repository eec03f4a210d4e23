"""What an exposure allows to be said: exact bounds, checked by drawing many worlds."""

from __future__ import annotations

import math

import numpy as np
import pytest

from holdfire.verification.exposure_rate import expected_seen, exposed_rate, unseen_at_most
from holdfire.verification.exposure_record import Watched

DRAWS = 4000


def watched(least: float, middle: float, most: float, measured: float = 5000.0) -> Watched:
    return Watched(
        total=10_000.0, measured=measured, unmeasured=1000.0, blind=500.0,
        nobody=8500.0 - measured, best=(least, middle, most), independent=(least, middle, most),
    )  # fmt: skip


def test_without_known_exposure_there_is_no_rate() -> None:
    nothing = watched(0.0, 0.0, 0.0, measured=0.0)
    assert exposed_rate(3.0, nothing) is None
    assert expected_seen(7.0, nothing) == (0.0, 0.0, 0.0)
    assert exposed_rate(3.0, watched(0.0, 0.0, 0.0)) is None


def test_nothing_seen_bounds_the_rate_by_the_rule_of_three() -> None:
    found = exposed_rate(0.0, watched(1000.0, 1000.0, 1000.0))
    assert found is not None
    assert (found.value, found.low) == (0.0, 0.0)
    assert found.at_most == pytest.approx(-math.log(0.05))
    assert found.at_most == pytest.approx(3.0, rel=0.002)
    # Sure to be seen with 95 % at the bound, and less at any lower rate.
    assert math.exp(-unseen_at_most(250.0) / 1000.0 * 250.0) == pytest.approx(0.05)


def test_a_sensor_that_may_see_nothing_bounds_nothing() -> None:
    found = exposed_rate(2.0, watched(0.0, 500.0, 1000.0))
    assert found is not None
    assert found.high is None
    assert exposed_rate(0.0, watched(0.0, 500.0, 1000.0)).at_most is None  # type: ignore[union-attr]


@pytest.mark.parametrize("mean", [0.3, 2.0, 8.0, 30.0])
def test_the_interval_holds_the_true_rate_at_least_95_times_in_100(mean: float) -> None:
    """Happenings are drawn at a true rate, each seen with the true p; p is known exactly."""
    draw = np.random.default_rng(11)
    exposure, chance = 2000.0, 0.4
    rate = mean / (exposure * chance) * 1000.0
    happened = draw.poisson(rate * exposure / 1000.0, DRAWS)
    seen = draw.binomial(happened, chance)
    held = 0
    for count in seen.tolist():
        found = exposed_rate(float(count), watched(*[exposure * chance] * 3))
        assert found is not None
        assert found.high is not None
        held += found.low <= rate <= found.high
    # Three standard errors of a share of 95 % in 4,000 draws are one per cent.
    assert held / DRAWS >= 0.94


def test_a_doubt_about_p_is_held_by_the_interval_too() -> None:
    """The true p lies anywhere in the stated interval; the bound must hold at its worst end."""
    draw = np.random.default_rng(12)
    exposure, rate = 3000.0, 4.0
    for chance in (0.3, 0.6):
        seen = draw.poisson(rate * exposure * chance / 1000.0, DRAWS)
        found = [exposed_rate(float(n), watched(900.0, 1350.0, 1800.0)) for n in seen]
        held = [f is not None and f.high is not None and f.low <= rate <= f.high for f in found]
        assert sum(held) / DRAWS >= 0.965


def test_a_bound_from_silence_is_broken_at_most_one_time_in_twenty() -> None:
    """Rates are drawn; where nothing was seen the true rate is above the bound in 5 % of them."""
    draw = np.random.default_rng(13)
    seen_exposure = 800.0
    bound = unseen_at_most(seen_exposure)
    silent = draw.poisson(bound * seen_exposure / 1000.0, DRAWS) == 0
    assert silent.mean() == pytest.approx(0.05, abs=0.011)
    assert (draw.poisson(2 * bound * seen_exposure / 1000.0, DRAWS) == 0).mean() < 0.01


def test_the_expected_number_is_what_is_seen_on_average() -> None:
    draw = np.random.default_rng(14)
    low, middle, high = expected_seen(3.0, watched(400.0, 500.0, 600.0))
    assert low < middle < high
    happened = draw.poisson(3.0 * 1250.0 / 1000.0, DRAWS)
    assert draw.binomial(happened, 0.4).mean() == pytest.approx(middle, rel=0.05)
