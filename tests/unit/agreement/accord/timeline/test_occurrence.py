"""Events known to an interval only: one instant somewhere in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.agreement.accord.timeline.drawn import formulas, traces
from tests.unit.agreement.accord.timeline.naive import naive

from holdfire.agreement.accord.fact_trace import FactTrace
from holdfire.agreement.accord.formula import (
    And,
    Atom,
    Bound,
    Compare,
    Eventually,
    Exists,
    Formula,
    Historically,
    Not,
    Once,
    Or,
)
from holdfire.agreement.accord.term import Aggregate, Constant, Name, Value, Variable
from holdfire.agreement.accord.timeline import evaluate, over, steps
from holdfire.agreement.accord.trace import FOREVER, NEVER, Claim, LackKind, Silence
from holdfire.base.truth import Truth

F, U, T = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE
MINUTE = 60_000_000
HOUR = 60 * MINUTE
TEN = 10 * HOUR
SHOT = Atom("shot", (Variable("e"),))
ENV: dict[str, Value] = {"e": "e1"}


def happened(start: int, end: int, value: Truth = T, **more: Claim) -> FactTrace:
    """A shot inside ``[start, end]``; nothing else; it is known whether there were others."""
    del more
    claim = Claim(value, start, end, event=True, ids=("i1",))
    holding = Claim(T, NEVER, FOREVER, ids=("z1",))
    return FactTrace(
        facts={"shot": {("e1",): (claim,)}, "inside": {("e1",): (holding,)}},
        rest={"shot": (Silence(F),), "inside": (Silence(F),), "calm": (Silence(F),)},
    )


SPREAD = happened(TEN, TEN + 20 * MINUTE)


@pytest.mark.parametrize(
    ("after", "value"),
    [(-1, F), (0, U), (19, U), (20, T), (45, T), (60, T), (61, U), (80, U), (81, F)],
)
def test_once_an_hour_back_over_a_shot_between_ten_and_twenty_past(
    after: int, value: Truth
) -> None:
    formula = Once(Bound(0, HOUR), SHOT)
    assert evaluate(formula, SPREAD, ENV, TEN + after * MINUTE) is value
    assert evaluate(Not(formula), SPREAD, ENV, TEN + after * MINUTE) is value.negated()
    never = Historically(Bound(0, HOUR), Not(SHOT))
    assert evaluate(never, SPREAD, ENV, TEN + after * MINUTE) is value.negated()


@pytest.mark.parametrize(
    ("before", "value"),
    [(61, F), (60, U), (41, U), (40, T), (20, T), (0, T), (-1, U), (-21, F)],
)
def test_eventually_within_an_hour(before: int, value: Truth) -> None:
    formula = Eventually(Bound(0, HOUR), SHOT)
    assert evaluate(formula, SPREAD, ENV, TEN - before * MINUTE) is value


@pytest.mark.parametrize(("deadline", "value"), [(-1, F), (0, U), (19, U), (20, T), (21, T)])
def test_a_deadline_inside_the_interval_cannot_be_judged(deadline: int, value: Truth) -> None:
    answer = over(SHOT, SPREAD, ENV, 0, TEN + deadline * MINUTE)
    assert answer.value is value
    assert [lack.kind for lack in answer.lacks] == [LackKind.STRADDLE] * (value is U)
    assert answer.ids == (("i1",) if value is T else ())


def test_at_an_instant_inside_nothing_is_known_though_it_surely_happened() -> None:
    assert evaluate(SHOT, SPREAD, ENV, TEN + MINUTE) is U
    assert over(SHOT, SPREAD, ENV, TEN, TEN + 20 * MINUTE).value is T


def test_a_part_that_does_not_change_meanwhile_goes_with_the_event() -> None:
    both = And(
        (SHOT, Atom("inside", (Variable("e"),)), Compare(">=", Name("now"), Constant(TEN)))
    )
    answer = over(both, SPREAD, ENV, 0, TEN + HOUR)
    assert answer.value is T
    assert answer.ids == ("i1", "z1")
    late = And((SHOT, Compare(">=", Name("now"), Constant(TEN + MINUTE))))
    assert over(late, SPREAD, ENV, 0, TEN + HOUR).value is U
    over_now = And((SHOT, Compare(">", Name("now"), Constant(TEN + 20 * MINUTE))))
    assert over(over_now, SPREAD, ENV, 0, TEN + HOUR).value is F


def test_a_count_over_a_window_takes_what_the_window_holds() -> None:
    count = Aggregate("count", Bound(0, HOUR), None, ("e",), SHOT)
    one = Compare(">=", count, Constant(1))
    assert evaluate(one, SPREAD, {}, TEN + 45 * MINUTE) is T
    assert evaluate(one, SPREAD, {}, TEN + 70 * MINUTE) is U
    assert evaluate(one, SPREAD, {}, TEN + 90 * MINUTE) is F
    assert over(Exists(("e",), SHOT), SPREAD, {}, 0, 2 * TEN).value is T


def test_a_denied_event_is_in_conflict() -> None:
    claims = (
        Claim(T, 10, 20, event=True, ids=("i1",)),
        Claim(F, 0, 30, ids=("i2",)),
    )
    trace = FactTrace(facts={"shot": {("e1",): claims}}, rest={"shot": (Silence(F),)})
    answer = over(SHOT, trace, ENV, 0, 100)
    assert answer.value is U
    assert {lack.kind for lack in answer.lacks} == {LackKind.CONFLICT}


def dated(trace: FactTrace) -> Iterator[FactTrace]:
    """The trace with every event at each instant that nothing denies (at most 24 ways)."""
    spread = [
        (name, key, index, claim)
        for name, keys in sorted(trace.facts.items())
        for key, claims in sorted(keys.items())
        for index, claim in enumerate(claims)
        if claim.event and claim.start < claim.end and claim.value is not F
    ]
    ways = product(*(range(claim.start, claim.end + 1) for *_, claim in spread))
    denied = {
        (name, key, at)
        for name, keys in trace.facts.items()
        for key, claims in keys.items()
        for claim in claims
        if claim.value is F
        for at in range(claim.start, claim.end + 1)
    }
    for way, _ in zip(ways, range(24), strict=False):
        dates = [(name, key, at) for (name, key, *_), at in zip(spread, way, strict=True)]
        if denied & set(dates):
            continue
        facts = {
            name: {key: list(c) for key, c in keys.items()}
            for name, keys in trace.facts.items()
        }
        for (name, key, index, claim), at in zip(spread, way, strict=True):
            facts[name][key][index] = replace(claim, start=at, end=at)
        yield replace(
            trace,
            facts={
                name: {k: tuple(c) for k, c in keys.items()} for name, keys in facts.items()
            },
        )


@given(formulas((), 2), traces(exact=False))
def test_no_way_of_dating_the_events_contradicts_a_definite_value(
    formula: Formula, trace: FactTrace
) -> None:
    found = steps(formula, trace, {}, 0, 12)
    whole = over(formula, trace, {}, 0, 12).value
    for one in dated(trace):
        exact = [naive(formula, one, {}, at) for at in range(13)]
        for at in range(13):
            if found.at(at) is not U:
                assert exact[at] is found.at(at)
        if whole is not U:
            assert max(exact) is whole


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(1, 4)), min_size=1, max_size=3),
    st.integers(0, 4),
    st.integers(0, 4),
    st.integers(0, 14),
)
def test_windows_over_several_events_follow_their_ends(
    events: list[tuple[int, int]], low: int, more: int, at: int
) -> None:
    claims = tuple(
        sorted(
            (Claim(T, s, s + n, event=True) for s, n in events), key=lambda c: (c.start, c.end)
        )
    )
    trace = FactTrace(facts={"shot": {("e1",): claims}}, rest={"shot": (Silence(F),)})
    first, last = at - low - more, at - low
    held = [c for c in claims if first <= c.start and c.end <= last]
    touched = [c for c in claims if c.start <= last and first <= c.end]
    expected = T if held else U if touched else F
    assert evaluate(Once(Bound(low, low + more), SHOT), trace, ENV, at) is expected
    either = Or((SHOT, Atom("calm", ())))
    quiet = replace(trace, rest={**trace.rest, "calm": (Silence(F),)})
    assert evaluate(Once(Bound(low, low + more), either), quiet, ENV, at) is expected
