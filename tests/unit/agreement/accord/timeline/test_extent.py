"""Comparisons of sets: true for all pairs, false for none, else unknown, at every instant."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from holdfire.agreement.accord.timeline.extent import (
    ANYTHING,
    NOTHING,
    End,
    Extent,
    combined,
    compared,
    exactly,
    extent_of,
    interval,
    moving,
    union,
)
from holdfire.agreement.accord.timeline.pieces import value_at
from holdfire.agreement.accord.trace import Possible
from holdfire.base.truth import Truth

F, U, T = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE
OPS = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    ">=": lambda a, b: a >= b,
    ">": lambda a, b: a > b,
}
SMALL = st.integers(-5, 5)


@st.composite
def extents(draw: st.DrawFn) -> Extent:
    if draw(st.booleans()):
        return extent_of(Possible(tuple(draw(st.lists(SMALL, min_size=1, max_size=3)))))
    low, more, rate = (
        draw(SMALL),
        draw(st.integers(0, 4)),
        draw(st.sampled_from([-2, -1, 0, 1])),
    )
    return Extent(None, End(low, rate), End(low + more, rate))


def values(extent: Extent, at: int) -> set[int]:
    if extent.values is not None:
        return {value for value in extent.values if isinstance(value, int)}
    assert extent.low is not None
    assert extent.high is not None
    return set(
        range(
            extent.low.value + extent.low.rate * at,
            extent.high.value + extent.high.rate * at + 1,
        )
    )


@given(extents(), extents(), st.sampled_from(sorted(OPS)))
def test_a_comparison_is_that_of_all_pairs(left: Extent, right: Extent, op: str) -> None:
    pieces = compared(op, left, right, -8, 8)
    for at in range(-8, 9):
        found = {OPS[op](a, b) for a in values(left, at) for b in values(right, at)}
        expected = U if len(found) > 1 else T if found == {True} else F
        assert value_at(pieces, at) is expected


@given(extents(), extents(), st.sampled_from("+-*"))
def test_arithmetic_holds_every_result(left: Extent, right: Extent, op: str) -> None:
    found = combined(op, left, right)
    for at in (-3, 0, 4):
        for a in values(left, at):
            for b in values(right, at):
                result = a + b if op == "+" else a - b if op == "-" else a * b
                assert value_at(compared("=", found, exactly(result), at, at), at) is not F


def test_names_are_equal_or_not_and_have_no_order() -> None:
    one, two = exactly("a"), extent_of(Possible(("a", "b")))
    assert compared("=", one, one, 0, 0) == ((0, T),)
    assert compared("=", one, two, 0, 0) == ((0, U),)
    assert compared("=", one, exactly("c"), 0, 0) == ((0, F),)
    assert compared("!=", one, exactly(3), 0, 0) == ((0, T),)
    assert compared("<", one, two, 0, 0) == ((0, U),)


def test_now_passes_an_instant_once() -> None:
    assert compared(">=", moving(), exactly(5), 0, 9) == ((0, F), (5, T))
    assert compared("=", moving(), exactly(5), 0, 9) == ((0, F), (5, T), (6, F))
    assert compared("<", moving(), interval(3, 6), 0, 9) == ((0, T), (3, U), (6, F))
    assert compared("<", moving(), interval(3, None), 0, 9) == ((0, T), (3, U))


def test_nothing_and_anything() -> None:
    assert compared("<", NOTHING, exactly(1), 0, 0) == ((0, F),)
    assert compared("=", ANYTHING, exactly(1), 0, 0) == ((0, U),)
    assert combined("+", NOTHING, exactly(1)) == NOTHING
    assert union([exactly(1), exactly(3)]).values == (1, 3)
    assert union([exactly(1), interval(4, 6)]) == interval(1, 6)
    assert union([exactly("a"), interval(4, 6)]) == ANYTHING
