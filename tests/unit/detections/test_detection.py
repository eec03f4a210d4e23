from collections.abc import Callable

import pyarrow as pa

from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.detections import DETECTION_SCHEMA, detect
from holdfire.detections.calibration import Traits
from holdfire.detections.detection import DETECTORS, p_detect_of
from holdfire.observations.record import Assertion, Observation

Make = Callable[..., Observation]
Table = Callable[..., pa.Table]


def test_each_modality_has_exactly_one_detector() -> None:
    known = [one for detector in DETECTORS for one in detector.modalities]
    assert sorted(known) == sorted(Modality)


def test_each_asserted_happening_becomes_one_detection(seen: Make, table: Table) -> None:
    two = (Assertion(Phenomenon.FLASH, "f"), Assertion(Phenomenon.EXPLOSION, "e"))
    found = detect(
        table(
            seen("a", asserted=two),
            seen("b", modality=Modality.THERMAL, kind=Phenomenon.THERMAL, scan="pass 1"),
            seen("c", modality=Modality.CAMERA),
            seen("d", modality=Modality.MAP, kind=Phenomenon.AREA_HELD),
            seen("e", modality=Modality.SENSOR_LOG, kind=Phenomenon.SENSOR_STATE),
        )
    )
    assert found.schema == DETECTION_SCHEMA
    rows = {row["id"]: row for row in found.to_pylist()}
    assert len(rows) == 4
    detectors = sorted(row["detector"] for row in rows.values())
    assert detectors == ["passthrough@1", "passthrough@1", "sighting@1", "thermal@1"]
    assert rows[f"{seen('b').id}.0"]["scan"] == "pass 1"


def test_order_and_repetition_of_rows_change_no_detection(seen: Make, table: Table) -> None:
    items = [seen(str(k), origin_keys=(f"u{k % 3}",)) for k in range(9)]
    once = detect(table(*items)).sort_by("id")
    again = detect(table(*reversed(items), *items[:4])).sort_by("id")
    assert once.equals(again)


def test_low_confidence_pixels_exist_less_surely(seen: Make, table: Table) -> None:
    pixel = {"modality": Modality.THERMAL, "kind": Phenomenon.THERMAL}
    plain, low = detect(
        table(seen("a", **pixel), seen("b", flags=("confidence.low",), **pixel))
    ).to_pylist()
    assert low["exists"] < plain["exists"]
    assert low["exists_low"] < plain["exists_low"]


def test_nobody_has_measured_a_probability_to_detect_in_the_world() -> None:
    for modality in Modality:
        for kind in Phenomenon:
            assert p_detect_of(Traits("any", modality, kind, synthetic=False)) is None


def test_an_empty_table_gives_an_empty_table(table: Table) -> None:
    assert detect(table()).equals(DETECTION_SCHEMA.empty_table())
