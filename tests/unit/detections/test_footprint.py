import math

import numpy as np
import pytest
import shapely
from pyproj import Geod

from holdfire.base.place import (
    NOWHERE,
    Place,
    admin,
    disc,
    point,
    polygon,
    rectangle,
    sector,
)
from holdfire.detections.footprint import EMPTY, extent_wkb, footprint_wkb

GEOD = Geod(ellps="WGS84")


def area_km2(wkb: bytes) -> float:
    return abs(float(GEOD.geometry_area_perimeter(shapely.from_wkb(wkb))[0])) / 1e6


@pytest.mark.parametrize(
    ("place", "expected_km2"),
    [
        (disc(37.0, 48.0, 5000.0), math.pi * 25.0),
        (admin("x", "g", 37.0, 48.0, 5000.0), math.pi * 25.0),
        (rectangle(37.0, 48.0, 2000.0, 3000.0), 24.0),
        (sector(37.0, 48.0, 330.0, 30.0, 0.0, 10_000.0), math.pi * 100.0 / 6.0),
        (sector(37.0, 48.0, 90.0, 180.0, 5000.0, 10_000.0), math.pi * 75.0 / 4.0),
    ],
)
def test_the_footprint_has_the_area_of_the_place(place: Place, expected_km2: float) -> None:
    # 72 corners lose at most 0.13 % of a disc.
    assert area_km2(footprint_wkb(place)) == pytest.approx(expected_km2, rel=2e-3)


def test_a_sector_lies_in_its_direction() -> None:
    east = shapely.from_wkb(footprint_wkb(sector(37.0, 48.0, 60.0, 120.0, 0.0, 10_000.0)))
    assert east.contains(shapely.Point(37.05, 48.0))
    assert not east.contains(shapely.Point(36.95, 48.0))


@pytest.mark.parametrize(
    "place",
    [NOWHERE, point(37.0, 48.0), admin("x", "g"), sector(37.0, 48.0, 0.0, 90.0, None, None)],
)
def test_an_extent_that_nobody_stated_contains_nothing(place: Place) -> None:
    assert footprint_wkb(place) == EMPTY
    assert shapely.from_wkb(EMPTY).is_empty


def test_a_polygon_is_its_own_footprint() -> None:
    drawn = shapely.to_wkb(shapely.box(1.0, 2.0, 3.0, 4.0))
    assert footprint_wkb(polygon(drawn, 2.0, 3.0)) == drawn


def test_the_extent_is_the_box_of_what_is_known() -> None:
    lon, lat = np.array([1.0, np.nan, 3.0]), np.array([4.0, 9.0, 2.0])
    assert shapely.from_wkb(extent_wkb(lon, lat)).bounds == (1.0, 2.0, 3.0, 4.0)
    assert extent_wkb(lon[1:2], lat[1:2]) == EMPTY
