from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pytest
import shapely

from holdfire.base.instant import TimeSpan
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.base.place import Place, PlaceKind, disc, point
from holdfire.detections import judge_coverage
from holdfire.detections.coverage import p_detect_of, watermarks
from holdfire.detections.port import DetectionRates
from holdfire.observations.record import Assertion, Observation

NOON = datetime(2025, 3, 18, 12, tzinfo=UTC)

Make = Callable[..., Observation]
Table = Callable[..., pa.Table]


def spot(lon: float, lat: float) -> Place:
    """A pixel of 400 m."""
    return Place(PlaceKind.AREA, lon, lat, half_e_m=200.0, half_n_m=200.0)


def test_a_pass_is_judged_by_its_pixels_and_reports_by_period(seen: Make, table: Table) -> None:
    pixel = {"source": "firms", "modality": Modality.THERMAL, "kind": Phenomenon.THERMAL}
    rows = table(
        seen("a", place=spot(36.0, 48.0), scan="N 1", **pixel),
        seen("b", place=spot(38.0, 48.0), scan="N 1", **pixel),
        seen("c", place=spot(37.0, 49.0), scan="N 1", **pixel),
        seen("d", place=point(30.0, 40.0), scan="N 2", hours=50, **pixel),
        seen("e", hours=-24),
        seen("f", hours=240),
    )
    found = judge_coverage(rows)
    firms = sorted((one for one in found if one.source == "firms"), key=lambda c: c.time.start)
    paper = [one for one in found if one.source == "paper"]
    assert [one.time for one in firms] == [
        TimeSpan(NOON, NOON),
        TimeSpan(NOON + timedelta(hours=50), NOON + timedelta(hours=50)),
    ]
    swath = shapely.from_wkb(firms[0].area_wkb)
    # The triangle of the pixels and half a pixel around it: nothing of the box beyond.
    assert swath.contains(shapely.Point(37.0, 48.5))
    assert not swath.contains(shapely.Point(36.2, 48.8))
    assert swath.area == pytest.approx(1.0, rel=0.03)
    assert shapely.from_wkb(firms[1].area_wkb).is_empty
    assert firms[0].phenomena == (Phenomenon.THERMAL,)
    assert "cloud" in firms[0].basis
    assert len(paper) == 1
    assert (paper[0].time.end - paper[0].time.start).days == 11
    assert "people and media" in paper[0].basis


def test_the_watermark_of_a_source_is_its_newest_row(seen: Make, table: Table) -> None:
    pixel = {"source": "firms", "modality": Modality.THERMAL, "kind": Phenomenon.THERMAL}
    found = judge_coverage(table(seen("a", **pixel), seen("b", hours=30, **pixel), seen("c")))
    assert watermarks(found) == {"firms": NOON + timedelta(hours=30), "paper": NOON}


class Measured:
    """Rates as a calibration would hand them over."""

    def p_detect_of(
        self, source: str, modality: Modality, phenomenon: Phenomenon
    ) -> tuple[float, float] | None:
        known = (source, modality, phenomenon) == (
            "firms", Modality.THERMAL, Phenomenon.THERMAL,
        )  # fmt: skip
        return (0.2, 0.4) if known else None


def test_measured_rates_give_a_judged_source_its_probability(seen: Make, table: Table) -> None:
    pixel = {"source": "firms", "modality": Modality.THERMAL, "kind": Phenomenon.THERMAL}
    rates: DetectionRates = Measured()
    found = judge_coverage(table(seen("a", **pixel), seen("b")), rates=rates)
    by_source = {one.source: one for one in found}
    assert p_detect_of(by_source["firms"], Phenomenon.THERMAL) == (0.2, 0.4)
    assert "estimated" in by_source["firms"].basis
    assert p_detect_of(by_source["paper"], Phenomenon.EXPLOSION) is None


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
