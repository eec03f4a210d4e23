from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa

from holdfire.base.instant import TimeBasis
from holdfire.base.phenomenon import Modality
from holdfire.incidents import Incident, associate, model_for
from holdfire.incidents.assembly import SEVERAL
from holdfire.incidents.evidence import ASSUMED_PLACE

Row = Callable[..., dict[str, Any]]
Table = Callable[..., pa.Table]
NOON = datetime(2025, 3, 18, 12, tzinfo=UTC)


def only(rows: pa.Table) -> Incident:
    (incident,) = associate(rows, model=model_for(rows))
    return incident


def test_an_incident_keeps_everything_that_led_to_it(row: Row, table: Table) -> None:
    found = only(
        table(
            row("a", attributes='{"kind":["artillery","mortar"]}', count_low=2, count_high=4),
            row(
                "b",
                modality="camera",
                attributes='{"kind":["mortar"]}',
                admin_code="X1",
                count_low=3,
                count_high=3,
                flags="uncalibrated late",
                origin_group="g",
            ),
            row("c", modality="camera", origin_group="g", synthetic=False),
        )
    )
    assert found.detections == ("a.0", "b.0", "c.0")
    assert (found.origins, found.origin_groups) == (2, ("a", "g"))
    assert found.modalities == (Modality.ARRAY, Modality.CAMERA)
    assert found.sources == ("sa", "sb", "sc")
    assert found.attributes == {"kind": ("mortar",)}
    assert (found.count_low, found.count_high) == (3, 4)
    assert found.admin_codes == ("X1",)
    assert found.flags == ("late",)
    assert [(link.left, link.right) for link in found.links] == [("a.0", "b.0")]
    assert found.links[0].llr > 0.0
    assert not found.existence.calibrated


def test_existence_is_calibrated_only_if_all_members_are(row: Row, table: Table) -> None:
    both = only(table(row("a", calibrated=True), row("b", calibrated=True)))
    one = only(table(row("a", calibrated=True), row("b")))
    assert both.existence.calibrated
    assert not one.existence.calibrated


def test_a_single_witness_keeps_its_stated_time(row: Row, table: Table) -> None:
    found = only(table(row("a", sigma_s=42.0, time_basis="gps")))
    assert (found.time.start, found.time.end) == (NOON, NOON)
    assert (found.time.sigma_s, found.time.basis) == (42.0, TimeBasis.GPS)


def test_a_day_and_a_pass_meet_in_the_hours_before_the_pass(row: Row, table: Table) -> None:
    day = row("a", hours=-12.0, lasts=24.0, modality="report", phenomenon="strike")
    fire = row(
        "b", hours=-9.0, lasts=1 / 60, modality="thermal", phenomenon="thermal", sigma_km=0.2
    )
    rows = table(day, fire)
    found = [one for one in associate(rows, model=model_for(rows)) if one.origins == 2]
    assert len(found) == 1
    assert found[0].time.start == NOON - timedelta(hours=12)
    assert timedelta(0) < found[0].time.end - (NOON - timedelta(hours=9)) < timedelta(minutes=5)


def test_fires_alone_keep_the_time_at_which_they_were_seen_burning(
    row: Row, table: Table
) -> None:
    fire = {"modality": "thermal", "phenomenon": "thermal", "sigma_km": 0.2}
    rows = table(row("a", **fire), row("b", hours=0.8, **fire))
    found = only(rows)
    assert (found.time.start, found.time.end) == (NOON, NOON + timedelta(hours=0.8))


def test_doubt_about_place_and_number_is_flagged(row: Row, table: Table) -> None:
    bare = {"cov_ee_m2": None, "cov_en_m2": None, "cov_nn_m2": None}
    assert ASSUMED_PLACE in only(table(row("a", **bare))).flags
    crowd = [row(f"{k}", sigma_km=3.0, exists=0.9, hours=k / 60) for k in range(3)]
    rows = table(*crowd, *(row(f"x{k}", sigma_km=3.0, hours=k / 3) for k in range(9)))
    several = [one for one in associate(rows, model=model_for(rows)) if SEVERAL in one.flags]
    assert all(one.origins > 1 for one in several)
