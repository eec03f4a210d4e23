"""The search against formulas whose smallest traces are known."""

from __future__ import annotations

import pytest

from holdfire.agreement.accord.compiled import Form, Leaf, World
from holdfire.agreement.accord.formula import (
    Always,
    And,
    Atom,
    Bound,
    Compare,
    Eventually,
    Exists,
    Forall,
    Formula,
    Historically,
    Implies,
    Not,
    Once,
    Or,
    Since,
    Until,
)
from holdfire.agreement.accord.term import Aggregate, Apply, Constant, Name, Variable
from holdfire.agreement.accord.trace import LackKind
from holdfire.agreement.vacuity.scene import Fact, Scene, Worth, changed, shown
from holdfire.agreement.vacuity.search import Question, Rule, search
from holdfire.base.truth import Truth

X = Variable("x")
HOUR = 3_600_000_000
P, Q = Atom("p", (X,)), Atom("q", (X,))


def some(body: Formula) -> Formula:
    return Exists(("x",), body)


def question(formula: Formula, *leaves: Leaf) -> Question:
    return Question(
        (Rule("r", formula),), leaves, 0, 100 * HOUR, (50 * HOUR, 10 * HOUR), {}, {}, {}
    )


FORMULAS: list[tuple[Formula, int]] = [
    (some(P), 1),
    (some(And((P, Q))), 2),
    (some(And((P, Not(Q)))), 1),
    (some(Or((P, Q))), 1),
    (some(And((P, Once(Bound(HOUR, 2 * HOUR), Q)))), 2),
    (some(And((P, Not(Once(Bound(0, 2 * HOUR), Q))))), 1),
    (some(And((P, Not(Eventually(Bound(0, 2 * HOUR), Q))))), 1),
    (some(And((P, Eventually(Bound(HOUR, 2 * HOUR), Q)))), 2),
    (some(And((P, Historically(Bound(0, HOUR), Q)))), 2),
    (some(And((P, Not(Always(Bound(0, HOUR), Q))))), 1),
    (some(Since(Bound(HOUR, 2 * HOUR), P, Q)), 2),
    (some(Until(Bound(HOUR, 2 * HOUR), P, Q)), 2),
    (Not(Forall(("x",), Implies(P, Q))), 1),
    (some(And((P, Compare(">", Apply("f", (X,)), Constant(7))))), 2),
    (
        some(
            And(
                (
                    P,
                    Compare("<=", Apply("f", (X,)), Constant(7)),
                    Compare(">", Apply("f", (X,)), Constant(3)),
                )
            )
        ),
        2,
    ),
    (Compare(">", Aggregate("count", None, None, ("x",), P), Constant(2)), 3),
    (some(And((P, Compare(">", Name("now"), Constant(40 * HOUR, "instant"))))), 1),
]


@pytest.mark.parametrize(("formula", "size"), FORMULAS)
def test_traces_are_found_confirmed_and_as_small_as_they_can_be(
    formula: Formula, size: int
) -> None:
    asked = question(formula)
    found = search(asked)
    (rule,) = asked.rules
    scene = found.violating["r"]
    assert scene is not None
    assert len(scene) == size
    assert asked.value(rule, scene) is Truth.TRUE
    assert found.complying is not None
    assert asked.value(rule, found.complying) is Truth.FALSE
    assert found.undetermined is not None
    assert asked.value(rule, found.undetermined) is Truth.UNKNOWN


def test_a_contradiction_is_not_violated_up_to_the_scope() -> None:
    found = search(question(some(And((P, Not(P))))))
    assert found.violating["r"] is None
    assert found.complying is not None


def test_doing_what_is_due_is_how_a_duty_is_kept() -> None:
    leaf = Leaf("q", 1, World.CLOSED, "done", LackKind.REGISTER, "the register")
    found = search(question(some(And((P, Not(Eventually(Bound(0, HOUR), Q))))), leaf))
    base = found.smallest
    assert base is not None
    assert found.complying is not None
    assert base < found.complying
    assert {one.predicate for one in found.complying if isinstance(one, Fact)} == {"p", "q"}


def test_a_scene_is_written_line_by_line() -> None:
    leaf = Leaf("dist", 2, World.OPEN, "far", LackKind.GEOMETRY, "", form=Form.DISTANCE)
    scene: Scene = frozenset(
        {
            Fact("p", ("u1", 3), 0, 0),
            Fact("q", (), 0, HOUR, value=Truth.UNKNOWN),
            Worth("dist", ("u1", "L"), (150_000_000, 150_000_001)),
            Worth("caliber", ("u1",), (1001,)),
        }
    )
    assert shown(scene, {"dist": leaf}) == (
        "@1970-01-01T00:00:00Z p(u1, 3)",
        "@1970-01-01T00:00:00Z..1970-01-01T01:00:00Z ?q()",
        "caliber(u1) = 100.1 mm",
        "dist(u1, L) = {15 km, 15.0000001 km}",
    )
    assert shown(frozenset(), {}) == ("(nothing happens)",)


def test_a_change_is_said_against_another_scene() -> None:
    base: Scene = frozenset({Fact("p", ("u1",), 0, 0), Worth("f", ("u1",), ("a",))})
    other: Scene = frozenset({Fact("p", ("u1",), 0, 0), Worth("f", ("u1",), ("b",))})
    assert changed(other, base, {}) == ("but f(u1) = b",)
    fewer: Scene = frozenset({Worth("f", ("u1",), ("a",))})
    assert changed(fewer, base, {}) == ("without @1970-01-01T00:00:00Z p(u1)",)
    later: Scene = frozenset({Fact("p", ("u1",), HOUR, HOUR), Worth("f", ("u1",), ("a",))})
    assert changed(later, base, {}) == ("but at 1970-01-01T01:00:00Z",)
