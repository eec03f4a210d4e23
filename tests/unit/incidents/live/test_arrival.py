"""What one batch touches, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest

from holdfire.base.errors import BadInput
from holdfire.incidents import associate, model_for
from holdfire.incidents.live import (
    Arrival,
    Batch,
    Configuration,
    Correction,
    IdleReason,
    Known,
    LiveState,
    RefusalReason,
    Watermark,
    Withdrawal,
    arrived,
    incidents_of,
    openness,
    rebuilt,
    reconfigured,
)

Row = Callable[..., dict[str, Any]]
Table = Callable[..., pa.Table]

NOON = datetime(2025, 3, 18, 12, tzinfo=UTC)


@pytest.fixture
def begun(row: Row, table: Table) -> LiveState:
    """Two pairs far apart in space, one single."""
    rows = table(
        row("a", hours=0.0), row("b", hours=0.0), row("c", north_km=80.0),
        row("d", north_km=80.0), row("e", hours=9.0, north_km=40.0),
    )  # fmt: skip
    empty = rebuilt(Configuration(model_for(rows)), Known())
    return arrived(empty, Batch(rows)).state


def members(arrival: Arrival) -> set[tuple[str, ...]]:
    return {one.detections for one in incidents_of(arrival.state)}


def test_only_the_touched_part_is_solved_again(
    begun: LiveState, row: Row, table: Table
) -> None:
    assert len(begun.incidents) == 3
    after = arrived(begun, Batch(table(row("late", north_km=80.2))))
    assert not after.work.whole
    assert (after.work.blocks, after.work.carried) == (1, 2)
    assert after.work.rows == 3
    assert [one.detections for one in after.gone] == [("c.0", "d.0")]
    assert [one.detections for one in after.made] == [("c.0", "d.0", "late.0")]
    kept = [own for own in begun.incidents.values() if own in after.state.incidents.values()]
    assert all(any(own is new for new in after.state.incidents.values()) for own in kept)


def test_withdrawing_a_bridge_splits(row: Row, table: Table) -> None:
    rows = table(
        row("west", north_km=0.0), row("bridge", north_km=5.5), row("east", north_km=11.0)
    )  # fmt: skip
    state = rebuilt(Configuration(model_for(rows)), Known())
    state = arrived(state, Batch(rows)).state
    assert len(state.incidents) == 1, "one component"
    after = arrived(state, Batch(withdrawals=(Withdrawal("bridge.0", "sbridge"),)))
    assert len(after.state.incidents) == 2
    assert members(after) == {("west.0",), ("east.0",)}


def test_a_correction_replaces_once_both_are_known(
    begun: LiveState, row: Row, table: Table
) -> None:
    fact = Correction("e.0", "better.0", "se")
    waiting = arrived(begun, Batch(corrections=(fact,)))
    assert [(one.subject, one.reason) for one in waiting.state.standing.idle] == [
        ("better.0", IdleReason.UNKNOWN)
    ]
    assert (waiting.gone, waiting.made) == ((), ())
    after = arrived(waiting.state, Batch(table(row("better", source="se", hours=10.0))))
    assert after.state.standing.idle == ()
    assert [one.detections for one in after.gone] == [("e.0",)]
    assert ("better.0",) in members(after)


def test_nobody_withdraws_for_another(begun: LiveState) -> None:
    after = arrived(begun, Batch(withdrawals=(Withdrawal("e.0", "sa"),)))
    assert [one.reason for one in after.state.standing.idle] == [IdleReason.FOREIGN]
    assert after.made == ()


def test_corrections_in_a_circle_have_no_effect(
    begun: LiveState, row: Row, table: Table
) -> None:
    rows = table(row("x", source="s"), row("y", source="s"))
    circle = (Correction("x.0", "y.0", "s"), Correction("y.0", "x.0", "s"))
    after = arrived(begun, Batch(rows, corrections=circle))
    assert {one.reason for one in after.state.standing.idle} == {IdleReason.CIRCLE}
    assert after.state.standing.rows.sum() == 7


def test_the_same_bytes_change_nothing_and_other_bytes_are_kept_aside(
    begun: LiveState, row: Row, table: Table
) -> None:
    again = arrived(begun, Batch(table(row("a"), row("a"))))
    assert (again.receipt.stored, again.receipt.repeated) == (0, 2)
    ends = set()
    for first, second in ((0.5, 0.7), (0.7, 0.5)):
        state = rebuilt(begun.configuration, Known())
        for value in (first, second):
            done = arrived(state, Batch(table(row("z", exists=value))))
            state = done.state
        assert [one.reason for one in done.receipt.refusals] == [RefusalReason.OTHER_CONTENT]
        assert done.receipt.rows_in == done.receipt.quarantined == 1
        ends.add((incidents_of(state)[0].existence.value, frozenset(state.known.refusals)))
    assert len(ends) == 1, "which came first decides nothing"


@pytest.mark.parametrize(
    "broken",
    [
        {"id": None}, {"modality": "telepathy"}, {"phenomenon": "omen"}, {"source": None},
        {"lat": float("nan")}, {"cov_nn_m2": -1.0}, {"observation_id": None},
    ],
)  # fmt: skip
def test_a_hostile_row_is_kept_aside_and_counted(
    begun: LiveState, row: Row, table: Table, broken: dict[str, Any]
) -> None:
    done = arrived(begun, Batch(table(row("fine"), row("bad", **broken))))
    receipt = done.receipt
    assert (receipt.rows_in, receipt.stored, receipt.quarantined) == (2, 1, 1)
    assert done.state.known.row_of.keys() - begun.known.row_of.keys() == {"fine.0"}


def test_a_table_of_something_else_is_refused(begun: LiveState) -> None:
    with pytest.raises(BadInput, match="HF-5010"):
        arrived(begun, Batch(pa.table({"id": ["x"]})))


def test_a_denial_is_shown_and_touches_only_its_place(
    begun: LiveState, row: Row, table: Table
) -> None:
    done = arrived(begun, Batch(table(row("no", flags="denial", exists=0.0))))
    assert done.work.carried == 2
    assert [one.contrary for one in done.made] == [("no.0",)]


def test_a_late_row_is_solved_as_if_it_had_been_there(
    begun: LiveState, row: Row, table: Table
) -> None:
    rows = [row(name) for name in "ab"] + [row(name, north_km=80.0) for name in "cd"]
    rows += [row("e", hours=9.0, north_km=40.0), row("f", hours=9.0, north_km=40.3)]
    after = arrived(begun, Batch(table(rows[-1])))
    assert incidents_of(after.state) == associate(table(*rows), model=begun.configuration.model)


def test_an_incident_settles_when_every_source_has_passed_it(begun: LiveState) -> None:
    incident = next(one for one in incidents_of(begun) if one.detections == ("a.0", "b.0"))
    assert not openness(begun, incident).settled
    assert {one.source for one in openness(begun, incident).sources} == {
        f"s{n}" for n in "abcde"
    }
    due = NOON + timedelta(days=3)
    marks = [Watermark(f"s{n}", NOON + timedelta(hours=1)) for n in "abcd"]
    state = arrived(begun, Batch(watermarks=(*marks, Watermark("se", NOON, due)))).state
    (left,) = openness(state, incident).sources
    assert (left.source, left.until, left.due) == ("se", NOON, due)
    assert NOON < left.settles < NOON + timedelta(hours=1)
    back = arrived(state, Batch(watermarks=(Watermark("se", NOON - timedelta(days=1)),))).state
    assert openness(back, incident).sources[0].until == NOON, "a watermark never goes back"
    last = arrived(state, Batch(watermarks=(Watermark("se", NOON + timedelta(hours=1)),)))
    assert openness(last.state, incident).settled


def test_a_new_configuration_solves_everything(
    begun: LiveState, row: Row, table: Table
) -> None:
    other = Configuration(begun.configuration.model, "calibration of May")
    assert other.version != begun.configuration.version
    again = reconfigured(begun, other)
    assert again.work.whole
    assert (again.gone, again.made) == ((), ()), "same model, same incidents"
    far = table(row("q", hours=900.0))
    assert reconfigured(begun, Configuration(model_for(far))).made
