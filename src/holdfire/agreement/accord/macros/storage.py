"""Only in storage: ``exists u. now > DEADLINE and present(u) and not in(u, SITES)``."""

from __future__ import annotations

from holdfire.agreement.accord.compiled import Compiled, Form
from holdfire.agreement.accord.formula import Compare
from holdfire.agreement.accord.macros.condition import (
    Condition,
    by_bound_party,
    compiled,
    corroborated,
    fact,
    none_excepted,
    of_objects,
    some,
)
from holdfire.agreement.accord.macros.presence import present
from holdfire.agreement.accord.term import Constant, Name
from holdfire.agreement.accord.trace import LackKind
from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import Storage
from holdfire.base.instant import micros

__all__ = ["storage"]


def storage(clause: Clause, terms: Storage, agreement: Agreement) -> Compiled:
    """Some such object outside every storage site, after the deadline where there is one."""
    sites = " or ".join(terms.sites)
    conditions = [
        *_due(terms),
        *present("u"),
        *of_objects("u", terms.objects),
        fact(
            "u",
            "inside",
            "place",
            f"it lies inside {sites}",
            LackKind.GEOMETRY,
            sites,
            form=Form.DENIED,
        ),
        *none_excepted("u", clause),
        *by_bound_party("u", clause, agreement),
        corroborated("u", clause),
    ]
    return compiled(clause, some("u", conditions))


def _due(terms: Storage) -> tuple[Condition, ...]:
    """After the deadline; the last instant of it is still in time."""
    if terms.deadline is None:
        return ()
    return (Condition(Compare(">", Name("now"), Constant(micros(terms.deadline), "instant"))),)
