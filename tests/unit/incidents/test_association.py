from collections.abc import Callable
from itertools import permutations
from typing import Any

import pyarrow as pa

from holdfire.base.phenomenon import Phenomenon
from holdfire.incidents import Incident, associate, is_confirmed, model_for, undated
from holdfire.incidents.assembly import DENSE

Row = Callable[..., dict[str, Any]]
Table = Callable[..., pa.Table]


def solve(rows: pa.Table) -> tuple[Incident, ...]:
    return associate(rows, model=model_for(rows))


def test_every_dated_detection_is_in_exactly_one_incident(row: Row, table: Table) -> None:
    rows = table(
        row("a"), row("b"), row("c", hours=9.0), row("d", t_start=None, t_end=None),
        row("e", place_kind="none", lon=None, lat=None), row("f", flags="denial"),
    )  # fmt: skip
    members = sorted(one for incident in solve(rows) for one in incident.detections)
    assert members == ["a.0", "b.0", "c.0", "e.0"]
    assert undated(rows) == ("d.0",)


def test_order_and_repetition_change_no_bit(row: Row, table: Table) -> None:
    rows = [row("a"), row("b", north_km=0.5), row("c", hours=0.1), row("d", north_km=50.0)]
    expected = solve(table(*rows))
    for order in permutations(rows):
        assert solve(table(*order, order[0])) == expected


def test_a_thousand_copies_of_one_message_confirm_nothing(row: Row, table: Table) -> None:
    report = {"modality": "report", "origin_group": "one", "lasts": 24.0}
    rows = table(*(row(f"{k:04}", north_km=1e-3 * (k % 9), **report) for k in range(1000)))
    (found,) = solve(rows)
    assert found.existence.value < 0.95
    assert (found.origins, len(found.modalities)) == (1, 1)
    assert len(found.detections) == 1000
    assert not is_confirmed(found)


def test_the_two_alarm_records_are_never_two_witnesses(row: Row, table: Table) -> None:
    unit = {
        "phenomenon": "alarm", "modality": "alarm", "origin_group": "system and unit",
        "sigma_km": 30.0, "lasts": 1.5, "exists": 0.95,
    }  # fmt: skip
    rows = table(
        row("official", **unit), row("volunteer", hours=0.1, **unit),
        row("strike", phenomenon="strike", modality="report", hours=0.5),
    )  # fmt: skip
    found = solve(rows)
    alarms = [one for one in found if one.classes[0][0] is Phenomenon.ALARM]
    assert [(one.origins, len(one.detections)) for one in alarms] == [(1, 2)]
    assert alarms[0].existence.value == 0.95
    strike = next(one for one in found if "strike.0" in one.detections)
    assert strike.detections == ("strike.0",), "an alarm is no member of a strike"


def test_synthetic_and_real_never_share_an_incident(row: Row, table: Table) -> None:
    found = solve(table(row("a"), row("b", synthetic=True)))
    assert [one.synthetic for one in found] != []
    assert len(found) == 2


def test_two_independent_ways_of_knowing_may_confirm(row: Row, table: Table) -> None:
    sure = {"exists": 0.9, "exists_low": 0.8, "exists_high": 0.95}
    rows = table(row("a", **sure), row("b", modality="camera", **sure))
    (both,) = solve(rows)
    assert both.existence.value > 0.95
    assert is_confirmed(both)
    same = table(row("a", **sure), row("b", **sure))
    assert not is_confirmed(solve(same)[0]), "two arrays share the errors of arrays"


def test_a_flood_ends_flagged_and_cuts_nothing_silently(row: Row, table: Table) -> None:
    rows = table(*(row(f"{k:05}", lasts=0.02) for k in range(2_300)))
    found = solve(rows)
    assert len(found) == 2_300
    assert all(DENSE in one.flags for one in found)


def test_no_detections_no_incidents(table: Table) -> None:
    assert solve(table()) == ()
