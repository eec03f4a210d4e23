"""Places are checked when they are made."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from holdfire.base.codes import Code
from holdfire.base.errors import BadQuantity
from holdfire.base.place import (
    NOWHERE,
    Covariance,
    Place,
    PlaceKind,
    Stated,
    admin,
    disc,
    point,
    polygon,
    rectangle,
    sector,
)


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [
        (181.0, 0.0, Code.QUANTITY_OUT_OF_RANGE),
        (0.0, 90.1, Code.QUANTITY_OUT_OF_RANGE),
        (math.nan, 0.0, Code.QUANTITY_NOT_FINITE),
        (0.0, math.inf, Code.QUANTITY_NOT_FINITE),
    ],
)
def test_coordinates_off_the_globe_are_refused(lon: float, lat: float, code: Code) -> None:
    makers: tuple[Callable[[], Place], ...] = (
        lambda: point(lon, lat),
        lambda: disc(lon, lat, 10.0),
        lambda: rectangle(lon, lat, 10.0, 10.0),
        lambda: polygon(b"", lon, lat),
        lambda: sector(lon, lat, 0.0, 10.0, None, None),
        lambda: admin("a", "g", lon, lat),
    )
    for make in makers:
        with pytest.raises(BadQuantity) as refused:
            make()
        assert refused.value.code is code


@pytest.mark.parametrize(
    "numbers", [(0.0, 0.0, 1.0), (1.0, 2.0, 1.0), (1.0, 0.0, 0.0), (math.inf, 0.0, 1.0)]
)
def test_what_is_no_covariance_is_refused(numbers: tuple[float, float, float]) -> None:
    with pytest.raises(BadQuantity):
        Covariance(*numbers)


def test_a_place_is_one_kind_and_keeps_what_was_stated() -> None:
    stated = Stated("1,5", "km", "CE90")
    assert point(30.0, 50.0, stated=stated).stated is stated
    assert disc(30.0, 50.0, 5.0).kind is PlaceKind.AREA
    assert admin("UA-14", "iso").lon is None
    assert NOWHERE.kind is PlaceKind.NONE


def test_azimuths_are_turned_into_one_circle() -> None:
    ray = sector(30.0, 50.0, -10.0, 370.0, 0.0, 100.0)
    assert (ray.az_low_deg, ray.az_high_deg) == (350.0, 10.0)


def test_a_full_circle_is_not_a_single_direction() -> None:
    around = sector(30.0, 50.0, 0.0, 360.0, 0.0, 100.0)
    assert (around.az_low_deg, around.az_high_deg) == (0.0, 360.0)
    single = sector(30.0, 50.0, 360.0, 0.0, 0.0, 100.0)
    assert (single.az_low_deg, single.az_high_deg) == (0.0, 0.0)
