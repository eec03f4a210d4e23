"""Geodesics: shapes of answers, round trips, outward rounding."""

from __future__ import annotations

import numpy as np
import pytest

from holdfire.base.geodesy import (
    azimuth_deg,
    destination,
    distance_m,
    from_offsets,
    local_offsets_m,
    outward_mm,
)


def test_numbers_give_a_number_and_arrays_broadcast() -> None:
    assert distance_m(30.0, 50.0, 31.0, 50.0).shape == ()
    table = distance_m(np.array([[30.0], [31.0]]), 50.0, np.array([32.0, 33.0, 34.0]), 51.0)
    assert table.shape == (2, 3)
    assert float(table[1, 2]) == pytest.approx(float(distance_m(31.0, 50.0, 34.0, 51.0)))


def test_a_degree_of_meridian_at_the_equator_has_its_known_length() -> None:
    # The WGS 84 meridian arc 0..1 degree is 110 574.389 m.
    assert float(distance_m(0.0, 0.0, 0.0, 1.0)) == pytest.approx(110_574.389, abs=0.001)


def test_azimuths_run_clockwise_from_north() -> None:
    north_east_south_west = azimuth_deg(
        30.0, 0.0, [30.0, 31.0, 30.0, 29.0], [1.0, 0.0, -1.0, 0.0]
    )
    assert north_east_south_west == pytest.approx([0.0, 90.0, 180.0, 270.0])


def test_destination_undoes_the_inverse() -> None:
    lon, lat = destination(30.0, 50.0, [10.0, 200.0], [5_000.0, 900_000.0])
    assert distance_m(30.0, 50.0, lon, lat) == pytest.approx([5_000.0, 900_000.0], abs=1e-6)
    assert azimuth_deg(30.0, 50.0, lon, lat) == pytest.approx([10.0, 200.0], abs=1e-9)


def test_offsets_come_back_as_they_went() -> None:
    east, north = np.array([0.0, 3.0, -40_000.0]), np.array([0.0, -4.0, 90_000.0])
    lon, lat = from_offsets(30.0, 50.0, east, north)
    back_east, back_north = local_offsets_m(30.0, 50.0, lon, lat)
    assert back_east == pytest.approx(east, abs=1e-6)
    assert back_north == pytest.approx(north, abs=1e-6)
    assert distance_m(30.0, 50.0, lon, lat) == pytest.approx(np.hypot(east, north), abs=1e-6)


def test_the_antimeridian_is_no_border() -> None:
    east, north = local_offsets_m(179.9, 10.0, -179.9, 10.0)
    assert 20_000.0 < float(east) < 23_000.0
    assert abs(float(north)) < 10.0


def test_millimetres_are_rounded_outward() -> None:
    low, high = outward_mm([1.2345, 0.0002, 7.0], [0.0, 0.001, 0.0])
    assert low.tolist() == [1234, 0, 7000]
    assert high.tolist() == [1235, 2, 7000]
    assert low.dtype == np.int64
