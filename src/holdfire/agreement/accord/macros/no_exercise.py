"""No exercise: ``exists e. exercise(e) and type(e) in TYPES and in(e, AREA)``.

Fire or troops do not show that they were an exercise; only their stated purpose does.
"""

from __future__ import annotations

from holdfire.agreement.accord.compiled import Compiled
from holdfire.agreement.accord.macros.condition import (
    among,
    by_bound_party,
    compiled,
    corroborated,
    event,
    none_excepted,
    occurred,
    some,
)
from holdfire.agreement.accord.macros.place import in_area
from holdfire.agreement.accord.trace import LackKind
from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import NoExercise

__all__ = ["no_exercise"]


def no_exercise(clause: Clause, terms: NoExercise, agreement: Agreement) -> Compiled:
    """Some exercise of the forbidden types inside the area."""
    words = ", ".join(word.replace("_", " ") for word in terms.types)
    conditions = [
        event("e", "exercise", "something that an exercise shows was seen or heard"),
        occurred("e"),
        among("e", "type", "act", terms.types, LackKind.DEFINITION, said=f"it was {words}"),
        *in_area("e", terms.area),
        *none_excepted("e", clause),
        *by_bound_party("e", clause, agreement),
        corroborated("e", clause),
    ]
    return compiled(clause, some("e", conditions))
