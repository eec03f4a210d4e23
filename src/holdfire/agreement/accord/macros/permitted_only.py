"""Nobody but the permitted: ``exists u. present(u) and in(u, AREA) and not permitted(u)``.

Whose a thing is, is never told from its place: while attribution has not said it, the actor
stays open and a presence alone leaves the clause undetermined.
"""

from __future__ import annotations

from holdfire.agreement.accord.compiled import Compiled, Form
from holdfire.agreement.accord.macros.condition import (
    by_bound_party,
    compiled,
    corroborated,
    fact,
    none_excepted,
    some,
)
from holdfire.agreement.accord.macros.place import in_area
from holdfire.agreement.accord.macros.presence import present
from holdfire.agreement.accord.trace import LackKind
from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import PermittedOnly

__all__ = ["permitted_only"]


def permitted_only(clause: Clause, terms: PermittedOnly, agreement: Agreement) -> Compiled:
    """Forces or weapons inside the area that are none of the permitted."""
    said = f"it is one of those permitted there: {', '.join(terms.permitted)}"
    conditions = [
        *present("u"),
        *in_area("u", terms.area),
        fact(
            "u",
            "permitted",
            "permission",
            said,
            LackKind.ATTRIBUTION,
            *terms.permitted,
            form=Form.DENIED,
        ),
        *none_excepted("u", clause),
        *by_bound_party("u", clause, agreement),
        corroborated("u", clause),
    ]
    return compiled(clause, some("u", conditions))
