"""One thing to look at in a text, and walking over the clauses that may have one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import MaxCount, MinDistance
from holdfire.agreement.weapon import ObjectPredicate

__all__ = ["Finding", "about", "every_clause", "predicates_of"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule, where it applies (``line`` 0: the whole text), and what to do."""

    rule: str
    line: int
    clause: str
    message: str
    next_step: str


def about(rule: str, clause: Clause, message: str, next_step: str) -> Finding:
    """A finding about one clause."""
    return Finding(rule, clause.line_number, clause.id, message, next_step)


def every_clause(agreement: Agreement) -> Iterator[Clause]:
    """The clauses of every reading and of every amendment; equal ones once each."""
    seen: set[tuple[str, int, str]] = set()
    lists = [reading.clauses for reading in agreement.readings]
    lists += [change.replaces + change.adds for change in agreement.amendments]
    for clauses in lists:
        for clause in clauses:
            key = (clause.id, clause.line_number, repr(clause))
            if key not in seen:
                seen.add(key)
                yield clause


def predicates_of(clause: Clause) -> Iterator[ObjectPredicate]:
    """Every word or description of objects of a clause."""
    terms = clause.terms
    objects = getattr(terms, "objects", None)
    if isinstance(objects, ObjectPredicate):
        yield objects
    if isinstance(terms, MaxCount):
        yield from terms.objects.values()
    if isinstance(terms, MinDistance):
        yield from terms.table_objects.values()
