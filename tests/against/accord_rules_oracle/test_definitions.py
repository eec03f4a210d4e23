"""The direct evaluator of the timeline on examples worked out by hand."""

from __future__ import annotations

import pytest
from tests.oracle.listed import CLOSED, OPEN, Key, Listed, closed_until, lacking, piece
from tests.oracle.timeline import evaluate

from holdfire.agreement.accord.formula import (
    And,
    Atom,
    Bound,
    Compare,
    Eventually,
    Exists,
    Formula,
    Historically,
    Member,
    Not,
    Once,
    Since,
    Until,
)  # fmt: skip
from holdfire.agreement.accord.term import (
    Aggregate,
    Apply,
    Arithmetic,
    Constant,
    Name,
    Variable,
)
from holdfire.agreement.accord.trace import Claim, LackKind, Possible, Silence
from holdfire.base.truth import Truth

F, U, T = Truth
Facts = dict[str, dict[Key, list[Claim]]]
P = Atom("p")
Q = Atom("q")
X = Variable("x")


def at(formula: Formula, trace: Listed, t: int, **env: int | str) -> Truth:
    first, last = -60, 100
    return evaluate(formula, trace, env, first, last)[t - first]


def event(start: int, end: int | None = None, value: Truth = T) -> Claim:
    return Claim(value, start, start if end is None else end, event=True)


def state(start: int, end: int, value: Truth = T) -> Claim:
    return Claim(value, start, end)


def one(*claims: Claim, name: str = "p") -> Listed:
    return Listed(facts={name: {(): claims}})


@pytest.mark.parametrize(
    ("t", "expected"), [(39, F), (40, U), (50, U), (59, U), (60, T), (80, T), (100, T)]
)
def test_an_event_known_to_an_interval_is_one_instant_in_it(t: int, expected: Truth) -> None:
    trace = one(event(40, 60))
    assert at(Once(Bound(0, 60), P), trace, t) is expected
    assert at(Historically(Bound(0, 60), Not(P)), trace, t) is expected.negated()


@pytest.mark.parametrize(
    ("t", "expected"), [(29, U), (30, T), (40, T), (41, U), (60, U), (61, F)]
)
def test_an_event_ahead(t: int, expected: Truth) -> None:
    assert at(Eventually(Bound(0, 30), P), one(event(40, 60)), t) is expected


def test_an_event_under_exists_and_a_fixed_condition() -> None:
    trace = Listed(facts={"p": {(1,): [event(40, 60)], (5,): [event(42)]}})
    big = And((Atom("p", (X,)), Compare(">", X, Constant(3))))
    small = And((Atom("p", (X,)), Compare("<", X, Constant(3))))
    assert at(Once(Bound(0, 30), Exists(("x",), small)), trace, 65) is T
    assert at(Once(Bound(0, 20), Exists(("x",), small)), trace, 65) is U
    assert at(Once(Bound(0, 20), Exists(("x",), big)), trace, 65) is F


def test_since_looks_at_every_instant_after_and_not_at_the_event() -> None:
    trace = Listed(facts={"p": {(): [state(11, 20)]}, "q": {(): [event(10)]}})
    assert at(Since(Bound(0, None), P, Q), trace, 20) is T
    assert at(Since(Bound(0, None), P, Q), trace, 21) is F
    assert at(Since(Bound(0, 5), P, Q), trace, 16) is F
    assert at(Since(Bound(0, None), P, Q), trace, 9) is F


def test_until_looks_from_now_to_before_the_event() -> None:
    trace = Listed(facts={"p": {(): [state(11, 19)]}, "q": {(): [event(20)]}})
    assert at(Until(Bound(0, 20), P, Q), trace, 11) is T
    assert at(Until(Bound(0, 20), P, Q), trace, 10) is F
    assert at(Until(Bound(0, 20), P, Q), trace, 20) is T


def test_eventually_waits_for_the_end_of_its_window() -> None:
    trace = Listed(quiet={"p": closed_until(25, "p")}, rest={"p": closed_until(25, "p")})
    assert at(Eventually(Bound(0, 10), P), trace, 15) is F
    assert at(Eventually(Bound(0, 10), P), trace, 16) is U


def test_what_holds_before_the_first_instant_holds_for_ever() -> None:
    trace = one(state(-(10**6), 5))
    assert at(Historically(Bound(3, None), P), trace, 8) is T
    assert at(Historically(Bound(3, None), P), trace, 9) is F
    assert at(Not(Once(Bound(5, None), Not(P))), trace, -58) is T
    assert at(Since(Bound(200, None), P, P), trace, 5) is T


def test_claims_against_each_other_say_nothing() -> None:
    assert at(P, one(state(0, 10), state(5, 20, F)), 4) is T
    assert at(P, one(state(0, 10), state(5, 20, F)), 5) is U
    assert at(P, one(state(0, 10), state(5, 20, U)), 5) is T


def count(body: Formula, bound: Bound | None = None) -> Aggregate:
    return Aggregate("count", bound, None, ("x",), body)


def test_count_is_what_is_sure_and_what_may_be() -> None:
    facts: Facts = {"p": {(1,): [state(0, 9)], (2,): [state(0, 9, U)], (3,): [state(0, 9, F)]}}
    body = Atom("p", (X,))
    closed, wide = Listed(facts=facts), Listed(facts=facts, rest={"p": OPEN})
    assert at(Compare("<", count(body), Constant(3)), closed, 5) is T
    assert at(Compare("<", count(body), Constant(2)), closed, 5) is U
    assert at(Compare("<", count(body), Constant(1)), closed, 5) is F
    assert at(Compare("<", count(body), Constant(900)), wide, 5) is U
    assert at(Compare(">", count(body, Bound(0, 5)), Constant(0)), closed, 14) is T
    assert at(Compare(">", count(body, Bound(0, 5)), Constant(0)), closed, 15) is F


def test_a_sum_of_amounts_that_may_be() -> None:
    facts: Facts = {
        "p": {(1, 10): [event(3)], (2, 20): [event(3, 8)], (3, -5): [state(0, 9, U)]}
    }
    total = Aggregate("sum", Bound(0, 5), Variable("n"), ("x",), Atom("p", (X, Variable("n"))))
    trace = Listed(facts=facts)
    assert at(Compare(">=", total, Constant(5)), trace, 5) is T
    assert at(Compare(">=", total, Constant(6)), trace, 5) is U
    assert at(Compare("<=", total, Constant(30)), trace, 8) is T
    assert at(Compare(">=", total, Constant(25)), trace, 8) is T


def test_duration_counts_instants() -> None:
    span = Aggregate("duration", Bound(0, 9), None, (), P)
    trace = one(state(0, 4), state(5, 6, U))
    assert at(Compare(">=", span, Constant(5)), trace, 9) is T
    assert at(Compare(">=", span, Constant(6)), trace, 9) is U
    assert at(Compare(">=", span, Constant(8)), trace, 9) is F


def caliber(*values: int) -> Possible:
    return Possible(
        values, lack=None if len(values) == 1 else lacking(LackKind.WEAK, "caliber")
    )


HW1 = And((
    Compare(">=", Name("now"), Arithmetic("+", Name("D"), Constant(14))),
    Compare(">", Apply("caliber", (Variable("u"),)), Constant(100)),
    Compare("<", Apply("dist", (Variable("u"),)), Constant(25_000)),
    Not(And((
        Member(Apply("site", (Variable("u"),)), "storage_sites"),
        Once(Bound(0, 7), Atom("inspected", (Apply("site", (Variable("u"),)),))),
    ))),
))  # fmt: skip


@pytest.mark.parametrize(
    ("distance", "kind", "site", "inspected", "t", "expected"),
    [
        (Possible((24_999,)), (152,), ("none",), None, 16, T),
        (Possible((25_000,)), (152,), ("none",), None, 16, F),
        (Possible(low=24_900, high=24_990), (152,), ("none",), None, 16, T),
        (Possible(low=24_900, high=25_100), (152,), ("none",), None, 16, U),
        (Possible((9_000,)), (100,), ("none",), None, 16, F),
        (Possible((9_000,)), (100, 122), ("none",), None, 16, U),
        (Possible(low=24_900, high=25_100), (85,), ("none",), None, 16, F),
        (Possible((9_000,)), (122,), ("S7",), 15, 16, F),
        (Possible((9_000,)), (122,), ("S7",), 9, 16, F),
        (Possible((9_000,)), (122,), ("S7",), 8, 16, T),
        (Possible((9_000,)), (122,), ("S7", "none"), 15, 16, U),
        (Possible((9_000,)), (122,), ("S7",), 99, 16, U),
        (Possible((24_999,)), (152,), ("none",), None, 13, F),
        (Possible((24_999,)), (152,), ("none",), None, 14, T),
    ],
)
def test_the_table_of_the_heavy_weapons_norm(
    distance: Possible, kind: tuple[int, ...], site: tuple[str, ...], inspected: int | None,
    t: int, expected: Truth,
) -> None:  # fmt: skip
    late = inspected == 99  # the register is complete to the day before only
    facts: dict[Key, list[Claim]] = (
        {("S7",): [event(inspected)]} if inspected is not None and not late else {}
    )
    quiet: tuple[Silence, ...] = (piece(F, end=15), piece(U, 16)) if late else CLOSED
    trace = Listed(
        facts={"inspected": facts}, quiet={"inspected": quiet}, rest={"inspected": quiet},
        functions={
            ("dist", ("u1",)): [(0, distance)], ("caliber", ("u1",)): [(0, caliber(*kind))],
            ("site", ("u1",)): [(0, Possible(site))],
        },
        anchors={"D": Possible((0,))}, sets={"storage_sites": Possible(("S7",))},
    )  # fmt: skip
    assert at(HW1, trace, t, u="u1") is expected
