from __future__ import annotations

import pytest
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from holdfire.web.frame import Frame, frame_around

BOX = shapely.box(37.0, 47.0, 38.0, 49.0)


def made(shape: BaseGeometry = BOX) -> Frame:
    frame = frame_around([shape], width=700.0)
    assert frame is not None
    return frame


def test_the_window_holds_what_it_was_made_around() -> None:
    frame = made()
    assert frame.west < 37.0
    assert frame.east > 38.0
    assert frame.south < 47.0
    assert frame.north > 49.0


@pytest.mark.parametrize("azimuth", [0.0, 90.0])
def test_the_scale_is_true_in_both_directions(azimuth: float) -> None:
    """Against the ellipsoid; 1 % covers the sphere of the drawing and the window's height."""
    frame = made()
    lon, lat, _ = Geod(ellps="WGS84").fwd(37.5, 48.0, azimuth, 10_000.0)
    (x0, y0), (x1, y1) = frame.at(37.5, 48.0), frame.at(lon, lat)
    drawn = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    assert drawn / frame.pixels_per_km == pytest.approx(10.0, rel=0.01)


def test_north_is_up() -> None:
    frame = made()
    assert frame.at(37.5, 48.5)[1] < frame.at(37.5, 47.5)[1]


def test_a_single_point_still_has_a_window() -> None:
    frame = made(shapely.Point(37.0, 48.0))
    assert frame.east > frame.west


def test_nothing_has_no_window() -> None:
    assert frame_around([shapely.from_wkt("POINT EMPTY")], width=100.0) is None


def test_a_hole_is_drawn_as_a_ring_of_its_own() -> None:
    ring = shapely.difference(BOX, shapely.box(37.4, 47.8, 37.6, 48.2))
    assert made(ring).path(ring).count("M") == 2
