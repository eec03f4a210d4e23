"""Exceptions that another clause of the text gives: an act with notice is not forbidden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from holdfire.agreement.clause import Clause, Excepted
from holdfire.agreement.terms import Notify

__all__ = ["with_notices"]


def with_notices(clause: Clause, others: Iterable[Clause]) -> Clause:
    """The clause with the exceptions of every clause on notices that applies to it."""
    added: list[Excepted] = []
    for other in others:
        terms = other.terms
        if isinstance(terms, Notify) and clause.id in terms.applies_to:
            added += [Excepted(what, needs_notice=True) for what in terms.exceptions]
    if not added:
        return clause
    return replace(clause, exceptions=(*clause.exceptions, *added))
