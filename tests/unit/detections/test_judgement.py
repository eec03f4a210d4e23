from collections.abc import Callable
from datetime import UTC, datetime

import pyarrow as pa
import shapely

from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.base.place import disc, point
from holdfire.detections import judge_coverage
from holdfire.observations.record import Assertion, Observation

Make = Callable[..., Observation]
Table = Callable[..., pa.Table]


def test_satellites_are_judged_by_day_and_reports_by_period(seen: Make, table: Table) -> None:
    pixel = {"source": "firms", "modality": Modality.THERMAL, "kind": Phenomenon.THERMAL}
    rows = table(
        seen("a", place=point(36.0, 48.0), **pixel),
        seen("b", place=point(38.0, 49.0), hours=5, **pixel),
        seen("c", place=point(37.0, 47.0), hours=50, **pixel),
        seen("d", hours=-24),
        seen("e", hours=240),
    )
    found = judge_coverage(rows)
    firms = sorted((one for one in found if one.source == "firms"), key=lambda c: c.time.start)
    paper = [one for one in found if one.source == "paper"]
    assert [one.time.start for one in firms] == [
        datetime(2025, 3, 18, tzinfo=UTC),
        datetime(2025, 3, 20, tzinfo=UTC),
    ]
    assert shapely.from_wkb(firms[0].area_wkb).bounds == (36.0, 47.0, 38.0, 49.0)
    assert firms[0].phenomena == (Phenomenon.THERMAL,)
    assert "cloud" in firms[0].basis
    assert len(paper) == 1
    assert (paper[0].time.end - paper[0].time.start).days == 11
    assert "people and media" in paper[0].basis


def test_nobody_gets_a_probability_that_nobody_stated(seen: Make, table: Table) -> None:
    rows = table(*(seen(mode.value, modality=mode) for mode in Modality))
    found = judge_coverage(rows)
    assert found
    assert all(one.p_detect_low is None and one.p_detect_high is None for one in found)


def test_declared_and_judged_coverage_stand_side_by_side(seen: Make, table: Table) -> None:
    state = Assertion(
        Phenomenon.SENSOR_STATE,
        attributes={
            "sensor": "c1",
            "modality": "camera",
            "phenomena": ["flash"],
            "p_detect": 0.5,
        },
    )
    log = seen(
        "log", modality=Modality.SENSOR_LOG, asserted=(state,), place=disc(37.8, 48.0, 900.0)
    )
    found = judge_coverage(table(seen("a"), log, log))
    assert sorted(one.sensor for one in found) == ["c1", "paper"]
    assert [one.id for one in found] == sorted(one.id for one in found)
    assert judge_coverage(table(log, seen("a"))) == found


def test_synthetic_rows_are_judged_apart(seen: Make, table: Table) -> None:
    found = judge_coverage(table(seen("a"), seen("b", synthetic=True)))
    assert sorted(one.synthetic for one in found) == [False, True]


def test_rows_without_a_time_cover_no_time(seen: Make, table: Table) -> None:
    assert judge_coverage(table(seen("a", time=None))) == ()
    assert judge_coverage(table()) == ()
