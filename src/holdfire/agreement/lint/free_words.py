"""The words of a clause that no vocabulary checks: bodies, goods, and free sentences."""

from __future__ import annotations

from collections.abc import Iterator

from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import (
    Access,
    Flow,
    NoCrossing,
    Notify,
    PermittedOnly,
    Procedural,
    ReplaceOnly,
    Storage,
)

__all__ = ["sentences_of", "things_of", "who_of"]


def who_of(clause: Clause) -> Iterator[str]:
    """Bodies and forces that are named in words."""
    terms = clause.terms
    if isinstance(terms, Access | Procedural):
        yield terms.body
    if isinstance(terms, PermittedOnly):
        yield from terms.permitted
    if isinstance(terms, Storage) and terms.monitored_by:
        yield terms.monitored_by
    if isinstance(terms, ReplaceOnly) and terms.inspected_by:
        yield terms.inspected_by


def things_of(clause: Clause) -> Iterator[str]:
    """Goods that are named in words."""
    terms = clause.terms
    if isinstance(terms, Flow | ReplaceOnly):
        yield from terms.objects


def sentences_of(clause: Clause) -> Iterator[str]:
    """The free words of a clause that decide something."""
    terms = clause.terms
    if isinstance(terms, Procedural):
        yield from (terms.act, terms.trigger)
        yield from (step for steps in terms.steps.values() for step in steps)
    if isinstance(terms, Notify):
        yield terms.act
        yield from terms.exceptions
    if isinstance(terms, NoCrossing):
        yield terms.unless
    if isinstance(terms, ReplaceOnly):
        yield from (terms.basis, terms.ports)
    yield from (each.what for each in clause.exceptions)
