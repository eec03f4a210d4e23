"""Values over the timeline against a per-instant reading of the definitions."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.agreement.accord.timeline.drawn import formulas, traces
from tests.unit.agreement.accord.timeline.naive import naive

from holdfire.agreement.accord.fact_trace import FactTrace
from holdfire.agreement.accord.formula import (
    And,
    Atom,
    Bound,
    Exists,
    Formula,
    Historically,
    Since,
)
from holdfire.agreement.accord.term import Variable
from holdfire.agreement.accord.timeline import evaluate, steps
from holdfire.agreement.accord.trace import Claim, Silence
from holdfire.base.truth import Truth

F, U, T = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE


@given(formulas((), 3), traces())
def test_every_value_is_that_of_the_definitions(formula: Formula, trace: FactTrace) -> None:
    found = steps(formula, trace, {}, 0, 12)
    assert [found.at(at) for at in range(13)] == [
        naive(formula, trace, {}, at) for at in range(13)
    ]


@given(formulas(("x",), 2), traces(), st.sampled_from("ab"), st.integers(0, 12))
def test_a_bound_variable_is_its_value(
    formula: Formula, trace: FactTrace, value: str, at: int
) -> None:
    assert evaluate(formula, trace, {"x": value}, at) is naive(formula, trace, {"x": value}, at)


X = Variable("x")


def test_what_only_the_past_names_may_yet_be_among_the_unlisted() -> None:
    trace = FactTrace(
        facts={"p": {("a",): (Claim(T, 0, 5),)}}, rest={"p": (Silence(F),), "q": (Silence(U),)}
    )
    always = Exists(("x",), And((Atom("q", (X,)), Historically(Bound(0, 1), Atom("p", (X,))))))
    assert evaluate(always, trace, {}, 5) is U
    assert evaluate(always, trace, {}, 6) is F
    chained = Exists(("x",), Since(Bound(1, 3), Atom("p", (X,)), Atom("q", (X,))))
    assert evaluate(chained, trace, {}, 5) is U
    assert evaluate(chained, trace, {}, 7) is F
