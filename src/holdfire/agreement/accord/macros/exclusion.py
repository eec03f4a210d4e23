"""None of these objects inside the area: ``exists u. present(u) and place in AREA ...``."""

from __future__ import annotations

from holdfire.agreement.accord.compiled import Compiled
from holdfire.agreement.accord.macros.condition import compiled, some
from holdfire.agreement.accord.macros.place import in_area
from holdfire.agreement.accord.macros.presence import present_somewhere
from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import Exclusion

__all__ = ["exclusion"]


def exclusion(clause: Clause, terms: Exclusion, agreement: Agreement) -> Compiled:
    """Some such object of a bound party inside the area."""
    where = in_area("u", terms.area)
    return compiled(
        clause, some("u", present_somewhere("u", terms.objects, where, clause, agreement))
    )
