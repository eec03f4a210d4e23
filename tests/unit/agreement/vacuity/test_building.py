"""Proposals along the structure of a formula; the engine decides later what they do."""

from __future__ import annotations

import pytest

from holdfire.agreement.accord.compiled import Form, Leaf, World
from holdfire.agreement.accord.formula import (
    And,
    Atom,
    Bound,
    Exists,
    Formula,
    Member,
    Not,
    Once,
    Or,
    Verum,
)
from holdfire.agreement.accord.term import Apply, Variable
from holdfire.agreement.accord.trace import LackKind
from holdfire.agreement.vacuity.building import Builder
from holdfire.agreement.vacuity.scene import SOMETHING_ELSE, Fact, Scene, Worth, joined

X = Variable("x")
P, Q = Atom("p", (X,)), Atom("q", (X,))
AT = (1000, 1000)
EVENT = Leaf("p", 1, World.OPEN, "", LackKind.GAP, "", form=Form.EVENT)


def made(formula: Formula, *, want: bool = True) -> list[Scene]:
    builder = Builder({"p": EVENT}, {"SET": ("a", "b", "c")})
    return list(builder.make(formula, AT, {}, want=want))


def fact(name: str, at: int = 1000) -> Fact:
    return Fact(name, ("x1",), at, at, event=name == "p")


@pytest.mark.parametrize(
    ("formula", "scenes"),
    [
        (Verum(), [frozenset()]),
        (Verum(value=False), []),
        (Exists(("x",), P), [{fact("p")}]),
        (Exists(("x",), And((P, Q))), [{fact("p"), fact("q")}]),
        (Exists(("x",), Or((P, Q))), [{fact("p")}, {fact("q")}]),
        (Exists(("x",), And((P, Not(Q)))), [{fact("p")}]),
        (Exists(("x",), Once(Bound(10, 20), Q)), [{fact("q", 990)}, {fact("q", 980)}]),
        (
            Exists(("x",), Member(Apply("f", (X,)), "SET")),
            [{Worth("f", ("x1",), ("a",))}, {Worth("f", ("x1",), ("b",))}],
        ),
    ],
)
def test_what_makes_a_formula_true(formula: Formula, scenes: list[set[Fact | Worth]]) -> None:
    assert made(formula) == [frozenset(scene) for scene in scenes]


def test_what_makes_a_formula_false() -> None:
    assert made(Exists(("x",), P), want=False)[0] == frozenset()
    outside = Exists(("x",), Not(Member(Apply("f", (X,)), "SET")))
    assert made(outside) == [frozenset({Worth("f", ("x1",), (SOMETHING_ELSE,))})]


def test_one_term_has_one_value() -> None:
    one: Scene = frozenset({Worth("f", ("u",), (1,))})
    two: Scene = frozenset({Worth("f", ("u",), (2,))})
    assert joined(one, two) is None
    assert joined(one, one) == one
    assert joined(one, frozenset({fact("p")})) == one | {fact("p")}
