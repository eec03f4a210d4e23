from __future__ import annotations

import pytest

from holdfire.base.geodesy import azimuth_deg, distance_m
from holdfire.exercises.face import ORIGIN_LAT, Face


def test_kilometres_become_degrees_at_their_true_distance() -> None:
    lon, lat = Face().degrees(30.0, 40.0)
    # six decimals of a degree are 0.11 m
    assert float(distance_m(0.0, ORIGIN_LAT, lon, lat)) == pytest.approx(50_000.0, abs=0.12)
    # the direction is exact up to that rounding, 0.1 m in 50 km
    assert float(azimuth_deg(0.0, ORIGIN_LAT, lon, lat)) == pytest.approx(36.8699, abs=2e-4)


def test_the_mirror_changes_the_sign_of_longitude_only() -> None:
    for x, y in ((3.3, -7.1), (-0.004, 12.0), (0.0, 0.0), (41.7, 59.9)):
        lon, lat = Face().degrees(x, y)
        assert Face(mirrored=True).degrees(x, y) == (-lon, lat)


def test_zero_is_never_written_with_a_sign() -> None:
    for face in (Face(), Face(mirrored=True)):
        assert face.lon_lat(0.0, 0.0)[0] == "0.00000"
        assert face.lon_lat(1e-7, 0.0)[0] == "0.00000"
        assert face.lon_lat(-1e-7, 0.0)[0] == "0.00000"
        assert str(face.east(0.0)) == "0.0"


@pytest.mark.parametrize(
    ("azimuth", "wind", "mirror"),
    [
        (0, "N", "N"),
        (11.2, "N", "N"),
        (11.3, "NNE", "NNW"),
        (90, "E", "W"),
        (180, "S", "S"),
        (247.5, "WSW", "ESE"),
        (350, "N", "N"),
        (-45, "NW", "NE"),
    ],
)
def test_winds_are_the_nearest_of_sixteen_and_turn_in_the_mirror(
    azimuth: float, wind: str, mirror: str
) -> None:
    assert Face().wind(azimuth) == wind
    assert Face(mirrored=True).wind(azimuth) == mirror


def test_west_is_the_first_party_wherever_it_was_drawn() -> None:
    assert [Face().party(side) for side in (-1, 1)] == ["A", "B"]
    assert [Face(mirrored=True).party(side) for side in (-1, 1)] == ["B", "A"]


def test_a_polygon_is_closed() -> None:
    text = Face().ring_wkt([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)])
    corners = text.removeprefix("POLYGON((").removesuffix("))").split(",")
    assert len(corners) == 4
    assert corners[0] == corners[-1] == "0.000000 -36.000000"


def test_directions_turn_in_the_mirror() -> None:
    assert Face().azimuth(-30.0) == 330.0
    assert Face(mirrored=True).azimuth(30.0) == 330.0
