"""No crossing: ``exists x. crossing(x) and dist(place(x), LINE) <= 1 km and not leave(x)``.

There and back are two crossings. A crossing recorded within a kilometre of the line is taken
to be of this line: sensors that see a crossing stand on it.
"""

from __future__ import annotations

from holdfire.agreement.accord.compiled import Compiled, Form
from holdfire.agreement.accord.macros.condition import (
    by_bound_party,
    compiled,
    corroborated,
    event,
    fact,
    none_excepted,
    occurred,
    some,
)
from holdfire.agreement.accord.macros.place import in_area
from holdfire.agreement.accord.trace import LackKind
from holdfire.agreement.agreement import Agreement
from holdfire.agreement.area import BufferArea
from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import NoCrossing
from holdfire.base.quantity import Unit, exactly

__all__ = ["at_the_line", "no_crossing"]

NEAR_KM = 1.0


def at_the_line(terms: NoCrossing) -> BufferArea:
    """Where a recorded crossing is taken to be one of this line."""
    return BufferArea(terms.line, exactly(NEAR_KM, Unit.KILOMETRE))


def no_crossing(clause: Clause, terms: NoCrossing, agreement: Agreement) -> Compiled:
    """Some crossing of the line without the leave that the text asks for."""
    conditions = [
        event("x", "crossing", "something crossed a line"),
        occurred("x"),
        *in_area("x", at_the_line(terms)),
        *none_excepted("x", clause),
        *by_bound_party("x", clause, agreement),
        corroborated("x", clause),
    ]
    if terms.unless:
        conditions.insert(
            3,
            fact(
                "x",
                "authorised",
                "leave",
                f"it had leave: {terms.unless}",
                LackKind.REGISTER,
                terms.unless,
                form=Form.DENIED,
            ),
        )
    return compiled(clause, some("x", conditions))
