"""Entries of registers as facts: closed up to what their keeper declares complete."""

from __future__ import annotations

from holdfire.agreement.accord.compiled import Leaf, World
from holdfire.agreement.accord.formula import And, Atom, Bound, Compare, Formula, Once
from holdfire.agreement.accord.macros.suppliers import supplier_of
from holdfire.agreement.accord.term import Constant, Name, Value, Variable
from holdfire.agreement.accord.trace import LackKind
from holdfire.agreement.clause import Clause
from holdfire.base.instant import micros

__all__ = ["entry", "entry_leaf", "so_far"]


def entry(fact: str, variable: str, *rest: Value) -> Atom:
    """``fact(variable, rest...)``: the variable is the entry itself."""
    return Atom(fact, (Variable(variable), *(Constant(value) for value in rest)))


def entry_leaf(fact: str, said: str, *rest: Value) -> Leaf:
    """What such an entry says, and who keeps it."""
    return Leaf(
        fact,
        1 + len(rest),
        World.CLOSED,
        said,
        LackKind.REGISTER,
        supplier_of("register"),
        condition="register",
        rest=rest,
    )


def so_far(clause: Clause, body: Formula) -> Formula:
    """It was so at some instant up to now, since the clause binds.

    What was before the clause does not count, so a register need not reach back further.
    """
    if clause.starts is not None:
        bound = Compare(">=", Name("now"), Constant(micros(clause.starts), "instant"))
        parts = body.parts if isinstance(body, And) else (body,)
        body = And((bound, *parts))
    return Once(Bound(0, None), body)
