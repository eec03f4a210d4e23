from collections.abc import Callable
from typing import Any

import pytest

from holdfire.incidents.area import region_of
from holdfire.incidents.record import Region
from holdfire.incidents.witness import Witness

Row = Callable[..., dict[str, Any]]
Witnesses = Callable[..., list[Witness]]


PLACE = (37.8, 48.001)
SPREAD = (0.25, 0.1, 0.36)


def region(found: list[Witness]) -> Region | None:
    return region_of(found, PLACE, SPREAD)


def test_one_pixel_keeps_its_own_shape(row: Row, witnesses: Witnesses) -> None:
    bare = {"cov_ee_m2": None, "cov_en_m2": None, "cov_nn_m2": None}
    pixel = row("a", place_kind="area", half_e_m=200.0, half_n_m=300.0, **bare)
    found = region(witnesses(pixel))
    assert found is not None
    assert sum(weight for _, _, weight in found.nodes) == pytest.approx(1.0)
    # Every node lies inside the rectangle: 300 m are 0.0027 degrees of latitude.
    assert max(abs(lat - 48.0) for _, lat, _ in found.nodes) < 0.0027
    assert (found.lon, found.lat) == (37.8, 48.0)


def test_a_bare_point_gets_the_assumed_spread(row: Row, witnesses: Witnesses) -> None:
    bare = {"cov_ee_m2": None, "cov_en_m2": None, "cov_nn_m2": None}
    found = region(witnesses(row("a", modality="report", **bare)))
    assert found is not None
    assert len(found.nodes) > 1
    assert found.major_m == pytest.approx(5000.0 * 2.1460, rel=1e-3), "90 % radius of σ 5 km"


def test_several_witnesses_have_the_place_of_their_cell(row: Row, witnesses: Witnesses) -> None:
    found = region(witnesses(row("a"), row("b", north_km=1.0, sigma_km=0.5)))
    assert found is not None
    assert (found.lon, found.lat) == PLACE
    assert (found.cov_ee_m2, found.cov_en_m2, found.cov_nn_m2) == pytest.approx(
        (2.5e5, 1e5, 3.6e5)
    )
    # Half axes: the larger eigenvalue of the covariance, to the 90 % of two dimensions.
    larger = (6.1e5 + (1.1e5**2 + 4e10) ** 0.5) / 2
    assert found.major_m == pytest.approx((larger * 4.605) ** 0.5, rel=1e-3)
    assert sum(weight for _, _, weight in found.nodes) == pytest.approx(1.0)


def test_no_place_no_region(row: Row, witnesses: Witnesses) -> None:
    assert region(witnesses(row("a", place_kind="none", lon=None, lat=None))) is None
