"""No strike on listed objects: ``exists e. hit(e) and object(e) in LIST ...``."""

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
from holdfire.agreement.accord.trace import LackKind
from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import ProtectedObject

__all__ = ["protected_object"]


def protected_object(clause: Clause, terms: ProtectedObject, agreement: Agreement) -> Compiled:
    """Some hit on an object of the list of this reading."""
    words = ", ".join(word.replace("_", " ") for word in terms.objects)
    conditions = [
        event("e", "hit", "something was hit by a use of force that can hit a building"),
        occurred("e"),
        among(
            "e",
            "object",
            "object",
            terms.objects,
            LackKind.DEFINITION,
            said=f"what was hit is {words}",
        ),
        *none_excepted("e", clause),
        *by_bound_party("e", clause, agreement),
        corroborated("e", clause),
    ]
    return compiled(clause, some("e", conditions))
