"""Aggregates: what is surely counted, what may be, and how long something lasted."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.agreement.accord.fact_trace import FactTrace
from holdfire.agreement.accord.formula import And, Atom, Bound, Compare, Formula, Not
from holdfire.agreement.accord.term import (
    Aggregate,
    Apply,
    Arithmetic,
    Constant,
    Term,
    Variable,
)
from holdfire.agreement.accord.timeline import evaluate, over, steps
from holdfire.agreement.accord.trace import NEVER, Claim, Lack, LackKind, Possible, Silence
from holdfire.base.truth import Truth

F, U, T = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE
PASSED = Atom("passed", (Variable("x"), Variable("n")))


def ends_of(term: Term, trace: FactTrace, at: int, reach: int = 60) -> tuple[int, int]:
    """The least and greatest value of a term, found by comparing it with every number."""
    sure = [
        n
        for n in range(-reach, reach)
        if evaluate(Compare(">=", term, Constant(n)), trace, {}, at) is T
    ]
    maybe = [
        n
        for n in range(-reach, reach)
        if evaluate(Compare("<=", term, Constant(n)), trace, {}, at) is T
    ]
    return max(sure, default=-reach - 1), min(maybe, default=reach)


@st.composite
def passages(draw: st.DrawFn) -> list[tuple[str, int, Truth, int, int]]:
    out = []
    for index in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, 8))
        out.append(
            (
                f"x{index}",
                draw(st.integers(-3, 9)),
                draw(st.sampled_from([U, T, F])),
                start,
                start + draw(st.integers(0, 3)),
            )
        )
    return out


def trace_of(found: list[tuple[str, int, Truth, int, int]], rest: Truth = F) -> FactTrace:
    return FactTrace(
        facts={"passed": {(x, n): (Claim(v, s, e),) for x, n, v, s, e in found}},
        rest={"passed": (Silence(rest),)},
    )


BOUNDS = st.one_of(
    st.none(), st.builds(lambda a, m: Bound(a, a + m), st.integers(0, 3), st.integers(0, 4))
)


@given(passages(), BOUNDS, st.integers(0, 12), st.sampled_from(["sum", "min", "max", "count"]))
def test_every_way_of_deciding_the_unknown_lies_within_the_result(
    found: list[tuple[str, int, Truth, int, int]], bound: Bound | None, at: int, kind: str
) -> None:
    variables = ("x", "n")
    weight = None if kind == "count" else Variable("n")
    term = Aggregate(kind, bound, weight, variables, PASSED)
    low, high = (at, at) if bound is None else (at - (bound.high or 0), at - bound.low)
    inside = [(n, v) for _, n, v, s, e in found if s <= high and low <= e and v is not F]
    results = []
    for way in product((False, True), repeat=len(inside)):
        if all(kept or v is U for kept, (_, v) in zip(way, inside, strict=True)):
            numbers = [n for kept, (n, _) in zip(way, inside, strict=True) if kept]
            if kind in {"sum", "count"}:
                results.append(sum(numbers) if kind == "sum" else len(numbers))
            elif numbers:
                results.append(min(numbers) if kind == "min" else max(numbers))
    least, most = ends_of(term, trace_of(found), at)
    if kind in {"sum", "count"} or (results and any(v is T for _, v in inside)):
        assert (least, most) == (min(results), max(results))
    else:
        assert (least, most) == (-61, 60)


def test_the_least_of_nothing_satisfies_no_comparison() -> None:
    least = Aggregate("min", None, None, ("n",), Atom("passed", (Constant("x"), Variable("n"))))
    nobody = trace_of([])
    for op in ("<", "<=", "=", "!=", ">=", ">"):
        assert evaluate(Compare(op, least, Constant(0)), nobody, {}, 3) is F
    perhaps = trace_of([("x", 5, U, 3, 3)])
    assert evaluate(Compare("<", least, Constant(9)), perhaps, {}, 3) is U
    assert evaluate(Compare(">", least, Constant(9)), perhaps, {}, 3) is F


def test_74_and_five_more_perhaps_against_75_is_open() -> None:
    found = [(f"x{i:02d}", 1, T if i < 74 else U, 0, 9) for i in range(79)]
    count = Aggregate("count", None, None, ("x", "n"), PASSED)
    trace = trace_of(found)
    assert evaluate(Compare("<=", count, Constant(75)), trace, {}, 5) is U
    assert evaluate(Compare("<=", count, Constant(79)), trace, {}, 5) is T
    assert evaluate(Compare("<=", count, Constant(73)), trace, {}, 5) is F
    assert len(over(Compare(">", count, Constant(75)), trace, {}, 5, 5).lacks) == 5


def test_while_something_unlisted_may_be_there_a_count_has_no_upper_end() -> None:
    count = Aggregate("count", None, None, ("x", "n"), PASSED)
    trace = trace_of([("x1", 7, T, 0, 9)], rest=U)
    assert evaluate(Compare("<=", count, Constant(1000)), trace, {}, 5) is U
    assert evaluate(Compare(">=", count, Constant(1)), trace, {}, 5) is T
    total = Aggregate("sum", None, Variable("n"), ("x", "n"), PASSED)
    assert evaluate(Compare(">=", total, Constant(7)), trace, {}, 5) is T
    signed = Aggregate(
        "sum", None, Arithmetic("-", Constant(0), Variable("n")), ("x", "n"), PASSED
    )
    assert evaluate(Compare("<=", signed, Constant(-7)), trace, {}, 5) is U
    assert [
        lack.kind for lack in over(Compare("<=", count, Constant(1)), trace, {}, 5, 5).lacks
    ] == [LackKind.GAP]


def test_a_weight_known_to_an_interval_widens_a_sum() -> None:
    lack = Lack(LackKind.WEAK, "tonnes", ("x1",))
    trace = FactTrace(
        facts={"passed": {("x1", 0): (Claim(T, 0, 9),), ("x2", 0): (Claim(T, 0, 9),)}},
        rest={"passed": (Silence(F),)},
        functions={
            ("tonnes", ("x1",)): ((NEVER, Possible(low=3, high=5, lack=lack)),),
            ("tonnes", ("x2",)): ((NEVER, Possible((10,))),),
        },
    )
    total = Aggregate("sum", None, Apply("tonnes", (Variable("x"),)), ("x", "n"), PASSED)
    assert ends_of(total, trace, 5) == (13, 15)
    assert over(Compare(">", total, Constant(14)), trace, {}, 5, 5).lacks == (lack,)


ON = Atom("on")


@given(
    st.lists(
        st.tuples(st.integers(0, 12), st.integers(0, 4), st.sampled_from([U, T])), max_size=3
    ),
    st.integers(0, 3),
    st.integers(0, 6),
)
def test_a_duration_is_the_measure_of_the_window(
    stretches: list[tuple[int, int, Truth]], low: int, more: int
) -> None:
    claims = tuple(Claim(v, s, s + n) for s, n, v in stretches)
    trace = FactTrace(facts={"on": {(): claims}}, rest={"on": (Silence(F),)})
    term = Aggregate("duration", Bound(low, low + more), None, (), ON)
    for at in range(0, 20, 3):
        values = [evaluate(ON, trace, {}, s) for s in range(at - low - more, at - low)]
        assert ends_of(term, trace, at, 12) == (values.count(T), len(values) - values.count(F))
        window = steps(Compare(">=", term, Constant(2)), trace, {}, 0, 19)
        assert window.at(at) is evaluate(Compare(">=", term, Constant(2)), trace, {}, at)


@pytest.mark.parametrize(("hours", "value"), [(24, T), (25, F)])
def test_a_whole_day_lasts_a_day(hours: int, value: Truth) -> None:
    hour = 3_600_000_000
    trace = FactTrace(
        facts={"on": {(): (Claim(T, 0, 24 * hour - 1),)}}, rest={"on": (Silence(F),)}
    )
    term = Aggregate("duration", Bound(0, 48 * hour), None, (), ON)
    formula: Formula = Compare(">=", term, Constant(hours * hour))
    assert evaluate(formula, trace, {}, 30 * hour) is value
    assert evaluate(And((formula, Not(ON))), trace, {}, 30 * hour) is value
