"""Named places against the drawn land: ground truth from any atlas."""

from __future__ import annotations

import json
from importlib import resources

import pytest
import shapely

from holdfire.web.land import land, land_inside


@pytest.mark.parametrize(
    ("name", "lon", "lat", "dry"),
    [
        ("Kyiv", 30.5, 50.45, True),
        ("Simferopol", 34.1, 45.0, True),
        ("Donetsk", 37.8, 48.0, True),
        ("the Black Sea", 34.0, 43.5, False),
        ("the middle of the Atlantic", -30.0, 30.0, False),
    ],
)
def test_land_is_where_an_atlas_has_it(name: str, lon: float, lat: float, *, dry: bool) -> None:
    assert bool(shapely.contains_xy(land(), lon, lat)) is dry, name


def test_the_file_holds_land_and_no_set_of_borders() -> None:
    text = resources.files("holdfire.web").joinpath("land/land-110m.json").read_text("utf-8")
    assert set(json.loads(text)["objects"]) == {"land"}


def test_a_window_cuts_the_land() -> None:
    assert land_inside(30.0, 42.0, 35.0, 43.0).area < land_inside(30.0, 48.0, 35.0, 49.0).area
