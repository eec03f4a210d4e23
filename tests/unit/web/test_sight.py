from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import shapely
from tests.fakes.run_view import START, FakeRun

from holdfire.base.instant import TimeSpan
from holdfire.web.sight import Sight, sight_of, strips, unseen

AREA = shapely.box(36.0, 46.0, 40.0, 50.0)


def test_a_look_without_a_measured_rate_is_never_a_seen_one(run: FakeRun) -> None:
    for record in run.coverage:
        if record.p_detect_low is None:
            assert sight_of(record) is not Sight.SEEN


def test_a_blind_sensor_covers_nothing(run: FakeRun) -> None:
    blind = [record for record in run.coverage if record.reason_blind]
    assert blind
    area = unseen(blind, TimeSpan(START, START + timedelta(days=14)), AREA)
    assert area.nobody.area == AREA.area


def test_days_without_a_look_are_unseen_everywhere(run: FakeRun) -> None:
    start = START + timedelta(days=7)
    areas = unseen(run.coverage, TimeSpan(start, start + timedelta(days=2)), AREA)
    assert areas.nobody.area == AREA.area
    assert areas.unmeasured.is_empty


def test_measured_unmeasured_and_unseen_share_out_the_area(run: FakeRun) -> None:
    span = TimeSpan(START, START + timedelta(days=1))
    areas = unseen(run.coverage, span, AREA)
    seen = shapely.union_all(
        [
            shapely.from_wkb(record.area_wkb)
            for record in run.coverage
            if sight_of(record) is Sight.SEEN and record.time.overlaps(span)
        ]
    )
    parts = areas.nobody.area + areas.unmeasured.area + shapely.intersection(seen, AREA).area
    assert abs(parts - AREA.area) < 1e-9  # rounding of the overlay alone


def test_strips_of_one_state_do_not_overlap(run: FakeRun) -> None:
    for parts in strips(run.coverage).values():
        for sight in Sight:
            mine = [part for part in parts if part.sight is sight]
            assert all(a.end < b.start for a, b in pairwise(mine))


def test_touching_looks_become_one_strip(run: FakeRun) -> None:
    first = run.coverage[0]
    again = type(first)(
        "x", first.source, "other", first.modality,
        TimeSpan(first.time.end, first.time.end + timedelta(hours=1)),
        first.area_wkb, first.phenomena, first.p_detect_low, first.p_detect_high, None,
        first.basis, synthetic=True,
    )  # fmt: skip
    joined = strips([first, again])[first.source]
    assert [(part.start, part.end) for part in joined] == [(first.time.start, again.time.end)]
