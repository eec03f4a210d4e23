"""No use of force: ``exists e. force(e) and act(e) in ACTS and ...``."""

from __future__ import annotations

from holdfire.agreement.accord.compiled import Compiled
from holdfire.agreement.accord.macros.condition import (
    Condition,
    among,
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
from holdfire.agreement.terms import Cessation
from holdfire.agreement.words import DOMAINS

__all__ = ["cessation"]


def cessation(clause: Clause, terms: Cessation, agreement: Agreement) -> Compiled:
    """Some act of the forbidden kinds, in the area, not excepted, shown as the text asks."""
    acts = ", ".join(act.replace("_", " ") for act in terms.acts)
    conditions = [
        event("e", "force", "a use of force that may be one of the forbidden acts"),
        occurred("e"),
        among("e", "act", "act", terms.acts, LackKind.DEFINITION, said=f"it was {acts}"),
        *_domain(terms),
        *in_area("e", terms.area),
        *none_excepted("e", clause),
        *by_bound_party("e", clause, agreement),
        *_against(terms),
        corroborated("e", clause),
    ]
    return compiled(clause, some("e", conditions))


def _domain(terms: Cessation) -> tuple[Condition, ...]:
    """On land, at sea or in the air, where the clause leaves one of them out."""
    if not terms.domains or set(terms.domains) == set(DOMAINS):
        return ()
    said = f"it was by {' or '.join(terms.domains)}"
    return (among("e", "domain", "domain", terms.domains, LackKind.DEFINITION, said=said),)


def _against(terms: Cessation) -> tuple[Condition, ...]:
    """Against whom, where the clause says so."""
    if not terms.against:
        return ()
    said = f"it was against {terms.against}"
    return (fact("e", "against", "actor", said, LackKind.ATTRIBUTION, terms.against),)
