"""Deadlines with a clock that stops: exact, and a set where the stop is not known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.agreement.accord.norms.deadline import Due, active_age, due_from
from holdfire.agreement.accord.timeline.pieces import Pieces
from holdfire.base.truth import Truth

NO, MAYBE, YES = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE


@pytest.mark.parametrize(
    ("stopped", "after", "present", "low", "high"),
    [
        (((0, NO),), 10, 100, 10, 10),
        (((0, NO),), 10, 5, 10, 10),
        (((0, NO), (4, YES), (7, NO)), 10, 100, 13, 13),
        (((0, YES), (3, NO)), 10, 100, 13, 13),
        (((0, NO), (10, YES), (20, NO)), 10, 100, 10, 10),
        (((0, NO), (9, YES), (20, NO)), 10, 100, 21, 21),
        (((0, NO), (4, YES)), 10, 100, 101, None),
        (((0, NO), (4, MAYBE), (7, NO)), 10, 100, 10, 13),
        (((0, MAYBE), (50, NO)), 10, 100, 10, 60),
        (((0, NO), (4, MAYBE)), 10, 100, 10, None),
        (((0, NO), (4, MAYBE)), 10, 6, 10, None),
        (((0, NO), (4, YES), (6, MAYBE), (8, NO)), 10, 100, 12, 14),
    ],
)
def test_the_table_of_clock_stops(
    stopped: Pieces, after: int, present: int, low: int, high: int | None
) -> None:
    assert due_from(stopped, (0, 0), after, present) == Due(low, high)


def test_a_start_known_to_an_interval_gives_a_set() -> None:
    assert due_from(((0, NO),), (0, 7), 10, 100) == Due(10, 17)


def test_the_deadline_itself_is_in_time() -> None:
    assert not Due(10, 10).past(10)
    assert Due(10, 10).past(11)
    assert not Due(10, 20).past(15)
    assert not Due(10, None).past(1000)
    assert Due(10, 20).later(1, 2) == Due(11, 22)


@st.composite
def clocks(draw: st.DrawFn) -> Pieces:
    cuts = sorted(draw(st.sets(st.integers(1, 60), max_size=6)))
    values = draw(
        st.lists(st.sampled_from(list(Truth)), min_size=len(cuts) + 1, max_size=len(cuts) + 1)
    )
    pieces: list[tuple[int, Truth]] = []
    for at, value in zip([0, *cuts], values, strict=True):
        if not pieces or pieces[-1][1] is not value:
            pieces.append((at, value))
    return tuple(pieces)


def value(pieces: Pieces, at: int) -> Truth:
    return [held for start, held in pieces if start <= at][-1]


@given(clocks(), st.integers(1, 40))
def test_it_is_the_first_instant_of_that_age(stopped: Pieces, after: int) -> None:
    """Against counting instant by instant."""
    due = due_from(stopped, (0, 0), after, 200)
    for at, most in ((due.low, MAYBE), (due.high, NO)):
        if at is None or at > 200:
            continue
        ran = sum(value(stopped, instant) <= most for instant in range(at))
        assert ran == after
        assert value(stopped, at - 1) <= most


@given(clocks(), st.integers(1, 40))
def test_the_age_at_the_deadline_is_what_was_given(stopped: Pieces, after: int) -> None:
    due = due_from(stopped, (0, 0), after, 200)
    if due.low <= 200:
        assert active_age(stopped, 0, due.low)[1] == after
    if due.high is not None and due.high <= 200:
        assert active_age(stopped, 0, due.high)[0] == after


@given(clocks(), st.integers(1, 40), st.data())
def test_knowing_more_never_leaves_the_set(
    stopped: Pieces, after: int, data: st.DataObject
) -> None:
    """Deciding each doubt one way or the other stays between the ends."""
    known = tuple(
        (at, data.draw(st.sampled_from([NO, YES])) if held is MAYBE else held)
        for at, held in stopped
    )
    merged: list[tuple[int, Truth]] = []
    for at, held in known:
        if not merged or merged[-1][1] is not held:
            merged.append((at, held))
    wide, narrow = (
        due_from(stopped, (0, 0), after, 200),
        due_from(tuple(merged), (0, 0), after, 200),
    )
    assert wide.low <= narrow.low
    if wide.high is not None:
        assert narrow.high is not None
        assert narrow.high <= wide.high
