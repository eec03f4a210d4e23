from collections.abc import Callable
from datetime import UTC, datetime

import pyarrow as pa
import pytest
import shapely

from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.base.place import NOWHERE, Place, disc
from holdfire.detections.assertion import every_assertion
from holdfire.detections.coverage import Coverage
from holdfire.detections.declaration import declared_coverage
from holdfire.observations.record import Assertion, Observation

Make = Callable[..., Observation]
Table = Callable[..., pa.Table]
VIEW = disc(37.8, 48.0, 4000.0)


@pytest.fixture
def declare(seen: Make, table: Table) -> Callable[..., Coverage]:
    """The coverage of one row of a log with these attributes."""

    def one(place: Place = VIEW, **attributes: object) -> Coverage:
        stated: dict[str, object] = {
            "sensor": "camera 7",
            "modality": "camera",
            "status": "up",
            "reason": None,
            "phenomena": ["flash", "explosion"],
            "p_detect": [0.6, 0.8],
        }
        stated |= attributes
        row = seen(
            "a",
            source="sensorlog",
            modality=Modality.SENSOR_LOG,
            place=place,
            asserted=(Assertion(Phenomenon.SENSOR_STATE, attributes=stated),),
        )
        (found,) = declared_coverage(every_assertion(table(row)))
        return found

    return one


def test_a_sensor_that_was_up_has_what_it_declares(declare: Callable[..., Coverage]) -> None:
    found = declare()
    assert (found.sensor, found.modality, found.source) == (
        "camera 7",
        Modality.CAMERA,
        "sensorlog",
    )
    assert found.phenomena == (Phenomenon.EXPLOSION, Phenomenon.FLASH)
    assert (found.p_detect_low, found.p_detect_high, found.reason_blind) == (0.6, 0.8, None)
    assert shapely.from_wkb(found.area_wkb).contains(shapely.Point(37.8, 48.0))


def test_a_blind_sensor_detects_nothing_and_says_why(
    declare: Callable[..., Coverage],
) -> None:
    found = declare(status="down", reason="power cut")
    assert (found.p_detect_low, found.reason_blind) == (None, "power cut")
    assert "declared down" in found.basis


def test_a_degraded_sensor_keeps_the_probability_of_that_state(
    declare: Callable[..., Coverage],
) -> None:
    found = declare(status="degraded", reason="rain", p_detect=0.2)
    assert (found.p_detect_low, found.p_detect_high, found.reason_blind) == (0.2, 0.2, None)
    assert "rain" in found.basis


@pytest.mark.parametrize("stated", [None, "0.7", [0.9, 1.2], [], True])
def test_without_a_declared_probability_there_is_none(
    declare: Callable[..., Coverage], stated: object
) -> None:
    assert declare(p_detect=stated).p_detect_low is None


def test_a_register_declared_complete_lists_everything(
    declare: Callable[..., Coverage],
) -> None:
    found = declare(modality="register", p_detect=None, register=True, phenomena=["passage"])
    assert (found.p_detect_low, found.p_detect_high) == (1.0, 1.0)
    assert found.modality is Modality.REGISTER
    assert declare(p_detect=None, register=False).p_detect_low is None


def test_a_field_of_view_that_nobody_stated_is_blind(
    declare: Callable[..., Coverage],
) -> None:
    found = declare(place=NOWHERE)
    assert (found.p_detect_low, found.reason_blind) == (None, "extent not stated")


def test_sizes_kinds_and_a_watermark_may_be_declared(declare: Callable[..., Coverage]) -> None:
    found = declare(
        p_by_phenomenon={"flash": [0.1, 0.2], "explosion": 0.9, "dragon": 0.5, "mine": "?"},
        size_unit="kg_tnt",
        p_by_size=[[100, 0.9], [10, 0.2, 0.4]],
        processed_until="2025-03-18T14:00+02:00",
    )
    assert found.p_by_phenomenon == (
        (Phenomenon.EXPLOSION, 0.9, 0.9),
        (Phenomenon.FLASH, 0.1, 0.2),
    )
    assert found.by_size is not None
    assert [(s.least, s.p_low, s.p_high) for s in found.by_size.steps] == [
        (10.0, 0.2, 0.4),
        (100.0, 0.9, 0.9),
    ]
    assert found.processed_until == datetime(2025, 3, 18, 12, tzinfo=UTC)


@pytest.mark.parametrize("steps", [[], [[1]], [[-1, 0.2]], [["x", 0.2]], [[1, 2.0]], "10:0.2"])
def test_a_curve_that_is_none_is_not_declared(
    declare: Callable[..., Coverage], steps: object
) -> None:
    assert declare(size_unit="kg_tnt", p_by_size=steps).by_size is None
    assert declare(size_unit="stone", p_by_size=[[1, 0.2]]).by_size is None
    assert declare(processed_until="soon").processed_until is None
