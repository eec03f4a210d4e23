"""None of these aircraft or vessels: ``exists a. moving(a) and class(a) in OBJ ...``."""

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
from holdfire.agreement.terms import NoFly

__all__ = ["no_fly"]

_AFLOAT = frozenset({"vessel", "naval_vessel"})


def no_fly(clause: Clause, terms: NoFly, agreement: Agreement) -> Compiled:
    """Some aircraft or vessel of the classes inside the area. Height is not part of it."""
    words = ", ".join(word.replace("_", " ") for word in terms.objects)
    seen = "afloat" if set(terms.objects) <= _AFLOAT else "airborne"
    conditions = [
        event("a", seen, f"something {seen} was there"),
        occurred("a"),
        among("a", "class", "act", terms.objects, LackKind.DEFINITION, said=f"it is {words}"),
        *in_area("a", terms.area),
        *none_excepted("a", clause),
        *by_bound_party("a", clause, agreement),
        corroborated("a", clause),
    ]
    return compiled(clause, some("a", conditions))
