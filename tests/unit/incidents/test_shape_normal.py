import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import multivariate_normal, norm

from holdfire.incidents.shape_normal import density_of, normal_share, product_of, root_of


@pytest.mark.parametrize(("low", "high"), [(-1.0, 2.0), (5.0, 6.0), (9.0, 9.1), (-30.0, 40.0)])
def test_the_share_is_exact_in_both_tails(low: float, high: float) -> None:
    known = norm.sf(low) - norm.sf(high)
    assert normal_share(low, high) == pytest.approx(known, rel=1e-12)
    assert normal_share(-high, -low) == normal_share(low, high)


def test_the_density_is_that_of_the_library() -> None:
    known = multivariate_normal([1.0, -2.0], [[3.0, 1.0], [1.0, 2.0]]).pdf([0.0, 0.0])
    assert density_of((1.0, -2.0, 3.0, 1.0, 2.0)) == pytest.approx(float(known), rel=1e-12)


variance, share, place = st.floats(1e-3, 1e3), st.floats(-0.95, 0.95), st.floats(-5, 5)


@given(*[variance, variance, share] * 2, place, place)
def test_the_product_is_that_of_precisions(
    a: float, b: float, r: float, c: float, d: float, s: float, east: float, north: float
) -> None:
    one = (0.0, 0.0, a, r * math.sqrt(a * b), b)
    other = (east, north, c, s * math.sqrt(c * d), d)
    log, both = product_of(one, other)
    first = np.array([[one[2], one[3]], [one[3], one[4]]])
    second = np.array([[other[2], other[3]], [other[3], other[4]]])
    known = multivariate_normal([east, north], first + second).logpdf([0.0, 0.0])
    assert log == pytest.approx(float(known), rel=1e-9, abs=1e-9)
    precision = np.linalg.inv(first) + np.linalg.inv(second)
    cov = np.linalg.inv(precision)
    mean = cov @ np.linalg.inv(second) @ [east, north]
    # Two inverses lose the square of the condition number, at most 1e7 here.
    assert both[:2] == pytest.approx(mean, rel=1e-6, abs=1e-6)
    scale = min(math.sqrt(a * b), math.sqrt(c * d))
    assert both[2:] == pytest.approx(
        (cov[0, 0], cov[0, 1], cov[1, 1]), rel=1e-6, abs=1e-6 * scale
    )


@given(variance, variance, share)
def test_the_root_times_itself_is_the_covariance(a: float, b: float, r: float) -> None:
    cov = np.array([[a, r * math.sqrt(a * b)], [r * math.sqrt(a * b), b]])
    ee, en, nn = root_of(cov[0, 0], cov[0, 1], cov[1, 1])
    root = np.array([[ee, en], [en, nn]])
    assert root @ root == pytest.approx(cov, rel=1e-9, abs=1e-9 * max(a, b))
