from __future__ import annotations

import numpy as np
import pytest

from holdfire.base.geodesy import from_offsets
from holdfire.exercises.score.figure import (
    Placed,
    brier,
    calibration_error,
    f1,
    inside_ellipse,
    ratio,
)


def test_a_share_of_nothing_is_not_defined() -> None:
    assert ratio(0, 0) is None
    assert ratio(1, 4) == 0.25


def test_the_harmonic_mean_is_zero_for_zeros_and_undefined_without_one() -> None:
    assert f1(0.0, 0.0) == 0.0
    assert f1(0.5, 1.0) == pytest.approx(2 / 3)
    assert f1(None, 1.0) is None


def test_calibration_error_weighs_each_bin_by_its_size() -> None:
    # three at 0.95 of which two are true (gap 0.2833), one at 0.15 that is false (gap 0.15)
    found = calibration_error([0.95, 0.95, 0.95, 0.15], [True, True, False, False])
    assert found == pytest.approx((3 * abs(0.95 - 2 / 3) + 0.15) / 4)
    assert calibration_error([], []) is None


def test_certainty_that_is_right_has_no_error_and_one_that_is_wrong_has_all() -> None:
    assert calibration_error([1.0, 0.0], [True, False]) == 0.0
    assert calibration_error([1.0, 1.0], [False, False]) == 1.0
    assert brier([1.0, 0.0], [False, True]) == 1.0
    assert brier([], []) is None


def test_honest_probabilities_have_a_small_error() -> None:
    rng = np.random.default_rng(4)
    stated = rng.random(20_000)
    true = rng.random(20_000) < stated
    # each of ten bins of 2000 has a deviation of at most 0.0112; the mean gap is below that
    error = calibration_error(list(stated), list(true))
    assert error is not None
    assert error < 0.0112


@pytest.mark.parametrize(
    ("east", "north", "angle", "inside"),
    [
        (0.0, 1900.0, 0.0, True),
        (1900.0, 0.0, 0.0, False),
        (1900.0, 0.0, 90.0, True),
        (1300.0, 1300.0, 45.0, True),
        (1300.0, -1300.0, 45.0, False),
        (0.0, 2100.0, 0.0, False),
    ],
)
def test_the_ellipse_turns_clockwise_from_north(
    east: float, north: float, angle: float, *, inside: bool
) -> None:
    lon, lat = (float(v) for v in from_offsets(0.3, -36.0, east, north))
    assert inside_ellipse(Placed(0.3, -36.0, 2000.0, 500.0, angle, lon, lat)) is inside
