"""Explanations suffice: their facts alone, everything else unknown, force the same verdict."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.agreement.accord.timeline.drawn import formulas, traces

from holdfire.agreement.accord.explanation import explain, only
from holdfire.agreement.accord.fact_trace import FactTrace
from holdfire.agreement.accord.formula import (
    And,
    Atom,
    Bound,
    Compare,
    Exists,
    Formula,
    Member,
    Not,
    Once,
    Or,
    Since,
)
from holdfire.agreement.accord.term import Apply, Constant, Variable
from holdfire.agreement.accord.timeline import over
from holdfire.agreement.accord.trace import NEVER, Claim, Possible, Silence
from holdfire.base.truth import Truth

F, U, T = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE
UNIT = Variable("u")
SEEN = Atom("seen", (UNIT,))
INSPECTED = Atom("inspected", (Apply("site", (UNIT,)),))
HEAVY = Compare(">", Apply("calibre", (UNIT,)), Constant(1000))
EXCEPTED = And((Member(Apply("site", (UNIT,)), "stores"), Once(Bound(0, 7), INSPECTED)))
RULE = And((SEEN, HEAVY, Not(EXCEPTED)))


def world(calibre: int, inspected: int) -> FactTrace:
    return FactTrace(
        facts={
            "seen": {
                ("u1",): (Claim(T, 10, 20, ids=("incident-1",)),),
                ("u2",): (Claim(T, 0, 5, ids=("incident-2",)),),
            },
            "inspected": {("S7",): (Claim(T, inspected, inspected, ids=("entry-9",)),)},
        },
        rest={"seen": (Silence(F),), "inspected": (Silence(F),)},
        functions={
            ("calibre", ("u1",)): ((NEVER, Possible((calibre,))),),
            ("site", ("u1",)): ((NEVER, Possible(("S7",))),),
        },
        sets={"stores": Possible(("S7",))},
    )


def test_a_violation_names_the_incident_and_the_first_instant() -> None:
    found = explain(RULE, world(1520, -1), {"u": "u1"}, 0, 30)
    assert (found.value, found.start, found.all_ids()) == (T, 10, ("incident-1",))
    assert {part.formula for part in found.children} >= {SEEN, HEAVY}
    assert {(given.function, given.possible.values) for given in found.all_given()} >= {
        ("calibre", (1520,)),
        ("site", ("S7",)),
    }


def test_an_exception_names_the_entry_that_excepts() -> None:
    found = explain(RULE, world(1520, 9), {"u": "u1"}, 12, 14)
    assert found.value is F
    assert found.all_ids() == ("entry-9",)
    assert any(fact.key == ("S7",) and fact.value is T for fact in found.all_facts())


def test_one_false_part_is_enough() -> None:
    found = explain(RULE, world(850, -9), {"u": "u1"}, 10, 12)
    assert found.value is F
    assert [child.formula for child in found.children] == [HEAVY]


def test_nobody_at_all_rests_on_the_list_being_complete() -> None:
    found = explain(Exists(("u",), And((SEEN, HEAVY))), world(850, -9), {}, 10, 12)
    assert found.value is F
    assert any(fact.key is None and fact.predicate == "seen" for fact in found.all_facts())
    assert over(found.formula, only(found), {}, 10, 12).value is F


def test_an_unknown_value_is_explained_by_what_is_missing() -> None:
    found = explain(Atom("heard", (UNIT,)), world(850, 0), {"u": "u1"}, 0, 3)
    assert found.value is U
    assert [lack.fact for lack in found.lacks] == ["heard"]


def test_since_keeps_the_start_and_what_did_not_end_it() -> None:
    trace = FactTrace(
        facts={
            "begun": {(): (Claim(T, 3, 3, ids=("b",)), Claim(T, 5, 5, ids=("c",)))},
            "ended": {(): (Claim(T, 20, 20, ids=("d",)),)},
        },
        rest={"begun": (Silence(F),), "ended": (Silence(F),)},
    )
    running = Since(Bound(), Not(Atom("ended")), Atom("begun"))
    found = explain(running, trace, {}, 9, 9)
    assert (found.value, found.all_ids()) == (T, ("c",))
    assert [(c.start, c.end) for c in found.children] == [(5, 5), (6, 9)]
    either = explain(Or((running, Atom("ended"))), trace, {}, 25, 30)
    assert either.value is F
    assert over(either.formula, only(either), {}, 25, 30).value is F


@given(formulas((), 3), traces(exact=False), st.integers(0, 8), st.integers(0, 4))
def test_the_facts_of_an_explanation_force_the_verdict(
    formula: Formula, trace: FactTrace, start: int, more: int
) -> None:
    value = over(formula, trace, {}, start, start + more).value
    found = explain(formula, trace, {}, start, start + more)
    assert found.value is value
    alone = over(formula, only(found), {}, start, start + more).value
    assert alone is value
