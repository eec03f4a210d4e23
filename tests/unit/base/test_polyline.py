"""Distances to a line and the side of it."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.base.geodesy import WGS84, destination, distance_m, from_offsets
from holdfire.base.polyline import ON_LINE_M, Polyline, distance_error_m

MERIDIAN = Polyline([34.0, 34.0], [47.0, 49.0])


def test_a_meridian_has_east_on_its_right() -> None:
    assert MERIDIAN.side([34.1, 33.9, 34.0], [48.0, 48.0, 48.0]).tolist() == [-1, 1, 0]


def test_the_other_direction_has_the_other_sides() -> None:
    back = Polyline([34.0, 34.0], [49.0, 47.0])
    assert back.side([34.1, 33.9, 34.0], [48.0, 48.0, 48.0]).tolist() == [1, -1, 0]


def test_beyond_an_end_the_line_is_thought_to_go_straight_on() -> None:
    assert MERIDIAN.side([34.1, 33.9, 34.0], [50.0, 50.0, 50.0]).tolist() == [-1, 1, 0]
    assert MERIDIAN.side([34.1, 33.9, 34.0], [46.0, 46.0, 46.0]).tolist() == [-1, 1, 0]


@pytest.mark.parametrize("gap_m", [0.02, 1.0, 500.0, 90_000.0])
def test_a_distance_off_a_meridian_is_the_length_of_its_perpendicular(gap_m: float) -> None:
    lon, lat = destination(34.0, 48.0, [90.0, 270.0], gap_m)
    assert MERIDIAN.distance_m(lon, lat) == pytest.approx([gap_m, gap_m], abs=0.001)
    assert MERIDIAN.side(lon, lat).tolist() == [-1, 1]


def test_closer_than_a_centimetre_is_on_the_line() -> None:
    lon, lat = destination(34.0, 48.0, 90.0, [0.5 * ON_LINE_M, 1.5 * ON_LINE_M])
    assert MERIDIAN.side(lon, lat).tolist() == [0, -1]


def test_a_sharp_bend_has_the_right_sides_near_its_tip() -> None:
    # A spit drawn up and down again, 100 m wide at its foot, with its tip in the north.
    lon, lat = from_offsets(34.0, 48.0, np.array([-50.0, 0.0, 50.0]), np.array([0.0, 1e4, 0.0]))
    spit = Polyline(lon, lat)
    around = np.array([-400.0, -5.0, 0.0, 5.0, 400.0, 0.0, 0.0])
    north = np.array([1.1e4, 1e4 + 2, 1e4 + 2, 1e4 + 2, 1.1e4, 9e3, 1e4 - 50])
    places = from_offsets(34.0, 48.0, around, north)
    # Outside the tip is left of the way up and of the way down; inside is right of both.
    assert spit.side(*places).tolist() == [1, 1, 1, 1, 1, -1, -1]


def test_a_ring_separates_inside_from_outside_at_its_closing_vertex_too() -> None:
    east, north = np.array([0, 1000, 1000, 0, 0.0]), np.array([0, 0, 1000, 1000, 0.0])
    ring = Polyline(*from_offsets(34.0, 48.0, east, north))
    places = from_offsets(
        34.0, 48.0, np.array([-30.0, -30.0, 20.0]), np.array([-20.0, -30, 30])
    )
    assert ring.side(*places).tolist() == [-1, -1, 1]


def test_where_a_line_doubles_back_on_itself_there_is_no_side() -> None:
    retraced = Polyline([34.0, 34.0, 34.0], [48.0, 48.02, 48.01])
    assert retraced.side([34.0, 34.01, 33.99], 48.03).tolist() == [0, 0, 0]


def test_repeated_vertices_change_nothing() -> None:
    twice = Polyline([34.0, 34.0, 34.0, 34.0], [47.0, 47.0, 49.0, 49.0])
    assert twice.distance_m(34.3, 48.2) == MERIDIAN.distance_m(34.3, 48.2)
    assert len(twice.parts[0][0]) == 2


def test_parts_are_apart_and_the_nearest_decides() -> None:
    line = Polyline.from_parts([([34.0, 34.0], [47.0, 48.0]), ([36.0, 36.0], [48.0, 47.0])])
    assert line.side([34.1, 35.9], [47.5, 47.5]).tolist() == [-1, -1]
    assert float(line.distance_m(35.0, 47.5)) > 70_000.0
    assert line.length_m == pytest.approx(2 * float(distance_m(34.0, 47.0, 34.0, 48.0)))


def test_the_antimeridian_is_no_border() -> None:
    line = Polyline([179.5, -179.5], [10.0, 10.0])
    assert float(line.distance_m(180.0, 10.1)) == pytest.approx(
        float(line.distance_m(-180.0, 10.1))
    )
    assert line.side([-179.9, 179.9], [10.1, 9.9]).tolist() == [1, -1]


def test_places_along_have_equal_steps_and_both_ends() -> None:
    line = Polyline([34.0, 34.5, 35.0], [48.0, 48.3, 48.0])
    lon, lat = line.along(1_000.0)
    assert [lon[0], lat[0], lon[-1], lat[-1]] == pytest.approx([34.0, 48.0, 35.0, 48.0])
    assert len(lon) == int(line.length_m // 1_000.0) + 2
    assert line.distance_m(lon, lat).max() < 0.001
    steps = distance_m(lon[:-1], lat[:-1], lon[1:], lat[1:])
    assert np.sort(steps)[2:] == pytest.approx(1_000.0, abs=0.001)


def test_the_foot_is_on_the_line_and_as_far_as_the_distance_says() -> None:
    line = Polyline([34.0, 34.5, 35.0], [48.0, 48.3, 48.0])
    lon, lat = np.array([34.2, 34.9, 36.0]), np.array([48.4, 47.5, 48.0])
    foot = line.foot(lon, lat)
    assert line.distance_m(*foot).max() < 0.001
    assert distance_m(lon, lat, *foot) == pytest.approx(line.distance_m(lon, lat), abs=0.001)


@pytest.mark.parametrize("limit_m", [0.0, 30.0, 2_000.0, 15_000.0, 199_000.0, 250_000.0])
def test_within_is_the_distance_compared(limit_m: float) -> None:
    generator = np.random.default_rng(11)
    line = Polyline([34.0, 34.5, 35.0], [48.0, 48.3, 48.0])
    lon = generator.normal(34.25, max(limit_m, 100.0) / 60_000.0, 5_000)
    lat = generator.normal(48.1505, max(limit_m, 100.0) / 90_000.0, 5_000)
    inside = line.within(lon, lat, limit_m)
    assert inside.tolist() == (line.distance_m(lon, lat) <= limit_m).tolist()
    assert limit_m == 0.0 or 0 < inside.sum() < 5_000


@pytest.mark.parametrize("limit_m", [-1.0, np.nan, np.inf])
def test_a_limit_of_any_kind_has_an_answer(limit_m: float) -> None:
    here = MERIDIAN.within([34.0, 34.1, np.nan], 48.0, limit_m)
    assert here.tolist() == [limit_m == np.inf, limit_m == np.inf, False]


def test_the_interval_in_millimetres_encloses_the_distance() -> None:
    lon, lat = destination(34.0, 48.0, 90.0, [0.0005, 15_000.0, 150_000.0])
    low, high = MERIDIAN.distance_interval_mm(lon, lat)
    assert np.all(low <= np.array([0.5, 15_000_000.0, 150_000_000.0]))
    assert np.all(high >= np.array([0.5, 15_000_000.0, 150_000_000.0]))
    assert np.all(high - low <= 3)
    with pytest.raises(BadInput):
        MERIDIAN.distance_interval_mm(60.0, 48.0)


def test_the_stated_error_grows_with_the_distance() -> None:
    assert distance_error_m([0.0, 1e5, 5e5, 2e6]).tolist() == [0.001, 0.001, 0.05, np.inf]


def test_beyond_the_range_of_chords_proj_measures() -> None:
    # From the chord alone this would be 2 cm off.
    line = Polyline([34.0, 34.0], [30.0, 60.0])
    lon, lat = destination(34.0, 45.0, 90.0, 950_000.0)
    assert float(line.distance_m(lon, lat)) == pytest.approx(950_000.0, abs=0.002)


def test_the_nearer_of_two_far_places_is_nearer_on_the_ground_and_not_through_it() -> None:
    # Northward the earth bends more: at 190 km the chord is 0.1 m shorter than eastward.
    north = destination(34.0, 0.0, 0.0, [190_000.02, 190_100.0])
    east = destination(34.0, 0.0, 90.0, [190_000.0, 190_100.0])
    line = Polyline.from_parts([north, east])
    assert float(line.distance_m(34.0, 0.0)) == pytest.approx(190_000.0, abs=0.002)
    assert line.foot(34.0, 0.0)[1] == pytest.approx(0.0, abs=1e-9)


def test_unknown_coordinates_are_nowhere() -> None:
    lon = np.array([34.1, np.nan, np.inf])
    assert np.isnan(MERIDIAN.distance_m(lon, 48.0)).tolist() == [False, True, True]
    assert MERIDIAN.side(lon, 48.0).tolist() == [-1, 0, 0]
    assert MERIDIAN.within(lon, 48.0, 1e5).tolist() == [True, False, False]


def test_the_shape_of_the_question_is_the_shape_of_the_answer() -> None:
    assert MERIDIAN.distance_m(34.1, 48.0).shape == ()
    assert MERIDIAN.side(np.zeros((2, 3)), 48.0).shape == (2, 3)
    assert MERIDIAN.within(np.zeros((0,)), 48.0, 5.0).shape == (0,)
    assert MERIDIAN.distance_m(np.zeros((0,)), 48.0).shape == (0,)


def test_a_line_is_read_from_well_known_binary() -> None:
    two = shapely.MultiLineString([[(34, 47), (34, 48)], [(36, 48), (36, 47)]])
    assert len(Polyline.from_wkb(shapely.to_wkb(two)).parts) == 2
    with_height = shapely.LineString([(34, 47, 5), (34, 48, 6)])
    assert Polyline.from_wkb(shapely.to_wkb(with_height)).length_m > 1e5


@pytest.mark.parametrize(
    "raw", [b"no", shapely.to_wkb(shapely.Point(1, 2)), shapely.to_wkb(shapely.LineString())]
)
def test_what_is_no_line_is_refused(raw: bytes) -> None:
    with pytest.raises(BadInput) as refused:
        Polyline.from_wkb(raw)
    assert refused.value.code is Code.GEOMETRY_INVALID


@pytest.mark.parametrize(
    ("lon", "lat"),
    [([34.0], [48.0]), ([34.0, 34.0], [48.0, 48.0]), ([34.0, np.nan], [48.0, 48.0]),
     ([34.0, 35.0], [48.0, 91.0]), ([34.0, 35.0], [48.0])],
)  # fmt: skip
def test_a_line_needs_two_places_on_the_globe(lon: list[float], lat: list[float]) -> None:
    with pytest.raises(BadInput):
        Polyline(lon, lat)


def test_no_parts_and_no_step_are_refused() -> None:
    with pytest.raises(BadInput):
        Polyline.from_parts([])
    with pytest.raises(BadInput):
        MERIDIAN.along(0.0)


def test_long_segments_are_geodesics_and_not_strokes_on_a_map() -> None:
    # Half-way between two places of one parallel the geodesic runs 9 km north of it.
    line = Polyline([30.0, 40.0], [48.0, 48.0])
    azimuth, _, length = WGS84.inv(30.0, 48.0, 40.0, 48.0)
    middle = destination(30.0, 48.0, azimuth, length / 2.0)
    assert float(line.distance_m(*middle)) < 0.001
    assert float(line.distance_m(35.0, 48.0)) > 5_000.0
    assert int(line.side(35.0, 48.0)) == -1
