from collections.abc import Callable

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
