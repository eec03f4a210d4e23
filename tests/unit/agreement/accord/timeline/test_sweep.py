"""The sweeps on step functions, instant by instant."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from holdfire.agreement.accord.timeline.pieces import (
    Pieces,
    cut,
    greatest,
    hull,
    least,
    negated,
    overlaid,
    runs,
    spliced,
    value_at,
)
from holdfire.agreement.accord.timeline.sweep import dilated, since, until
from holdfire.base.truth import Truth

F, U, T = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE
LOW, HIGH = -12, 24


@st.composite
def functions(draw: st.DrawFn) -> Pieces:
    out: list[tuple[int, Truth]] = [(LOW, draw(st.sampled_from(Truth)))]
    for start in sorted(
        {draw(st.integers(LOW + 1, HIGH)) for _ in range(draw(st.integers(0, 6)))}
    ):
        value = draw(st.sampled_from(Truth))
        if value is not out[-1][1]:
            out.append((start, value))
    return tuple(out)


REACH = st.builds(lambda a, m: (a, a + m), st.integers(0, 4), st.integers(0, 5))


def tidy(pieces: Pieces) -> None:
    assert all(a[0] < b[0] and a[1] is not b[1] for a, b in itertools.pairwise(pieces))


@given(functions(), functions(), REACH)
def test_since_and_until_follow_the_definition(
    left: Pieces, right: Pieces, reach: tuple[int, int]
) -> None:
    a, b = reach
    back = since(cut(left, -9, 9), cut(right, -9, 9 - a), (0, 9), (a, b))
    ahead = until(cut(left, 0, 18), cut(right, a, 9 + b), (0, 9), (a, b))
    tidy(back)
    tidy(ahead)
    for t in range(10):
        past = [
            min(value_at(right, s), *(value_at(left, i) for i in range(s + 1, t + 1)), T)
            for s in range(t - b, t - a + 1)
        ]
        future = [
            min(value_at(right, s), *(value_at(left, i) for i in range(t, s)), T)
            for s in range(t + a, t + b + 1)
        ]
        assert value_at(back, t) is max(past)
        assert value_at(ahead, t) is max(future)


@given(functions(), REACH)
def test_once_and_eventually_follow_the_definition(
    pieces: Pieces, reach: tuple[int, int]
) -> None:
    a, b = reach
    back = dilated(cut(pieces, -b, 9 - a), (), (0, 9), reach)
    ahead = dilated(cut(pieces, a, 9 + b), (), (0, 9), reach, future=True)
    tidy(back)
    tidy(ahead)
    for t in range(10):
        assert value_at(back, t) is max(value_at(pieces, s) for s in range(t - b, t - a + 1))
        assert value_at(ahead, t) is max(value_at(pieces, s) for s in range(t + a, t + b + 1))


@given(functions(), functions())
def test_minimum_maximum_and_negation_are_taken_at_every_instant(
    left: Pieces, right: Pieces
) -> None:
    low, high, turned = least(left, right), greatest(left, right), negated(left)
    tidy(low)
    tidy(high)
    for t in range(LOW, HIGH + 1):
        pair = value_at(left, t), value_at(right, t)
        assert (value_at(low, t), value_at(high, t)) == (min(pair), max(pair))
        assert value_at(turned, t) is pair[0].negated()
    assert negated(turned) == left


@given(
    functions(),
    functions(),
    st.integers(LOW, HIGH - 1),
    st.integers(0, 8),
    st.sampled_from(Truth),
)
def test_a_stretch_is_put_in_and_nothing_else_changes(
    old: Pieces, new: Pieces, start: int, more: int, value: Truth
) -> None:
    end = min(start + more, HIGH - 1)
    found = spliced(old, start, end, cut(new, start, end), HIGH)
    laid = overlaid(old, start, end, value)
    tidy(found)
    tidy(laid)
    for t in range(LOW, HIGH + 1):
        inside = start <= t <= end
        assert value_at(found, t) is value_at(new if inside else old, t)
        assert value_at(laid, t) is (value if inside else value_at(old, t))


@given(functions())
def test_runs_and_hull_are_where_the_value_is(pieces: Pieces) -> None:
    for level in (U, T):
        inside = {t for start, end in runs(pieces, HIGH, level) for t in range(start, end + 1)}
        assert inside == {t for t in range(LOW, HIGH + 1) if value_at(pieces, t) >= level}
    there = [t for t in range(LOW, HIGH + 1) if value_at(pieces, t) is not F]
    assert hull(pieces, HIGH) == ((there[0], there[-1]) if there else None)
