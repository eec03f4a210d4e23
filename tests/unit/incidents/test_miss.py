import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import shapely

from holdfire.base.instant import TimeSpan
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.detections.coverage import Coverage
from holdfire.incidents.miss import misses_of
from holdfire.incidents.witness import Witness

Row = Callable[..., dict[str, Any]]
Witnesses = Callable[..., list[Witness]]
NOON = datetime(2025, 3, 18, 12, tzinfo=UTC)
KEY = (Phenomenon.EXPLOSION, Modality.CAMERA)


def watch(name: str = "cam", **given: Any) -> Coverage:
    """A camera that saw explosions in two degrees around for two days, p 0.4 to 0.6."""
    fields: dict[str, Any] = {
        "id": name,
        "source": "log",
        "sensor": name,
        "modality": Modality.CAMERA,
        "time": TimeSpan(NOON - timedelta(days=1), NOON + timedelta(days=1)),
        "area_wkb": shapely.to_wkb(shapely.box(36.8, 47.0, 38.8, 49.0)),
        "phenomena": (Phenomenon.EXPLOSION,),
        "p_detect_low": 0.4,
        "p_detect_high": 0.6,
        "reason_blind": None,
        "basis": "declared",
        "synthetic": False,
    }
    return Coverage(**(fields | given))


def test_a_sensor_that_looked_and_said_nothing_is_a_miss(
    row: Row, witnesses: Witnesses
) -> None:
    (found,) = misses_of(witnesses(row("a")), [watch()])
    assert found == {KEY: pytest.approx((math.log(0.4), math.log(0.5), math.log(0.6)))}


def test_two_sensors_miss_independently_and_a_record_twice_counts_once(
    row: Row, witnesses: Witnesses
) -> None:
    (found,) = misses_of(witnesses(row("a")), [watch("c1"), watch("c2"), watch("c1")])
    assert found[KEY][1] == pytest.approx(2 * math.log(0.5))


@pytest.mark.parametrize(
    "given",
    [
        {"p_detect_low": None, "p_detect_high": None},
        {"reason_blind": "fog"},
        {"modality": Modality.ARRAY},
        {"synthetic": True},
        {"phenomena": (Phenomenon.THERMAL,)},
        {"area_wkb": shapely.to_wkb(shapely.box(30.0, 47.0, 31.0, 49.0))},
        {"area_wkb": shapely.to_wkb(shapely.Polygon())},
        {"time": TimeSpan(NOON + timedelta(days=1), NOON + timedelta(days=2))},
    ],
    ids=["unmeasured", "blind", "own", "synthetic", "unseen", "elsewhere", "nowhere", "later"],
)
def test_who_did_not_look_did_not_miss(
    row: Row, witnesses: Witnesses, given: dict[str, Any]
) -> None:
    (found,) = misses_of(witnesses(row("a")), [watch(**given)])
    assert KEY not in found
    assert not [v for (kind, _), v in found.items() if kind is Phenomenon.EXPLOSION]


def test_a_watch_over_half_the_place_or_time_is_half_a_miss(
    row: Row, witnesses: Witnesses
) -> None:
    half = watch(area_wkb=shapely.to_wkb(shapely.box(36.8, 47.0, 37.8, 49.0)))
    (place,) = misses_of(witnesses(row("a")), [half])
    # Nodes on the border itself may fall on either side: about one in eight of the weight.
    assert place[KEY][1] == pytest.approx(math.log1p(-0.25), abs=0.09)
    early = watch(time=TimeSpan(NOON - timedelta(days=1), NOON + timedelta(hours=12)))
    (time,) = misses_of(witnesses(row("b", lasts=24.0)), [early])
    assert time[KEY][1] == pytest.approx(math.log1p(-0.25))


def test_a_witness_without_a_place_is_missed_by_nobody(row: Row, witnesses: Witnesses) -> None:
    nowhere = row("a", place_kind="none", lon=None, lat=None)
    assert misses_of(witnesses(nowhere), [watch()]) == [{}]
    assert misses_of(witnesses(row("a")), []) == [{}]
