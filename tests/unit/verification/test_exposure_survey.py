"""Exposure against a count of minutes in plain Python, its symmetries, and its speed's shape."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
import shapely
from tests.fakes.asking import meridian, square
from tests.fakes.happening import beside, incident, watched

from holdfire.agreement import Agreement, Shape, ShapeKind, load_library
from holdfire.base.identity import content_id
from holdfire.base.instant import TimeSpan
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.base.polyline import Polyline
from holdfire.detections import Coverage
from holdfire.incidents import Incident
from holdfire.verification.exposure_count import counted_exposures
from holdfire.verification.exposure_record import Exposure, Kind, SubjectKind, Watched
from holdfire.verification.exposure_survey import REACH_KM, subjects_of
from holdfire.verification.window import Window

START = datetime(2024, 5, 6, tzinfo=UTC)
FIRE = Kind("fire", frozenset({Phenomenon.HEAVY_FIRE, Phenomenon.EXPLOSION}))
DEGREE = 1.0 / 1024.0
"""Places on this raster are mirrored about a whole meridian without rounding."""


def agreement(*shapes: Shape) -> Agreement:
    return replace(load_library("minsk-memo-2014"), shapes=shapes)


def bent(name: str = "loc", *, mirrored: bool = False, backward: bool = False) -> Shape:
    """A line with bends, drawn northward, its places on the raster."""
    steps = [(37.0, 47.5), (37.25, 47.75), (36.875, 48.0), (37.125, 48.5)]
    places = [(74.0 - x if mirrored else x, y) for x, y in steps]
    drawn = shapely.LineString(places[::-1] if backward else places)
    return Shape(name, ShapeKind.LINE, shapely.to_wkb(drawn), source="drawn for the test")


def records(seed: int, count: int, days: int, *, mirrored: bool = False) -> list[Coverage]:
    """Sensors with boxes and hours on whole minutes: measured, unmeasured and blind ones."""
    draw = random.Random(seed)
    found = []
    for number in range(count):
        west = 37.0 + draw.randrange(-700, 500) * DEGREE
        south = 47.0 + draw.randrange(0, 1500) * DEGREE
        east, north = (
            west + draw.randrange(50, 600) * DEGREE,
            south + draw.randrange(50, 600) * DEGREE,
        )
        begins = draw.randrange(0, days * 1440)
        start = START + timedelta(minutes=begins)
        end = start + timedelta(minutes=draw.randrange(1, 1500)) - timedelta(microseconds=1)
        low = draw.choice([None, 0.0, 0.3, 0.6, 0.9, 1.0])
        reason = draw.choice([None, None, None, "cloud", "outage"])
        if mirrored:
            west, east = 74.0 - east, 74.0 - west
        found.append(
            Coverage(
                id=content_id("c", str(mirrored), str(number)),
                source=draw.choice(["log", "other"]),
                sensor=f"S{number % 7}",
                modality=Modality.CAMERA,
                time=TimeSpan(start, end),
                area_wkb=shapely.to_wkb(shapely.box(west, south, east, north)),
                phenomena=(draw.choice(list(FIRE.phenomena | {Phenomenon.UAV})),),
                p_detect_low=None if reason else low,
                p_detect_high=None if reason or low is None else min(1.0, low + 0.1),
                reason_blind=reason,
                basis="declared",
                synthetic=True,
            )
        )
    return found


def counted(
    exposure_line: Shape, coverage: Sequence[Coverage], days: int
) -> dict[str, list[float]]:
    """Minute by minute and place by place, in plain Python: what :class:`Watched` holds."""
    text = agreement(exposure_line)
    subject = subjects_of(text, [], Window(START, START + timedelta(days=days)))[0]
    places = subject.parts[0].places
    sums: dict[str, list[float]] = {label: [0.0] * 10 for label in places.labels}
    shapes = [shapely.from_wkb(record.area_wkb) for record in coverage]
    for x, y, weight, side in zip(
        places.lon.tolist(), places.lat.tolist(), places.weight.tolist(), places.side.tolist(),
        strict=True,
    ):  # fmt: skip
        here = [
            record
            for record, shape in zip(coverage, shapes, strict=True)
            if shape.contains(shapely.Point(x, y)) and FIRE.phenomena & set(record.phenomena)
        ]
        cuts = {START, START + timedelta(days=days)}
        cuts |= {r.time.start for r in here} | {
            r.time.end + timedelta(microseconds=1) for r in here
        }
        ordered = sorted(c for c in cuts if START <= c <= START + timedelta(days=days))
        for start, end in itertools.pairwise(ordered):
            amount = weight * (end - start).total_seconds() / 3600.0
            row = at_one_time([r for r in here if r.time.start <= start <= r.time.end])
            for number, share in enumerate(row):
                sums[places.labels[side]][number] += amount * share
    return sums


def at_one_time(active: Sequence[Coverage]) -> list[float]:
    """Total, three states, then best and independent chances, of records that hold now."""
    chances: list[tuple[float, float]] = []
    looked = blind = False
    for sensor in {(r.source, r.sensor) for r in active}:
        own = [r for r in active if (r.source, r.sensor) == sensor]
        if any(r.reason_blind for r in own):
            blind = True
            continue
        known = [r for r in own if r.p_detect_low is not None]
        if known:
            chances.append(
                (
                    max(r.p_detect_low or 0.0 for r in known),
                    max(r.p_detect_high or 0.0 for r in known),
                )
            )
        else:
            looked = True
    ends = [[low, (low + high) / 2.0, high] for low, high in chances]
    best = [max((e[k] for e in ends), default=0.0) for k in range(3)]
    independent = [1.0 - math.prod(1.0 - e[k] for e in ends) for k in range(3)]
    measured = bool(chances)
    return [
        1.0,
        float(measured),
        float(looked and not measured),
        float(blind and not looked and not measured),
        *best,
        *independent,
    ]


def numbers(watched_: Watched) -> list[float]:
    return [
        watched_.total, watched_.measured, watched_.unmeasured, watched_.blind,
        *watched_.best, *watched_.independent,
    ]  # fmt: skip


def exposures(
    text: Agreement, incidents: Sequence[Incident], coverage: Sequence[Coverage], days: int
) -> list[Exposure]:
    period = TimeSpan(START, START + timedelta(days=days))
    found = counted_exposures(text, incidents, coverage, period, [FIRE])
    return [one.exposure for one in found]


def line_exposure(text: Agreement, coverage: Sequence[Coverage], days: int) -> Exposure:
    found = exposures(text, [], coverage, days)
    return next(e for e in found if e.subject_kind is SubjectKind.LINE)


@pytest.mark.parametrize("seed", [3, 5])
def test_every_number_equals_the_plain_count(seed: int) -> None:
    coverage = records(seed, 60, 4)
    found = line_exposure(agreement(bent()), coverage, 4)
    expected = counted(bent(), coverage, 4)
    for label, watched_ in found.sides:
        # Amounts are rounded to 10⁻⁶ km·h and chances are kept to 2⁻⁴⁰ of a nat.
        np.testing.assert_allclose(numbers(watched_), expected[label], rtol=1e-9, atol=2e-6)
    both = np.sum([numbers(w) for _, w in found.sides], axis=0)
    np.testing.assert_allclose(numbers(found.whole), both, atol=3e-6)
    days = np.sum([numbers(b.watched) for b in found.bins], axis=0)
    np.testing.assert_allclose(numbers(found.whole), days, atol=1e-5)
    assert found.whole.measured > 0.0
    assert found.whole.unmeasured > 0.0
    assert found.whole.blind > 0.0


@pytest.mark.parametrize("seed", [4, 5])
def test_a_mirrored_map_gives_exactly_the_exchanged_numbers(seed: int) -> None:
    plain = line_exposure(agreement(bent()), records(seed, 40, 4), 4)
    mirror = line_exposure(
        agreement(bent(mirrored=True)), records(seed, 40, 4, mirrored=True), 4
    )
    assert plain.whole == mirror.whole
    assert [b.watched for b in plain.bins] == [b.watched for b in mirror.bins]
    (left, first), (right, second) = plain.sides
    assert dict(mirror.sides) == {left: second, right: first}
    assert first != second


def test_a_line_drawn_from_its_other_end_exchanges_the_sides() -> None:
    coverage = records(6, 40, 4)
    plain = line_exposure(agreement(bent()), coverage, 4)
    turned = line_exposure(agreement(bent(backward=True)), coverage, 4)
    (left, first), (right, second) = plain.sides
    assert plain.whole == turned.whole
    assert dict(turned.sides) == {left: second, right: first}


def test_exchanging_the_names_of_the_sides_changes_only_the_names() -> None:
    coverage = records(7, 40, 4)
    one = replace(bent(), sides={"left": "A", "right": "B"})
    other = replace(bent(), sides={"left": "B", "right": "A"})
    plain = line_exposure(agreement(one), coverage, 4)
    swapped = line_exposure(agreement(other), coverage, 4)
    assert plain.whole == swapped.whole
    assert dict(plain.sides) == {
        {"A": "B", "B": "A"}[label]: watched_ for label, watched_ in swapped.sides
    }


def test_the_order_of_the_records_changes_nothing() -> None:
    coverage = records(8, 50, 4)
    again = list(coverage)
    random.Random(1).shuffle(again)
    renamed = [replace(r, id=content_id("x", str(n))) for n, r in enumerate(again)]
    plain = line_exposure(agreement(bent()), coverage, 4)
    assert line_exposure(agreement(bent()), again, 4) == plain
    assert line_exposure(agreement(bent()), renamed, 4) == plain


def test_a_straight_line_watched_on_one_side_only() -> None:
    east = watched(
        START, START + timedelta(days=1), (Phenomenon.EXPLOSION,), p_detect=0.5,
        box=(37.0, 44.0, 41.0, 52.0),
    )  # fmt: skip
    found = line_exposure(agreement(meridian("loc")), [east], 2)
    length = found.whole.total / 48.0
    assert length == pytest.approx(222.4, rel=1e-3)
    sides = dict(found.sides)
    assert sides["left of loc"].measured == 0.0
    assert sides["left of loc"].nobody == sides["left of loc"].total
    # Half of the line's length, one of two days; the last microsecond of the record counts.
    assert sides["right of loc"].measured == pytest.approx(length / 2 * 24, abs=1e-5)
    assert found.whole.best == found.whole.independent
    assert found.whole.best[0] == pytest.approx(length / 4 * 24, abs=1e-5)
    (strip_left, strip_right) = found.strips
    assert {row for rows in strip_left.measured for row in rows} == {0}
    assert {rows[0] for rows in strip_right.measured} == {1000}
    assert {rows[-1] for rows in strip_right.measured} == {0}


def test_two_sensors_are_independent_or_as_good_as_the_best() -> None:
    day = (START, START + timedelta(days=1), (Phenomenon.EXPLOSION,))
    one = watched(*day, p_detect=0.5)
    two = replace(watched(*day, p_detect=0.6), id="2", sensor="W2")
    found = line_exposure(agreement(meridian("loc")), [one, two], 1)
    total = found.whole.total
    assert found.whole.best[1] == pytest.approx(0.6 * total, rel=1e-6)
    assert found.whole.independent[1] == pytest.approx(0.8 * total, rel=1e-6)
    same = line_exposure(agreement(meridian("loc")), [one, replace(two, sensor="W1")], 1)
    assert same.whole.independent[1] == pytest.approx(0.6 * total, rel=1e-6)


def test_nothing_after_the_watermark_is_seen() -> None:
    day = watched(START, START + timedelta(days=1), (Phenomenon.EXPLOSION,), p_detect=0.5)
    half = START + timedelta(hours=12) - timedelta(microseconds=1)
    found = line_exposure(agreement(meridian("loc")), [replace(day, processed_until=half)], 1)
    assert found.whole.measured == pytest.approx(found.whole.total / 2, abs=1e-5)


def test_a_zone_is_measured_in_square_kilometres_and_split_by_the_line() -> None:
    zone = square("strip", 36.5, 47.5, 37.5, 48.5)
    day = watched(
        START, START + timedelta(days=1), (Phenomenon.EXPLOSION,), box=(37.0, 44.0, 41.0, 52.0)
    )
    found = exposures(agreement(meridian("loc"), zone), [], [day], 1)
    (strip,) = [e for e in found if e.subject_kind is SubjectKind.ZONE]
    # One degree by one degree at 48° is 74.6 by 111.2 km.
    assert strip.whole.total / 24 == pytest.approx(8295, rel=0.01)
    assert strip.unit == "km²·h"
    sides = dict(strip.sides)
    assert sides["left of loc"].measured == 0.0
    assert sides["right of loc"].nobody == pytest.approx(0.0, abs=1e-3)


def test_without_a_shape_the_box_of_what_was_recorded_stands_in() -> None:
    shells = [
        incident(Phenomenon.EXPLOSION, beside(km), START + timedelta(hours=3)) for km in (-5, 5)
    ]
    (found,) = exposures(agreement(), shells, [], 1)
    assert found.subject_kind is SubjectKind.EXTENT
    assert found.sides == ()
    assert found.whole.nobody == found.whole.total > 0.0
    assert exposures(agreement(), [], [], 1) == []


def test_places_lie_on_their_own_side_within_reach() -> None:
    subject = subjects_of(agreement(bent()), [], Window(START, START + timedelta(days=1)))[0]
    places, line = subject.parts[0].places, Polyline.from_wkb(bent().wkb)
    assert (line.distance_m(places.lon, places.lat) <= REACH_KM * 1000.0).all()
    side = line.side(places.lon, places.lat)
    assert ((side == 1) == (places.side == 0)).all()
    length_km = line.length_m / 1000.0
    assert math.fsum(places.weight.tolist()) == pytest.approx(length_km, abs=1e-6)
