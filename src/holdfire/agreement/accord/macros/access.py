"""Free to look: ``exists r. restricted(r) and hindered(r, BODY) and not for_safety(r)``.

Weather and safety are no restriction. Every restriction is a gap in what was seen as well,
and that is said by coverage, not here.
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
from holdfire.agreement.accord.trace import LackKind
from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import Access

__all__ = ["access"]


def access(clause: Clause, terms: Access, agreement: Agreement) -> Compiled:
    """Some restriction of the body that was not for safety."""
    by = f" by {', '.join(terms.means)}" if terms.means else ""
    conditions = [
        event("r", "restricted", "somebody who observes was restricted"),
        occurred("r"),
        fact(
            "r",
            "hindered",
            "object",
            f"it kept {terms.body} from observing{by}",
            LackKind.DEFINITION,
            terms.body,
        ),
        fact(
            "r",
            "for_safety",
            "reason",
            "it was for weather or safety, which is no restriction",
            LackKind.REGISTER,
            form=Form.DENIED,
        ),
        *none_excepted("r", clause),
        *by_bound_party("r", clause, agreement),
        corroborated("r", clause),
    ]
    return compiled(clause, some("r", conditions))
