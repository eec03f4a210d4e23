"""Writing rules for logs."""

from __future__ import annotations

import pytest

from holdfire.agreement.accord.formula import (
    And,
    Atom,
    Bound,
    Compare,
    Eventually,
    Exists,
    Formula,
    Member,
    Not,
    Once,
    Or,
    Since,
)
from holdfire.agreement.accord.syntax.mfotl_text import read_mfotl
from holdfire.agreement.accord.syntax.mfotl_words import write_mfotl
from holdfire.agreement.accord.syntax.refusal import NotMonitorable
from holdfire.agreement.accord.term import Apply, Constant, Name, Variable

P, Q = Atom("p"), Atom("q")
X = Variable("x")


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        (Once(Bound(), And((P, Q))), "ONCE (p() AND q())"),
        (And((Once(Bound(0, 3), P), Q)), "(ONCE[0,3] p()) AND q()"),
        (Not(Compare("=", X, Constant("a"))), 'NOT (x = "a")'),
        (Since(Bound(1, None), Not(P), Q), "NOT p() SINCE[1,*) q()"),
        (Or((And((P, Q)), P)), "p() AND q() OR p()"),
        (Exists(("_1",), Atom("p", (Variable("_1"), X))), "p(_1, x)"),
        (Exists(("x", "y"), P), "EXISTS x, y. p()"),
    ],
)
def test_a_rule_is_written_in_one_way(tree: Formula, text: str) -> None:
    assert write_mfotl(tree) == text
    assert read_mfotl(text) == tree


@pytest.mark.parametrize(
    ("tree", "said"),
    [
        (Compare("!=", X, X), "!="),
        (Member(X, "S"), "named set"),
        (Compare("<", X, Constant(1000, "mm")), "with a unit"),
        (Compare("<", X, Name("now")), "a named thing"),
        (Atom("p", (Apply("f", (X,)),)), "a function"),
        (Eventually(Bound(), P), "future without an end"),
        (Atom("AND"), "the predicate 'AND'"),
        (Atom("p", (Variable("_x"),)), "the variable '_x'"),
        (Atom("p", (Variable("x-y"),)), "the variable 'x-y'"),
        (And((P,)), "fewer than two"),
        (Exists((), P), "without variables"),
        (Once(Bound(3, 1), P), "contains nothing"),
    ],
)
def test_what_the_form_cannot_say_is_refused(tree: Formula, said: str) -> None:
    with pytest.raises(NotMonitorable, match=said):
        write_mfotl(tree)
