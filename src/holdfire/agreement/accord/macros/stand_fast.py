"""Forces stay on their side of a line: ``exists u. present(u) and across(u, LINE) ...``."""

from __future__ import annotations

from holdfire.agreement.accord.compiled import Compiled
from holdfire.agreement.accord.macros.condition import (
    by_bound_party,
    compiled,
    corroborated,
    fact,
    none_excepted,
    some,
)
from holdfire.agreement.accord.macros.presence import present
from holdfire.agreement.accord.trace import LackKind
from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import StandFast

__all__ = ["stand_fast"]


def stand_fast(clause: Clause, terms: StandFast, agreement: Agreement) -> Compiled:
    """Something of a bound party on the far side of the line as it ran on its date.

    Seeing it there does not show whose it is, so that stays open for every clause.
    """
    day = terms.as_of or agreement.line_dates.get(terms.line)
    line = terms.line if day is None else f"{terms.line} of {day.isoformat()}"
    side = f", whose {terms.side} side is the bearer's" if terms.side else ""
    said = f"it stands across the line {line}{side}"
    rest = (line, terms.side) if terms.side else (line,)
    across = fact("u", "across", "place", said, LackKind.GEOMETRY, *rest)
    actor = by_bound_party("u", clause, agreement) or (
        fact(
            "u",
            "out_of_its_side",
            "actor",
            "it belongs to those who have to stay on the other side",
            LackKind.ATTRIBUTION,
        ),
    )
    conditions = [
        *present("u"),
        across,
        *none_excepted("u", clause),
        *actor,
        corroborated("u", clause),
    ]
    return compiled(clause, some("u", conditions))
