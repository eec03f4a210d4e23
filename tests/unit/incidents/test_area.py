from collections.abc import Callable
from typing import Any

import pytest

from holdfire.incidents.area import region_of
from holdfire.incidents.claim import Claim
from holdfire.incidents.cluster import cluster_of
from holdfire.incidents.record import Region
from holdfire.incidents.witness import Witness

Row = Callable[..., dict[str, Any]]
Witnesses = Callable[..., list[Witness]]


def region(found: list[Witness]) -> Region | None:
    cluster = cluster_of(found, [Claim({}, {})] * len(found))
    return region_of(cluster, tuple(range(len(found))))


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


def test_two_witnesses_narrow_the_place(row: Row, witnesses: Witnesses) -> None:
    found = region(witnesses(row("a"), row("b", north_km=1.0, sigma_km=0.5)))
    assert found is not None
    # Precisions 1/(1+.0025) and 1/(.25+.0025): the mean lies 0.8 km towards the better.
    assert (found.lat - 48.0) * 111.2 == pytest.approx(0.7988, abs=2e-3)
    assert found.cov_ee_m2 == pytest.approx(1e6 / (1 / 1.0025 + 1 / 0.2525), rel=1e-6)
    assert found.angle_deg == pytest.approx(0.0, abs=1e-6)


def test_no_place_no_region(row: Row, witnesses: Witnesses) -> None:
    assert region(witnesses(row("a", place_kind="none", lon=None, lat=None))) is None
