"""Laws of lines that hold whatever their shape."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.base import polyline
from holdfire.base.frame import curved_length_m, space_from_degrees
from holdfire.base.geodesy import distance_m, from_offsets, local_offsets_m, outward_mm
from holdfire.base.polyline import Polyline

KM = st.floats(-60.0, 60.0, allow_nan=False)
SPOT = st.tuples(KM, KM)
WALK = st.lists(SPOT, min_size=2, max_size=12, unique=True)


def line_of(walk: list[tuple[float, float]], *, lat: float = 48.0, flip: int = 1) -> Polyline:
    east, north = np.array(walk).T * 1_000.0
    return Polyline(*from_offsets(34.0, lat, flip * east, north))


def far_enough(walk: list[tuple[float, float]]) -> bool:
    spots = np.array(walk)
    gaps = np.hypot(*(spots[:, None] - spots[None]).T)
    return bool((gaps + np.eye(len(spots)) > 0.05).all())


@settings(max_examples=60, deadline=None)
@given(walk=WALK.filter(far_enough), spot=SPOT)
def test_mirrored_geometry_gives_mirrored_sides(
    walk: list[tuple[float, float]], spot: tuple[float, float]
) -> None:
    here, there = line_of(walk), line_of(walk, flip=-1)
    place = from_offsets(34.0, 48.0, spot[0] * 1e3, spot[1] * 1e3)
    mirror = from_offsets(34.0, 48.0, -spot[0] * 1e3, spot[1] * 1e3)
    assert float(here.distance_m(*place)) == pytest.approx(
        float(there.distance_m(*mirror)), abs=1e-4
    )
    if clear_of_ties(here, spot):
        assert int(here.side(*place)) == -int(there.side(*mirror))


@settings(max_examples=60, deadline=None)
@given(walk=WALK.filter(far_enough), spot=SPOT)
def test_a_line_drawn_backwards_exchanges_its_sides(
    walk: list[tuple[float, float]], spot: tuple[float, float]
) -> None:
    here, back = line_of(walk), line_of(walk[::-1])
    place = from_offsets(34.0, 48.0, spot[0] * 1e3, spot[1] * 1e3)
    assert float(here.distance_m(*place)) == pytest.approx(
        float(back.distance_m(*place)), abs=1e-4
    )
    if clear_of_ties(here, spot):
        assert int(here.side(*place)) == -int(back.side(*place))


def clear_of_ties(line: Polyline, spot: tuple[float, float]) -> bool:
    """Is the side steady within 5 cm? Where it is not, two places of the line are as near.

    The nearest place decides; where a line crosses itself, or a point lies between two
    strokes drawn the same way, the two candidates disagree and rounding may choose.
    """
    step = np.array([0.0, 0.05, -0.05, 0.0, 0.0])
    around = from_offsets(34.0, 48.0, spot[0] * 1e3 + step, spot[1] * 1e3 + step[::-1])
    sides = set(line.side(*around).tolist())
    return len(sides) == 1


@settings(max_examples=60, deadline=None)
@given(walk=WALK.filter(far_enough), one=SPOT, two=SPOT)
def test_two_distances_differ_by_no_more_than_the_points_are_apart(
    walk: list[tuple[float, float]], one: tuple[float, float], two: tuple[float, float]
) -> None:
    line = line_of(walk)
    lon, lat = from_offsets(
        34.0, 48.0, np.array([one[0], two[0]]) * 1e3, np.array([one[1], two[1]]) * 1e3
    )
    first, second = line.distance_m(lon, lat).tolist()
    apart = float(distance_m(lon[0], lat[0], lon[1], lat[1]))
    assert abs(first - second) <= apart + 1e-4


@settings(max_examples=60, deadline=None)
@given(walk=WALK.filter(far_enough), extra=SPOT, spot=SPOT)
def test_a_longer_line_is_never_farther(
    walk: list[tuple[float, float]], extra: tuple[float, float], spot: tuple[float, float]
) -> None:
    longer = [*walk, extra]
    if not far_enough(longer):
        return
    place = from_offsets(34.0, 48.0, spot[0] * 1e3, spot[1] * 1e3)
    before, after = line_of(walk).distance_m(*place), line_of(longer).distance_m(*place)
    assert float(after) <= float(before) + 1e-6


@settings(max_examples=40, deadline=None)
@given(walk=WALK.filter(far_enough), limit=st.floats(0.0, 80_000.0), seed=st.integers(0, 999))
def test_within_never_disagrees_with_the_distance(
    walk: list[tuple[float, float]], limit: float, seed: int
) -> None:
    generator = np.random.default_rng(seed)
    offsets = generator.uniform(-70e3, 70e3, (2, 300))
    place = from_offsets(34.0, 48.0, offsets[0], offsets[1])
    line = line_of(walk)
    assert (line.within(*place, limit) == (line.distance_m(*place) <= limit)).all()


@settings(max_examples=30, deadline=None)
@given(walk=WALK.filter(far_enough), seed=st.integers(0, 999), block=st.integers(1, 40))
def test_an_answer_depends_on_no_other_point(
    walk: list[tuple[float, float]], seed: int, block: int
) -> None:
    generator = np.random.default_rng(seed)
    lon, lat = from_offsets(34.0, 48.0, *generator.uniform(-70e3, 70e3, (2, 60)))
    order = generator.permutation(60)
    line = line_of(walk)
    whole = line.distance_m(lon, lat), line.side(lon, lat), line.within(lon, lat, 2e4)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(polyline, "_BLOCK", block)
        x, y = lon[order], lat[order]
        mixed = line.distance_m(x, y), line.side(x, y), line.within(x, y, 2e4)
    for one, other in zip(whole, mixed, strict=True):
        assert (one[order] == other).all()


@settings(max_examples=60, deadline=None)
@given(walk=WALK.filter(far_enough), spots=st.lists(SPOT, min_size=1, max_size=9))
def test_a_turn_of_the_earth_changes_nothing(
    walk: list[tuple[float, float]], spots: list[tuple[float, float]]
) -> None:
    # About its axis the earth is alike; by 146 degrees the place comes to the antimeridian.
    east, north = np.array(walk).T * 1e3
    lon, lat = from_offsets(34.0, 48.0, east, north)
    x, y = from_offsets(34.0, 48.0, *(np.array(spots).T * 1e3))
    here, there = Polyline(lon, lat), Polyline((lon + 326.0) % 360.0 - 180.0, lat)
    moved = (x + 326.0) % 360.0 - 180.0
    assert there.distance_m(moved, y) == pytest.approx(here.distance_m(x, y), abs=1e-6)


@settings(max_examples=200, deadline=None)
@given(
    lon=st.floats(-180, 180),
    lat=st.floats(-89, 89),
    east=st.floats(-2e5, 2e5),
    north=st.floats(-2e5, 2e5),
)
def test_offsets_and_chords_agree_with_the_geodesic(
    lon: float, lat: float, east: float, north: float
) -> None:
    there = from_offsets(lon, lat, east, north)
    back = local_offsets_m(lon, lat, *there)
    assert [float(v) for v in back] == pytest.approx([east, north], abs=1e-4)
    chord = curved_length_m(space_from_degrees(lon, lat), space_from_degrees(*there))
    # Up to 283 km here: 0.02 mm at 200 km grows as the fifth power.
    assert float(chord) == pytest.approx(float(np.hypot(east, north)), abs=2e-4)


@given(value=st.floats(0.0, 1e6), error=st.floats(0.0, 10.0))
def test_outward_millimetres_enclose_the_value(value: float, error: float) -> None:
    low, high = outward_mm(value, error)
    assert 0 <= int(low) <= max(0.0, value - error) * 1e3 + 1e-6
    assert int(high) >= (value + error) * 1e3 - 1e-6
    assert int(high) - int(low) <= 2.0 * error * 1e3 + 2
