from collections.abc import Callable

import pyarrow as pa
import pytest

from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.detections.assertion import asserted_rows
from holdfire.detections.calibration import read_calibration
from holdfire.detections.promotion import DENIAL, UNCALIBRATED, promoted
from holdfire.detections.record import DETECTION_SCHEMA
from holdfire.observations.record import Assertion, Count, Observation

Make = Callable[..., Observation]
Table = Callable[..., pa.Table]
CALIBRATION = read_calibration(
    """
detector: d
version: 1
entries:
  - for: {modality: report, synthetic: true}
    exists: {value: 0.6, low: 0.5, high: 0.7}
    measured_on: a set
    date: 2026-11-24
    reason: counted
  - for: {modality: report}
    exists: {value: 0.5, low: 0.2, high: 0.8}
    date: 2026-11-24
    reason: assumed
""",
    "d.yaml",
)


def promote(rows: pa.Table) -> list[dict[str, object]]:
    grouped = asserted_rows(rows.append_column("origin_group", rows.column("id")))
    made = promoted(grouped, "d@1", CALIBRATION)
    assert made.schema == DETECTION_SCHEMA
    found: list[dict[str, object]] = made.to_pylist()
    return found


def test_existence_comes_from_the_calibration_and_says_what_it_rests_on(
    seen: Make, table: Table
) -> None:
    real, exercise, unknown = promote(
        table(
            seen("a", flags=("late",)),
            seen("b", synthetic=True),
            seen("c", modality=Modality.UAV),
        )
    )
    assert (real["exists"], real["exists_low"], real["exists_high"]) == (0.5, 0.2, 0.8)
    assert (real["calibrated"], real["flags"]) == (False, f"late {UNCALIBRATED}")
    assert (exercise["exists"], exercise["calibrated"], exercise["flags"]) == (0.6, True, "")
    assert (unknown["exists"], unknown["exists_low"], unknown["exists_high"]) == (0.5, 0.0, 1.0)


@pytest.mark.parametrize(("score", "value"), [(0.5, 0.5), (1.0, 0.8), (0.01, 0.206)])
def test_a_score_of_the_source_only_places_the_value_inside_the_interval(
    seen: Make, table: Table, score: float, value: float
) -> None:
    stated = (Assertion(Phenomenon.FLASH, exists=score, exists_kind="vendor_score"),)
    real, exercise = promote(
        table(seen("a", asserted=stated), seen("b", asserted=stated, synthetic=True))
    )
    assert real["exists"] == pytest.approx(value)
    assert real["calibrated"] is False
    assert exercise["exists"] == 0.6, "a measured number is not moved by a score"


def test_a_count_or_existence_of_zero_is_a_denial(seen: Make, table: Table) -> None:
    none = (Assertion(Phenomenon.EXPLOSION, "no explosions", Count(0, 0)),)
    absent = (Assertion(Phenomenon.EXPLOSION, "none", exists=0.0),)
    some = (Assertion(Phenomenon.EXPLOSION, "some", Count(0, 3)),)
    rows = promote(
        table(seen("a", asserted=none), seen("b", asserted=absent), seen("c", asserted=some))
    )
    assert [DENIAL in str(row["flags"]).split() for row in rows] == [True, True, False]
    assert (rows[0]["exists"], rows[0]["exists_low"], rows[0]["exists_high"]) == (0.0, 0.0, 1.0)


def test_an_id_is_the_observations_with_the_number_of_the_assertion(
    seen: Make, table: Table
) -> None:
    two = seen("a", asserted=(Assertion(Phenomenon.FLASH), Assertion(Phenomenon.DAMAGE)))
    assert [row["id"] for row in promote(table(two))] == [f"{two.id}.0", f"{two.id}.1"]


def test_no_rows_make_no_detections(table: Table) -> None:
    assert promote(table()) == []
