"""Things seen standing somewhere: the conditions that presence kinds share."""

from __future__ import annotations

from collections.abc import Sequence

from holdfire.agreement.accord.macros.condition import (
    Condition,
    by_bound_party,
    corroborated,
    event,
    none_excepted,
    occurred,
    of_objects,
)
from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause
from holdfire.agreement.weapon import ObjectPredicate

__all__ = ["present", "present_somewhere"]


def present(variable: str) -> tuple[Condition, ...]:
    """Something was seen there."""
    said = "something was seen standing there, not an act"
    return (event(variable, "present", said), occurred(variable))


def present_somewhere(
    variable: str,
    objects: ObjectPredicate,
    where: Sequence[Condition],
    clause: Clause,
    agreement: Agreement,
) -> list[Condition]:
    """Such an object of a bound party, in some place, not excepted, shown as asked."""
    return [
        *present(variable),
        *of_objects(variable, objects),
        *where,
        *none_excepted(variable, clause),
        *by_bound_party(variable, clause, agreement),
        corroborated(variable, clause),
    ]
