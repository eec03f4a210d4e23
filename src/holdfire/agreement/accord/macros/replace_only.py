"""Only replacement: no more came in than went out, and all of it through the ports.

``sum{number_entered(x), x: once[0, *) entered(x)} > sum{number_left(y), y: ...}``. What
came and went at one instant nets out. One balance is kept over all objects of the clause;
piece for piece of one kind would need the kind of each entry.
"""

from __future__ import annotations

from holdfire.agreement.accord.compiled import Compiled, Part
from holdfire.agreement.accord.formula import And, Compare, Exists, Not
from holdfire.agreement.accord.macros.entry import entry, entry_leaf, so_far
from holdfire.agreement.accord.term import Aggregate, Apply, Variable
from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import ReplaceOnly

__all__ = ["replace_only"]


def replace_only(clause: Clause, terms: ReplaceOnly, agreement: Agreement) -> Compiled:
    """More in than out at some instant; something in through another port."""
    del agreement
    words = " or ".join(terms.objects)
    more = Compare(">", _sum(clause, "entered", "x", words), _sum(clause, "left", "y", words))
    parts = [Part("more_in_than_out", more)]
    leaves = [
        entry_leaf("entered", f"so many of {words} came in", words),
        entry_leaf("left", f"so many of {words} went out", words),
    ]
    if terms.ports:
        through = entry("through", "x", terms.ports)
        came = entry("entered", "x", words)
        parts.append(Part("other_port", Exists(("x",), And((came, Not(through))))))
        leaves.append(entry_leaf("through", f"it came through {terms.ports}", terms.ports))
    return Compiled(clause, tuple(parts), tuple(leaves))


def _sum(clause: Clause, fact: str, variable: str, words: str) -> Aggregate:
    """How many came or went so far."""
    body = so_far(clause, entry(fact, variable, words))
    return Aggregate(
        "sum", None, Apply(f"number_{fact}", (Variable(variable),)), (variable,), body
    )
