"""What a statement can change, and that nothing else changes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.agreement.accord.timeline.drawn import formulas
from tests.unit.agreement.accord.timeline.test_engine import statements

from holdfire.agreement.accord.formula import (
    Atom,
    Bound,
    Compare,
    Eventually,
    Formula,
    Once,
    Since,
    Until,
)
from holdfire.agreement.accord.term import Aggregate, Constant, Variable
from holdfire.agreement.accord.timeline import Claimed, Quiet, steps
from holdfire.agreement.accord.timeline.plan import planned
from holdfire.agreement.accord.timeline.statement import Statement
from holdfire.agreement.accord.timeline.store import Store
from holdfire.agreement.accord.timeline.touched import Touched, touched
from holdfire.agreement.accord.trace import FOREVER, Claim, Possible
from holdfire.base.truth import Truth

T = Truth.TRUE
P, Q = Atom("p", (Variable("x"),)), Atom("q", (Variable("x"),))
ON_P = Claimed("p", ("a",), Claim(T, 10, 12))
ON_Q = Claimed("q", ("a",), Claim(T, 10, 12))
A = (("x", "a"),)


def test_the_stretches_are_those_of_the_operators() -> None:
    bound = Bound(2, 5)
    cases: list[tuple[Formula, Statement, Touched]] = [
        (P, ON_P, Touched(A, 10, 12)),
        (Once(bound, P), ON_P, Touched(A, 12, 17)),
        (Once(Bound(2), P), ON_P, Touched(A, 12, FOREVER)),
        (Eventually(bound, P), ON_P, Touched(A, 5, 10)),
        (Since(bound, P, Q), ON_P, Touched(A, 10, 17)),
        (Since(bound, P, Q), ON_Q, Touched(A, 12, 17)),
        (Until(bound, P, Q), ON_P, Touched(A, 5, 12)),
        (Until(bound, P, Q), ON_Q, Touched(A, 5, 10)),
        (
            Compare(">", Aggregate("count", bound, None, ("x",), P), Constant(1)),
            ON_P,
            Touched((), 12, 17),
        ),
    ]
    for formula, statement, expected in cases:
        assert touched(planned(formula), statement) == [expected], formula


def test_another_constant_and_another_predicate_are_not_touched() -> None:
    assert touched(planned(Atom("p", (Constant("b"),))), ON_P) == []
    assert touched(planned(Q), ON_P) == []
    assert touched(planned(Atom("p", (Variable("x"), Variable("x")))), ON_P) == []
    assert touched(planned(P), Quiet("p", None, 3, 4)) == [Touched((), 3, 4)]


@given(
    formulas(("x",), 3), st.lists(statements(), max_size=4), statements(), st.sampled_from("ab")
)
def test_nothing_changes_outside(
    formula: Formula, told: list[Statement], more: Statement, value: str
) -> None:
    store = Store(sets={"S": Possible(("a",))})
    for one in told:
        store.add(one)
    before = steps(formula, store, {"x": value}, 0, 14)
    store.add(more)
    after = steps(formula, store, {"x": value}, 0, 14)
    reached = {
        at
        for one in touched(planned(formula), more)
        if all(bound == value for name, bound in one.bound if name == "x")
        for at in range(max(one.start, 0), min(one.end, 14) + 1)
    }
    for at in range(15):
        assert at in reached or before.at(at) is after.at(at)
