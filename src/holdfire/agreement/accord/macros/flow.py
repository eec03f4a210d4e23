"""So many pass in each window: ``sum{number(x), x : passage(x, w) and ...} < MINIMUM``.

The window ``w`` is a civil hour, day, week or month of the text's zone, resolved to instants
before anything is asked. All windows together owe the minimum as often as there are windows.
"""

from __future__ import annotations

from holdfire.agreement.accord.compiled import Compiled, Form, Leaf, Part, World
from holdfire.agreement.accord.formula import Atom, Compare, Formula
from holdfire.agreement.accord.macros.condition import (
    Condition,
    all_of_them,
    among,
    fact,
    occurred,
)
from holdfire.agreement.accord.macros.place import lying_in
from holdfire.agreement.accord.macros.suppliers import supplier_of
from holdfire.agreement.accord.term import Aggregate, Apply, Arithmetic, Constant, Variable
from holdfire.agreement.accord.trace import LackKind
from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import Flow

__all__ = ["flow"]

WINDOW = "w"


def flow(clause: Clause, terms: Flow, agreement: Agreement) -> Compiled:
    """Too few in a window or in all of them, or too many in a window."""
    del agreement
    body = all_of_them(_passing(terms))
    total = Aggregate("sum", None, Apply("number", (Variable("x"),)), ("x",), body.formula)
    parts = []
    if terms.minimum is not None:
        least = Constant(terms.minimum)
        parts.append(Part("too_few", Compare("<", total, least), (WINDOW,)))
        owed = Arithmetic("*", least, Apply("windows", ()))
        whole = Compare("<", _in_any(total, terms), owed)
        parts.append(Part("too_few_together", whole))
    if terms.maximum is not None:
        parts.append(Part("too_many", Compare(">", total, Constant(terms.maximum)), (WINDOW,)))
    return Compiled(clause, tuple(parts), (*body.leaves, _number()))


def _passing(terms: Flow, *, windowed: bool = True) -> list[Condition]:
    """A passage of the object, at one of the places."""
    said = f"it passed in the {terms.per} that is asked about"
    made = fact("x", "passage", "class", said, LackKind.REGISTER, world=World.CLOSED)
    atom: Formula = Atom("passage", (Variable("x"), Variable(WINDOW)))
    if not windowed:
        atom = Atom("passage", (Variable("x"), Constant("any")))
    words = ", ".join(terms.objects)
    return [
        Condition(atom, made.leaves),
        occurred("x"),
        among(
            "x", "object", "object", terms.objects, LackKind.DEFINITION, said=f"it is {words}"
        ),
        *([lying_in("x", " or ".join(terms.places))] if terms.places else []),
    ]


def _in_any(total: Aggregate, terms: Flow) -> Aggregate:
    """The same sum over all windows."""
    body = all_of_them(_passing(terms, windowed=False)).formula
    return Aggregate(total.kind, None, total.weight, total.variables, body)


def _number() -> Leaf:
    """How many pass at once."""
    return Leaf(
        "number",
        1,
        World.CLOSED,
        "how many passed",
        LackKind.REGISTER,
        supplier_of("register"),
        condition="number",
        form=Form.NUMBER,
    )
