"""Merges, splits and undos, applied after the solve and kept through late data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest

from holdfire.base.errors import BadInput
from holdfire.incidents import model_for
from holdfire.incidents.live import (
    EDITED,
    Batch,
    Configuration,
    Edit,
    EditStatus,
    Known,
    LiveState,
    Overlay,
    Withdrawal,
    arrived,
    forced_incident,
    incidents_of,
    merge,
    overlay,
    rebuilt,
    split,
    undo,
)

Row = Callable[..., dict[str, Any]]
Table = Callable[..., pa.Table]

WHO: dict[str, Any] = {
    "author": "analyst 7",
    "reason": "one salvo",
    "at": "2025-03-20T10:00+00:00",
}


@pytest.fixture
def begun(row: Row, table: Table) -> LiveState:
    """Two that the model keeps apart, and a pair."""
    rows = table(
        row("a"), row("b", north_km=12.0), row("c", north_km=90.0), row("d", north_km=90.2)
    )  # fmt: skip
    return arrived(rebuilt(Configuration(model_for(rows)), Known()), Batch(rows)).state


def shown(state: LiveState, *log: Edit) -> Overlay:
    return overlay(state, log, lambda ids: forced_incident(state, ids))


def test_a_merge_joins_and_keeps_what_was_solved(begun: LiveState) -> None:
    edit = merge([["a.0"], ["b.0"]], numbers=[1, 2], **WHO)
    found = shown(begun, edit)
    (one,) = found.edited
    assert one.incident.detections == ("a.0", "b.0")
    assert EDITED in one.incident.flags
    assert one.edits == (edit,)
    assert {own.detections for own in one.solved} == {("a.0",), ("b.0",)}
    assert found.hidden == {own.id for own in one.solved}
    assert dict(found.status) == {edit.id: EditStatus.APPLIED}


def test_held_for_one_it_is_no_surer_than_one_of_them_and_no_less(begun: LiveState) -> None:
    # Places 20 sigmas apart: their agreement counts for nothing, so of two halves one or
    # none is real: r = (1/4 + 1/4) / (1/4 + 1/4 + 1/4).
    forced = forced_incident(begun, ["a.0", "c.0"])
    assert forced is not None
    assert forced.existence.value == pytest.approx(2.0 / 3.0, rel=1e-12)
    near = forced_incident(begun, ["c.0", "d.0"])
    assert near is not None
    assert near.existence.value > forced.existence.value


def test_members_of_one_origin_cannot_be_held_for_one(row: Row, table: Table) -> None:
    rows = table(row("a", origin_group="g"), row("b", origin_group="g", hours=5.0))
    state = arrived(rebuilt(Configuration(model_for(rows)), Known()), Batch(rows)).state
    edit = merge([["a.0"], ["b.0"]], numbers=[1, 2], **WHO)
    found = shown(state, edit)
    assert dict(found.status) == {edit.id: EditStatus.IMPOSSIBLE}
    assert (found.edited, found.hidden) == ((), frozenset())


def test_a_split_divides_and_late_members_follow_their_strongest_link(
    begun: LiveState, row: Row, table: Table
) -> None:
    edit = split(["c.0", "d.0"], [["d.0"]], number=3, **WHO)
    found = shown(begun, edit)
    assert {one.incident.detections for one in found.edited} == {("c.0",), ("d.0",)}
    later = arrived(begun, Batch(table(row("e", north_km=90.21, sigma_km=0.2)))).state
    assert ("c.0", "d.0", "e.0") in {one.detections for one in incidents_of(later)}
    parts = {one.incident.detections for one in shown(later, edit).edited}
    assert len(parts) == 2
    assert {id_ for part in parts for id_ in part} == {"c.0", "d.0", "e.0"}
    assert not any({"c.0", "d.0"} <= set(part) for part in parts)


def test_undo_restores_exactly(begun: LiveState) -> None:
    edit = merge([["a.0"], ["b.0"]], numbers=[1, 2], **WHO)
    back = undo(edit, [edit], author="analyst 8", reason="two after all", at="later")
    found = shown(begun, edit, back)
    assert (found.edited, found.hidden) == ((), frozenset())
    assert dict(found.status) == {edit.id: EditStatus.UNDONE}
    with pytest.raises(BadInput, match="HF-5012"):
        undo(edit, [edit, back], author="x", reason="y", at="z")
    with pytest.raises(BadInput, match="HF-5012"):
        undo(back, [edit, back], author="x", reason="y", at="z")


def test_an_edit_whose_members_are_withdrawn_is_kept_as_idle(begun: LiveState) -> None:
    edit = merge([["a.0"], ["b.0"]], numbers=[1, 2], **WHO)
    gone = arrived(begun, Batch(withdrawals=(Withdrawal("b.0", "sb"),))).state
    found = shown(gone, edit)
    assert dict(found.status) == {edit.id: EditStatus.IDLE}
    assert found.edited == ()


def test_edits_apply_in_the_order_of_the_log(begun: LiveState) -> None:
    first = merge([["a.0"], ["b.0"]], numbers=[1, 2], **WHO)
    second = merge([["a.0", "b.0"], ["c.0", "d.0"]], numbers=[1, 3], **WHO)
    found = shown(begun, first, second)
    (one,) = found.edited
    assert one.incident.detections == ("a.0", "b.0", "c.0", "d.0")
    assert one.edits == (first, second)
    assert len(one.solved) == 3
    again = merge([["c.0"], ["d.0"]], numbers=[3], **WHO)
    assert dict(shown(begun, again).status) == {again.id: EditStatus.AGREED}


@pytest.mark.parametrize(
    "bad",
    [
        lambda: merge([["a"]], numbers=[1], **WHO),
        lambda: merge([["a"], ["a"]], numbers=[1], **WHO),
        lambda: merge([["a"], ["b"]], numbers=[1, 2], **WHO | {"reason": " "}),
        lambda: merge([["a"], ["b"]], numbers=[1, 2], **WHO | {"author": ""}),
        lambda: split(["a", "b"], [["a", "b"]], number=1, **WHO),
        lambda: split(["a", "b"], [["z"]], number=1, **WHO),
        lambda: split(["a", "b"], [[]], number=1, **WHO),
        lambda: split(["a", "b", "c"], [["a"], ["a", "b"]], number=1, **WHO),
    ],
)
def test_an_edit_that_says_nothing_is_refused(bad: Callable[[], Edit]) -> None:
    with pytest.raises(BadInput, match="HF-5012"):
        bad()
