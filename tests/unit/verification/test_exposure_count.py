"""Counts beside their exposure: by side, by how their place was watched, by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import shapely
from tests.fakes.asking import meridian, square
from tests.fakes.happening import beside, incident, watched

from holdfire.agreement import Shape, load_library
from holdfire.base.instant import TimeSpan
from holdfire.base.phenomenon import Phenomenon
from holdfire.detections import Coverage, Holding
from holdfire.incidents import Incident
from holdfire.verification import counted_exposures, held_exposure, watched_time
from holdfire.verification.exposure_count import CountedExposure
from holdfire.verification.exposure_record import Kind, SubjectKind

START = datetime(2024, 5, 6, tzinfo=UTC)
DAY = timedelta(days=1)
SHOT = Phenomenon.LIGHT_FIRE
KIND = Kind("light_fire", frozenset({SHOT}))
EAST = (37.0, 44.0, 41.0, 52.0)


def asked(
    incidents: Sequence[Incident],
    coverage: Sequence[Coverage],
    days: int = 2,
    shapes: Sequence[Shape] = (),
    kind: Kind = KIND,
) -> tuple[CountedExposure, ...]:
    text = replace(load_library("minsk-memo-2014"), shapes=tuple(shapes) or (meridian("loc"),))
    return counted_exposures(
        text, incidents, coverage, TimeSpan(START, START + days * DAY), [kind]
    )


def shot(km: float, hours: float, **more: object) -> Incident:
    made = incident(SHOT, beside(km), START + timedelta(hours=hours), name=f"{km} {hours}")
    return replace(made, **more) if more else made  # type: ignore[arg-type]


def test_a_count_is_split_by_side_and_by_how_its_place_was_watched() -> None:
    first = watched(START, START + DAY, (SHOT,), p_detect=0.5, box=EAST)
    unknown = replace(
        watched(START + DAY, START + 2 * DAY, (SHOT,), p_detect=None, box=EAST), sensor="W2"
    )
    shots = [shot(2, 3), shot(3, 5), shot(2, 30), shot(-2, 4), shot(-40, 4)]
    (found,) = asked(shots, [first, unknown])
    west, east = found.sides
    assert (west.side, east.side) == ("left of loc", "right of loc")
    assert (east.recorded, east.measured, east.unmeasured, east.unwatched) == (3, 2, 1, 0)
    assert (west.recorded, west.measured, west.unmeasured, west.unwatched) == (1, 0, 0, 1)
    assert (found.whole.recorded, found.whole.measured) == (4, 2)
    assert west.rate is None
    assert east.rate is not None
    # Two seen of half the happenings in a day of half of 222.4 km.
    assert east.rate.value == pytest.approx(1000 * 2 / (0.5 * 24 * 222.4 / 2), rel=1e-3)
    assert [day.recorded for day in found.days] == [3.0, 1.0]
    assert found.days[0].expected is not None
    assert found.days[0].expected[1] == pytest.approx(2.0)
    assert found.days[1].expected == (0.0, 0.0, 0.0)


def test_an_incident_counts_with_the_share_of_its_place() -> None:
    lon, lat = beside(1.0)
    other = beside(-1.0)
    place = shot(1, 3).region
    assert place is not None
    spread = replace(place, nodes=((lon, lat, 0.75), (*other, 0.25)))
    (found,) = asked([shot(1, 3, region=spread)], [])
    assert [side.recorded for side in found.sides] == [0.25, 0.75]
    assert found.whole.unwatched == 1.0


def test_exchanging_the_sides_exchanges_the_counts_and_nothing_else() -> None:
    first = watched(START, START + DAY, (SHOT,), p_detect=0.5, box=EAST)
    shots = [shot(2, 3), shot(3, 5), shot(-2, 4)]
    plain = asked(shots, [first], shapes=[meridian("loc", {"left": "A", "right": "B"})])[0]
    swapped = asked(shots, [first], shapes=[meridian("loc", {"left": "B", "right": "A"})])[0]
    assert plain.whole == swapped.whole
    assert plain.days == swapped.days
    names = {"A": "B", "B": "A"}
    assert plain.sides == tuple(replace(s, side=names[s.side]) for s in swapped.sides)


def test_several_kinds_together_have_no_rate() -> None:
    both = Kind("both", frozenset({SHOT, Phenomenon.EXPLOSION}))
    (found,) = asked([shot(2, 3)], [watched(START, START + DAY, (SHOT,))], kind=both)
    assert found.whole.recorded == 1.0
    assert found.whole.rate is None
    assert found.days[0].expected is None


def test_only_the_most_probable_class_counts_and_an_incident_without_place_nowhere() -> None:
    doubtful = shot(2, 3, classes=((SHOT, 0.4), (Phenomenon.EXPLOSION, 0.6)))
    (found,) = asked([doubtful, shot(2, 4, region=None)], [])
    assert found.whole.recorded == 0.0


def test_zones_count_what_lies_inside_them() -> None:
    zone = square("strip", 37.01, 47.9, 37.2, 48.1)
    found = asked([shot(2, 3), shot(-2, 3), shot(60, 3)], [], shapes=[meridian("loc"), zone])
    (strip,) = [f for f in found if f.exposure.subject_kind is SubjectKind.ZONE]
    assert strip.whole.recorded == 1.0
    assert [side.recorded for side in strip.sides] == [0.0, 1.0]


def test_areas_held_and_what_lies_outside_have_their_own_exposure() -> None:
    period = TimeSpan(START, START + 2 * DAY)
    first = watched(START, START + 2 * DAY, (SHOT,), p_detect=0.5, box=EAST)
    shots = [shot(-30, 3), shot(30, 3)]
    held = Holding(
        "o", "map", TimeSpan(START, START + DAY - timedelta(microseconds=1)),
        shapely.to_wkb(shapely.box(*EAST)), "seal", synthetic=True,
    )  # fmt: skip
    found = held_exposure([held], shots, [first], period, KIND)
    assert found is not None
    assert found.inside.measured == found.inside.total > 0.0
    assert found.outside.measured == 0.0
    assert found.outside.total == pytest.approx(found.inside.total, rel=0.05)
    # The second day has no map: it is neither inside nor outside.
    assert found.without_map.total == pytest.approx(
        found.inside.total + found.outside.total, abs=1e-3
    )
    assert held_exposure([held], [], [first], period, KIND) is None


def test_the_time_a_source_looked_is_told_apart_by_what_is_known() -> None:
    kinds = frozenset({SHOT})
    known = watched(START, START + DAY / 2, (SHOT,))
    unknown = replace(watched(START, START + DAY, (SHOT,), p_detect=None), id="2")
    blind = replace(known, id="3", reason_blind="fog", time=TimeSpan(START, START + 2 * DAY))
    share = watched_time([known, unknown, blind], kinds, START, START + 2 * DAY)
    assert share == pytest.approx((0.25, 0.25), abs=1e-9)
    assert watched_time([known], frozenset({Phenomenon.MINE}), START, START + DAY) == (0.0, 0.0)
    assert watched_time([known], kinds, START, START) == (0.0, 0.0)
