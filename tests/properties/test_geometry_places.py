"""Laws of spread-out places: weights, moments and shares."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.base.geodesy import local_offsets_m
from holdfire.base.place import Covariance, Place, disc, point, rectangle, sector
from holdfire.base.region import ellipse_90, moments_of, nodes_of, share_inside

SIZE = st.floats(10.0, 20_000.0)
AZIMUTH = st.floats(0.0, 359.0)


@st.composite
def covariances(draw: st.DrawFn) -> Covariance:
    """Positive definite, with axes from 10 m to 20 km at any angle."""
    major, minor, angle = draw(SIZE), draw(SIZE), draw(st.floats(0.0, math.pi))
    s, c = math.sin(angle), math.cos(angle)
    return Covariance(
        (major * s) ** 2 + (minor * c) ** 2,
        (major**2 - minor**2) * s * c,
        (major * c) ** 2 + (minor * s) ** 2,
    )


PLACES = st.one_of(
    st.builds(lambda cov: point(34.0, 48.0, cov), covariances()),
    st.builds(lambda e, n: rectangle(34.0, 48.0, e, n), SIZE, SIZE),
    st.builds(lambda r: disc(34.0, 48.0, r), SIZE),
    st.builds(
        lambda low, width, near, far: sector(34.0, 48.0, low, low + width, near, near + far),
        AZIMUTH,
        st.floats(0.0, 359.0),
        SIZE,
        SIZE,
    ),
)


@settings(max_examples=150, deadline=None)
@given(place=PLACES)
def test_weights_sum_to_one_and_moments_are_met(place: Place) -> None:
    nodes, moments = nodes_of(place), moments_of(place)
    assert nodes is not None
    assert moments is not None
    lon, lat, weight = np.array(nodes).T
    assert len(nodes) <= 49
    assert (weight > 0.0).all()
    assert weight.sum() == pytest.approx(1.0, abs=1e-12)
    east, north = local_offsets_m(moments[0], moments[1], lon, lat)
    trace = moments[2] + moments[4]
    # Sectors have 7 x 7 cells: 1/49 of the variance each way, and a shift of the mean of
    # width²/24/49 of the reach, at most 3.4 % of the size.
    assert math.hypot(weight @ east, weight @ north) <= 0.04 * math.sqrt(trace) + 1e-6
    found = np.cov(np.stack((east, north)), aweights=weight, ddof=0)
    wanted = [[moments[2], moments[3]], [moments[3], moments[4]]]
    # The range is unevenly filled (more area far out), so its outer cells lose most: 7 %.
    assert np.abs(found - wanted).max() <= 0.08 * trace


@settings(max_examples=100, deadline=None)
@given(place=PLACES, at=st.floats(-1.0, 1.0))
def test_a_share_and_its_complement_make_one(place: Place, at: float) -> None:
    nodes = nodes_of(place)
    assert nodes is not None
    limit = 34.0 + at * 0.1
    east = share_inside(nodes, lambda lon, _: lon > limit)
    rest = share_inside(nodes, lambda lon, _: lon <= limit)
    assert east + rest == pytest.approx(1.0, abs=1e-12)
    assert 0.0 <= east <= 1.0


@settings(max_examples=100, deadline=None)
@given(covariance=covariances())
def test_the_ellipse_gives_the_covariance_back(covariance: Covariance) -> None:
    major, minor, angle = ellipse_90((covariance.ee, covariance.en, covariance.nn))
    scale = -2.0 * math.log(0.1)
    s, c = math.sin(math.radians(angle)), math.cos(math.radians(angle))
    big, small = major**2 / scale, minor**2 / scale
    again = (big * s * s + small * c * c, (big - small) * s * c, big * c * c + small * s * s)
    trace = covariance.ee + covariance.nn
    assert again == pytest.approx(
        (covariance.ee, covariance.en, covariance.nn), abs=1e-9 * trace
    )
