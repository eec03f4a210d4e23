"""No mines: ``exists m. mined(m) and laid_since(m) and in(m, AREA)``.

A mine is found long after it was laid, so whether it was laid while the clause binds stays
open unless laying itself was seen. A text that also has the old ones removed asks for none
at all, whenever they were laid.
"""

from __future__ import annotations

from holdfire.agreement.accord.compiled import Compiled
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
from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import NoMine

__all__ = ["no_mine"]


def no_mine(clause: Clause, terms: NoMine, agreement: Agreement) -> Compiled:
    """Some mine inside the area: laid since, or there at all where old ones must go."""
    laid = fact(
        "m", "laid_since", "act", "it was laid while the clause binds", LackKind.STRADDLE
    )
    conditions = [
        event("m", "mined", "a mine was found there or seen being laid"),
        occurred("m"),
        *(() if terms.remove_existing else (laid,)),
        *in_area("m", terms.area),
        *none_excepted("m", clause),
        *by_bound_party("m", clause, agreement),
        corroborated("m", clause),
    ]
    return compiled(clause, some("m", conditions))
